"use strict";
/** Puts the parts together: picking, filtering, counting, languages and themes. */
const KINDS = Object.keys(SHAPES);
const places = document.getElementById("place");

/** Pick a node or edge by its id, or nothing; and go to it if asked. */
function pick(id, move = false) {
  if (id && id[0] === "n" && !drawn.visible.nodes.has(numberOf(id))) {
    reveal(numberOf(id));
    refresh();
  }
  emphasise(id);
  if (id === null) network.unselectAll();
  else if (id[0] === "n") network.selectNodes([id], false);
  showPicked();
  if (move && id && id[0] === "n") goTo(id);
}

function showPicked() {
  const id = drawn.selected;
  if (id === null) showIntroduction();
  else if (id[0] === "n") showNode(GRAPH.nodes[numberOf(id)]);
  else showEdge(GRAPH.edges[numberOf(id)]);
}

/** Draw what is asked for now and say how much of the whole it is. */
function refresh() {
  draw();
  showCount();
  showLegend();
  places.value = asked.place === null ? "" : String(asked.place);
  network.redraw();
}

function showCount() {
  const shown = drawn.visible.nodes.size;
  const rest = reachable() - shown;
  const notes = [say("shown", counted(shown), counted(GRAPH.nodes.length))];
  if (rest > 0) notes.push(say("first", counted(asked.limit)));
  if (asked.place !== null) notes.push(say("inPlace", nameOf(GRAPH.nodes[asked.place])));
  document.getElementById("count").replaceChildren(make("bdi", { text: notes.join(say("joined")) }));
  showMore(rest);
}

function showMore(rest) {
  const portion = Math.min(GRAPH.limit, rest);
  const button = (text, limit) => make("button", { type: "button", className: "action", text, onclick: () => raiseLimit(limit) });
  const buttons = [];
  if (rest > 0) buttons.push(button(say("more", counted(portion)), asked.limit + GRAPH.limit));
  if (rest > portion) buttons.push(button(say("all"), Infinity));
  document.getElementById("more").replaceChildren(...buttons);
}

function raiseLimit(limit) {
  asked.limit = limit;
  resettle();
  refresh();
  emphasise(drawn.selected);
  fit(false);
}

function showLegend() {
  document.getElementById("legend").replaceChildren(...KINDS.map(legendButton));
}

function legendButton(kind) {
  const all = GRAPH.nodes.filter((node) => node.kind === kind);
  const shown = all.filter((node) => drawn.visible.nodes.has(node.at)).length;
  const hidden = asked.hidden.has(kind);
  return make("button", { type: "button", "data-kind": kind, "aria-pressed": String(!hidden), title: say(hidden ? "show" : "hide"), onclick: () => toggleKind(kind) }, [
    glyph(kind),
    make("span", { text: say(kind) }),
    make("span", { className: "number", text: shown === all.length ? counted(shown) : `${counted(shown)} / ${counted(all.length)}` }),
  ]);
}

function toggleKind(kind) {
  if (!asked.hidden.delete(kind)) asked.hidden.add(kind);
  refresh();
  document.querySelector(`[data-kind="${kind}"]`).focus();
}

function choosePlace(place) {
  asked.place = place;
  if (GRAPH.nodes.length > GRAPH.limit) resettle();
  refresh();
  emphasise(drawn.selected);
  showPicked();
  fit(true);
}

/** Show all neighbours of a node, however little is said of them. */
function expand(node) {
  for (const edge of node.edges) reveal(otherEnd(edge, node.at));
  refresh();
  pick(node.id, true);
}

/** List the places that statements speak of, or that hold such a one, each under the one that contains it. */
function listPlaces() {
  const told = new Set(GRAPH.nodes.filter((node) => node.kind === "place" && isTold(node)).map((node) => node.at));
  const inner = new Set([...told].flatMap((at) => GRAPH.nodes[at].inside));
  const options = [make("option", { value: "", text: say("everywhere") })];
  const add = (at, depth) => {
    options.push(make("option", { value: String(at), text: `${"\u2003".repeat(depth)}${nameOf(GRAPH.nodes[at])}` }));
    GRAPH.nodes[at].inside.filter((one) => told.has(one)).forEach((one) => add(one, depth + 1));
  };
  [...told].filter((at) => !inner.has(at)).forEach((at) => add(at, 0));
  places.replaceChildren(...options);
}

function isTold(place) {
  return [...territory(place.at)].some((at) => GRAPH.nodes[at].statements.length);
}

function setLanguage(code) {
  language = code;
  document.documentElement.lang = code === "zh" ? "zh-Hans" : "en";
  const button = document.getElementById("language");
  button.textContent = say("language");
  button.lang = code === "zh" ? "en" : "zh";
  document.querySelectorAll("[data-label]").forEach((one) => one.setAttribute("aria-label", say(one.dataset.label)));
  document.querySelectorAll("[data-placeholder]").forEach((one) => (one.placeholder = say(one.dataset.placeholder)));
  listPlaces();
  refresh();
  showPicked();
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: motion() });
}

function onClick({ nodes, edges }) {
  pick(nodes[0] ?? edges[0] ?? null);
}

network.on("click", onClick);
places.addEventListener("change", () => choosePlace(places.value === "" ? null : Number(places.value)));
document.getElementById("language").addEventListener("click", () => setLanguage(language === "zh" ? "en" : "zh"));
document.getElementById("closer").addEventListener("click", () => zoomBy(1.4));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.4));
document.getElementById("whole").addEventListener("click", () => fit(true));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  palette = readPalette();
  restyle();
});

setLanguage("zh");
fit(false);
document.documentElement.dataset.ready = "yes";
