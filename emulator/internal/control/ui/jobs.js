// The view of jobs: a chart of which only the visible rows are asked for and drawn.

import { get, query } from "./api.js";
import { drawAxis, fit, Scale } from "./axis.js";
import { bars, rowHeight, state as stateOf, summary } from "./bars.js";
import { done } from "./dialog.js";
import { button, field, h, replace, s, select } from "./dom.js";
import { drawChart } from "./picture.js";
import { save } from "./dom.js";
import { live, now, on } from "./live.js";
import { Rows } from "./rows.js";
import { go, onChange, state } from "./store.js";

const page = 60; // jobs that are asked for at a time

const windows = [
  ["", "Fit the jobs"],
  ["60000", "1 minute"],
  ["300000", "5 minutes"],
  ["3600000", "1 hour"],
  ["86400000", "1 day"],
];

let total = 0;
let loaded = new Map(); // by their place in the list
let open = new Map(); // parents that are unfolded: place to number of sub-jobs
let polls = new Map(); // by job, the instants of its polls
let scale = new Scale(0, 1, 1);
let rows;
let wanted = [0, page];
let asked = 0; // number of the last request

// lines returns the job and its sub-jobs as they are unfolded, each with its depth.
function lines(job, depth = 0, all = []) {
  all.push({ job, depth });
  for (const child of job.sub_jobs || []) lines(child, depth + 1, all);
  return all;
}

// at returns the place in the list, and the job with its depth, of a row.
function at(row) {
  let before = 0;
  for (const [place, count] of [...open].sort((a, b) => a[0] - b[0])) {
    const line = place + before;
    if (row <= line) break;
    if (row <= line + count) return { place, ...(loaded.get(place) && lines(loaded.get(place))[row - line]) };
    before += count;
  }
  const place = row - before;
  return { place, job: loaded.get(place), depth: 0 };
}

const rowCount = () => total + [...open.values()].reduce((a, b) => a + b, 0);

const filters = () => ({ api: state.api, phase: state.phase, text: state.text });

async function load() {
  if (state.view !== "jobs") return;
  const number = ++asked;
  const first = Math.max(wanted[0] - 10, 0);
  const limit = Math.max(wanted[1] - first + 10, page);
  const list = await done(() => get(`/jobs${query({ ...filters(), steps: "true", offset: String(first), limit: String(limit) })}`));
  if (!list || number !== asked) return;
  total = list.total;
  loaded = new Map(list.jobs.map((job, i) => [first + i, job]));
  for (const place of open.keys()) {
    if (place >= total) open.delete(place);
    else if (loaded.has(place)) open.set(place, lines(loaded.get(place)).length - 1);
  }
  rescale();
  resize();
  replace(counted, total === 1 ? "1 job" : `${total.toLocaleString("en")} jobs`);
}

// rescale fits the axis to the jobs that are loaded, or to the span that was chosen.
function rescale() {
  scale = fit([...loaded.values()], Number(state.span), now(), Math.max(axis.clientWidth, 100));
  drawAxis(axis, scale);
  moveNow();
}

const axis = s("svg", { class: "axis", "aria-hidden": "true" });
const line = h("div", { class: "now", "aria-hidden": "true" });
const counted = h("span", { class: "counted", role: "status" });

function moveNow() {
  const x = scale.x(now());
  line.hidden = x < 0 || x > scale.width || state.view !== "jobs";
  const box = axis.getBoundingClientRect();
  line.style.transform = `translateX(${(box.left - rows.outer.getBoundingClientRect().left + x).toFixed(1)}px)`;
}

function draw(row) {
  const { job, depth, place } = at(row);
  if (!job) return undefined;
  const folds = depth === 0 && job.sub_jobs?.length;
  const unfolded = open.has(place);
  const ticks = polls.get(job.job)?.filter((when) => when >= Date.parse(job.started)); // not those from before a reset
  const picture = s(
    "svg",
    { class: "bars", role: "img", "aria-label": summary(job, ticks), width: scale.width, height: rowHeight },
    bars(job, scale, now(), ticks),
  );
  return {
    "aria-level": depth + 1,
    "aria-expanded": folds ? unfolded : undefined,
    class: `job ${job.absence ? "absent" : ""} ${state.job === job.job ? "shown" : ""}`,
    keys: [`${job.job} ${depth} ${place} ${folds ? unfolded : ""}`],
    cells: [
      [
        h(
          "span",
          {
            class: `fold depth${depth}`,
            onclick: (e) => {
              if (folds) {
                e.stopPropagation();
                toggle(place);
              }
            },
          },
          folds ? (unfolded ? "▾" : "▸") : "",
        ),
        h("span", { class: "api" }, job.api),
        h("span", { class: "id" }, job.id),
        h("span", { class: "type" }, job.type || ""),
      ],
      picture,
      [
        h("span", { class: `phase ${job.absence ? "gone" : job.phase}` }, job.status || job.absence),
        h("span", { class: "more" }, stateOf(job, now())),
      ],
    ],
  };
}

function toggle(place, unfold = !open.has(place)) {
  const job = loaded.get(place);
  if (!job?.sub_jobs?.length || unfold === open.has(place)) return;
  if (unfold) open.set(place, lines(job).length - 1);
  else open.delete(place);
  resize();
}

// resize gives the chart the height that its rows need, so that the log has the rest.
function resize() {
  const tools = rows.outer.previousSibling;
  rows.outer.parentElement.style.flexBasis = `${tools.offsetHeight + 32 + Math.max(rowCount(), 3) * rowHeight}px`;
  rows.resize(rowCount());
}

function key(event, row) {
  if (row < 0) return false;
  const { place, depth } = at(row);
  if (event.key === "ArrowRight") toggle(place, true);
  else if (event.key === "ArrowLeft") {
    if (depth > 0) rows.select(row - depth);
    else toggle(place, false);
  } else return false;
  return true;
}

function addPolls(entries) {
  if (!live.entries.length) polls = new Map();
  for (const e of entries) {
    for (const o of e.observed || []) {
      if (!o.poll) continue;
      if (!polls.has(o.job)) polls.set(o.job, []);
      const list = polls.get(o.job);
      list.push(Date.parse(e.at));
      if (list.length > 2000) list.splice(0, 500);
    }
  }
}

// shownJobs are the jobs of the rows that can be seen, as the picture has them.
function shownJobs() {
  const [first, last] = rows.range();
  const all = [];
  for (let i = first; i < last; i++) {
    const { job, depth } = at(i);
    if (job) all.push({ job, depth, polls: polls.get(job.job) });
  }
  return all;
}

export function start(view, apis) {
  rows = new Rows({
    label: "Jobs over time",
    role: "treegrid",
    class: "chart",
    height: rowHeight,
    head: ["Job", [h("span", { class: "hidden" }, "Time"), axis], "Status"],
    draw,
    open: (row) => {
      const { job } = at(row);
      if (job) go({ job: job.job, entry: "" });
    },
    onkey: key,
    onscroll: (first, last) => {
      const a = at(first).place;
      const b = at(Math.max(last - 1, 0)).place + 1;
      wanted = [a, b];
      for (let i = a; i < Math.min(b, total); i++) {
        if (!loaded.has(i)) return void load();
      }
    },
    empty: () =>
      state.api || state.phase || state.text
        ? "No job matches. Change the filter."
        : "There are no jobs yet. Start one by a call of a client, or write a scenario.",
  });
  rows.outer.append(line);
  const text = h("input", {
    type: "search",
    placeholder: "Part of an id or type",
    value: state.text || "",
    class: "filter",
    oninput: (e) => go({ text: e.target.value }, true),
  });
  const api = select([["", "All APIs"], ...apis.filter((a) => !a.tokens).map((a) => [a.name, a.name])], state.api || "", (v) =>
    go({ api: v }, true),
  );
  const phase = select([["", "Any phase"], "pending", "running", "succeeded", "failed"], state.phase || "", (v) => go({ phase: v }, true));
  const length = select(windows, state.span || "", (v) => go({ span: v }, true));
  replace(
    view,
    h(
      "div",
      { class: "bar-of-tools" },
      field("Find", text, true),
      field("API", api, true),
      field("Phase", phase, true),
      field("Time shown", length, true),
      counted,
      h("span", { class: "spring" }),
      h(
        "span",
        { class: "legend", "aria-hidden": "true" },
        h("span", {}, "so far"),
        h("span", { class: "ahead" }, "ahead"),
        h("span", { class: "waits" }, "waits for a client"),
        h("span", { class: "polls" }, "poll"),
        h("span", { class: "line" }, "now"),
      ),
      button("Save as SVG", () => save("jobsim-jobs.svg", "image/svg+xml", drawChart(shownJobs(), scale, now())), { class: "small" }),
    ),
    rows.outer,
  );
  onChange((changed) => {
    if (["api", "phase", "text", "session"].some((name) => changed.has(name))) {
      [text.value, api.value, phase.value] = [state.text || "", state.api || "", state.phase || ""];
      open = new Map();
      loaded = new Map();
      rows.element.scrollTop = 0;
      wanted = [0, page];
    }
    if (changed.has("span")) length.value = state.span || "";
    load();
  });
  on("look", load);
  on("entries", addPolls);
  on("tick", () => {
    if (state.view === "jobs") moveNow();
  });
  new ResizeObserver(() => {
    rescale();
    rows.draw();
  }).observe(axis);
}
