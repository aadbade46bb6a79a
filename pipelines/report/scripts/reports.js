// Reports of the same event, as `dateline link` has joined them, and who denies what.

const CLUSTER = { sources: 0, face: 1 };
const MATCHES = { actors: "who", recipients: "to whom", place: "place", counts: "numbers", sentence: "words", trigger: "trigger", event_type: "type", event_date: "day" };
const MOST_LISTED = 12;

const reportsIn = known.clusters.map(() => []);
events.cluster.forEach((cluster, event) => { if (cluster !== null) reportsIn[cluster].push(event); });
const contests = new Map(known.contested.map(([event, claimed, accused, denied, denials]) => [event, { claimed, accused, denied, denials }]));
const deniedHere = new Map();
for (const [event, { denials }] of contests) for (const denial of denials) deniedHere.set(denial, [...(deniedHere.get(denial) ?? []), event]);

function reportsOf(event) {
  return events.cluster[event] === null ? [event] : reportsIn[events.cluster[event]];
}

function sourcesOf(event) {
  return events.cluster[event] === null ? 1 : known.clusters[events.cluster[event]][CLUSTER.sources];
}

// Of the reports of an event its face counts, or, if that is not among them, the first.
function eachOnce(list) {
  const shown = new Map();
  for (const event of list) {
    const cluster = events.cluster[event];
    if (cluster !== null && (!shown.has(cluster) || known.clusters[cluster][CLUSTER.face] === event)) shown.set(cluster, event);
  }
  return list.filter((event) => events.cluster[event] === null || shown.get(events.cluster[event]) === event);
}

const once = eachOnce(events.id.map((_, event) => event));

// Who denies an event: the accused, or a source that is told to deny it.
function deniersOf(event) {
  const sources = events.claims[event].filter(([, stance]) => known.stances[stance] === "denies").map(([party]) => partyName(party));
  return [...new Set(contests.get(event)?.denied.map(countryName) ?? sources)];
}

function isDenied(event) {
  return deniersOf(event).length > 0;
}

function namedList(all) {
  const shown = all.slice(0, 3).flatMap((name, index) => [index ? ", " : "", el("bdi", {}, name)]);
  return all.length > 3 ? [...shown, ` and ${figure(all.length - 3)} more`] : shown;
}

function reportsFact(event) {
  const reports = reportsOf(event).length;
  return known.linked ? `${plural(reports, "report")}${reports > 1 ? ` from ${plural(sourcesOf(event), "independent source")}` : ""}` : null;
}

function contestFacts(event) {
  const contest = contests.get(event);
  const claims = (deniedHere.get(event) ?? []).filter((other) => other !== event);
  const others = (contest?.denials ?? []).filter((other) => other !== event);
  return [
    ["Claimed by", contest?.claimed.length ? namedList(contest.claimed.map(countryName)) : null],
    ["Denied by", contest ? [namedList(contest.denied.map(countryName)), openers(others)] : null],
    ["Denies", claims.length ? openers(claims) : null],
  ];
}

function openers(list) {
  return list.length ? el("ul", { class: "siblings" }, list.map((other) => el("li", {}, opener(other)))) : null;
}

function opener(event) {
  return el("button", { type: "button", class: "open", onclick: () => openEvent(event) },
    el("span", { class: `dot quad${quads[event]}`, "aria-hidden": "true" }), el("span", { class: "type" }, events.type[event]), " ", el("bdi", {}, events.trigger[event]));
}

function reportsSection(event) {
  const all = [...reportsOf(event)].sort((one, other) => (seen(one) < seen(other) ? -1 : 1));
  if (all.length < 2) return null;
  const items = all.map((one) => reportItem(one, one === event));
  const rest = items.length > MOST_LISTED ? el("details", {}, el("summary", {}, `and ${figure(items.length - MOST_LISTED)} more`), el("ul", { class: "siblings" }, items.slice(MOST_LISTED))) : null;
  return el("section", { class: "reports" }, el("h3", {}, `Reports of this event (${figure(all.length)})`),
    el("p", { class: "about" }, `From ${plural(sourcesOf(event), "independent source")}: copies of one article, and what one publisher wrote, count once.`),
    el("ul", { class: "siblings" }, items.slice(0, MOST_LISTED)), rest);
}

// The first report, then the others as they were published.
function seen(event) {
  const first = known.joined[events.joined[event]][0] === "first";
  return `${first ? 0 : 1} ${known.articles[events.article[event]][ARTICLE.published] ?? ""} ${String(event).padStart(9, "0")}`;
}

function reportItem(event, here) {
  const [id, title, publisher, , published] = known.articles[events.article[event]];
  const name = [publisher, published?.slice(0, 10), title ?? (publisher ? null : id)].filter(Boolean).join(", ");
  const shown = el("bdi", {}, name);
  return el("li", {}, here ? el("span", { "aria-current": "true" }, el("b", {}, shown), " (this one)") : el("button", { type: "button", class: "link", onclick: () => openEvent(event) }, shown),
    el("span", { class: "about" }, ` ${whyJoined(event)}`));
}

function whyJoined(event) {
  const [why, matched] = known.joined[events.joined[event]];
  if (why === "first") return "the first";
  if (why === "copy") return "a copy";
  return `another's words: same ${matched.map((field) => MATCHES[field] ?? field).join(", ")}`;
}
