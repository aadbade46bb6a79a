// Axes and bins of time, for the charts that share them.

const UNITS = ["day", "week", "month", "year", "decade"];
const MOST_BINS = 120;
let drawAll = false;

function dateOf(day) {
  return new Date(day * DAY);
}

function floorTo(day, unit) {
  const date = dateOf(day);
  const year = date.getUTCFullYear();
  if (unit === "day") return day;
  if (unit === "week") return day - ((date.getUTCDay() + 6) % 7);
  if (unit === "month") return Date.UTC(year, date.getUTCMonth()) / DAY;
  return startOfYear(unit === "year" ? year : year - (((year % 10) + 10) % 10));
}

function startOfYear(year) {
  return new Date(0).setUTCFullYear(year, 0, 1) / DAY;
}

function following(day, unit) {
  const date = dateOf(day);
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  if (unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / DAY;
  return startOfYear(date.getUTCFullYear() + (unit === "year" ? 1 : 10));
}

function iso(day) {
  return dateOf(day).toISOString().slice(0, 10);
}

function binName(day, unit) {
  const date = dateOf(day);
  if (unit === "year") return String(date.getUTCFullYear());
  if (unit === "decade") return `${date.getUTCFullYear()}s`;
  const options = unit === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" };
  const name = date.toLocaleDateString("en-GB", { ...options, timeZone: "UTC" });
  return unit === "week" ? `week of ${name}` : name;
}

// The bins of the selected events: [{start, stop, events}], their unit, and how many lie outside or have no date.
// The few earliest and latest would squeeze all others: they are left out until somebody asks for them.
function timeBins() {
  const dated = selected.filter((event) => days[event] !== null).sort((one, other) => days[one] - days[other]);
  if (!dated.length) return { bins: [], unit: "day", before: 0, after: 0, undated: selected.length };
  const quantile = (part) => days[dated[Math.round(part * (dated.length - 1))]];
  const [low, high] = drawAll ? [quantile(0), quantile(1)] : [quantile(0.02), quantile(0.98)];
  const unit = UNITS.find((name) => binsBetween(low, high, name) <= MOST_BINS) ?? "decade";
  const bins = [];
  for (let day = floorTo(low, unit); day <= high; day = following(day, unit)) {
    bins.push({ start: day, stop: following(day, unit), events: [] });
  }
  let bin = 0;
  let before = 0;
  let after = 0;
  for (const event of dated) {
    while (bin < bins.length - 1 && days[event] >= bins[bin].stop) bin += 1;
    if (days[event] < bins[0].start) before += 1;
    else if (days[event] >= bins.at(-1).stop) after += 1;
    else bins[bin].events.push(event);
  }
  return { bins, unit, before, after, undated: selected.length - dated.length };
}

function binsBetween(low, high, unit) {
  return (high - low) / { day: 1, week: 7, month: 30, year: 365, decade: 3652 }[unit];
}

// A round number at or above the greatest value, to be cut in `parts`.
function roundUp(value, parts = 4) {
  const raw = Math.max(value, parts) / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  return parts * power * [1, 2, 2.5, 5, 10].find((step) => step * power >= raw && (step * power) % 1 === 0);
}

// As many bin names as have room below an axis.
function timeAxis({ bins, unit }, left, width, y) {
  const step = Math.max(1, Math.ceil(bins.length / Math.max(1, Math.floor(width / 84))));
  const one = width / bins.length;
  const named = bins.map((bin, index) => [bin, index]).filter(([, index]) => index % step === 0);
  return svg("g", { class: "axis" }, named.map(([bin, index]) =>
    svg("text", { x: left + one * (index + 0.5), y, "text-anchor": "middle" }, binName(bin.start, unit).replace("week of ", ""))));
}

function widthOf(holder) {
  return Math.max(280, holder.clientWidth);
}

// Draw again when the room changes, or the selection.
function drawn(id, draw, when = afterSelected) {
  let width = 0;
  when(draw);
  new ResizeObserver(() => {
    const now = at(id).clientWidth;
    if (now !== width && width) draw();
    width = now;
  }).observe(at(id));
}
