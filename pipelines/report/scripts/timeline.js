// Events over time by class and by type, and the mean score over time.

const BARS = 170;
const LINE = 17;

function drawTime() {
  const holder = at("time-chart");
  const time = timeBins();
  at("time-note").replaceChildren(...timeNote(time));
  if (!time.bins.length) {
    holder.replaceChildren(el("p", { class: "empty" }, "No event of this selection has a date."));
    return;
  }
  const types = ranked(countBy(time.bins.flatMap((bin) => bin.events), (event) => events.type[event])).map(([type]) => type);
  types.sort((one, other) => known.types[one][0] - known.types[other][0]);
  const names = () => time.bins.filter((bin) => bin.events.length).map((bin) => [
    el("button", { type: "button", class: "link", onclick: () => selectBin(bin) }, binName(bin.start, time.unit)),
    ...[1, 2, 3, 4].map((quad) => figure(bin.events.filter((event) => quads[event] === quad).length)), figure(bin.events.length)]);
  const width = widthOf(holder);
  const height = BARS + 40 + types.length * LINE + 8;
  const image = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": timeSummary(time) });
  const left = width < 560 ? 84 : 104;
  image.append(bars(time, left, width - left - 6), timeAxis(time, left, width - left - 6, BARS + 22), strips(time, types, left, width - left - 6));
  holder.replaceChildren(image, alternative(holder, ["Time", ...QUADS.slice(1), "All"], names));
}

function countBy(list, key) {
  const counts = new Map();
  for (const one of list) addTo(counts, key(one));
  return counts;
}

function timeSummary({ bins, unit }) {
  const most = bins.reduce((best, bin) => (bin.events.length > best.events.length ? bin : best));
  return `Events by ${unit} from ${binName(bins[0].start, unit)} to ${binName(bins.at(-1).start, unit)}; most, ${most.events.length}, in ${binName(most.start, unit)}. The same numbers stand in the table below.`;
}

function timeNote({ bins, before, after, undated }) {
  const parts = [];
  if (undated) parts.push(`${figure(undated)} of ${plural(selected.length, "event")} have no date: their articles neither name one nor say when they were published. `);
  if (before || after) {
    parts.push(`${plural(before, "event")} before ${iso(bins[0].start)} and ${figure(after)} from ${iso(bins.at(-1).stop)} on are not drawn. `);
  }
  if (before || after || drawAll) {
    const name = drawAll ? "Leave out the earliest and latest" : "Draw all";
    parts.push(el("button", { type: "button", class: "link", onclick: () => { drawAll = !drawAll; for (const draw of [drawTime, drawScores]) draw(); } }, name));
  }
  return parts;
}

function selectBin(bin) {
  select({ from: iso(bin.start), to: iso(bin.stop - 1) });
}

function bars({ bins, unit }, left, width) {
  const top = roundUp(Math.max(...bins.map((bin) => bin.events.length)));
  const one = width / bins.length;
  const group = svg("g");
  for (let tick = 0; tick <= 4; tick += 1) {
    const y = 6 + BARS - (BARS * tick) / 4;
    group.append(svg("line", { class: "grid", x1: left, x2: left + width, y1: y, y2: y }),
      svg("text", { class: "tick", x: left - 8, y: y + 4, "text-anchor": "end" }, figure((top * tick) / 4)));
  }
  bins.forEach((bin, index) => group.append(stack(bin, unit, left + one * index, one, top)));
  return group;
}

function stack(bin, unit, x, width, top) {
  let y = 6 + BARS;
  const gap = width > 4 ? 1 : 0;
  const parts = [1, 2, 3, 4].map((quad) => {
    const height = (BARS * bin.events.filter((event) => quads[event] === quad).length) / top;
    y -= height;
    return svg("rect", { class: `quad${quad}`, x, y, width: Math.max(1, Math.min(width - gap, 48)), height });
  });
  const name = `${binName(bin.start, unit)}: ${plural(bin.events.length, "event")}`;
  return svg("g", { class: "bar", onclick: () => bin.events.length && selectBin(bin) },
    svg("rect", { class: "catch", x, y: 6, width, height: BARS }), parts, svg("title", {}, name));
}

function strips({ bins, unit }, types, left, width) {
  const one = width / bins.length;
  const counts = bins.map((bin) => countBy(bin.events, (event) => events.type[event]));
  const most = Math.max(...counts.flatMap((count) => [...count.values()]));
  return svg("g", {}, types.map((type, row) => {
    const y = BARS + 38 + row * LINE;
    const label = svg("text", { class: "tick", x: left - 8, y: y + 12, "text-anchor": "end" }, type);
    const cells = counts.map((count, index) => count.get(type) && svg("rect", {
      class: `bar quad${known.types[type][0]}`, x: left + one * index, y: y + 1, width: Math.max(1, Math.min(one - (one > 4 ? 1 : 0), 48)), height: LINE - 3,
      "fill-opacity": 0.25 + 0.75 * Math.sqrt(count.get(type) / most),
      onclick: () => select({ type, from: iso(bins[index].start), to: iso(bins[index].stop - 1) }),
    }, svg("title", {}, `${type}, ${binName(bins[index].start, unit)}: ${count.get(type)}`)));
    const base = svg("line", { class: "grid", x1: left, x2: left + width, y1: y + LINE - 1, y2: y + LINE - 1 });
    return svg("g", {}, label, base, cells.filter(Boolean));
  }));
}

function drawScores() {
  const holder = at("score-chart");
  const time = timeBins();
  const points = time.bins.map((bin) => ({ bin, mean: mean(bin.events) })).filter(({ mean: value }) => value !== null);
  if (!points.length) {
    holder.replaceChildren(el("p", { class: "empty" }, "No event of this selection has a date."));
    return;
  }
  const rows = () => points.map(({ bin, mean: value }) => [binName(bin.start, time.unit), signed(value), figure(bin.events.length)]);
  holder.replaceChildren(scoreImage(time, points, widthOf(holder)), alternative(holder, ["Time", "Mean score", "Events"], rows));
}

function mean(list) {
  return list.length ? list.reduce((sum, event) => sum + events.score[event], 0) / list.length : null;
}

function scoreImage(time, points, width) {
  const [left, top, height] = [34, 8, 220];
  const one = (width - left - 10) / time.bins.length;
  const x = ({ bin }) => left + one * (time.bins.indexOf(bin) + 0.5);
  const y = (value) => top + (height * (10 - value)) / 20;
  const image = svg("svg", { viewBox: `0 0 ${width} ${height + 40}`, width, height: height + 40, role: "img",
    "aria-label": `Mean score by ${time.unit}, between ${signed(Math.min(...points.map((p) => p.mean)))} and ${signed(Math.max(...points.map((p) => p.mean)))}. The same numbers stand in the table below.` });
  for (const value of [-10, -5, 0, 5, 10]) {
    image.append(svg("line", { class: value ? "grid" : "zero", x1: left, x2: width - 10, y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: left - 8, y: y(value) + 4, "text-anchor": "end" }, String(value).replace("-", "−")));
  }
  const most = Math.max(...points.map(({ bin }) => bin.events.length));
  image.append(svg("polyline", { class: "scores", points: points.map((point) => `${x(point)},${y(point.mean)}`).join(" ") }),
    ...points.map((point) => svg("circle", { class: point.mean < 0 ? "bar conflict" : "bar cooperation", cx: x(point), cy: y(point.mean),
      r: 2.5 + 5 * Math.sqrt(point.bin.events.length / most), onclick: () => selectBin(point.bin) },
    svg("title", {}, `${binName(point.bin.start, time.unit)}: ${signed(point.mean)} over ${plural(point.bin.events.length, "event")}`))),
    timeAxis(time, left, width - left - 10, height + 30));
  return image;
}

drawn("time-chart", drawTime, whenSelected);
drawn("score-chart", drawScores);
