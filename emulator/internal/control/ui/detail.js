// The panel beside the view: one job, or one request.

import { get, jobPath, post } from "./api.js";
import { state as stateOf } from "./bars.js";
import { done } from "./dialog.js";
import { $, button, code, copy, field, h, renew, replace } from "./dom.js";
import { call, clock, curl, milliseconds, span, views } from "./format.js";
import { live, look, now, on } from "./live.js";
import { go, link, onChange, state } from "./store.js";

let apis = [];
let shown = ""; // what the panel shows
let head; // the parts that change
let facts;
let held;

let before; // what had the focus when the panel covered it

const close = () => go({ job: "", entry: "" });

function frame(title, kind, ...content) {
  const panel = $("detail");
  if (panel.hidden) before = document.activeElement;
  panel.hidden = false;
  panel.setAttribute("aria-label", `${kind} ${title}`);
  replace(
    panel,
    h(
      "div",
      { class: "detail-head" },
      h("div", {}, h("p", { class: "kind" }, kind), h("h2", {}, title)),
      h(
        "div",
        { class: "actions" },
        button("Copy link", () => copy(location.href, "a link to this"), { class: "small" }),
        button("Close", close, { class: "small", title: "Key Escape" }),
      ),
    ),
    content,
  );
  if (panel.getClientRects()[0].width === innerWidth) panel.querySelector("button").focus(); // it covers the rest
}

const fact = (name, value) => value !== undefined && value !== "" && [h("dt", {}, name), h("dd", {}, value)];

async function showJob(name) {
  const job = await done(() => get(jobPath(name)));
  if (!job) return close();
  const api = apis.find((a) => a.name === job.api);
  head = h("p", { class: "big" });
  facts = h("dl", { class: "facts" });
  held = button("Hold", () => command(name, held.textContent === "Hold" ? "hold" : "release"), { id: "hold", title: "Key h" });
  const status = h("input", { list: "statuses", id: "force-status", size: 16, autocomplete: "off", spellcheck: "false" });
  const error = h("input", { id: "force-error", size: 14, placeholder: "none", autocomplete: "off", spellcheck: "false" });
  frame(
    job.id,
    `Job of ${job.api}`,
    head,
    h(
      "div",
      { class: "actions wrap" },
      held,
      button("Release its step", () => command(name, "release"), { id: "release" }),
      button(
        "Copy as YAML",
        async () => {
          const text = await done(() => get(`${jobPath(name)}/scenario`));
          if (text) copy(text, `${name} as a scenario`);
        },
        { id: "copy-yaml" },
      ),
      button("Its responses", () => go({ view: "log", logjob: job.id })),
    ),
    h(
      "form",
      {
        class: "inline",
        onsubmit: (event) => {
          event.preventDefault();
          command(name, "force", { status: status.value, ...(error.value && { error: error.value }) });
        },
      },
      field("Force the status", status),
      field("with the error", error),
      h("button", { id: "force" }, "Force"),
      h(
        "datalist",
        { id: "statuses" },
        (api?.statuses || []).map((s) => h("option", { value: s.status })),
      ),
    ),
    facts,
    h("h3", {}, "What clients saw"),
    h("ol", { class: "past", id: "past" }),
  );
  updateJob(job);
}

async function command(name, verb, body) {
  const job = await done(
    () => post(`${jobPath(name)}/${verb}`, body ?? ""),
    { hold: "The job is held", release: "The job goes on", force: "The job stays in this status" }[verb],
  );
  if (job) updateJob(job);
  look();
}

async function updateJob(job) {
  held.textContent = job.held ? "Release" : "Hold";
  replace(
    head,
    h("span", { class: `phase ${job.absence ? "gone" : job.phase}` }, job.status || job.absence),
    " ",
    h("span", { class: "more" }, stateOf(job, now())),
  );
  const tree = job.sub_jobs || [];
  const { in: left, next, ...lasting } = job;
  renew(
    facts,
    lasting,
    fact("Type", job.type),
    fact("Project", job.project_id),
    fact("Progress", `${job.progress} %`),
    fact("Step", `${job.step}, polled ${job.polls} times`),
    fact("Ended by", job.waits_for),
    fact("Started", clock(job.started, true)),
    fact("In this step since", clock(job.since, true)),
    fact("Next change", job.next && clock(job.next, true)),
    fact("Ended", job.ended && clock(job.ended, true)),
    fact("Forced", job.forced ? "yes" : ""),
    tree.length > 0 &&
      fact(
        "Sub-jobs",
        tree.map((c) => h("a", { href: link({ job: c.job }) }, h("span", { class: `phase ${c.phase}` }, c.status), " ", c.id)),
      ),
  );
  const timeline = await done(() => get(`${jobPath(job.job)}/timeline`));
  const past = $("past");
  if (!timeline || !past || state.job !== job.job) return;
  renew(
    past,
    timeline.past,
    timeline.past
      .slice(-200)
      .reverse()
      .map((p) =>
        h(
          "li",
          {},
          h("a", { href: link({ entry: String(p.entry), job: "" }) }, clock(p.at, true)),
          " ",
          p.status || p.absence,
          h("span", { class: "more" }, `${p.poll ? "" : " not a poll"}`),
        ),
      ),
    timeline.past.length === 0 && h("li", { class: "more" }, "nothing yet"),
  );
}

async function showEntry(n) {
  const entry = await done(() => get(`/journal/${n}`));
  if (!entry) return close();
  const command = curl(entry, live.health?.url || location.origin);
  const jobs = [...new Set([...(entry.observed || []), ...(entry.not_found || [])].map((o) => o.job))];
  frame(
    call(entry),
    `Request ${entry.n} to ${entry.api}`,
    h("p", { class: "why-big" }, entry.why),
    h(
      "dl",
      { class: "facts" },
      fact("Arrived", clock(entry.at, true)),
      fact("Took", span(milliseconds(entry.duration))),
      fact(
        "Response",
        entry.state === "cut_off" ? "cut off" : entry.state === "in_flight" ? "in flight" : `${entry.status}, ${entry.bytes} bytes`,
      ),
      fact(
        "Jobs",
        views(entry).map((w) => h("div", {}, w)),
      ),
      fact("Rule", entry.rule),
      fact("Clock", entry.clock),
      fact("Request id", entry.request_id),
    ),
    h(
      "div",
      { class: "actions wrap" },
      button("Copy as curl", () => copy(command, "the request as curl"), { id: "copy-curl", title: "Key c" }),
      jobs.slice(0, 5).map((job) => button(`Show ${job}`, () => go({ view: "jobs", job, entry: "" }))),
    ),
    h("h3", {}, "Request"),
    code(
      `${entry.method} ${entry.path}${entry.query ? `?${entry.query}` : ""}\n${Object.entries(entry.headers)
        .map(([k, v]) => `${k}: ${v}`)
        .join("\n")}${entry.body ? `\n\n${pretty(entry.body)}` : ""}`,
      "the request",
    ),
    entry.response_body !== undefined
      ? [h("h3", {}, "Response"), code(pretty(entry.response_body), "the response")]
      : h("p", { class: "note" }, "The server keeps no bodies of responses. Start it with --journal-bodies to see them here."),
  );
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function update() {
  const want = state.job ? `job ${state.session || ""} ${state.job}` : state.entry ? `entry ${state.session || ""} ${state.entry}` : "";
  if (want === shown) return;
  shown = want;
  if (!want) {
    $("detail").hidden = true;
    before?.focus();
    before = undefined;
    replace($("detail"));
  } else if (state.job) showJob(state.job);
  else showEntry(state.entry);
}

export const keys = {
  Escape: () => {
    if (shown) close();
  },
  h: () => $("hold")?.click(),
  c: () => $("copy-curl")?.click(),
};

export function start(all) {
  apis = all;
  onChange(update);
  on("look", async () => {
    if (!state.job || !held) return;
    const name = state.job;
    const job = await get(jobPath(name)).catch(() => undefined);
    if (job && state.job === name && $("past")) updateJob(job);
  });
}
