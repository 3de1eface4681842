"use strict";
/** Small charts: several figures of one indicator, over time for one thing or beside each other for several. */
const CHARTS_AT_ONCE = 4;
const BARS_AT_ONCE = 12;

function chartSection(statements) {
  const charts = chartGroups(statements).slice(0, CHARTS_AT_ONCE).map(chart);
  return charts.length ? section("charts", ...charts) : null;
}

/** Figures that can stand beside each other: of one indicator, kind and unit, at least two of them. */
function chartGroups(statements) {
  const groups = new Map();
  for (const one of statements) {
    if (one.value === null || one.valueKind === "rank") continue;
    const key = [one.indicator, one.valueKind, one.unit].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const several = (group) => new Set(group.map((one) => [one.about, one.period].join())).size;
  return [...groups.values()].filter((group) => group.length > 1).sort((a, b) => several(b) - several(a) || b.length - a.length || a[0].indicator - b[0].indicator);
}

function chart(statements) {
  const ordered = [...statements].sort((a, b) => compare([a.about, a.start ?? "", a.at], [b.about, b.start ?? "", b.at]));
  const shown = ordered.slice(0, BARS_AT_ONCE);
  const severalPlaces = new Set(statements.map((one) => one.about)).size > 1;
  const indicator = nameOf(GRAPH.nodes[statements[0].indicator]);
  const rows = shown.map((one) => ({ one, label: [severalPlaces && nameOf(GRAPH.nodes[one.about]), one.period ?? say("noPeriod")].filter(Boolean).join(" ") }));
  const most = Math.max(...shown.map((one) => Math.abs(Number(one.value)))) || 1;
  const told = `${indicator}: ${rows.map(({ one, label }) => `${label} ${figure(one)}`).join("; ")}`;
  const picture = shape("svg", { viewBox: `0 0 340 ${rows.length * 22}`, role: "img", "aria-label": told, class: "chart" }, rows.flatMap((row, at) => bar(row, at * 22, most)));
  const rest = ordered.length - shown.length;
  return make("figure", {}, [make("figcaption", {}, [make("bdi", { text: indicator })]), picture, rest > 0 && make("p", { className: "quiet", text: say("others", rest) })]);
}

/** One figure as a bar with its label before and its value behind; plans are hollow, contradicted figures marked. */
function bar({ one, label }, top, most) {
  const width = (Math.abs(Number(one.value)) / most) * 120;
  const look = ["bar", one.status ?? "", one.against.length ? "contradicted" : ""].join(" ");
  return [
    shape("text", { x: 118, y: top + 15, "text-anchor": "end" }, [label.length > 13 ? `${label.slice(0, 12)}…` : label]),
    shape("rect", { x: 126, y: top + 4, width: Math.max(width, 1).toFixed(1), height: 14, rx: 2, class: look }),
    shape("text", { x: (132 + width).toFixed(1), y: top + 15, class: "value" }, [figure(one) + (one.against.length ? " ≠" : "")]),
  ];
}

/** Make an element of SVG; text in it is only ever text. */
function shape(tag, attributes = {}, children = []) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
