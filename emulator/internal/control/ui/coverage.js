// The view of coverage: what clients were shown of what can happen, and what would show the rest.

import { get, Refused } from "./api.js";
import { button, h, replace } from "./dom.js";
import { onChange, state } from "./store.js";

const titles = {
  steps: "Steps of timelines",
  branches: "Branches of choices",
  rules: "Rules",
  statuses: "Statuses by job type",
  transitions: "Transitions of statuses",
  errors: "Native errors",
  breaks: "Broken responses",
  pages: "Pages of lists",
  sub_jobs: "Jobs with sub-jobs",
};

const sum = (items) => [items.filter((i) => i.count > 0).length, items.length];

function meter(items, name) {
  const [shown, all] = sum(items);
  return h(
    "span",
    { class: "sum" },
    h("meter", { min: 0, max: all, value: shown, "aria-label": name }),
    h("span", { class: "count" }, `${shown} of ${all}`),
  );
}

const item = (i) =>
  h(
    "li",
    {},
    h("b", {}, i.name),
    i.place && h("span", { class: "more" }, ` ${i.place.replace(`${i.group}:`, "line ")}`),
    i.count > 0
      ? h("span", { class: "more" }, ` shown ${i.count === 1 ? "once" : `${i.count} times`}`)
      : i.show && h("div", { class: "more mono" }, i.show),
  );

// group is folded; its items are made when it is opened.
function group(name, items) {
  const missing = items.filter((i) => !i.count);
  const body = h("div");
  return h(
    "details",
    {
      ontoggle: (e) => {
        if (!e.target.open || body.firstChild) return;
        replace(
          body,
          missing.length > 0 && [h("h4", {}, "Never shown, and what would show it"), h("ul", { class: "covered" }, missing.map(item))],
          missing.length < items.length && [h("h4", {}, "Shown"), h("ul", { class: "covered" }, items.filter((i) => i.count).map(item))],
        );
      },
    },
    h("summary", {}, h("span", { class: "group" }, name), meter(items, name)),
    body,
  );
}

function by(items, key) {
  const all = new Map();
  for (const i of items) {
    if (!all.has(i[key])) all.set(i[key], []);
    all.get(i[key]).push(i);
  }
  return [...all];
}

export function start(view) {
  const body = h("div");
  async function load() {
    if (state.view !== "coverage") return;
    try {
      const { items } = await get("/coverage");
      replace(
        body,
        !items.length && h("p", { class: "empty-note" }, "No client was shown anything yet."),
        by(items, "section").map(([section, list]) =>
          h(
            "section",
            { class: "covering", "aria-label": titles[section] || section },
            h("h2", {}, h("span", { class: "group" }, titles[section] || section), meter(list, titles[section] || section)),
            by(list, "group").map(([name, l]) => group(name, l)),
          ),
        ),
      );
    } catch (error) {
      if (error instanceof Refused)
        replace(body, h("p", { class: "empty-note" }, error.status === 404 ? "This server counts no coverage." : error.message));
    }
  }
  replace(
    view,
    h(
      "div",
      { class: "page" },
      h(
        "p",
        { class: "actions" },
        h("span", { class: "more" }, "What clients of all sessions were shown of what can happen."),
        h("span", { class: "spring" }),
        button("Read again", load, { class: "small", id: "read-coverage" }),
      ),
      body,
    ),
  );
  onChange((changed) => {
    if (changed.has("view") || changed.has("session")) load();
  });
}
