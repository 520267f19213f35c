// The axis of time of a chart.

import { replace, s } from "./dom.js";
import { clock, day } from "./format.js";

// Scale maps instants to pixels.
export class Scale {
  constructor(from, to, width) {
    this.from = from;
    this.to = Math.max(to, from + 1);
    this.width = width;
  }

  x(at) {
    return ((at - this.from) / (this.to - this.from)) * this.width;
  }

  clip(at) {
    return Math.max(0, Math.min(this.x(at), this.width));
  }
}

const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800, 2592000, 31536000,
].map((n) => n * 1000);

// marks returns the instants that the axis names, and their words.
export function marks(scale) {
  const room = Math.max(scale.width / 92, 1);
  const step = steps.find((n) => (scale.to - scale.from) / n <= room) || steps.at(-1);
  const all = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) {
    all.push([at, step >= 86400e3 ? day(at) : step >= 60e3 ? clock(at).slice(0, 5) : clock(at)]);
  }
  return all;
}

// extent returns the first and the last known instant of a job and its sub-jobs.
function extent(job) {
  let from = Date.parse(job.started);
  let to = from;
  for (const step of job.steps || []) {
    if (step.from) {
      from = Math.min(from, Date.parse(step.from));
      to = Math.max(to, Date.parse(step.from));
    }
    if (step.to) to = Math.max(to, Date.parse(step.to));
  }
  for (const child of job.sub_jobs || []) {
    const [a, b] = extent(child);
    from = Math.min(from, a);
    to = Math.max(to, b);
  }
  return [from, to];
}

// fit returns the scale of a chart: of a span with now at two thirds, or of all that is known of some jobs.
export function fit(jobs, span, now, width) {
  if (span) return new Scale(now - span * 0.66, now + span * 0.34, width);
  let from = Infinity;
  let to = -Infinity;
  for (const job of jobs) {
    const [a, b] = extent(job);
    from = Math.min(from, a);
    to = Math.max(to, b);
  }
  if (from === Infinity) [from, to] = [now - 30e3, now + 30e3];
  const length = Math.max(to - from, 5000);
  if (now > to) to = Math.min(now + length * 0.02, from + length * 1.6); // what ended long ago stays readable
  return new Scale(from - (to - from) * 0.012, to + (to - from) * 0.05, width);
}

// drawAxis draws the instants that the axis names into an SVG element.
export function drawAxis(axis, scale) {
  replace(
    axis,
    marks(scale).map(([when, words]) => {
      const x = scale.x(when);
      return [
        s("path", { class: "grid", d: `M${x.toFixed(1)} 20v6` }),
        s("text", { x: x.toFixed(1), y: 15, class: x < 24 ? "start" : x > scale.width - 24 ? "end" : "" }, words),
      ];
    }),
  );
}
