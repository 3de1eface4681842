"use strict";
/** The drawing: a vis-network that holds only what is shown, and names that do not cover each other. */
const SHAPES = { place: "dot", institution: "square", initiative: "diamond", indicator: "hexagon" };
const PLAIN = new Set(["within", "branch", "similar", "broader"]);
const NAMES_AT_ONCE = 350;

const drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet(), visible: null, selected: null, hovered: null, boost: 1, trail: new Set(), moving: false };
const stage = document.getElementById("view");
const network = new vis.Network(stage, { nodes: drawn.nodes, edges: drawn.edges }, readJson("options"));

const isUpright = stage.clientHeight > stage.clientWidth * 1.2;

let palette = readPalette();

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["place", "institution", "initiative", "indicator", "page", "ink", "line", "faint", "accent", "carries", "font"];
  return Object.fromEntries(names.map((name) => [name, colour(name)]));
}

/** Bring the drawing to what is visible now, touching only what changed. */
function draw() {
  drawn.visible = visible();
  sync(drawn.nodes, drawn.visible.nodes, (at) => nodeItem(GRAPH.nodes[at]), "n");
  sync(drawn.edges, drawn.visible.edges, (at) => edgeItem(GRAPH.edges[at]), "e");
}

function sync(set, wanted, item, letter) {
  const gone = set.getIds().filter((id) => !wanted.has(numberOf(id)));
  const fresh = [...wanted].filter((at) => set.get(`${letter}${at}`) === null);
  if (gone.length) set.remove(gone);
  if (fresh.length) set.add(fresh.map(item));
}

function nodeItem(node) {
  const [x, y] = standing(node);
  return { id: node.id, x, y, shape: SHAPES[node.kind], size: radius(node), ...nodeLook(node) };
}

function edgeItem(edge) {
  const [from, to] = edge.ends.map((end) => GRAPH.nodes[end].id);
  return { id: edge.id, from, to, dashes: PLAIN.has(edge.kind) ? [4, 5] : false, ...edgeLook(edge) };
}

/** Where a node stands: as dragged, else in the overview as long as only that is shown, else in the whole. */
function standing(node) {
  node.spot = node.spot ?? (isOverview() ? overviewSpot(node) : turned([node.x, node.y]));
  return node.spot;
}

function overviewSpot(node) {
  return node.overview ? turned(node.overview) : besideNeighbour(node);
}

/** Layouts are wider than high: on a screen that is higher than wide they are laid on their side. */
function turned([x, y]) {
  return isUpright ? [Math.round(y * 0.85), Math.round(x * 1.2)] : [x, y];
}

/** A place on a spiral around a neighbour that is shown already, or around the first node where there is none. */
function besideNeighbour(node) {
  const anchors = node.edges.map((edge) => GRAPH.nodes[otherEnd(edge, node.at)]).filter((other) => other.spot);
  const anchor = anchors[0] ?? GRAPH.nodes[0];
  anchor.spot = anchor.spot ?? turned(anchor.overview ?? [anchor.x, anchor.y]);
  anchor.guests = (anchor.guests ?? 0) + 1;
  const [angle, reach] = [anchor.guests * 2.39996, anchor.size + 34 + 17 * Math.sqrt(anchor.guests)];
  return [Math.round(anchor.spot[0] + reach * Math.cos(angle)), Math.round(anchor.spot[1] + reach * Math.sin(angle))];
}

/** Forget where nodes stand, for they all stand elsewhere in the whole than in the overview. */
function resettle() {
  drawn.visible = null;
  for (const node of GRAPH.nodes) Object.assign(node, { spot: undefined, guests: 0 });
  drawn.nodes.clear();
  drawn.edges.clear();
}

function nodeLook(node) {
  const colour = palette[node.kind];
  const picked = drawn.selected === node.id;
  const border = picked ? palette.ink : palette.page;
  return {
    opacity: isDimmed(node.at) ? 0.16 : 1, borderWidth: picked ? 3 : 1.5, borderWidthSelected: 3,
    color: { background: colour, border, highlight: { background: colour, border: palette.ink }, hover: { background: colour, border: palette.ink } },
  };
}

function edgeLook(edge) {
  const near = isNear(edge);
  const colour = near ? palette.accent : edge.kind === "implementation" || edge.kind === "shared" ? palette.carries : palette.line;
  return {
    color: { color: colour, highlight: palette.accent, hover: palette.accent, opacity: drawn.near && !near ? 0.25 : 1 },
    width: Math.min(1 + Math.log2(Math.max(1, edge.statements.length)), 6) * (near ? 1.5 : 1),
    arrows: { to: { enabled: PLAIN.has(edge.kind) && edge.kind !== "similar", scaleFactor: 0.45 } },
  };
}

const isDimmed = (node) => Boolean(drawn.near) && !drawn.near.has(node);
const isNear = (edge) => drawn.trail.has(edge.at) || drawn.selected === edge.id || edge.ends.some((end) => GRAPH.nodes[end].id === drawn.selected);

/** Bring out a node with its neighbours, or an edge with its ends, or nothing. */
function emphasise(id) {
  drawn.trail.clear();
  drawn.selected = id;
  drawn.near = id === null ? null : surroundings(id);
  if (drawn.near) bringForward(drawn.near);
  restyle();
}

/** Draw some nodes after, and so above, all others: vis-network draws in the order in which nodes came. */
function bringForward(nodes) {
  const ids = [...nodes].filter((at) => drawn.visible.nodes.has(at)).map((at) => GRAPH.nodes[at].id);
  drawn.nodes.remove(ids);
  drawn.nodes.add(ids.map((id) => nodeItem(GRAPH.nodes[numberOf(id)])));
}

function surroundings(id) {
  if (id[0] === "e") return new Set(GRAPH.edges[numberOf(id)].ends);
  const at = numberOf(id);
  const node = GRAPH.nodes[at];
  const edges = isOverview() ? [...node.edges, ...node.shared] : node.edges;
  return new Set([at, ...edges.map((edge) => otherEnd(edge, at))]);
}

function restyle() {
  drawn.nodes.update(drawn.nodes.getIds().map((id) => ({ id, ...nodeLook(GRAPH.nodes[numberOf(id)]) })));
  drawn.edges.update(drawn.edges.getIds().map((id) => ({ id, ...edgeLook(GRAPH.edges[numberOf(id)]) })));
  network.redraw();
}

/** Move the view to a node: near enough to read, and as far as its neighbours reach where these are many. */
function goTo(id) {
  network.focus(id, { scale: readableScale(GRAPH.nodes[numberOf(id)]), animation: motion(), offset: focusOffset() });
}

function readableScale(node) {
  const around = [...surroundings(node.id)].filter((at) => drawn.visible.nodes.has(at)).map((at) => GRAPH.nodes[at].spot);
  const reaches = around.map(([x, y]) => Math.hypot(x - node.spot[0], y - node.spot[1])).sort((a, b) => a - b);
  const reach = reaches[Math.floor(reaches.length * 0.8)] ?? 0;
  const room = Math.min(stage.clientWidth, stage.clientHeight) / 2 - 60;
  return Math.min(1.2, Math.max(0.35, network.getScale() * 0.8, room / Math.max(reach, 1)));
}

/** On a narrow screen the panel covers the lower part: the node goes above it. */
function focusOffset() {
  return { x: 0, y: isNarrow() ? -stage.clientHeight * 0.25 : 0 };
}

const isNarrow = () => matchMedia("(max-width: 720px)").matches;
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const motion = () => (isStill() || drawn.nodes.length > 5000 ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** Show all that is drawn, with room for names at the sides and for the legend. */
function fit(animated) {
  fitTo([...drawn.visible.nodes].map((at) => GRAPH.nodes[at]), animated);
}

function fitTo(nodes, animated) {
  if (!nodes.length) return;
  const room = isNarrow() ? { x: 50, top: 50, bottom: coveredBelow() } : { x: 130, top: 70, bottom: 90 };
  const [left, right] = extent(nodes, 0);
  const [top, bottom] = extent(nodes, 1);
  const wide = (stage.clientWidth - room.x) / Math.max(1, right - left);
  const high = (stage.clientHeight - room.top - room.bottom) / Math.max(1, bottom - top);
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.min(wide, high, 1.4),
    offset: { x: 0, y: (room.top - room.bottom) / 2 },
    animation: animated ? motion() : false,
  });
  keepInSight();
}

/** How much of a narrow screen is covered from below: by the panel if it is open, else by the legend. */
function coveredBelow() {
  return document.body.classList.contains("picked") ? stage.clientHeight * 0.6 : 110;
}

/** Draw nodes larger where the view is so far away that they would be specks. */
function keepInSight() {
  const boost = Math.round(Math.min(2.5, Math.max(1, 0.3 / network.getScale())) * 4) / 4;
  if (boost === drawn.boost) return;
  drawn.boost = boost;
  drawn.nodes.update(drawn.nodes.getIds().map((id) => ({ id, size: radius(GRAPH.nodes[numberOf(id)]) })));
}

const radius = (node) => node.size * drawn.boost;

/** The least and the greatest that nodes reach, across or down. */
function extent(nodes, axis) {
  let [least, greatest] = [Infinity, -Infinity];
  for (const node of nodes) {
    least = Math.min(least, node.spot[axis] - node.size);
    greatest = Math.max(greatest, node.spot[axis] + node.size);
  }
  return [least, greatest];
}

/** Write names beside nodes. */
function drawNames(context) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const { node, box } of namesInView()) drawName(context, node, box);
}

/** Where names stand, the more important first, leaving out those that would cover another name, or a node. */
function namesInView() {
  const scale = network.getScale();
  const frame = shownFrame();
  const [names, discs] = [boxes(160 / scale), boxes(160 / scale)];
  for (const at of drawn.visible.nodes) if (isObstacle(GRAPH.nodes[at], scale)) discs.add(discBox(GRAPH.nodes[at]));
  const written = [];
  for (const node of inOrderOfNames()) {
    if (written.length >= NAMES_AT_ONCE) break;
    if (!overlaps(discBox(node), frame)) continue;
    const places = namePlaces(node, scale).filter((place) => isInside(place, frame) && !names.meets(place));
    const box = places.find((place) => !discs.meets(place)) ?? (isHeavy(node) ? places[0] : null) ?? (isSpecial(node) ? namePlaces(node, scale)[0] : null);
    if (!box) continue;
    names.add(box);
    written.push({ node, box });
  }
  return written;
}

function* inOrderOfNames() {
  const special = [...drawn.visible.nodes].filter((at) => isSpecial(GRAPH.nodes[at]));
  yield* special.map((at) => GRAPH.nodes[at]);
  for (const at of drawn.visible.nodes) {
    const node = GRAPH.nodes[at];
    if (!isSpecial(node) && !isDimmed(at)) yield node;
  }
}

const isSpecial = (node) => node.id === drawn.selected || node.id === drawn.hovered;

/** Whether names should not cover a node: not if it is only a speck, or dimmed. */
function isObstacle(node, scale) {
  return radius(node) * scale > 5 && !isDimmed(node.at);
}

/** A set of boxes, kept by squares so that only near ones are compared. */
function boxes(square) {
  const squares = new Map();
  const keys = function* (box) {
    for (let x = Math.floor(box.left / square); x <= box.right / square; x += 1) {
      for (let y = Math.floor(box.top / square); y <= box.bottom / square; y += 1) yield `${x} ${y}`;
    }
  };
  return {
    add: (box) => [...keys(box)].forEach((key) => squares.set(key, [...(squares.get(key) ?? []), box])),
    meets: (box) => [...keys(box)].some((key) => (squares.get(key) ?? []).some((other) => overlaps(box, other))),
  };
}

function discBox(node) {
  const [x, y] = node.spot;
  const reach = radius(node) * 0.8;
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

/** Where a name may stand: below its node, above it, to the right, to the left. */
function namePlaces(node, scale) {
  const text = shortName(node);
  const pixels = (isHeavy(node) ? 13.5 : 12) / scale;
  const [half, high, gap] = [(textLength(text) * pixels) / 2 + 3 / scale, pixels * 1.3, radius(node) + 3 / scale];
  const [x, y] = node.spot;
  const middles = [[x, y + gap], [x, y - gap - high], [x + gap + half, y - high / 2], [x - gap - half, y - high / 2]];
  return middles.map(([middle, top]) => ({ text, pixels, middle, left: middle - half, right: middle + half, top, bottom: top + high }));
}

const isHeavy = (node) => isSpecial(node) || (node.at < Math.min(24, stage.clientWidth / 38) && node.statements.length > 2);

function shortName(node) {
  const name = nameOf(node);
  const limit = language === "en" ? 32 : 16;
  return isSpecial(node) || name.length <= limit ? name : `${name.slice(0, limit - 1)}…`;
}

/** The length of a text in units of its size: Chinese signs are square, Latin ones about half. */
function textLength(text) {
  let length = 0;
  for (const sign of text) length += sign > "\u2e80" ? 1 : 0.56;
  return length;
}

function shownFrame() {
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: stage.clientWidth, y: stage.clientHeight });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

const isInside = (box, frame) => box.left >= frame.left && box.right <= frame.right;
const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function drawName(context, node, box) {
  context.font = `${isHeavy(node) ? 600 : 400} ${box.pixels}px ${palette.font}`;
  context.strokeStyle = palette.page;
  context.lineWidth = box.pixels * 0.28;
  context.strokeText(box.text, box.middle, box.top);
  context.fillStyle = isDimmed(node.at) ? palette.faint : palette.ink;
  context.fillText(box.text, box.middle, box.top);
}

/** Take over where the reader has dragged nodes to. */
function followDrag({ nodes }) {
  for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) GRAPH.nodes[numberOf(id)].spot = [x, y];
}

function hover(id) {
  drawn.hovered = id;
  stage.style.cursor = id ? "pointer" : "default";
  network.redraw();
}

/** Let nodes move by themselves, or not; where too many are shown, they stay. */
const PHYSICS_UP_TO = 1500;
function setPhysics(on) {
  drawn.moving = on;
  network.setOptions({ physics: on ? { enabled: true, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { springLength: 90, avoidOverlap: 0.4 } } : { enabled: false } });
  if (!on) followAll();
}

function followAll() {
  followDrag({ nodes: drawn.nodes.getIds() });
}

stage.firstElementChild.tabIndex = -1;
network.on("beforeDrawing", () => drawn.moving && followAll());
network.on("afterDrawing", (context) => drawn.visible && drawNames(context));
network.on("zoom", keepInSight);
network.on("animationFinished", keepInSight);
network.on("dragging", followDrag);
network.on("dragEnd", followDrag);
network.on("hoverNode", ({ node }) => hover(node));
network.on("blurNode", () => hover(null));
network.on("hoverEdge", () => (stage.style.cursor = "pointer"));
network.on("blurEdge", () => (stage.style.cursor = "default"));
