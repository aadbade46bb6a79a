// What is embedded: the overview at once, blocks of texts and details when they are asked for.

const known = JSON.parse(document.getElementById("known").textContent);
const events = known.events;
const total = events.id.length;
const QUADS = ["", "Verbal cooperation", "Material cooperation", "Verbal conflict", "Material conflict"];
const DAY = 86400000;

const quads = events.type.map((type) => known.types[type]?.[0] ?? 0);
const days = events.date.map((date) => (date === null ? null : Date.parse(date) / DAY));

const PARTY = { words: 0, name: 1, country: 2, sectors: 3 };
const PLACE = { name: 0, country: 1, x: 2, y: 3, exact: 4 };
const ARTICLE = { id: 0, title: 1, publisher: 2, url: 3, published: 4 };
const TOLD = { first: 0, pieces: 1, events: 2 };

function countryName(code) {
  return known.countries[code] ?? code;
}

function partyName(number) {
  const party = known.parties[number];
  return party[PARTY.name] ?? party[PARTY.words];
}

// What a party counts as: its country's code, or its canonical name; null if it has none.
function partyKey(number, by) {
  return known.parties[number][by === "country" ? PARTY.country : PARTY.name];
}

function sourceKey(number) {
  const party = known.parties[number];
  if (party[PARTY.name]) return party[PARTY.name];
  return party[PARTY.country] ? `${countryName(party[PARTY.country])}, not named` : "not named";
}

const complete = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", resolve);
});
const blocks = new Map();

function block(number) {
  if (!blocks.has(number)) {
    blocks.set(number, JSON.parse(document.getElementsByClassName("block")[number].textContent));
  }
  return blocks.get(number);
}

function blockOf(article) {
  let low = 0;
  let high = known.blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (known.blocks[middle] <= article) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Only after `complete`.
function toldArticle(article) {
  const number = blockOf(article);
  return block(number)[article - known.blocks[number]];
}

function detailsOf(event) {
  const told = toldArticle(events.article[event]);
  const values = told[TOLD.events][event - told[TOLD.first]];
  return Object.fromEntries(known.details.map((name, index) => [name, values[index]]));
}

// The words from one UTF-16 code unit to another; null where the page does not hold them.
function wordsAt(pieces, start, end) {
  const piece = pieces.find(([first, words]) => first <= start && end <= first + words.length);
  return piece ? piece[1].slice(start - piece[0], end - piece[0]) : null;
}
