// One set of filters for the whole page: what is selected, and who is told when it changes.

const NO_FILTER = Object.freeze({
  text: "", type: "", quad: "", country: "", told: "", from: "", to: "", confidence: 0,
  reports: "", who: null, whom: null, source: null, place: null,
});
let filters = { ...NO_FILTER };
let selected = [];
let folded = null;
const listeners = [];
const later = []; // what is below the first screen

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function partiesOf(event) {
  return [...events.actors[event], ...events.recipients[event]];
}

function searchable(event) {
  const place = events.place[event];
  const told = toldArticle(events.article[event]);
  const details = told[TOLD.events][event - told[TOLD.first]];
  const speakers = events.claims[event].map(([party]) => party);
  const names = [...partiesOf(event), ...speakers].flatMap((party) => {
    const [words, name, country] = known.parties[party];
    return [words, name ?? "", country ? countryName(country) : ""];
  });
  return fold([
    events.type[event], events.trigger[event], ...names,
    place === null ? "" : known.places[place][PLACE.name], known.articles[events.article[event]][ARTICLE.title] ?? "",
    wordsAt(told[TOLD.pieces], ...details[known.details.indexOf("sentence")]) ?? "", events.id[event],
  ].join(" "));
}

// Words are looked for in sentences too, so the first search reads every block.
async function prepareSearch() {
  if (folded) return;
  at("found").textContent = "Reading the texts …";
  await complete;
  const made = [];
  for (let event = 0; event < total; event += 1) {
    made.push(searchable(event));
    if (event % 5000 === 4999) await new Promise((resume) => setTimeout(resume));
  }
  folded = made;
}

function tests() {
  const { text, type, quad, country, told, from, to, confidence, who, whom, source, place } = filters;
  const words = fold(text).split(/\s+/).filter(Boolean);
  const first = from ? Date.parse(from) / DAY : null;
  const last = to ? Date.parse(to) / DAY : null;
  const is = (filter) => (party) => partyKey(party, filter.by) === filter.key;
  return [
    words.length && ((event) => words.every((word) => folded[event].includes(word))),
    type && ((event) => events.type[event] === type),
    quad && ((event) => quads[event] === Number(quad)),
    country && ((event) => partiesOf(event).some((party) => known.parties[party][PARTY.country] === country)),
    told && ((event) => toldAs(event, told)),
    first !== null && ((event) => days[event] !== null && days[event] >= first),
    last !== null && ((event) => days[event] !== null && days[event] <= last),
    confidence && ((event) => events.confidence[event] >= confidence),
    who && ((event) => events.actors[event].some(is(who))),
    whom && ((event) => events.recipients[event].some(is(whom))),
    source !== null && ((event) => events.claims[event].some(([party]) => sourceKey(party) === source)),
    place !== null && ((event) => events.place[event] !== null && placeKey(events.place[event]) === place),
  ].filter(Boolean);
}

function toldAs(event, told) {
  if (told === "happened") return events.auxiliary[event] === 0 && !isDenied(event);
  if (told === "denied") return isDenied(event);
  if (told === "contested") return contests.has(event);
  return Boolean(events.auxiliary[event] & (1 << known.auxiliaries.indexOf(told)));
}

function placeKey(number) {
  const place = known.places[number];
  if (!place[PLACE.country]) return place[PLACE.name];
  return place[PLACE.exact] ? `${place[PLACE.name]}, ${countryName(place[PLACE.country])}` : countryName(place[PLACE.country]);
}

let latest = 0;

async function select(changes) {
  filters = { ...filters, ...changes };
  latest += 1;
  const mine = latest;
  if (filters.text.trim()) await prepareSearch();
  if (mine !== latest) return;
  const needed = tests();
  const found = [];
  for (let event = 0; event < total; event += 1) {
    if (needed.every((test) => test(event))) found.push(event);
  }
  selected = filters.reports ? found : eachOnce(found);
  for (const listener of listeners) listener();
  tellLater(later, mine);
}

// One at a time, when the browser has nothing else to do; a newer selection ends it.
function tellLater([first, ...rest], mine) {
  if (!first) return;
  (globalThis.requestIdleCallback ?? setTimeout)(() => {
    if (mine !== latest) return;
    first();
    tellLater(rest, mine);
  });
}

function whenSelected(listener) {
  listeners.push(listener);
}

function afterSelected(listener) {
  later.push(listener);
}
