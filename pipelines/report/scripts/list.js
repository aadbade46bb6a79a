// The table of events: sorted, in pages, each row opens its article.

const PAGE = 50;
const COLUMNS = [
  { name: "Date", key: (event) => days[event] ?? -Infinity },
  { name: "What", key: (event) => events.type[event] },
  { name: "Who", key: (event) => fold(events.actors[event].map(partyName).join(" ") || "\uffff") },
  { name: "To whom", key: (event) => fold(events.recipients[event].map(partyName).join(" ") || "\uffff") },
  { name: "Where", key: (event) => (events.place[event] === null ? "\uffff" : fold(known.places[events.place[event]][PLACE.name])) },
  { name: "Says", key: (event) => fold(events.claims[event].map(([party]) => sourceKey(party)).join(" ") || "\uffff") },
  { name: "Score", key: (event) => events.score[event], number: true },
  { name: "Sure", key: (event) => events.confidence[event], number: true },
  ...(known.linked ? [{ name: "Reports", key: (event) => reportsOf(event).length, number: true }] : []),
];
let sorted = { column: 0, down: true };
let order = [];
let page = 0;

function sortEvents() {
  const keys = new Map(selected.map((event) => [event, COLUMNS[sorted.column].key(event)]));
  const sign = sorted.down ? -1 : 1;
  order = [...selected].sort((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)];
    return a === b ? one - other : sign * (a < b ? -1 : 1);
  });
}

function drawHead() {
  const head = COLUMNS.map((column, index) => {
    const mine = index === sorted.column;
    const arrow = mine ? (sorted.down ? " ↓" : " ↑") : "";
    return el("th", { scope: "col", class: column.number ? "number" : null, "aria-sort": mine ? (sorted.down ? "descending" : "ascending") : null },
      el("button", { type: "button", class: "sort", onclick: () => sortBy(index) }, column.name, el("span", { "aria-hidden": "true" }, arrow)));
  });
  at("list").tHead.replaceChildren(el("tr", {}, head));
}

function sortBy(index) {
  sorted = { column: index, down: index === sorted.column ? !sorted.down : index === 0 || COLUMNS[index].number === true };
  listEvents();
  at("list").tHead.querySelectorAll("button")[index].focus();
}

function listEvents() {
  sortEvents();
  page = 0;
  drawHead();
  drawPage();
}

function drawPage() {
  const shown = order.slice(page * PAGE, (page + 1) * PAGE);
  const body = at("list").tBodies[0];
  body.replaceChildren(...shown.map(listRow));
  if (!shown.length) body.append(el("tr", {}, el("td", { colspan: COLUMNS.length, class: "empty" }, total ? "No event matches the filters." : "There are no events in this output.")));
  drawPages();
  complete.then(() => [...body.querySelectorAll("[data-event]")].forEach(addSentence));
}

function dateName(event) {
  const date = events.date[event];
  if (date === null) return "no date";
  const length = { year: 4, month: 7 }[events.granularity[event]] ?? 10;
  return events.granularity[event] === "week" ? `week of ${date}` : date.slice(0, length);
}

function names(parties, none) {
  const all = [...new Set(parties.map(partyName))];
  if (!all.length) return [el("span", { class: "none" }, none)];
  return namedList(all);
}

function flags(event) {
  const told = known.auxiliaries.filter((_, bit) => events.auxiliary[event] & (1 << bit));
  const deniers = deniersOf(event);
  const flag = (...words) => el("span", { class: "flag" }, words);
  return [...told.map((name) => flag(name === "negation" ? "did not happen" : name)), deniers.length ? flag("denied by ", namedList(deniers)) : null];
}

function openButton(event) {
  return el("button", { type: "button", class: "open", "aria-haspopup": "dialog" },
    el("span", { class: `dot quad${quads[event]}`, "aria-hidden": "true" }), el("span", { class: "type" }, events.type[event]), " ", el("bdi", {}, events.trigger[event]));
}

function listRow(event) {
  const place = events.place[event];
  const cells = [
    [dateName(event)],
    [openButton(event), flags(event), el("span", { class: "sentence", dir: "auto", "data-event": event })],
    names(events.actors[event], "unknown"),
    names(events.recipients[event], "–"),
    place === null ? [el("span", { class: "none" }, "–")] : [el("bdi", {}, known.places[place][PLACE.name])],
    names(events.claims[event].map(([party]) => party), "–"),
    [signed(events.score[event])],
    [events.confidence[event].toFixed(2)],
    ...(known.linked ? [reportsCell(event)] : []),
  ];
  return el("tr", { onclick: () => { if (!String(getSelection())) openEvent(event); } },
    cells.map((cell, index) => el("td", { "data-name": COLUMNS[index].name, class: COLUMNS[index].number ? "number" : null }, cell)));
}

function reportsCell(event) {
  const reports = reportsOf(event).length;
  return [figure(reports), reports > 1 ? el("span", { class: "sources-of" }, ` from ${plural(sourcesOf(event), "source")}`) : null];
}

function addSentence(holder) {
  const event = Number(holder.dataset.event);
  const { pieces, details } = { pieces: toldArticle(events.article[event])[TOLD.pieces], details: detailsOf(event) };
  const [start, end] = details.sentence;
  const [, first, last] = details.trigger;
  const words = [[start, first], [first, last], [last, end]].map(([from, to]) => wordsAt(pieces, from, to));
  if (words.includes(null)) return;
  holder.replaceChildren(cut(words[0], true), el("b", {}, words[1]), cut(words[2], false));
}

// A long sentence keeps what is near its trigger.
function cut(words, before) {
  const most = 160;
  const units = [...words];
  if (units.length <= most) return words;
  return before ? `…${units.slice(-most).join("")}` : `${units.slice(0, most).join("")}…`;
}

function drawPages() {
  const last = Math.max(0, Math.ceil(order.length / PAGE) - 1);
  const step = (name, to, possible) => el("button", { type: "button", disabled: !possible, onclick: () => turn(to) }, name);
  const from = order.length ? page * PAGE + 1 : 0;
  at("pages").replaceChildren(step("First", 0, page > 0), step("Previous", page - 1, page > 0),
    el("span", { role: "status" }, `${figure(from)} to ${figure(Math.min(order.length, (page + 1) * PAGE))} of ${figure(order.length)}`),
    step("Next", page + 1, page < last), step("Last", last, page < last));
}

function turn(to) {
  page = to;
  drawPage();
  at("events").focus({ preventScroll: true });
  at("events").scrollIntoView();
}

whenSelected(listEvents);
