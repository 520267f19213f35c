// A scenario that is pasted or written: explained as one types, with every fault at its place, and begun as a session.

import { get, post, Refused } from "./api.js";
import { done } from "./dialog.js";
import { button, field, h, replace, select } from "./dom.js";
import { go, onChange, state } from "./store.js";

const example = `description: A disk that fails after 30 seconds.
jobs:
  - api: evs
    id: my-disk
    type: createVolume
    timeline:
      - {status: INIT, for: 1 poll}
      - {status: RUNNING, for: 30s}
      - {status: FAIL, error: EVS.2024}
`;

export function start(view) {
  const text = h("textarea", {
    id: "scenario-text",
    class: "mono editor",
    spellcheck: "false",
    wrap: "off",
    autocapitalize: "off",
    "aria-describedby": "scenario-state",
  });
  const lines = h("div", { class: "lines", "aria-hidden": "true" });
  const result = h("div", { class: "result", id: "scenario-state", role: "status" });
  const picture = h("div", { class: "picture" });
  const id = h("input", { id: "session-id", size: 12, placeholder: "chosen for you", autocomplete: "off" });
  const clock = select(
    [
      ["", "The server's"],
      ["manual", "Stopped"],
      ["real", "Real time"],
      ["60x", "60 times"],
      ["skipping", "Skipping"],
    ],
    "",
    () => {},
    { id: "session-clock" },
  );
  const begin = button("Begin a session", beginSession, { class: "primary", id: "begin" });
  const here = button(
    "Start its jobs here",
    () =>
      done(
        () => post("/jobs", text.value),
        (l) =>
          `Started: ${l.jobs
            .map((j) => j.job)
            .slice(0, 5)
            .join(", ")}`,
      ),
    { id: "start-here" },
  );
  let faults = new Set();
  let url;
  let running;

  function number() {
    const count = text.value.split("\n").length;
    replace(
      lines,
      Array.from({ length: count }, (_, i) => h("div", { class: faults.has(i + 1) ? "fault" : "" }, i + 1)),
    );
    lines.scrollTop = text.scrollTop;
  }

  function show(svg) {
    if (url) URL.revokeObjectURL(url);
    url = svg && URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    replace(picture, svg && h("img", { src: url, alt: "The jobs of the scenario as bars over time" }));
  }

  function jump(d) {
    const before =
      text.value
        .split("\n")
        .slice(0, d.line - 1)
        .join("\n").length + (d.line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(before + d.column - 1, before + d.column - 1);
  }

  const fault = (d) =>
    h(
      "li",
      {},
      button(`line ${d.line}, column ${d.column}`, () => jump(d), { class: "place" }),
      " ",
      d.message,
      d.want && h("span", { class: "more" }, ` Expected: ${d.want}.`),
      d.hint && h("span", { class: "hint" }, ` ${d.hint}`),
    );

  async function explain() {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    if (!text.value.trim()) {
      faults = new Set();
      number();
      show();
      return replace(result, h("p", { class: "more" }, "Paste a scenario here, or take one of the library."));
    }
    try {
      const doc = await post("/scenarios/explain", text.value, { signal });
      faults = new Set();
      const count = (n, one) => n > 0 && `${n} ${one}${n > 1 ? "s" : ""}`;
      replace(
        result,
        h(
          "p",
          { class: "good" },
          "No faults: ",
          [count(doc.jobs, "job"), count(doc.rules, "rule"), count(doc.resources, "resource")].filter(Boolean).join(", ") ||
            "nothing in it",
          ".",
        ),
        doc.description && h("p", { class: "more" }, doc.description),
        doc.remarks.length > 0 && [h("h3", {}, "Legal, but probably not meant"), h("ul", { class: "faults" }, doc.remarks.map(fault))],
      );
      show(doc.svg);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!(error instanceof Refused)) return;
      faults = new Set(error.diagnostics.map((d) => d.line));
      replace(
        result,
        h(
          "p",
          { class: "bad" },
          error.diagnostics.length === 1 ? "One fault:" : error.diagnostics.length ? `${error.diagnostics.length} faults:` : error.message,
        ),
        h("ol", { class: "faults" }, error.diagnostics.map(fault)),
      );
      show();
    }
    begin.disabled = here.disabled = faults.size > 0;
    number();
  }

  async function beginSession() {
    const created = await done(
      () =>
        post("/sessions", { scenario: text.value, ...(id.value && { id: id.value.trim() }), ...(clock.value && { clock: clock.value }) }),
      (s) => `The session ${s.id} has begun`,
    );
    if (!created) return;
    go({ view: "jobs", session: created.id, job: "", entry: "" });
  }

  let soon;
  text.addEventListener("input", () => {
    number();
    clearTimeout(soon);
    soon = setTimeout(explain, 250);
  });
  text.addEventListener("scroll", () => {
    lines.scrollTop = text.scrollTop;
  });
  text.addEventListener("keydown", (event) => {
    // Tab stays what it is for those who go by keys; Escape leaves the text
    if (event.key === "Escape") text.blur();
  });

  let listed;
  const library = h("span");
  async function list() {
    if (state.view !== "scenario" || listed) return;
    listed = await get("/scenarios").catch(() => undefined);
    if (!listed) return;
    replace(
      library,
      field(
        "From the library",
        select(
          [["", "Take one from the library"], ...listed.shipped],
          "",
          async (name) => {
            const found = name && (await done(() => get(`/scenarios/${name}`)));
            if (!found) return;
            text.value = found;
            explain();
          },
          { id: "library" },
        ),
        true,
      ),
    );
    if (!text.value) text.value = example;
    explain();
  }

  replace(
    view,
    h(
      "div",
      { class: "bar-of-tools" },
      library,
      h("span", { class: "spring" }),
      field("Session name", id),
      field("Clock", clock),
      begin,
      here,
    ),
    h(
      "div",
      { class: "split even" },
      h("div", { class: "editor-outer" }, lines, h("label", { class: "hidden", for: "scenario-text" }, "Scenario, in YAML"), text),
      h("div", { class: "about" }, result, picture),
    ),
  );
  onChange(list);
}
