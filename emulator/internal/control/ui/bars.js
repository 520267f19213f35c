// A job as bars over time: what was, what is, what can be.

import { s } from "./dom.js";
import { clock, span } from "./format.js";

export const rowHeight = 36;
const top = 8;
const barHeight = 14;
const letter = 6.6; // about the width of a letter in a bar

// spans returns the bars of a job: [class, from, to, status, waits]. A step that has no known instant follows the one before it as a
// short bar, since it can come at any time.
function spans(job, scale, now) {
  const all = [];
  const stub = (scale.to - scale.from) * 0.045;
  let end = scale.from;
  let open = false;
  for (const step of job.steps || []) {
    const phase = step.phase || "pending";
    if (step.from && !open) {
      const from = Date.parse(step.from);
      const to = step.to ? Date.parse(step.to) : undefined;
      if (step.ahead) {
        all.push([`${phase} maybe`, from, to ?? Math.max(from + stub, scale.to), step.status]);
      } else if (to !== undefined && to <= now) {
        all.push([`${phase} was`, from, to, step.status]);
      } else {
        all.push([`${phase} is`, from, Math.max(now, from), step.status]);
        if (to !== undefined || !step.waits_for) all.push([`${phase} maybe`, now, to ?? scale.to, ""]); // it stays in its last step
      }
      end = to ?? Math.max(now, from);
      if (to === undefined && step.waits_for) {
        all.push([`${phase} waits`, end, end, step.waits_for]);
        open = true;
      }
    } else {
      if (!open) all.push([`${phase} waits`, end, end, ""]);
      open = true;
      all.push([`${phase} any`, end + stub * 0.35, end + stub * 0.95, step.status]);
      end += stub * 0.8;
    }
  }
  return all;
}

// bars returns the elements of a job's row. polls are the instants at which clients polled it.
export function bars(job, scale, now, polls) {
  const shapes = [];
  for (const [kind, from, to, words] of spans(job, scale, now)) {
    const a = scale.clip(from);
    const b = scale.clip(to);
    if (kind.endsWith("waits")) {
      if (scale.x(from) < -8 || scale.x(from) > scale.width + 8) continue;
      shapes.push(s("path", { class: `bar ${kind}`, d: diamond(a, top + barHeight / 2) }, words && s("title", {}, `waits for ${words}`)));
      continue;
    }
    if (scale.x(to) < 0 || scale.x(from) > scale.width) continue;
    const width = Math.max(b - a - 1, 1.5);
    shapes.push(
      s(
        "rect",
        { class: `bar ${kind}`, x: a.toFixed(1), y: top, width: width.toFixed(1), height: barHeight, rx: Math.min(3, width / 2) },
        words && s("title", {}, words),
      ),
    );
    if (words && width > words.length * letter + 8) {
      shapes.push(s("text", { class: `word ${kind}`, x: (a + 6).toFixed(1), y: top + 10.5 }, words));
    }
  }
  let before = -9;
  for (const at of polls || []) {
    const x = scale.x(at);
    if (x < 0 || x > scale.width || x - before < 1) continue; // more than one to a pixel cannot be seen
    before = x;
    shapes.push(s("path", { class: "poll", d: `M${x.toFixed(1)} ${top + barHeight + 2}v6` }));
  }
  return shapes;
}

const diamond = (x, y) => `M${x.toFixed(1)} ${y - 7}l6 7l-6 7l-6 -7z`;

// summary says in words what the bars show.
export function summary(job, polls) {
  const parts = (job.steps || []).filter((x) => !x.ahead).map((x) => `${x.status} since ${clock(x.from)}`);
  const ahead = (job.steps || []).filter((x) => x.ahead).map((x) => (x.from ? `${x.status} at ${clock(x.from)}` : x.status));
  return `${parts.slice(-4).join(", ")}${ahead.length ? `; then ${ahead.slice(0, 4).join(", ")}` : ""}${polls?.length ? `; ${polls.length} polls` : ""}`;
}

// state says where a job is: its status, and what comes next.
export function state(job, now) {
  if (job.absence) return job.absence;
  if (job.held) return "held";
  const next = job.next ? Date.parse(job.next) - now : undefined;
  if (job.phase !== "succeeded" && job.phase !== "failed" && next !== undefined && next >= 0) {
    return job.sub_jobs?.length ? `next in ${span(next)}` : `${span(next)} left`;
  }
  if (job.waits_for && job.waits_for !== "time" && !(job.phase === "succeeded" || job.phase === "failed")) return job.waits_for;
  return job.ended ? `since ${clock(job.ended)}` : "";
}
