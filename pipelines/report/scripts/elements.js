// Elements are made here and nowhere else: text becomes text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function at(id) {
  return document.getElementById(id);
}

const grouped = new Intl.NumberFormat("en");

function figure(number) {
  return grouped.format(number);
}

function share(part, whole) {
  return whole ? `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %` : "none";
}

function plural(number, one, many = `${one}s`) {
  return `${figure(number)} ${number === 1 ? one : many}`;
}

function signed(score) {
  return score.toFixed(1).replace("-", "−");
}

function addTo(counts, key, amount = 1) {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}

// The most frequent first; what is equally frequent in alphabetical order.
function ranked(counts) {
  return [...counts].sort((one, other) => other[1] - one[1] || (String(one[0]) < String(other[0]) ? -1 : 1));
}

function simpleTable(head, rows, caption) {
  return el("table", { class: "plain" },
    caption ? el("caption", {}, caption) : null,
    el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col" }, cell)))),
    el("tbody", {}, rows.map(([first, ...cells]) =>
      el("tr", {}, el("th", { scope: "row", dir: "auto" }, first), cells.map((cell) => el("td", {}, cell))))));
}

// A chart's numbers as a table, made when somebody asks for them; it stays open when the chart is drawn anew.
function alternative(owner, head, rows) {
  const open = owner.querySelector("details.numbers")?.open ?? false;
  const holder = el("details", { class: "numbers", open }, el("summary", {}, "These numbers as a table"));
  const show = () => {
    if (holder.open && holder.childElementCount === 1) {
      holder.append(el("div", { class: "scrolling", tabindex: "0", role: "group", "aria-label": "Numbers" }, simpleTable(head, rows())));
    }
  };
  holder.addEventListener("toggle", show);
  show();
  return holder;
}
