// The control API. The page is a client of it like any other.

// The page is at PREFIX/__admin/ui/, where PREFIX is empty or that of a session.
const [, root, pathSession] = location.pathname.match(/^(.*?)(?:\/s\/([^/]+))?\/__admin\/ui\//) || [, "", undefined];

export const ownSession = pathSession || "";

let session = ownSession;
let token = ""; // in memory only
let asking; // the question for the token that is open
let ask = async () => "";
const listeners = new Set();
let lost = false;

// onConnection calls f with false when the server does not respond, and with true when it does again.
export const onConnection = (f) => listeners.add(f);

// onToken sets how the token is asked for. f gets whether one was tried before.
export const onToken = (f) => {
  ask = f;
};

export const useSession = (id) => {
  session = id;
};
export const currentSession = () => session;

// base is the URL of the control API of a session; that of the server itself for "".
export const base = (id = session) => `${root}${id ? `/s/${encodeURIComponent(id)}` : ""}/__admin`;

function connected(now) {
  if (lost === !now) return;
  lost = !now;
  for (const f of listeners) f(now);
}

// Refused is an error that the control API returned.
export class Refused extends Error {
  constructor(status, error) {
    super(error.message || `the server responded with ${status}`);
    this.status = status;
    this.code = error.code;
    this.hint = error.hint;
    this.diagnostics = error.diagnostics || [];
  }
}

// Lost is a request that got no response.
export class Lost extends Error {}

async function send(method, path, { body, signal, at, headers } = {}) {
  const tried = token;
  let response;
  try {
    response = await fetch(base(at) + path, {
      method,
      signal,
      cache: "no-store",
      credentials: "omit",
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": typeof body === "string" ? "application/yaml" : "application/json" }),
        ...headers,
      },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connected(false);
    throw new Lost("the server does not respond");
  }
  connected(true);
  if (response.status === 401) {
    if (tried === token) {
      asking ||= ask(Boolean(tried))
        .then((given) => {
          token = given;
        })
        .finally(() => {
          asking = undefined;
        });
      await asking;
    }
    return send(method, path, { body, signal, at, headers });
  }
  if (!response.ok) {
    const document = await response.json().catch(() => ({}));
    throw new Refused(response.status, document.error || {});
  }
  return response;
}

const reads = (response) =>
  (response.headers.get("Content-Type") || "").startsWith("application/json") ? response.json() : response.text();

export const get = (path, options) => send("GET", path, options).then(reads);
export const post = (path, body, options) =>
  send("POST", path, { body, ...options }).then((r) => (r.status === 204 ? undefined : reads(r)));
export const remove = (path, options) => send("DELETE", path, options);

// query writes arguments; those that are empty are left out.
export function query(args) {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) if (value) q.set(name, value);
  const text = q.toString();
  return text && `?${text}`;
}

export function jobPath(job) {
  const cut = job.indexOf("/");
  return `/jobs/${encodeURIComponent(job.slice(0, cut))}/${encodeURIComponent(job.slice(cut + 1))}`;
}

// follow calls each with the entries of the journal, many at a time, until the stream ends. It begins after an event, or with
// what the journal still has.
export async function follow(last, signal, each) {
  const response = await send("GET", `/journal/follow${last ? "" : "?since=0"}`, {
    signal,
    headers: last ? { "Last-Event-ID": last } : {},
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      if (error.name === "AbortError") throw error;
      return { done: true };
    });
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    const found = [];
    let id;
    for (const event of events) {
      const lines = event.split("\n");
      id = lines.find((l) => l.startsWith("id: "))?.slice(4) || id;
      const data = lines.find((l) => l.startsWith("data: "));
      if (data) found.push(JSON.parse(data.slice(6)));
    }
    if (found.length) each(found, id);
  }
}
