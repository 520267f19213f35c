// The view of resources: what jobs act on, and its status.

import { get, query } from "./api.js";
import { field, h, replace, select } from "./dom.js";
import { clock } from "./format.js";
import { on } from "./live.js";
import { Rows } from "./rows.js";
import { go, link, onChange, state } from "./store.js";

export function start(view, apis) {
  let list = [];
  const counted = h("span", { class: "counted", role: "status" });
  const rows = new Rows({
    label: "Resources",
    class: "resources",
    height: 32,
    head: ["API", "Kind", "Id", "Status", "Job that holds it", "Changed"],
    draw: (i) => {
      const r = list[i];
      return (
        r && {
          class: r.made ? "" : "unmade",
          keys: Array(6).fill(JSON.stringify(r)),
          cells: [
            h("span", { class: "api" }, r.api),
            r.kind,
            h("span", { class: "id" }, r.id),
            [r.status || "", !r.made && h("span", { class: "more" }, " not made yet")],
            r.job ? h("a", { href: link({ job: r.job }), tabindex: "-1" }, r.job) : "",
            clock(r.updated),
          ],
        }
      );
    },
    open: (i) => {
      if (list[i]?.job) go({ job: list[i].job, entry: "" });
    },
    empty: () => "There are no resources. A call that creates a disk makes one, and a scenario can declare them.",
  });
  let read = -Infinity; // when they were read last
  async function load() {
    if (state.view !== "resources" || performance.now() - read < 900) return; // there can be many
    read = performance.now();
    const found = await get(`/resources${query({ api: state.rapi, limit: "20000" })}`).catch(() => undefined);
    if (!found) return;
    list = found.resources;
    rows.resize(list.length);
    counted.textContent = found.total === 1 ? "1 resource" : `${found.total.toLocaleString("en")} resources`;
  }
  const api = select([["", "All APIs"], ...apis.filter((a) => !a.tokens).map((a) => a.name)], state.rapi || "", (v) =>
    go({ rapi: v }, true),
  );
  replace(view, h("div", { class: "bar-of-tools" }, field("API", api, true), counted), rows.outer);
  on("look", load);
  onChange(() => {
    api.value = state.rapi || "";
    read = -Infinity;
    load();
  });
}
