"use strict";
/** Puts the parts together: picking, filtering, counting, languages and themes. */
const KINDS = Object.keys(SHAPES);
const byId = (id) => document.getElementById(id);
const places = byId("place");

/** Tell something to those who listen instead of looking. */
function tell(text) {
  byId("told").textContent = text;
}

/** Pick a node or edge by its id, or nothing; and go to it if asked. */
function pick(id, move = false) {
  if (id && id[0] === "n" && endPath(GRAPH.nodes[numberOf(id)])) return;
  path.nodes = [];
  if (id && id[0] === "n" && !drawn.visible.nodes.has(numberOf(id))) {
    reveal(numberOf(id));
    refresh();
  }
  emphasise(id);
  if (id === null) network.unselectAll();
  else if (id[0] === "n") network.selectNodes([id], false);
  showPicked();
  if (move && id && id[0] === "n") goTo(id);
  if (id && id[0] === "n") tellNode(GRAPH.nodes[numberOf(id)]);
  writeAddressSoon();
}

function tellNode(node) {
  tell(say("opened", nameOf(node), say(`one_${node.kind}`), counted(withinFilters(node.statements).length)));
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
  showFilters();
  network.redraw();
  writeAddressSoon();
}

function showCount() {
  const shown = drawn.visible.nodes.size;
  const within = reachable();
  const notes = [say("shown", counted(shown), counted(GRAPH.nodes.length))];
  if (isOverview() && GRAPH.edges.some((edge) => edge.kind === "shared")) notes.push(say("overview"));
  else if (within > shown && !isFiltered()) notes.push(say("first", counted(asked.limit)));
  if (isFiltered()) notes.push(say("filtered", counted(within)));
  if (asked.place !== null) notes.push(say("inPlace", nameOf(GRAPH.nodes[asked.place])));
  if (asked.hidden.size) notes.push(say("hiddenNote", KINDS.filter((kind) => asked.hidden.has(kind)).map((kind) => say(kind)).join("、")));
  if (asked.folded.size) notes.push(say("foldedNote", asked.folded.size));
  byId("count").replaceChildren(make("bdi", { text: notes.join(say("joined")) }));
  showMore(within - shown);
}

/** Let the controls say which filters are set. */
function showFilters() {
  for (const filter of FILTERS) byId(filter).value = asked[filter] === null ? "" : String(asked[filter]);
  const set = FILTERS.filter((filter) => filter !== "place" && asked[filter] !== null).length;
  const toggle = byId("filtersToggle");
  toggle.textContent = set ? `${say("filters")} ${set}` : say("filters");
  toggle.toggleAttribute("data-set", set > 0);
  if (set) setFiltersOpen(true);
  const many = drawn.visible.nodes.size > PHYSICS_UP_TO;
  const physics = byId("physics");
  if (many && drawn.moving) togglePhysics();
  Object.assign(physics, { disabled: many, textContent: say("physics"), title: say(many ? "physicsMany" : "physicsTip") });
  byId("clear").textContent = say("clear");
}

function setFiltersOpen(open) {
  byId("filters").hidden = !open;
  byId("filtersToggle").setAttribute("aria-expanded", String(open));
}

function togglePhysics() {
  setPhysics(!drawn.moving);
  byId("physics").setAttribute("aria-pressed", String(drawn.moving));
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

/** Set a filter, or lift it with null. */
function choose(filter, value) {
  asked[filter] = value;
  afterFilter();
}

function afterFilter() {
  if (isLarge) resettle();
  refresh();
  emphasise(drawn.selected);
  showPicked();
  fit(true);
  tell(byId("count").textContent);
}

function liftFilters() {
  clearFilters();
  afterFilter();
}

/** Show all neighbours of a node, however little is said of them. */
function expand(node) {
  asked.folded.delete(node.at);
  for (const edge of node.edges) asked.revealed.add(otherEnd(edge, node.at));
  for (const edge of node.edges) if (!visible().nodes.has(otherEnd(edge, node.at))) reveal(otherEnd(edge, node.at));
  refresh();
  pick(node.id, true);
}

/** Take out of sight the neighbours of a node that nothing else in sight is joined to. */
function fold(node) {
  asked.folded.add(node.at);
  for (const edge of node.edges) asked.revealed.delete(otherEnd(edge, node.at));
  refresh();
  pick(node.id);
  tell(byId("count").textContent);
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

function option(value, text) {
  return make("option", { value: String(value), text });
}

/** Offer what the other filters can be set to: only what some statement or node of this graph has. */
function listFilters() {
  const carried = [...new Set(GRAPH.statements.flatMap((one) => one.initiatives))].sort((a, b) => a - b);
  const sorts = [...new Set(GRAPH.nodes.filter((node) => node.kind === "institution" && node.sort).map((node) => node.sort))].sort();
  const years = [...new Set(GRAPH.statements.flatMap((one) => [one.start, one.end]).filter(Boolean).map((day) => day.slice(0, 4)))].sort();
  const yearOptions = years.map((year) => option(year, say("year", year)));
  byId("initiative").replaceChildren(option("", say("everyInitiative")), ...carried.map((at) => option(at, nameOf(GRAPH.nodes[at]))));
  byId("sort").replaceChildren(option("", say("everySort")), ...sorts.map((sort) => option(sort, say(sort))));
  byId("article").replaceChildren(option("", say("everyArticle")), ...GRAPH.articles.map((one) => option(one.at, [one.title || say("untitled"), one.issued].filter(Boolean).join(" "))));
  byId("from").replaceChildren(option("", say("fromYear")), ...yearOptions);
  byId("to").replaceChildren(option("", say("toYear")), ...yearOptions.map((one) => one.cloneNode(true)));
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
  listFilters();
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
for (const filter of FILTERS) {
  const read = ["place", "initiative", "article"].includes(filter) ? Number : String;
  byId(filter).addEventListener("change", ({ target }) => choose(filter, target.value === "" ? null : read(target.value)));
}
byId("filtersToggle").addEventListener("click", () => setFiltersOpen(byId("filters").hidden));
byId("clear").addEventListener("click", liftFilters);
byId("physics").addEventListener("click", togglePhysics);
byId("png").addEventListener("click", savePng);
byId("svg").addEventListener("click", saveSvg);
for (const event of ["zoom", "dragEnd", "animationFinished"]) network.on(event, writeAddressSoon);
document.getElementById("language").addEventListener("click", () => setLanguage(language === "zh" ? "en" : "zh"));
document.getElementById("closer").addEventListener("click", () => zoomBy(1.4));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.4));
document.getElementById("whole").addEventListener("click", () => fit(true));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  palette = readPalette();
  restyle();
});

openAddress(location.hash.slice(1));
document.documentElement.dataset.ready = "yes";
