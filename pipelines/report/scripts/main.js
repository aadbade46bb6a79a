// The filters' form, what is said of the selection, and the start.

const FIELDS = ["type", "quad", "country", "told", "reports", "from", "to"];
const TOLD_AS = { happened: "as happened", denied: "denied by a source", ...(contests.size ? { contested: "claimed, denied by the accused" } : {}), negation: "did not happen", future: "future", hypothetical: "hypothetical", historical: "historical" };
const CHIPS = {
  text: (value) => `“${value}”`, type: (value) => value, quad: (value) => QUADS[value], country: countryName, told: (value) => TOLD_AS[value],
  from: (value) => `from ${value}`, to: (value) => `to ${value}`, confidence: (value) => `confidence ≥ ${value}`,
  who: (filter) => `${filter.by === "country" ? countryName(filter.key) : filter.key} acts`,
  whom: (filter) => `upon ${filter.by === "country" ? countryName(filter.key) : filter.key}`,
  reports: () => "every report", source: (value) => `source: ${value}`, place: (value) => `in ${value}`,
};

function option(value, name) {
  return el("option", { value }, name);
}

function fillForm() {
  at("reports").parentElement.hidden = !known.linked;
  const types = ranked(countBy(once, (event) => events.type[event]));
  at("type").append(...types.map(([type, count]) => option(type, `${type} (${figure(count)})`)));
  const byQuad = countBy(once, (event) => quads[event]);
  at("quad").append(...[1, 2, 3, 4].map((quad) => option(quad, `${QUADS[quad]} (${figure(byQuad.get(quad) ?? 0)})`)));
  at("country").append(...countriesTakingPart().map(([code, count]) => option(code, `${countryName(code)} (${figure(count)})`)));
  at("told").append(...Object.entries(TOLD_AS).map(([told, name]) => option(told, name)));
  at("legend").append(...[1, 2, 3, 4].map((quad) => el("li", {}, el("span", { class: `swatch quad${quad}` }), ` ${QUADS[quad]}`)));
}

function countriesTakingPart() {
  const counts = new Map();
  for (const event of once) {
    for (const code of keysOf(partiesOf(event), "country")) addTo(counts, code);
  }
  return ranked(counts);
}

function showState() {
  const [most, one] = filters.reports ? [total, "report"] : [once.length, "event"];
  at("found").textContent = selected.length === most ? plural(most, one) : `${figure(selected.length)} of ${plural(most, one)}`;
  const set = Object.keys(NO_FILTER).filter((name) => filters[name] !== NO_FILTER[name]);
  const chip = (name) => el("li", {}, el("button", { type: "button", class: "chip", onclick: () => remove(name) }, el("span", { class: "hidden" }, "Take away the filter "), el("bdi", {}, CHIPS[name](filters[name])), el("span", { "aria-hidden": "true" }, " ×")));
  const all = set.length > 1 ? [el("li", {}, el("button", { type: "button", class: "chip all", onclick: () => select({ ...NO_FILTER }) }, "Clear all"))] : [];
  at("chips").replaceChildren(...set.map(chip), ...all);
  for (const name of FIELDS) at(name).value = filters[name];
  if (document.activeElement !== at("text")) at("text").value = filters.text;
  at("confidence").value = filters.confidence;
  at("least").textContent = filters.confidence;
}

function remove(name) {
  select({ [name]: NO_FILTER[name] });
  (at("chips").querySelector("button") ?? at("text")).focus();
}

function showExtent() {
  const quality = known.quality;
  const dates = events.date.filter((date) => date !== null).sort();
  const span = dates.length ? `, dated ${dates[0].slice(0, 4)} to ${dates.at(-1).slice(0, 4)}` : "";
  const reported = known.linked ? `, reported ${plural(total, "time")}` : "";
  at("extent").textContent = `${plural(once.length, "event")}${reported} in ${figure(known.articles.length)} of ${plural(quality.articles, "article")}${span}.`;
  const texts = known.whole ? "" : " It holds the sentences of events and their neighbours, not whole articles, because there are many.";
  at("made").textContent = `Made by dateline ${quality.coder_versions.flat().join(", ")}, ontology ${known.ontology}. This page fetches nothing and sends nothing.${texts}`;
}

let typing = 0;
at("text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => select({ text: at("text").value }), 150);
});
at("filters").addEventListener("submit", (event) => event.preventDefault());
for (const name of FIELDS) at(name).addEventListener("change", () => select({ [name]: at(name).value }));
at("confidence").addEventListener("change", () => select({ confidence: Number(at("confidence").value) }));
at("confidence").addEventListener("input", () => { at("least").textContent = at("confidence").value; });
at("more").open = matchMedia("(min-width: 760px)").matches;

function openLinked() {
  const event = events.id.indexOf(location.hash.replace("#event=", ""));
  if (location.hash.startsWith("#event=") && event >= 0) openEvent(event);
}

fillForm();
showExtent();
whenSelected(showState);
select({});
openLinked();
addEventListener("hashchange", openLinked);
document.documentElement.dataset.ready = "yes";
