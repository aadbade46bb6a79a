// Who acts on whom, as a table of numbers.

const MOST_PARTIES = 12;

function dyadCounts(by) {
  const pairs = new Map();
  const who = new Map();
  const whom = new Map();
  let without = 0;
  for (const event of selected) {
    const actors = keysOf(events.actors[event], by);
    const recipients = keysOf(events.recipients[event], by);
    if (!actors.size || !recipients.size) without += 1;
    for (const actor of actors) {
      for (const recipient of recipients) {
        const key = JSON.stringify([actor, recipient]);
        const pair = pairs.get(key) ?? { count: 0, score: 0 };
        pairs.set(key, { count: pair.count + 1, score: pair.score + events.score[event] });
        addTo(who, actor);
        addTo(whom, recipient);
      }
    }
  }
  return { pairs, who: ranked(who), whom: ranked(whom), without };
}

function keysOf(parties, by) {
  return new Set(parties.map((party) => partyKey(party, by)).filter(Boolean));
}

function drawDyads() {
  const by = at("by").value;
  const { pairs, who, whom, without } = dyadCounts(by);
  const rows = who.slice(0, MOST_PARTIES).map(([key]) => key);
  const columns = whom.slice(0, MOST_PARTIES).map(([key]) => key);
  const name = (key) => (by === "country" ? countryName(key) : key);
  const most = Math.max(0, ...[...pairs.values()].map((pair) => pair.count));
  const cell = (row, column) => {
    const pair = pairs.get(JSON.stringify([row, column]));
    return pair ? el("td", {}, dyadButton(pair, most, name(row), name(column), { who: { by, key: row }, whom: { by, key: column } })) : el("td");
  };
  const table = el("table", { class: "matrix" },
    el("caption", { class: "hidden" }, "Events by who acts (rows) and who is acted upon (columns)"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "corner" }, "acts on →"), columns.map((key) => el("th", { scope: "col" }, el("span", {}, el("bdi", {}, name(key))))))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, el("bdi", {}, name(row))), columns.map((column) => cell(row, column))))));
  at("matrix").replaceChildren(rows.length ? table : el("p", { class: "empty" }, "No event of this selection has both sides known."));
  at("dyads-note").textContent = dyadNote(by, who.length, whom.length, without);
}

function dyadNote(by, who, whom, without) {
  const shown = who > MOST_PARTIES || whom > MOST_PARTIES ? `The ${MOST_PARTIES} most frequent of ${figure(who)} that act and ${figure(whom)} that are acted upon. ` : "";
  return `${shown}${figure(without)} of ${plural(selected.length, "event")} lack a ${by} on one side.`;
}

function dyadButton({ count, score }, most, who, whom, filter) {
  const average = score / count;
  const words = `${who} to ${whom}: ${plural(count, "event")}, mean score ${signed(average)}`;
  const button = el("button", { type: "button", class: average < 0 ? "dyad conflict" : "dyad cooperation", "aria-label": words, title: words, onclick: () => select(filter) }, figure(count));
  button.style.setProperty("--tint", `${Math.round(10 + 20 * Math.min(1, Math.abs(average) / 7) + 20 * Math.sqrt(count / most))}%`);
  return button;
}

at("by").addEventListener("change", drawDyads);
afterSelected(drawDyads);
