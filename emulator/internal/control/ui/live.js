// What happens on the server, as it happens: the clock, the entries of the journal, and when to look again.

import { currentSession, follow, get, Lost, Refused } from "./api.js";

const limit = 10000; // entries that are kept

export const live = { clock: undefined, health: undefined, entries: [], gone: 0 };

const listeners = { tick: new Set(), entries: new Set(), look: new Set(), session: new Set() };

// on calls f at an event: "tick" with the session's time five times a second, "entries" with new entries of the journal, "look" when
// something may have changed, "session" after another one was chosen.
export const on = (event, f) => listeners[event].add(f);
const emit = (event, ...args) => {
  for (const f of listeners[event]) f(...args);
};

let seenAt = 0; // when the clock was read, in the browser's time

// now returns the session's time in milliseconds. Between two looks it goes on at the clock's pace.
export const now = () => (live.clock ? Date.parse(live.clock.now) + (performance.now() - seenAt) * live.clock.pace : Date.now());

export function setClock(clock) {
  live.clock = clock;
  seenAt = performance.now();
  emit("tick", now());
}

// kept is what the page keeps of an entry: the rest is asked for when it is looked at.
const kept = ({ headers, response_headers, response_body, body, ...entry }) => entry;

function add(entries) {
  for (const e of entries) live.entries.push(kept(e));
  const over = live.entries.length - limit;
  if (over > 500) {
    live.entries.splice(0, over);
    live.gone += over;
  }
  emit("entries", entries);
  lookSoon();
}

function clear() {
  live.entries = [];
  live.gone = 0;
  emit("entries", []);
}

let started; // when the server started
let stream; // ends the stream of entries
let last; // the event to go on after

async function stay(session, signal) {
  while (!signal.aborted) {
    try {
      live.health = await get("/health");
      if (started !== undefined && started !== live.health.started) {
        last = undefined; // another server than before
        clear();
      }
      started = live.health.started;
      await follow(last, signal, (entries, id) => {
        if (signal.aborted) return;
        last = id || last;
        add(entries);
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused) {
        emit("session", error);
        await new Promise((r) => setTimeout(r, 2000));
      } else if (!(error instanceof Lost)) throw error;
    }
    await new Promise((r) => setTimeout(r, 1000));
  }
}

// restart follows the session that is chosen now, from the start of its journal.
export function restart() {
  stream?.abort();
  stream = new AbortController();
  last = started = undefined;
  clear();
  emit("session");
  stay(currentSession(), stream.signal);
  look();
}

// look reads the clock and lets the views read what they show.
export async function look() {
  const session = currentSession();
  try {
    const clock = await get("/clock");
    if (session === currentSession()) setClock(clock);
  } catch (error) {
    if (!(error instanceof Lost || error instanceof Refused)) throw error;
    return;
  }
  emit("look");
}

let soon;
// lookSoon looks after a short while, however often it is called until then.
export function lookSoon() {
  soon ||= setTimeout(() => {
    soon = undefined;
    look();
  }, 200);
}

export function start() {
  setInterval(() => {
    if (!document.hidden) emit("tick", now());
  }, 200);
  setInterval(() => {
    if (!document.hidden) look();
  }, 1000);
  addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  restart();
}
