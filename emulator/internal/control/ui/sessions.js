// The sessions of the server, and what is done to one of them as a whole.

import { base, currentSession, get, post, remove } from "./api.js";
import { confirm, done, form, open } from "./dialog.js";
import { button, copy, field, h, replace, save, select } from "./dom.js";
import { clock, span } from "./format.js";
import { live, on, restart } from "./live.js";
import { go, link, onChange } from "./store.js";

const idField = () =>
  h("input", {
    pattern: "[a-z]([a-z0-9\\-]{0,30}[a-z0-9])?",
    placeholder: "chosen for you",
    title: "A letter, then letters, digits and -, in lower case",
  });

async function reset() {
  if (
    !(await confirm(
      "Reset the session?",
      "The loaded scenarios start again at the present instant. Jobs, resources and the log are forgotten.",
      "Reset",
    ))
  )
    return;
  if (await done(() => post("/reset"), "The session is at its start")) restart();
}

async function fork() {
  const values = await form(
    "Fork the session",
    "A session of its own goes on from here: the same jobs at the same instant.",
    [["id", "Session name", idField()]],
    "Fork",
  );
  if (!values) return;
  const made = await done(
    () => post("/fork", values.id ? { id: values.id } : {}),
    (s) => `The session ${s.id} goes on from here`,
  );
  if (made) go({ session: made.id, job: "", entry: "" });
}

async function snapshot() {
  const text = await done(() => get("/snapshot"));
  if (text) save(`jobsim-${currentSession() || "main"}.yaml`, "application/yaml", text);
}

async function restore() {
  const file = h("input", { type: "file", accept: ".yaml,.yml,application/yaml", "aria-label": "Snapshot" });
  let text;
  file.addEventListener("change", async () => {
    text = await file.files[0]?.text();
  });
  if (
    !(await form(
      "Restore a snapshot",
      "The state of this session is replaced by that of the file.",
      [["file", "Snapshot", file]],
      "Restore",
    ))
  )
    return;
  text ??= await file.files[0]?.text();
  if (text && (await done(() => post("/restore", text), "The session has the state of the snapshot"))) restart();
}

async function end() {
  const id = currentSession();
  if (!(await confirm(`End the session ${id}?`, "Its jobs and its log are gone then.", "End it"))) return;
  if (await done(() => remove(`/sessions/${encodeURIComponent(id)}`, { at: "" }), `The session ${id} has ended`))
    go({ session: "", job: "", entry: "" });
}

// table lists the sessions, each with a link to it.
function table(list, close) {
  const row = (id, name, ...cells) =>
    h(
      "tr",
      { class: id === currentSession() ? "here" : "" },
      h("th", { scope: "row" }, h("a", { href: link({ session: id, job: "", entry: "" }), onclick: close }, name)),
      cells.map((c) => h("td", {}, c)),
    );
  return (
    list?.length > 0 &&
    h(
      "table",
      { class: "sessions" },
      h("caption", { class: "hidden" }, "Sessions"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["Session", "Scenarios", "Clock", "Ends if unused"].map((c) => h("th", { scope: "col" }, c)),
        ),
      ),
      h(
        "tbody",
        {},
        row("", "the server's own", "", "", "never"),
        list.map((s) =>
          row(
            s.id,
            s.id,
            s.scenarios.join(", "),
            `${s.clock.mode}, ${clock(s.clock.now)}`,
            `in ${span(Date.parse(s.expires) - Date.now())}`,
          ),
        ),
      ),
    )
  );
}

async function menu() {
  const list = await get("/sessions", { at: "" }).catch(() => undefined);
  open("Session", (close) => {
    const act = (f) => () => {
      close();
      f();
    };
    return [
      h(
        "dl",
        { class: "facts" },
        h("dt", {}, "Address"),
        h(
          "dd",
          {},
          h("code", {}, live.health?.url || ""),
          " ",
          button("Copy", () => copy(live.health?.url || "", "the address"), { class: "small" }),
        ),
        h("dt", {}, "Scenarios"),
        h("dd", {}, (live.health?.scenarios || []).join(", ") || "none"),
        h("dt", {}, "Seed"),
        h("dd", {}, live.health?.seed),
        h("dt", {}, "Profile"),
        h("dd", {}, live.health?.profile),
        h("dt", {}, "Control API"),
        h("dd", {}, h("code", {}, base())),
        h("dt", {}, "Version"),
        h("dd", {}, live.health?.version),
      ),
      h(
        "div",
        { class: "actions wrap" },
        button("Reset…", act(reset), { id: "reset" }),
        button("Fork…", act(fork), { id: "fork" }),
        button("Save a snapshot", act(snapshot), { id: "snapshot" }),
        button("Restore…", act(restore), { id: "restore" }),
        currentSession() && button("End…", act(end), { id: "end" }),
      ),
      table(list?.sessions, () => close()),
      h(
        "div",
        { class: "actions" },
        button("Close", () => close(), { class: "primary" }),
      ),
    ];
  });
}

export function start(at) {
  const choice = h("span");
  let last = "";
  let read = -Infinity; // when they were read last
  async function load() {
    if (performance.now() - read < 1900) return;
    read = performance.now();
    const list = await get("/sessions", { at: "" }).catch(() => undefined);
    if (!list) return;
    const ids = list.sessions.map((s) => s.id);
    const here = currentSession();
    const known = JSON.stringify([ids, here]);
    if (known === last || choice.contains(document.activeElement)) return;
    last = known;
    const all = [["", "the server's own"], ...ids];
    if (here && !ids.includes(here)) all.push([here, `${here} (ended)`]);
    replace(
      choice,
      field(
        "Session",
        select(
          all,
          here,
          (id) => {
            document.activeElement.blur();
            go({ session: id, job: "", entry: "" });
          },
          { id: "session-choice" },
        ),
        true,
      ),
    );
  }
  replace(at, choice, button("Session…", menu, { id: "session-menu" }));
  on("look", load);
  onChange((changed) => {
    if (changed.has("session")) {
      last = "";
      read = -Infinity;
      load();
    }
  });
}
