// The view of native errors: a search, and how to get each.

import { get, post } from "./api.js";
import { done } from "./dialog.js";
import { button, code, field, h, replace } from "./dom.js";
import { on } from "./live.js";
import { Rows } from "./rows.js";
import { go, onChange, state } from "./store.js";

export function start(view) {
  let all;
  let found = [];
  const counted = h("span", { class: "counted", role: "status" });
  const about = h("div", { class: "about", "aria-live": "polite" });
  const rows = new Rows({
    label: "Native errors",
    class: "errors",
    height: 32,
    head: ["API", "Code", "HTTP", "Message", "Where"],
    draw: (i) => {
      const e = found[i];
      return (
        e && {
          keys: Array(5).fill(e),
          cells: [
            h("span", { class: "api" }, e.api),
            h("span", { class: "id" }, e.code),
            String(e.http),
            e.message,
            h("span", { class: "why" }, e.where),
          ],
        }
      );
    },
    open: (i) => {
      if (found[i]) show(found[i]);
    },
    empty: () =>
      all ? "No error matches. Search for a code, an HTTP status or words of the message." : "This server has no list of native errors.",
  });
  function show(e) {
    replace(
      about,
      h("h2", {}, e.code, h("span", { class: "more" }, ` ${e.api}, HTTP ${e.http}`)),
      h("p", {}, e.message),
      h("p", { class: "more" }, `${e.where}. Source: ${e.source}${e.grade ? ` (${e.grade})` : ""}.`),
      h("h3", {}, "1. A rule that responds with it"),
      code(e.rule, "the rule"),
      button(
        "Add this rule, for one call",
        () =>
          done(
            () => post("/rules", `rules:\n  - ${e.rule.replace(/}$/, ", times: 1}")}\n`),
            (l) => `Added: ${l.rules[0].name}. The next such call gets ${e.code}.`,
          ),
        { id: "add-error-rule" },
      ),
      h("h3", {}, "2. The request that shows it"),
      code(e.curl, "the curl command"),
      h("h3", {}, "The response"),
      code(e.body, "the response"),
      e.step && [h("h3", {}, "A step in which a job fails with it"), code(e.step, "the step")],
    );
  }
  function filter() {
    const words = (state.find || "").toLowerCase().split(/\s+/).filter(Boolean);
    found = (all || []).filter((e) => {
      const text = `${e.api} ${e.apis.join(" ")} ${e.code} ${e.http} ${e.message} ${e.where}`.toLowerCase();
      return words.every((w) => text.includes(w));
    });
    rows.resize(found.length);
    counted.textContent = `${found.length} of ${(all || []).length} errors`;
  }
  async function load() {
    if (state.view !== "errors" || all) return;
    const list = await get("/errors").catch(() => undefined);
    all = list?.errors;
    filter();
  }
  const find = h("input", {
    type: "search",
    class: "filter wide",
    id: "find-error",
    placeholder: "Code, HTTP status, or a line of a log",
    value: state.find || "",
    oninput: (e) => go({ find: e.target.value }, true),
  });
  replace(
    view,
    h("div", { class: "bar-of-tools" }, field("Find an error", find, true), counted),
    h("div", { class: "split" }, rows.outer, about),
  );
  replace(about, h("p", { class: "more" }, "Choose an error to see its response and the ways to get it."));
  onChange((changed) => {
    if (changed.has("session")) all = undefined;
    if (changed.has("find") && find.value !== (state.find || "")) find.value = state.find || "";
    if (changed.has("find")) filter();
    load();
  });
  on("session", () => {
    all = undefined;
    load();
  });
}
