// The view of coverage: what clients were shown of what can happen, and what would show the rest.

import { get, Refused } from "./api.js";
import { h, replace } from "./dom.js";
import { on } from "./live.js";
import { onChange, state } from "./store.js";

export function start(view) {
  const body = h("div", { class: "page" });
  async function load() {
    if (state.view !== "coverage") return;
    try {
      await get("/coverage");
    } catch (error) {
      if (error instanceof Refused && error.status === 404) replace(body, h("p", { class: "empty-note" }, "This server measures no coverage."));
    }
  }
  replace(view, body);
  on("look", load);
  onChange(load);
}
