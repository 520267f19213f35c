// The live log: every request and its response, the newest first.

import { button, field, h, replace, select } from "./dom.js";
import { call, clock, views } from "./format.js";
import { live, on } from "./live.js";
import { Rows } from "./rows.js";
import { go, onChange, state } from "./store.js";

const height = 30;
let found = []; // the entries that the filter selects, oldest first
let rows;
let counted;

// selects reports whether the filter of the address selects an entry.
function selects(e) {
  if (state.logapi && e.api !== state.logapi) return false;
  if (state.status && !String(e.status || "").startsWith(state.status)) return false;
  if (state.unmatched && !e.unmatched) return false;
  if (!state.logjob) return true;
  const part = state.logjob.toLowerCase();
  return (
    [...(e.observed || []), ...(e.not_found || [])].some((o) => o.job.toLowerCase().includes(part)) ||
    (e.why || "").toLowerCase().includes(part)
  );
}

const filtered = () => ["logapi", "status", "unmatched", "logjob"].some((name) => state[name]);

function refilter() {
  found = filtered() ? live.entries.filter(selects) : live.entries.slice();
  rows.selected = -1;
  show();
}

function show() {
  rows.resize(found.length);
  const gone = live.gone ? `, ${live.gone.toLocaleString("en")} older ones are not kept` : "";
  counted.textContent = `${found.length.toLocaleString("en")} ${filtered() ? `of ${live.entries.length.toLocaleString("en")} ` : ""}responses${gone}`;
}

function add(entries) {
  if (!live.entries.length) return refilter();
  const more = filtered() ? entries.filter(selects) : entries;
  if (!more.length) return show();
  found.push(...live.entries.slice(-entries.length).filter(selects));
  const first = live.entries[0].n;
  const old = found.findIndex((e) => e.n >= first);
  if (old > 0) found.splice(0, old);
  if (rows.element.scrollTop > 0) rows.element.scrollTop += more.length * height; // what is read stays where it is
  if (rows.selected >= 0) rows.selected += more.length;
  show();
}

const kindOf = (status) => (!status ? "none" : status >= 500 ? "failed" : status >= 400 ? "warned" : "fine");

function draw(row) {
  const e = found[found.length - 1 - row];
  if (!e) return undefined;
  return {
    keys: Array(6).fill(e), // an entry does not change
    class: `entry ${e.unmatched ? "unmatched" : ""}`,
    cells: [
      clock(e.at, true),
      h("span", { class: "api" }, e.api),
      call(e),
      h("span", { class: `http ${kindOf(e.status)}` }, e.state === "cut_off" ? "cut off" : e.status || ""),
      views(e).map((words, i) => [i > 0 && ", ", h("span", { class: "seen" }, words)]),
      h("span", { class: "why" }, e.why),
    ],
  };
}

// entryAt returns the selected entry.
export const selectedEntry = () => found[found.length - 1 - rows.selected];

export function start(view, apis) {
  rows = new Rows({
    label: "Responses, the newest first",
    class: "log",
    height,
    head: ["Time", "API", "Call", "HTTP", "Jobs", "Why"],
    draw,
    open: (row) => {
      const e = found[found.length - 1 - row];
      if (e) go({ entry: String(e.n), job: "" });
    },
    empty: () =>
      filtered()
        ? "No response matches. Change the filter."
        : ["No client has called yet. ", h("code", {}, "curl"), " is one; each native error comes with a command."],
  });
  const job = h("input", {
    type: "search",
    placeholder: "Job, or words of the reason",
    class: "filter",
    value: state.logjob || "",
    oninput: (e) => go({ logjob: e.target.value }, true),
  });
  const api = select([["", "All APIs"], ...apis.map((a) => a.name)], state.logapi || "", (v) => go({ logapi: v }, true));
  const status = select(
    [
      ["", "Any HTTP status"],
      ["2", "2xx"],
      ["3", "3xx"],
      ["4", "4xx"],
      ["5", "5xx"],
    ],
    state.status || "",
    (v) => go({ status: v }, true),
  );
  const unmatched = h("input", {
    type: "checkbox",
    checked: Boolean(state.unmatched),
    onchange: (e) => go({ unmatched: e.target.checked ? "1" : "" }, true),
  });
  counted = h("span", { class: "counted", role: "status" });
  replace(
    view,
    h(
      "div",
      { class: "bar-of-tools" },
      h("h2", { class: "of-tools" }, "Log"),
      field("Find", job, true),
      field("API", api, true),
      field("HTTP status", status, true),
      h("label", { class: "check" }, unmatched, "unmatched only"),
      counted,
      h("span", { class: "spring" }),
      button("Show all", () => go({ logjob: "", logapi: "", status: "", unmatched: "" }), { class: "small" }),
    ),
    rows.outer,
  );
  on("entries", add);
  onChange((changed) => {
    if (!["logapi", "status", "unmatched", "logjob"].some((name) => changed.has(name))) return;
    [job.value, api.value, status.value, unmatched.checked] = [
      state.logjob || "",
      state.logapi || "",
      state.status || "",
      Boolean(state.unmatched),
    ];
    refilter();
  });
  refilter();
}
