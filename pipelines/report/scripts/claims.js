// Which sources assert, deny, doubt or predict how many events.

const MOST_SOURCES = 14;

function claimCounts() {
  const sources = new Map();
  let own = 0;
  for (const event of selected) {
    if (!events.claims[event].length) own += 1;
    for (const [party, stance] of events.claims[event]) {
      const key = sourceKey(party);
      if (!sources.has(key)) sources.set(key, known.stances.map(() => 0));
      sources.get(key)[stance] += 1;
    }
  }
  return { own, sources };
}

function drawClaims() {
  const { own, sources } = claimCounts();
  const sum = (counts) => counts.reduce((one, other) => one + other, 0);
  const order = ranked(new Map([...sources].map(([key, counts]) => [key, sum(counts)])));
  const most = order.length ? order[0][1] : 1;
  const row = ([key, count]) => el("tr", {},
    el("th", { scope: "row" }, el("button", { type: "button", class: "link", dir: "auto", onclick: () => select({ source: key }) }, key)),
    el("td", { class: "wide", "aria-hidden": "true" }, stanceBar(sources.get(key), most)),
    sources.get(key).map((number) => el("td", { class: "number" }, number ? figure(number) : "·")), el("td", { class: "number" }, figure(count)));
  const head = el("tr", {}, el("th", { scope: "col" }, "Source"), el("td", { "aria-hidden": "true" }),
    known.stances.map((stance) => el("th", { scope: "col", class: `number stance-${stance}` }, stance)), el("th", { scope: "col", class: "number" }, "all"));
  at("sources").replaceChildren(...[
    order.length ? el("table", { class: "sources" }, el("caption", { class: "hidden" }, "Events by source and stance"), el("thead", {}, head), el("tbody", {}, order.slice(0, MOST_SOURCES).map(row))) : el("p", { class: "empty" }, "No event of this selection names a source."),
    contestedNote(),
    el("p", { class: "about" }, `${plural(own, "event")} the articles tell in their own name${order.length > MOST_SOURCES ? `; ${plural(order.length - MOST_SOURCES, "more source")} not listed` : ""}.`)].filter(Boolean));
}

function contestedNote() {
  const number = selected.filter((event) => contests.has(event)).length;
  if (!number) return null;
  return el("p", {}, el("button", { type: "button", class: "link", onclick: () => select({ told: "contested" }) }, plural(number, "contested event")), ": somebody claims it, and the accused deny it.");
}

function stanceBar(counts, most) {
  const bar = el("div", { class: "stack" });
  counts.forEach((number, stance) => {
    const part = el("span", { class: `stance-${known.stances[stance]}` });
    part.style.width = `${(100 * number) / most}%`;
    bar.append(part);
  });
  return bar;
}

afterSelected(drawClaims);
