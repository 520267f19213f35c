// The page begins here: the views, the keys, the connection.

import { currentSession, get, onConnection, onToken, Refused } from "./api.js";
import * as clock from "./clock.js";
import * as coverage from "./coverage.js";
import * as detail from "./detail.js";
import { open } from "./dialog.js";
import { $, button, h, replace, say } from "./dom.js";
import * as errors from "./errors.js";
import * as jobs from "./jobs.js";
import * as live from "./live.js";
import * as log from "./log.js";
import * as resources from "./resources.js";
import * as rules from "./rules.js";
import * as scenario from "./scenario.js";
import * as sessions from "./sessions.js";
import { announce, go, link, onChange, start as startStore, state, views } from "./store.js";
import * as verdict from "./verdict.js";

function tabs() {
  replace(
    $("tabs"),
    views.map(([view, name], i) =>
      h(
        "a",
        {
          href: link({ view }),
          "data-view": view,
          title: `Key ${i + 1}`,
          onclick: (e) => {
            if (!e.ctrlKey && !e.metaKey && !e.shiftKey) {
              e.preventDefault();
              go({ view });
            }
          },
        },
        name,
      ),
    ),
    h("span", { class: "spring" }),
    button("Keys", help, { class: "small", title: "Key ?", id: "keys" }),
  );
}

function showView() {
  document.body.dataset.view = state.view;
  for (const [view, name] of views) {
    const both = state.view === "jobs" && view === "log"; // where there is room the log is below the jobs
    $(`view-${view}`).hidden = view !== state.view && !both;
    if (view === state.view) {
      $("title").textContent = name;
      document.title = `${name} - jobsim${state.session ? ` - ${state.session}` : ""}`;
    }
  }
  for (const a of $("tabs").querySelectorAll("a")) {
    a.href = link({ view: a.dataset.view });
    if (a.dataset.view === state.view) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
}

const described = [
  ["1 to 8", "another view"],
  ["/", "the search of the view"],
  ["↑ ↓ or k j", "another row"],
  ["Enter", "what the row is about"],
  ["→ ←", "unfold and fold sub-jobs"],
  ["Escape", "close the details"],
  ["p", "pause or resume the clock"],
  ["n", "to the next change"],
  ["h", "hold or release the job"],
  ["c", "copy the request as curl"],
  ["?", "these keys"],
];

function help() {
  open("Keys", (close) => [
    h(
      "dl",
      { class: "facts keys" },
      described.map(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]),
    ),
    h(
      "div",
      { class: "actions" },
      button("Close", () => close(), { class: "primary" }),
    ),
  ]);
}

const keys = {
  ...clock.keys,
  ...detail.keys,
  "?": help,
  "/": () => $(`view-${state.view}`).querySelector("input[type=search], textarea")?.focus(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const view = views[Number(event.key) - 1];
  if (view) go({ view: view[0] });
  else if (keys[event.key]) keys[event.key]();
  else return;
  event.preventDefault();
});

onToken((again) =>
  open("A token is needed", (close) => {
    const token = h("input", { type: "password", id: "token", autocomplete: "off", required: true });
    return h(
      "form",
      {
        onsubmit: (e) => {
          e.preventDefault();
          close(token.value);
        },
      },
      h(
        "p",
        {},
        again ? "That is not the server's token. " : "",
        "It was started with --admin-token. The page keeps the token in memory only, until it is closed.",
      ),
      h("label", { class: "field" }, h("span", { class: "label" }, "Token"), token),
      h("div", { class: "actions" }, h("button", { class: "primary" }, "Go on")),
    );
  }).then((token) => token || ""),
);

function banner(text) {
  $("banner").hidden = !text;
  $("banner").textContent = text;
}

onConnection((found) => {
  $("status").className = found ? "status on" : "status off";
  $("status").textContent = found ? "connected" : "no connection";
  banner(found ? "" : "The server does not respond. The page shows what it knew last, and tries again each second.");
  if (found) say("Connected again");
});

live.on("session", (error) => {
  if (error instanceof Refused)
    banner(error.code === "no_session" ? `There is no session ${currentSession()} any more. Choose another one.` : error.message);
  else banner("");
});

async function begin() {
  startStore();
  let apis = [];
  while (!apis.length) {
    try {
      apis = (await get("/apis", { at: "" })).apis;
    } catch (error) {
      if (error instanceof Refused) banner(error.message);
      await new Promise((r) => setTimeout(r, 1000));
    }
  }
  $("status").className = "status on";
  $("status").textContent = "connected";
  tabs();
  sessions.start($("session"));
  clock.start($("clock"));
  for (const [view] of views) $(`view-${view}`).hidden = false; // so that each can be measured
  jobs.start($("view-jobs"), apis);
  log.start($("view-log"), apis);
  rules.start($("view-rules"));
  resources.start($("view-resources"), apis);
  verdict.start($("view-verdict"));
  coverage.start($("view-coverage"));
  errors.start($("view-errors"));
  scenario.start($("view-scenario"));
  detail.start(apis);
  announce();
  onChange((changed) => {
    if (changed.has("session")) live.restart();
    showView();
  });
  showView();
  live.start();
}

begin();
