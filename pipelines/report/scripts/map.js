// Circles on a map: where events happened, or which countries take part.

const WORLD = [0, 0, 2000, 880]; // without the Antarctic
const LABELS = 9;
let view = null;

function mapCounts() {
  const basis = at("basis").value;
  const spots = new Map();
  let without = 0;
  const put = (name, x, y, filter) => {
    if (!spots.has(name)) spots.set(name, { name, x, y, filter, count: 0 });
    spots.get(name).count += 1;
  };
  for (const event of selected) {
    if (basis === "place") {
      if (events.place[event] === null) without += 1;
      else {
        const place = known.places[events.place[event]];
        const name = placeKey(events.place[event]);
        put(name, place[PLACE.x], place[PLACE.y], { place: name });
      }
    } else {
      const parties = events[basis === "actor" ? "actors" : "recipients"][event];
      const codes = new Set(parties.map((party) => known.parties[party][PARTY.country]).filter(Boolean));
      if (!codes.size) without += 1;
      for (const code of codes) {
        const [x, y] = known.points[code] ?? [null, null];
        put(countryName(code), x, y, { [basis === "actor" ? "who" : "whom"]: { by: "country", key: code } });
      }
    }
  }
  return { spots: [...spots.values()].sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1)), without };
}

// The part of the map that holds nearly all circles, with room around, in the map's proportions.
function fitted(spots) {
  const onMap = spots.filter((spot) => spot.x !== null);
  if (!onMap.length) return WORLD;
  const all = onMap.reduce((sum, spot) => sum + spot.count, 0);
  let sum = 0;
  const most = onMap.filter((spot) => { sum += spot.count; return sum - spot.count < 0.97 * all; });
  const [left, right] = [Math.min(...most.map((spot) => spot.x)) - 90, Math.max(...most.map((spot) => spot.x)) + 90];
  const [top, bottom] = [Math.min(...most.map((spot) => spot.y)) - 60, Math.max(...most.map((spot) => spot.y)) + 60];
  return within((left + right) / 2, (top + bottom) / 2, Math.max(right - left, ((bottom - top) * WORLD[2]) / WORLD[3]));
}

function within(x, y, width) {
  const wide = Math.min(WORLD[2], Math.max(250, width));
  const high = (wide * WORLD[3]) / WORLD[2];
  return [Math.min(Math.max(0, x - wide / 2), WORLD[2] - wide), Math.min(Math.max(0, y - high / 2), WORLD[3] - high), wide, high];
}

function zoom(factor) {
  const [x, y, width, height] = view;
  view = within(x + width / 2, y + height / 2, width * factor);
  drawMap();
}

const lands = Object.entries(known.outlines).map(([code, path]) => svg("path", { class: "land", d: path }, svg("title", {}, countryName(code))));

function drawMap() {
  const holder = at("map");
  const { spots, without } = mapCounts();
  view ??= WORLD;
  const width = widthOf(holder);
  const scale = view[2] / width;
  const onMap = spots.filter((spot) => spot.x !== null);
  const image = svg("svg", { viewBox: view.join(" "), width, height: (width * WORLD[3]) / WORLD[2], class: "world", role: "img", "aria-label": mapSummary(spots) });
  image.append(svg("g", { "stroke-width": 0.6 * scale }, lands), svg("g", {}, circles(onMap, scale)), svg("g", { "font-size": 12 * scale, "stroke-width": 3 * scale }, labels(onMap, scale)));
  draggable(image, scale);
  const rows = () => spots.map((spot) => [el("button", { type: "button", class: "link", onclick: () => select(spot.filter) }, spot.name), figure(spot.count)]);
  holder.replaceChildren(image, alternative(holder, ["Place", "Events"], rows));
  at("map-note").textContent = mapNote(spots, onMap, without);
}

function mapSummary(spots) {
  if (!spots.length) return "Map without circles.";
  return `Map with ${plural(spots.length, "place")}; most events: ${spots.slice(0, 5).map((spot) => `${spot.name} ${spot.count}`).join(", ")}. The same numbers stand in the table below.`;
}

function mapNote(spots, onMap, without) {
  const off = spots.filter((spot) => spot.x === null);
  const parts = [];
  if (without) parts.push(`${figure(without)} of ${plural(selected.length, "event")} ${at("basis").value === "place" ? "name no place" : "name no country there"}.`);
  if (off.length) parts.push(`Not on the map: ${off.slice(0, 6).map((spot) => `${spot.name} ${spot.count}`).join(", ")}${off.length > 6 ? " and more" : ""}.`);
  if (onMap.length && at("basis").value === "place") parts.push("What is known only by country, state or region stands in the middle of its country.");
  return parts.join(" ");
}

function radius(spot, spots, scale) {
  return scale * (2 + (view[2] / scale) * 0.028 * Math.sqrt(spot.count / spots[0].count));
}

function circles(spots, scale) {
  return spots.map((spot) => svg("circle", { class: "bar spot", cx: spot.x, cy: spot.y, r: radius(spot, spots, scale), "stroke-width": scale, onclick: () => select(spot.filter) },
    svg("title", {}, `${spot.name}: ${plural(spot.count, "event")}`)));
}

// Names of the largest circles, as far as they do not run into one another.
function labels(spots, scale) {
  const taken = [];
  const texts = [];
  for (const spot of spots) {
    if (texts.length === LABELS) break;
    const name = spot.name.split(",")[0];
    const box = { x: spot.x + radius(spot, spots, scale) + 3 * scale, y: spot.y - 7 * scale, w: name.length * 6.6 * scale, h: 14 * scale };
    const inside = box.x + box.w < view[0] + view[2] && box.x > view[0] && box.y > view[1] && box.y + box.h < view[1] + view[3];
    const free = taken.every((other) => box.x + box.w < other.x || other.x + other.w < box.x || box.y + box.h < other.y || other.y + other.h < box.y);
    if (!inside || !free) continue;
    taken.push(box);
    texts.push(svg("text", { class: "place", x: box.x, y: box.y + 11 * scale }, name));
  }
  return texts;
}

function draggable(image, scale) {
  let from = null;
  image.addEventListener("pointerdown", (event) => { if (event.pointerType === "mouse") from = [event.clientX, event.clientY, view]; });
  image.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const [x, y, [left, top, width, height]] = from;
    view = within(left + width / 2 - (event.clientX - x) * scale, top + height / 2 - (event.clientY - y) * scale, width);
    image.setAttribute("viewBox", view.join(" "));
  });
  image.addEventListener("pointerleave", () => { from = null; });
}

at("nearer").addEventListener("click", () => zoom(0.6));
at("farther").addEventListener("click", () => zoom(1 / 0.6));
at("fit").addEventListener("click", () => { view = fitted(mapCounts().spots); drawMap(); });
at("basis").addEventListener("change", () => { view = fitted(mapCounts().spots); drawMap(); });
afterSelected(() => { view = fitted(mapCounts().spots); });
drawn("map", drawMap);
