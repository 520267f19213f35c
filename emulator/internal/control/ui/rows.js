// A long list of which only the visible rows are drawn.

import { h, replace } from "./dom.js";

let lists = 0;

export class Rows {
  // options: label, height of a row, head (cells), role, draw(index) returns the class, the cells and their keys of a row, or nothing if
  // it is not loaded, open(index), onscroll(first, last), onkey(event, index), empty (what is shown for no rows).
  constructor(options) {
    this.options = options;
    this.name = `rows${++lists}`;
    this.count = 0;
    this.selected = -1;
    this.drawn = new Map();
    this.body = h("div", { class: "rows-body", role: "rowgroup" });
    this.head = h(
      "div",
      { class: "rows-head", role: "row" },
      options.head.map((c) => h("div", { role: "columnheader" }, c)),
    );
    this.empty = h("p", { class: "empty", hidden: true });
    this.element = h(
      "div",
      {
        class: `rows ${options.class || ""}`,
        role: options.role || "grid",
        tabindex: "0",
        "aria-label": options.label,
        "aria-readonly": "true",
        onscroll: () => this.schedule(),
        onkeydown: (e) => this.key(e),
      },
      this.head,
      this.body,
    );
    this.outer = h("div", { class: "rows-outer" }, this.element, this.empty);
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  schedule() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  // resize sets how many rows there are, and draws those that can be seen.
  resize(count) {
    this.count = count;
    this.element.setAttribute("aria-rowcount", count + 1);
    this.body.style.height = `${count * this.options.height}px`;
    this.empty.hidden = count > 0;
    if (!count) replace(this.empty, this.options.empty());
    if (this.selected >= count) this.selected = -1;
    this.draw();
  }

  // range returns the first visible row and the one behind the last.
  range() {
    const { height } = this.options;
    const top = this.element.scrollTop;
    const room = Math.max(this.element.clientHeight - this.head.offsetHeight, 0);
    return [Math.max(Math.floor(top / height) - 3, 0), Math.min(Math.ceil((top + room) / height) + 3, this.count)];
  }

  draw() {
    if (!this.element.clientHeight) return;
    const [first, last] = this.range();
    const kept = new Map();
    for (let i = first; i < last; i++) {
      const row = this.drawn.get(i) || h("div", { role: "row", class: "row", onclick: () => this.click(i) });
      this.fill(row, i);
      kept.set(i, row);
    }
    for (const [i, row] of this.drawn) if (!kept.has(i)) row.remove();
    for (const [i, row] of kept) if (this.drawn.get(i) !== row) this.body.append(row);
    this.drawn = kept;
    this.mark();
    this.options.onscroll?.(first, last);
  }

  fill(row, i) {
    const { height, draw } = this.options;
    row.id = `${this.name}-${i}`;
    row.setAttribute("aria-rowindex", i + 2);
    row.style.transform = `translateY(${i * height}px)`;
    const content = draw(i);
    row.className = `row ${content?.class || ""}`;
    for (const name of ["aria-expanded", "aria-level"]) {
      if (content?.[name] === undefined) row.removeAttribute(name);
      else row.setAttribute(name, content[name]);
    }
    this.update(row, content);
  }

  // update draws the cells of a row. One with the key that it had stays as it is: a click that has begun on it can end on it.
  update(row, content) {
    const { cells = [["…"]], keys = [] } = content || {};
    while (row.childElementCount > cells.length) row.lastChild.remove();
    cells.forEach((cell, i) => {
      const at = row.children[i] || row.appendChild(h("div", { role: "gridcell" }));
      if (keys[i] !== undefined && at.key === keys[i]) return;
      at.key = keys[i];
      replace(at, cell);
    });
  }

  // mark shows which row is selected.
  mark() {
    for (const [i, row] of this.drawn) {
      row.setAttribute("aria-selected", i === this.selected);
      row.classList.toggle("selected", i === this.selected);
    }
    if (this.drawn.has(this.selected)) this.element.setAttribute("aria-activedescendant", `${this.name}-${this.selected}`);
    else this.element.removeAttribute("aria-activedescendant");
  }

  click(i) {
    this.selected = i;
    this.mark();
    this.options.open?.(i);
  }

  // select moves to a row and shows it.
  select(i) {
    this.selected = Math.max(0, Math.min(i, this.count - 1));
    const { height } = this.options;
    const top = this.selected * height;
    const room = this.element.clientHeight - this.head.offsetHeight;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + height > this.element.scrollTop + room) this.element.scrollTop = top + height - room;
    this.draw();
  }

  key(event) {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(Math.floor(this.element.clientHeight / this.options.height) - 2, 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.count, End: this.count, j: 1, k: -1 };
    if (event.key in moves && this.count) this.select(this.selected + moves[event.key]);
    else if (event.key === "Enter" && this.selected >= 0) this.options.open?.(this.selected);
    else if (!this.options.onkey?.(event, this.selected)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
