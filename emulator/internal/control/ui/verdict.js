// The view of the verdict: what the scenario expects of clients, and what they were found to do.

import { get, Refused } from "./api.js";
import { h, renew, replace } from "./dom.js";
import { clock } from "./format.js";
import { on } from "./live.js";
import { link, onChange, state } from "./store.js";

const words = { passed: "passed", failed: "failed", open: "open: something is not decided yet" };
const marks = { met: "✓", missed: "✗", open: "…" };

const evidence = (entries) =>
  entries?.length > 0 &&
  h(
    "p",
    { class: "more" },
    "Seen in: ",
    entries.map((e, i) => [
      i > 0 && ", ",
      h("a", { href: link({ entry: String(e.n), job: "" }) }, `${clock(e.at, true)} ${e.call}${e.shown ? ` ${e.shown}` : ""}`),
    ]),
  );

const expectation = (o) =>
  h(
    "li",
    { class: `outcome ${o.state}` },
    h("span", { class: "mark", "aria-hidden": "true" }, marks[o.state]),
    h(
      "div",
      {},
      h("b", {}, o.expect),
      h("span", { class: "more" }, ` ${o.state}${o.place ? `, ${o.place}` : ""}`),
      o.saw && h("p", {}, `${o.state === "open" ? "Seen so far" : "Seen instead"}: ${o.saw}`),
      evidence(o.entries),
    ),
  );

const finding = (f, because) =>
  h(
    "li",
    { class: `finding ${f.level}` },
    h(
      "div",
      {},
      h(
        "p",
        { class: "finding-head" },
        h("span", { class: `level ${f.level}` }, f.level),
        h("b", {}, f.id),
        h("span", { class: "more" }, ` ${f.subject}${f.count > 1 ? `, ${f.count} times` : ""}`),
      ),
      h("p", {}, f.message),
      h("p", { class: "more" }, f.why),
      f.way_out && h("p", {}, h("span", { class: "label" }, "Way out: "), f.way_out),
      because && h("p", { class: "more" }, `Allowed: ${because}`),
      evidence(f.entries),
    ),
  );

const part = (title, list) => list.length > 0 && [h("h2", {}, title), h("ul", { class: "plain" }, list)];

export function start(view) {
  const body = h("div", { class: "page" });
  async function load() {
    if (state.view !== "verdict") return;
    let report;
    try {
      report = await get("/verdict");
    } catch (error) {
      if (error instanceof Refused && error.status === 404)
        renew(body, "none", h("p", { class: "empty-note" }, "This server judges no clients."));
      return;
    }
    renew(
      body,
      report,
      h(
        "p",
        { class: `verdict ${report.state}` },
        "The verdict: ",
        h("b", {}, words[report.state] || report.state),
        h("span", { class: "more" }, ` after ${report.requests} requests`),
      ),
      part("Expected", (report.expectations || []).map(expectation)),
      part(
        "Found",
        (report.findings || []).map((f) => finding(f)),
      ),
      part(
        "Found, and allowed",
        (report.allowed || []).map((a) => finding(a.finding, a.because)),
      ),
      part(
        "Not gradable",
        (report.not_gradable || []).map((n) => h("li", { class: "more" }, `${n.ids.join(", ")}: ${n.reason}`)),
      ),
      !report.expectations?.length &&
        !report.findings?.length &&
        h("p", { class: "empty-note" }, "Nothing is expected, and nothing was found. A scenario says what is expected under expect."),
    );
  }
  replace(view, body);
  on("look", load);
  onChange(load);
}
