// What the page shows, kept in the address, so that a link leads to the same.

import { ownSession, useSession } from "./api.js";

export const views = [
  ["jobs", "Jobs"],
  ["log", "Log"],
  ["rules", "Rules"],
  ["resources", "Resources"],
  ["verdict", "Verdict"],
  ["coverage", "Coverage"],
  ["errors", "Errors"],
  ["scenario", "Scenario"],
];

// state is what the address says: the view, the session, what is selected, and the filters.
export const state = { view: "jobs", session: ownSession };

const listeners = [];

// onChange calls f after each change with the names of what changed.
export const onChange = (f) => listeners.push(f);

function parse() {
  const [view, args] = location.hash.replace(/^#\/?/, "").split("?");
  const next = Object.fromEntries(new URLSearchParams(args || ""));
  next.view = views.some(([v]) => v === view) ? view : "jobs";
  next.session = next.session === "-" ? "" : (next.session ?? ownSession);
  return next;
}

function address(of) {
  const { view, ...rest } = of;
  const q = new URLSearchParams();
  for (const name of Object.keys(rest).sort()) {
    if (name === "session") {
      if (rest.session !== ownSession) q.set("session", rest.session || "-"); // "-" is the server's own
    } else if (rest[name]) q.set(name, rest[name]);
  }
  const text = q.toString();
  return `#/${view}${text && `?${text}`}`;
}

// link is the address of what is looked at, or of something beside it.
export const link = (changes = {}) => address({ ...state, ...changes });

function apply(next) {
  const changed = new Set([...Object.keys(state), ...Object.keys(next)].filter((name) => state[name] !== next[name]));
  if (!changed.size) return;
  for (const name of Object.keys(state)) delete state[name];
  Object.assign(state, next);
  useSession(state.session || "");
  for (const f of listeners) f(changed);
}

// go changes what is shown. A filter replaces the present address, everything else can be gone back from.
export function go(changes, quietly) {
  const to = address({ ...state, ...changes });
  if (to === location.hash) return;
  history[quietly ? "replaceState" : "pushState"](null, "", to);
  apply(parse());
}

export function start() {
  addEventListener("popstate", () => apply(parse()));
  addEventListener("hashchange", () => apply(parse()));
  Object.assign(state, parse());
  useSession(state.session || "");
}

// announce calls all listeners as if everything had changed.
export function announce() {
  for (const f of listeners) f(new Set([...Object.keys(state), "span", "find"]));
}
