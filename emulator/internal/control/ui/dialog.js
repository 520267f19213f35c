// Questions in front of the page.

import { button, h, say } from "./dom.js";
import { Lost } from "./api.js";

// open shows a dialog. content gets a function that closes it with a result; the promise has that, or undefined if it was left.
export function open(title, content) {
  return new Promise((resolve) => {
    let result;
    const dialog = h("dialog", {
      "aria-label": title,
      onclose: () => {
        dialog.remove();
        resolve(result);
      },
    });
    const close = (value) => {
      result = value;
      dialog.close();
    };
    dialog.append(h("h2", {}, title), ...[content(close)].flat().filter(Boolean));
    document.body.append(dialog);
    dialog.showModal();
  });
}

// form asks for values. fields are [name, label, control]. It returns the values by name, or undefined.
export function form(title, note, fields, action = "OK") {
  return open(title, (close) =>
    h(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          close(Object.fromEntries(fields.map(([name, , control]) => [name, control.value])));
        },
      },
      note && h("p", {}, note),
      fields.map(([, label, control]) => h("label", { class: "field" }, h("span", { class: "label" }, label), control)),
      h(
        "div",
        { class: "actions" },
        button("Cancel", () => close()),
        h("button", { class: "primary" }, action),
      ),
    ),
  );
}

// confirm asks before something that cannot be undone.
export const confirm = (title, note, action) => form(title, note, [], action);

// done carries out a command and says what came of it. It returns undefined if it was refused.
export async function done(work, words) {
  try {
    const result = await work();
    if (words) say(typeof words === "function" ? words(result) : words);
    return result === undefined ? true : result;
  } catch (error) {
    if (!(error instanceof Lost)) say(error.hint ? `${error.message}: ${error.hint}` : error.message, true);
    return undefined;
  }
}
