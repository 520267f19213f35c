// The chart as an SVG file that needs nothing else.

import { s } from "./dom.js";
import { marks, Scale } from "./axis.js";
import { bars, rowHeight } from "./bars.js";
import { clock, day } from "./format.js";

const names = 240;
const width = 720;
const head = 58;

const style = `
  text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; }
  .faint { fill: #59636e; }
  .middle { text-anchor: middle; }
  .paper { fill: #ffffff; stroke: #d1d9e0; }
  .grid { stroke: #e7ebef; }
  .poll { stroke: #59636e; stroke-width: 1.5; }
  .now { stroke: #b3261e; stroke-width: 1; }
  .pending { fill: #8b95a3; } .running { fill: #2f7bf0; } .succeeded { fill: #1f9d55; } .failed { fill: #dc3d43; }
  .maybe, .any { opacity: 0.3; }
  .word { fill: #ffffff; font-size: 10.5px; opacity: 1; } .word.maybe, .word.any { fill: #1f2328; }
  @media (prefers-color-scheme: dark) {
    text, .word.maybe, .word.any { fill: #e6edf3; } .faint { fill: #9198a1; } .paper { fill: #0d1117; stroke: #30363d; } .grid { stroke: #1f252d; }
    .poll { stroke: #9198a1; } .now { stroke: #f2b8b5; } .word { fill: #0d1117; }
    .pending { fill: #8b95a3; } .running { fill: #4b8ff5; } .succeeded { fill: #3fb26c; } .failed { fill: #f0605f; }
  }`;

// drawChart returns the file. lines are jobs with their depth and polls.
export function drawChart(lines, from, now) {
  const scale = new Scale(from.from, from.to, width);
  const height = head + lines.length * rowHeight + 20;
  const root = s(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${names + width + 48} ${height}`, width: names + width + 48, height, role: "img" },
    s("title", {}, `Jobs of jobsim at ${day(now)} ${clock(now)}`),
    s("style", {}, style),
    s("rect", { class: "paper", x: 0.5, y: 0.5, width: names + width + 47, height: height - 1, rx: 8 }),
    s(
      "g",
      { transform: `translate(${names + 24} 24)` },
      marks(scale).map(([at, words]) => {
        const x = scale.x(at).toFixed(1);
        return [s("path", { class: "grid", d: `M${x} 20V${height - 40}` }), s("text", { class: "faint middle", x, y: 12 }, words)];
      }),
    ),
    lines.map(({ job, depth, polls }, i) =>
      s(
        "g",
        { transform: `translate(24 ${head + i * rowHeight})` },
        s("text", { x: depth * 14, y: 19 }, job.id.length > 24 ? `${job.id.slice(0, 23)}…` : job.id),
        s("g", { transform: `translate(${names} 0)` }, bars(job, scale, now, polls)),
      ),
    ),
    now >= scale.from && now <= scale.to && s("path", { class: "now", d: `M${(names + 24 + scale.x(now)).toFixed(1)} 44V${height - 16}` }),
  );
  return new XMLSerializer().serializeToString(root);
}
