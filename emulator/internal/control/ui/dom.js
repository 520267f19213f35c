// Elements, made without any text that is parsed as HTML.

const svgSpace = "http://www.w3.org/2000/svg";

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== undefined && c !== null && c !== false));
  return element;
}

// h makes an HTML element: h("button", {class: "small", onclick: f}, "Reset").
export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);

// s makes an SVG element.
export const s = (tag, props, ...children) => fill(document.createElementNS(svgSpace, tag), props, children);

export const $ = (id) => document.getElementById(id);

export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((c) => c !== undefined && c !== null && c !== false));
}

// renew replaces the content of an element if what it shows, by its key, is something else than before. The focus stays where it was.
export function renew(element, key, ...children) {
  const text = JSON.stringify(key);
  if (element.shown === text) return;
  element.shown = text;
  const inside = () => [...element.querySelectorAll("a, button, summary")];
  const at = inside().indexOf(document.activeElement);
  replace(element, ...children);
  if (at >= 0) inside()[at]?.focus();
}

// button makes a button. Its title says the key that does the same.
export function button(label, onclick, props) {
  return h("button", { type: "button", onclick, ...props }, label);
}

// field makes a labelled control.
export function field(label, control, hideLabel) {
  return h("label", { class: "field" }, h("span", { class: hideLabel ? "hidden" : "label" }, label), control);
}

// select makes a list of choices: [value, words] each, or a word alone.
export function select(choices, value, onchange, props) {
  return h(
    "select",
    { onchange: (e) => onchange(e.target.value), ...props },
    choices.map((c) => {
      const [v, words] = Array.isArray(c) ? c : [c, c];
      return h("option", { value: v, selected: v === value }, words);
    }),
  );
}

// say shows a short message at the foot of the page, and screen readers read it.
let silence;
export function say(text, wrong) {
  const at = $("said");
  at.textContent = text;
  at.classList.toggle("wrong", Boolean(wrong));
  at.classList.add("on");
  clearTimeout(silence);
  silence = setTimeout(() => at.classList.remove("on"), wrong ? 8000 : 3000);
}

// copy puts a text on the clipboard, also where the page was not served by HTTPS.
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) return say("The browser does not let the page copy. Select the text and copy it.", true);
  }
  say(`Copied: ${what}`);
}

// save hands a text to the browser as a file.
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say(`Saved: ${name}`);
}

// code shows a text to copy.
export function code(text, what) {
  return h(
    "div",
    { class: "code" },
    h("pre", { tabindex: "0", "aria-label": what }, text),
    button("Copy", () => copy(text, what), { class: "small", "aria-label": `Copy ${what}` }),
  );
}
