// The clock of the session, and what moves it.

import { post } from "./api.js";
import { done, form } from "./dialog.js";
import { button, h, replace, select } from "./dom.js";
import { clock as time, day, milliseconds, span } from "./format.js";
import { live, look, now, on, setClock } from "./live.js";

const modes = [
  ["real", "Real time"],
  ["10x", "10 times"],
  ["60x", "60 times"],
  ["3600x", "3600 times"],
  ["other", "Another pace…"],
  ["skipping", "Skipping"],
  ["manual", "Stopped"],
];

const face = h("span", { class: "time" });
const date = h("span", { class: "date" });
const next = h("span", { class: "next" });
const pause = button("Pause", () => command(live.clock.pace ? "pause" : "resume"), { title: "Key p", id: "pause" });
const step = button("Next change", () => advance({ to: "next" }), { title: "Key n", id: "next-change" });
const by = h("input", {
  value: "10s",
  size: 5,
  id: "advance-by",
  "aria-label": "Advance by",
  title: "A duration: 500ms, 27s, 1h30m",
  onkeydown: (e) => {
    if (e.key === "Enter") advance({ by: by.value.trim() });
  },
});
const speed = select(modes, "real", (mode) => (mode === "other" ? scale() : command("mode", { mode })), {
  id: "speed",
  "aria-label": "Speed of the clock",
});

async function command(name, body) {
  const clock = await done(() => post(`/clock/${name}`, body));
  if (clock) setClock(clock);
  await look();
  return clock;
}

async function scale() {
  const factor = h("input", { type: "number", min: "0.000001", max: "1000000", step: "any", value: "5", id: "factor" });
  const values = await form(
    "The pace of the clock",
    "How many seconds of the clock pass in a second of real time.",
    [["factor", "Factor", factor]],
    "Set",
  );
  speed.blur();
  if (values) await command("scale", { factor: Number(values.factor) });
  else tick(now());
}

async function advance(target) {
  const clock = await done(
    () => post("/clock/advance", target),
    (c) => `The clock moved by ${span(milliseconds(c.advanced))}`,
  );
  if (clock) setClock(clock);
  look();
}

function tick(at) {
  const { clock } = live;
  if (!clock) return;
  const stopped = !clock.pace;
  face.textContent = time(at);
  date.textContent = day(at);
  face.classList.toggle("stopped", stopped);
  pause.textContent = stopped ? "Resume" : "Pause";
  step.disabled = !clock.next;
  if (document.activeElement !== speed) {
    const mode = clock.mode === "1x" ? "real" : clock.mode;
    if (![...speed.options].some((o) => o.value === mode)) speed.append(h("option", { value: mode }, mode));
    speed.value = mode;
  }
  const left = clock.next && Date.parse(clock.next.at) - at;
  replace(
    next,
    clock.next ? ["next: ", h("b", {}, clock.next.job), left > 0 ? ` in ${span(left)}` : " now"] : "time alone changes nothing",
  );
}

export const keys = { p: () => pause.click(), n: () => step.click() };

export function start(at) {
  replace(
    at,
    h("div", { class: "face" }, face, h("span", { class: "under" }, date, next)),
    h(
      "div",
      { class: "controls" },
      pause,
      step,
      h(
        "span",
        { class: "joined" },
        by,
        button("Advance", () => advance({ by: by.value.trim() }), { id: "advance" }),
      ),
      speed,
    ),
  );
  on("tick", tick);
}
