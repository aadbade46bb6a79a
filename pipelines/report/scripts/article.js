// An event's article: the words that made the event, marked where they stand.

// What is marked; where marks overlap, the first counts for the colour.
const KINDS = {
  trigger: "did", actor: "who", recipient: "to whom", source: "says", cue: "how said", date: "when", place: "where", count: "how many", mention: "again",
};
const dialog = at("article");
let opened = null;

function openEvent(event) {
  if (event === opened && dialog.open) return;
  opened = event;
  complete.then(() => {
    dialog.replaceChildren(...articleParts(event));
    if (!dialog.open) dialog.showModal();
    history.replaceState(null, "", `#event=${events.id[event]}`);
    dialog.scrollTop = 0;
    dialog.querySelector("mark.trigger")?.scrollIntoView({ block: "center" });
    at("article-title").focus({ preventScroll: true });
  });
}

dialog.addEventListener("close", () => {
  history.replaceState(null, "", "#events");
  opened = null;
});
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

function articleParts(event) {
  const number = events.article[event];
  const details = detailsOf(event);
  const told = toldArticle(number);
  return [articleHead(event, number), el("div", { class: "reading" },
    el("div", { class: "facts" }, factsOf(event, details), reportsSection(event), explanation(event, details), siblings(event, told)),
    el("article", { class: "text", "aria-label": "Article" }, marksLegend(), ...articleText(told[TOLD.pieces], spansOf(event, details))))];
}

function articleHead(event, number) {
  const [, title, publisher, url, published] = known.articles[number];
  const place = order.indexOf(event);
  const step = (name, to) => el("button", { type: "button", disabled: to === undefined, onclick: () => openEvent(to) }, name);
  const link = url && /^https?:\/\//i.test(url) ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, "The original") : null;
  const about = [publisher, published ? published.replace("T", " ").replace("Z", " UTC") : null].filter(Boolean).join(", ");
  return el("header", { class: "article-head" },
    el("div", { class: "buttons" }, step("← Previous", order[place - 1]), step("Next →", place < 0 ? undefined : order[place + 1]), el("button", { type: "button", class: "close", onclick: () => dialog.close() }, "Close")),
    el("h2", { id: "article-title", tabindex: "-1" }, el("span", { class: `dot quad${quads[event]}`, "aria-hidden": "true" }), `${events.type[event]}: `, el("bdi", {}, events.trigger[event])),
    el("p", { class: "headline", dir: "auto" }, title || `Article ${known.articles[number][ARTICLE.id]}`),
    el("p", { class: "about" }, about, about && link ? " · " : null, link));
}

function partyFact(number) {
  const [words, name, country, sectors] = known.parties[number];
  const more = [country ? countryName(country) : null, ...sectors.map((sector) => known.sectors[sector] ?? sector)].filter(Boolean).join(", ");
  return el("li", {}, el("bdi", {}, name ?? words), name && name !== words ? [" (“", el("bdi", {}, words), "”)"] : null, more ? el("span", { class: "about" }, ` ${more}`) : null);
}

function partyFacts(numbers) {
  const all = numbers.map(partyFact);
  if (all.length <= 12) return el("ul", {}, all);
  return [el("ul", {}, all.slice(0, 12)), el("details", {}, el("summary", {}, `and ${figure(all.length - 12)} more`), el("ul", {}, all.slice(12)))];
}

function countFact([kind, minimum, maximum, words]) {
  const number = minimum === maximum ? figure(minimum) : minimum === null ? `at most ${figure(maximum)}` : maximum === null ? `at least ${figure(minimum)}` : `${figure(minimum)} to ${figure(maximum)}`;
  return el("li", {}, `${number} ${kind} (“`, el("bdi", {}, words), "”)");
}

function claimFact([party, stance], details, index) {
  return el("li", {}, el("bdi", {}, partyName(party)), ` ${known.stances[stance]}`, details.claims[index] ? [" (“", el("bdi", {}, details.claims[index][1][0]), "”)"] : null);
}

function dateFact(event, details) {
  if (events.date[event] === null) return null;
  const until = details.date_end && details.date_end !== events.date[event] && events.granularity[event] === "day" ? ` to ${details.date_end}` : "";
  return [`${dateName(event)}${until}`, details.date_text ? [" (“", el("bdi", {}, details.date_text[0]), "”)"] : el("span", { class: "about" }, ` ${DATED[details.date_source] ?? ""}`)];
}

function factsOf(event, details) {
  const place = events.place[event] === null ? null : known.places[events.place[event]];
  const type = known.types[events.type[event]];
  const facts = [
    ["What", [`${events.type[event]}: ${type?.[2] ?? ""}`, details.modes.length ? ` (${details.modes.join(", ")})` : "", flags(event)]],
    ["Who", events.actors[event].length ? partyFacts(events.actors[event]) : null],
    ["To whom", events.recipients[event].length ? partyFacts(events.recipients[event]) : null],
    ["When", dateFact(event, details)],
    ["Where", place && [el("bdi", {}, place[PLACE.name]), place[PLACE.country] ? `, ${countryName(place[PLACE.country])}` : ""]],
    ["How many", details.counts.length ? el("ul", {}, details.counts.map(countFact)) : null],
    ["Says", events.claims[event].length ? el("ul", {}, events.claims[event].map((claim, index) => claimFact(claim, details, index))) : "the article itself"],
    ...contestFacts(event),
    ["Reports", reportsFact(event)],
    ["About", details.contexts.length ? details.contexts.join(", ") : null],
    ["Class", `${QUADS[quads[event]]}, score ${signed(events.score[event])}, CAMEO ${details.cameo_code}${known.cameo[details.cameo_code] ? `: ${known.cameo[details.cameo_code]}` : ""}`],
    ["Sure", `${events.confidence[event].toFixed(2)} (share of such events that are right)`],
  ];
  return el("dl", {}, facts.filter(([, fact]) => fact).map(([name, fact]) => [el("dt", {}, name), el("dd", {}, fact)]));
}

function explanation(event, details) {
  return el("details", { class: "path", open: true }, el("summary", {}, "Why this event"), el("ol", {}, details.explanation.map((line) => el("li", { dir: "auto" }, line))),
    el("p", { class: "about" }, "Event ", el("code", {}, events.id[event]), ": ", el("code", {}, `dateline explain ${events.id[event]} --in DIR`)));
}

function siblings(event, told) {
  const others = told[TOLD.events].map((_, index) => told[TOLD.first] + index).filter((other) => other !== event);
  if (!others.length) return null;
  return el("section", {}, el("h3", {}, `Other events in this article (${figure(others.length)})`), openers(others));
}

function spansOf(event, details) {
  const parties = (kind, places, numbers) => places.map(([start, end], index) => ({ kind, start, end, words: known.parties[numbers[index]][PARTY.words] }));
  const said = (kind, span) => (span ? [{ kind, words: span[0], start: span[1], end: span[2] }] : []);
  return [
    ...said("trigger", details.trigger),
    ...parties("actor", details.actors, events.actors[event]),
    ...parties("recipient", details.recipients, events.recipients[event]),
    ...parties("source", details.claims.map(([place]) => place), events.claims[event].map(([party]) => party)),
    ...details.claims.flatMap(([, cue]) => said("cue", cue)),
    ...said("date", details.date_text),
    ...said("place", details.location),
    ...details.counts.flatMap(([, , , words, start, end]) => said("count", [words, start, end])),
    ...details.mentions.flatMap((mention) => said("mention", mention)),
    { kind: "sentence", start: details.sentence[0], end: details.sentence[1], words: null },
  ];
}

function marksLegend() {
  return el("p", { class: "legend marks" }, Object.entries(KINDS).filter(([kind]) => kind !== "mention").map(([kind, name]) => el("span", { class: `mark ${kind}` }, name)));
}

function articleText(pieces, spans) {
  if (!pieces.length) return [el("p", { class: "note" }, "The text of this article is not kept. The event was made of the words on the left.")];
  const note = known.whole ? [] : [el("p", { class: "note" }, "This report holds many articles: of each it keeps the sentences of its events and their neighbours, not the whole text.")];
  return [...note, ...pieces.flatMap((piece, index) => [index || piece[0] ? el("p", { class: "gap", "aria-label": "Words left out" }, "[…]") : null, ...paragraphs(piece, spans)])];
}

// Cut a piece where a mark begins or ends, and at its lines; a span whose words are not there is not marked.
function paragraphs([first, words], spans) {
  const here = spans.map((span) => ({ ...span, start: span.start - first, end: span.end - first }))
    .filter(({ start, end, words: expected }) => start >= 0 && end <= words.length && (expected === null || words.slice(start, end) === expected));
  const result = [];
  let line = el("p", { dir: "auto" });
  const push = () => { if (line.childNodes.length) result.push(line); line = el("p", { dir: "auto" }); };
  for (const { start, end, kinds } of segments(words.length, here)) {
    words.slice(start, end).split(/\r\n|\n|\r/).forEach((part, index) => {
      if (index) push();
      if (part) line.append(kinds.length ? marked(part, kinds) : part);
    });
  }
  push();
  return result;
}

// The stretches between borders of spans, each with the kinds that cover it; a kind that begins there is named.
function segments(length, spans) {
  const borders = [...new Set([0, length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  const begin = new Map();
  const finish = new Map();
  for (const span of spans) {
    begin.set(span.start, [...(begin.get(span.start) ?? []), span]);
    finish.set(span.end, [...(finish.get(span.end) ?? []), span]);
  }
  const open = new Map();
  return borders.slice(0, -1).map((start, index) => {
    for (const { kind } of finish.get(start) ?? []) addTo(open, kind, -1);
    for (const { kind } of begin.get(start) ?? []) addTo(open, kind);
    const kinds = ["sentence", ...Object.keys(KINDS)].filter((kind) => open.get(kind) > 0)
      .map((kind) => ({ kind, begins: (begin.get(start) ?? []).some((span) => span.kind === kind) }));
    return { start, end: borders[index + 1], kinds };
  });
}

function marked(words, kinds) {
  const told = kinds.filter(({ kind }) => kind !== "sentence");
  if (!told.length) return el("span", { class: "in-sentence" }, words);
  const inside = kinds.length > told.length ? " in-sentence" : "";
  const label = told.filter(({ begins }) => begins).map(({ kind }) => KINDS[kind]).join(", ");
  return el("mark", { class: told.map(({ kind }) => kind).join(" ") + inside, "data-label": label || null, title: told.map(({ kind }) => KINDS[kind]).join(", ") }, words);
}
