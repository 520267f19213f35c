// How instants, spans of time and requests are written.

const pad = (n, width = 2) => String(n).padStart(width, "0");

// clock writes an instant of the session's clock, in UTC: 12:00:01, or with milliseconds.
export function clock(at, exact) {
  const d = new Date(at);
  const text = `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`;
  return exact ? `${text}.${pad(d.getUTCMilliseconds(), 3)}` : text;
}

export const day = (at) => new Date(at).toISOString().slice(0, 10);

// span writes milliseconds: 450 ms, 18.4 s, 3 min 20 s, 5 h 10 min, 3 days.
export function span(ms) {
  if (ms < 0) return `-${span(-ms)}`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60e3) return `${(ms / 1000).toFixed(ms < 10e3 ? 1 : 0).replace(/\.0$/, "")} s`;
  if (ms < 3600e3) return `${Math.floor(ms / 60e3)} min${ms % 60e3 >= 1000 ? ` ${Math.floor((ms % 60e3) / 1000)} s` : ""}`;
  if (ms < 86400e3) return `${Math.floor(ms / 3600e3)} h${ms % 3600e3 >= 60e3 ? ` ${Math.floor((ms % 3600e3) / 60e3)} min` : ""}`;
  return `${Math.floor(ms / 86400e3)} d${ms % 86400e3 >= 3600e3 ? ` ${Math.floor((ms % 86400e3) / 3600e3)} h` : ""}`;
}

// milliseconds reads a duration as the control API writes it: 1h2m3.5s.
export function milliseconds(text) {
  const units = { ns: 1e-6, µs: 1e-3, us: 1e-3, ms: 1, s: 1000, m: 60e3, h: 3600e3, d: 86400e3 };
  let sum = 0;
  for (const [, n, unit] of String(text).matchAll(/([0-9.]+)(ns|µs|us|ms|s|m|h|d)/g)) sum += n * units[unit];
  return sum;
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

// Headers that curl sends by itself, or that say nothing about the request.
const ownHeaders = new Set(["host", "user-agent", "accept", "accept-encoding", "content-length", "connection", "x-request-id"]);

// curl writes a request of the journal as a command. Secrets are masked there: any word will do in their place, unless the
// session takes only the known account.
export function curl(entry, url) {
  const parts = ["curl -s"];
  if (entry.method !== "GET" && !(entry.method === "POST" && entry.body)) parts.push(`-X ${entry.method}`);
  for (const [name, value] of Object.entries(entry.headers || {})) {
    if (ownHeaders.has(name.toLowerCase())) continue;
    if (name.toLowerCase() === "authorization")
      parts.push(entry.api === "element" ? "-u admin:any" : `-H ${quoted(`${name}: ${value.replaceAll("***", "any")}`)}`);
    else parts.push(`-H ${quoted(`${name}: ${value.replaceAll("***", "t")}`)}`);
  }
  if (entry.body) parts.push(`-d ${quoted(entry.body)}`);
  parts.push(quoted(url + entry.path + (entry.query ? `?${entry.query}` : "")));
  return parts.join(" ");
}

// call names what a request was: the operation, or else method and path.
export const call = (entry) => entry.op || `${entry.method} ${entry.path}`;

// views writes what a response showed of each job: disk INIT → RUNNING.
export function views(entry) {
  const seen = (entry.observed || []).map((o) => `${o.job.slice(o.job.indexOf("/") + 1)} ${o.status}${o.after ? ` → ${o.after}` : ""}`);
  const missing = (entry.not_found || []).map((o) => `${o.job.slice(o.job.indexOf("/") + 1)}: ${o.absence}`);
  return seen.concat(missing);
}
