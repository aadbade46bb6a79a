// Figures about the whole output: what was refused, set aside, dated otherwise.

const DATED = {
  expression: "by words of the article", dateline: "fell back to the article's dateline",
  published: "fell back to the day of publication", none: "without a date",
};

function tile(number, name, note) {
  return el("div", { class: "tile" }, el("p", { class: "big" }, number), el("p", {}, name), note ? el("p", { class: "about" }, note) : null);
}

function drawQuality() {
  const quality = known.quality;
  const read = quality.articles + quality.refused;
  at("figures").replaceChildren(
    el("div", { class: "tiles" },
      tile(share(quality.articles_without_event, quality.articles), "of articles have no event", `${figure(quality.articles_without_event)} of ${figure(quality.articles)}`),
      tile(share(quality.refused, read), "of records were refused", `${figure(quality.refused)} of ${figure(read)}`),
      tile(share(quality.quarantined, total + quality.quarantined), "of events broke a rule", `${figure(quality.quarantined)} in quarantine, not shown here`),
      tile(share(quality.articles_without_date, quality.articles), "of articles do not say when they were published", "their events are dated only by what the text says")),
    el("div", { class: "tables" },
      listed("Dates of events", ["Date", "Events"], quality.dated_by.map(([by, count]) => [DATED[by] ?? by, `${figure(count)} (${share(count, total)})`])),
      listed("Refused records by code", ["Code", "Records"], quality.refused_by_code.map(([code, count]) => [code, figure(count)])),
      listed("Quarantine by rule", ["Rule", "Events"], quality.quarantined_by_rule.map(([rule, count]) => [rule, figure(count)])),
      listed("Rules that were broken or not evaluated", ["Rule", "Broken by", "Of rows", "Not evaluated"], quality.rules_broken.map(([rule, broken, rows, not]) => [rule, figure(broken), figure(rows), figure(not)])),
      listed("Sources", ["Source", "Articles", "Refused"], quality.sources.slice(0, 50).map(([source, articles, refused]) => [source, figure(articles), figure(refused)])),
      listed("Ranges known to be missing", ["Source", "Partition", "Offsets", "Why"], quality.gaps.slice(0, 50).map(([source, partition, first, stop, why]) => [source, String(partition), `${figure(first)} to ${figure(stop - 1)}`, why.replace("_", " ")]))));
}

function listed(title, head, rows) {
  return el("section", {}, el("h3", {}, title), rows.length ? el("div", { class: "scrolling", tabindex: "0", role: "group", "aria-label": title }, simpleTable(head, rows)) : el("p", { class: "empty" }, "None."));
}

drawQuality();
