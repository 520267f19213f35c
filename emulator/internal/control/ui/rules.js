// The view of rules: how often each claimed a call, armed and disarmed by a switch, added and removed.

import { get, post, remove } from "./api.js";
import { done } from "./dialog.js";
import { button, field, h, renew, replace } from "./dom.js";
import { on } from "./live.js";
import { onChange, state } from "./store.js";

const path = (rule) => `/rules/${encodeURIComponent(rule.name)}`;

function row(rule, reload) {
  const armed = h(
    "button",
    {
      type: "button",
      role: "switch",
      "aria-checked": String(rule.armed),
      "aria-label": `${rule.name} takes calls`,
      class: "switch",
      onclick: async () => {
        await done(
          () => post(`${path(rule)}/${rule.armed ? "disarm" : "arm"}`),
          rule.armed ? `${rule.name} takes no calls now` : `${rule.name} takes calls now`,
        );
        reload();
      },
    },
    h("span", { class: "knob" }),
  );
  return h(
    "tr",
    { class: rule.spent ? "spent" : "" },
    h("td", {}, armed),
    h("th", { scope: "row" }, rule.name, h("span", { class: "more" }, rule.location)),
    h("td", {}, rule.description),
    h("td", { class: "count" }, h("b", {}, rule.claimed), ` of ${rule.calls}`),
    h("td", {}, rule.spent ? "spent" : rule.remaining === undefined ? "no limit" : `${rule.remaining} left`),
    h(
      "td",
      {},
      button(
        "Remove",
        async () => {
          await done(() => remove(path(rule)), `${rule.name} is removed`);
          reload();
        },
        { class: "small", "aria-label": `Remove ${rule.name}` },
      ),
    ),
  );
}

export function start(view) {
  const body = h("tbody");
  const none = h("p", { class: "empty-note", hidden: true }, "There are no rules. A rule says what a call of a client does.");
  const table = h(
    "table",
    {},
    h("caption", { class: "hidden" }, "Rules in the order in which they are tried"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Armed", "Rule", "Which calls, and what happens", "Claimed", "Left", ""].map((c) =>
          h(c ? "th" : "td", c ? { scope: "col" } : {}, c),
        ),
      ),
    ),
    body,
  );
  const text = h("textarea", {
    rows: 3,
    id: "new-rules",
    spellcheck: "false",
    class: "mono",
    placeholder: "{call: evs.showJob, answer: {error: EVS.2024}, times: 1}",
  });
  async function load() {
    if (state.view !== "rules") return;
    const list = await get("/rules").catch(() => undefined);
    if (!list || body.querySelector(":active")) return; // not under a pressed button
    renew(
      body,
      list,
      list.rules.map((rule) => row(rule, load)),
    );
    none.hidden = list.rules.length > 0;
    table.hidden = !list.rules.length;
  }
  const add = async () => {
    const lines = text.value.trim();
    const source = /^(rules|description|-)/.test(lines) ? lines.replace(/^-/, "rules:\n  -") : `rules:\n  - ${lines}`;
    if (
      await done(
        () => post("/rules", `${source}\n`),
        (l) => `Added: ${l.rules.map((r) => r.name).join(", ")}`,
      )
    )
      text.value = "";
    load();
  };
  replace(
    view,
    h(
      "div",
      { class: "page" },
      table,
      none,
      h("div", { class: "form" }, field("Add rules, as they are written in a scenario", text), button("Add", add, { id: "add-rules" })),
    ),
  );
  on("look", load);
  onChange(load);
}
