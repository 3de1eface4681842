"use strict";
/** What the reader has asked to see; the view follows from it alone. */
const asked = {
  limit: GRAPH.limit, hidden: new Set(), revealed: new Set(), folded: new Set(),
  place: null, initiative: null, sort: null, article: null, from: null, to: null,
};
const FILTERS = ["place", "initiative", "sort", "article", "from", "to"];
const isLarge = GRAPH.nodes.length > GRAPH.limit;
const pairOf = (edge) => edge.ends.join();
const sharedPairs = new Set(GRAPH.edges.filter((edge) => edge.kind === "shared").map(pairOf));

const isFiltered = () => FILTERS.some((filter) => asked[filter] !== null);
/** Whether only the overview of a large graph is shown: its places and what several of them share. */
const isOverview = () => isLarge && asked.limit === GRAPH.limit && !isFiltered();

function clearFilters() {
  for (const filter of FILTERS) asked[filter] = null;
}

/** The nodes and edges to show, as sets of their numbers. */
function visible() {
  const passes = statementTest();
  const nodes = withoutFolded(new Set([...listed(wantedNodes(passes))].filter((node) => !asked.hidden.has(GRAPH.nodes[node].kind))));
  const overview = isOverview();
  const edges = new Set();
  for (const edge of GRAPH.edges) {
    if (nodes.has(edge.ends[0]) && nodes.has(edge.ends[1]) && isDrawn(edge, overview, passes)) edges.add(edge.at);
  }
  return { nodes, edges };
}

function isDrawn(edge, overview, passes) {
  if (edge.kind === "shared") return overview;
  if (overview && edge.kind === "implementation" && sharedPairs.has(pairOf(edge))) return false;
  return edge.statements.length === 0 || edge.statements.some((at) => passes(GRAPH.statements[at]));
}

/** A test of statements against all filters that are set. */
function statementTest() {
  const inside = asked.place === null ? null : territory(asked.place);
  return (one) =>
    (inside === null || inside.has(one.about)) &&
    (asked.initiative === null || one.initiatives.includes(asked.initiative)) &&
    (asked.sort === null || GRAPH.nodes[one.about].sort === asked.sort) &&
    (asked.article === null || one.passages.some((at) => GRAPH.passages[at].article === asked.article)) &&
    isInPeriod(one);
}

/** Whether a statement speaks of any day of the years asked for; one without a period does not. */
function isInPeriod(one) {
  if (asked.from === null && asked.to === null) return true;
  if (!one.start || !one.end) return false;
  return (asked.from === null || one.end.slice(0, 4) >= asked.from) && (asked.to === null || one.start.slice(0, 4) <= asked.to);
}

/** The nodes that some statement within the filters speaks of, and those that answer to every filter themselves. */
function wantedNodes(passes) {
  if (!isFiltered()) return GRAPH.nodes.keys();
  const wanted = new Set(GRAPH.nodes.filter(nodeTest()).map((node) => node.at));
  for (const one of GRAPH.statements) if (passes(one)) nodesOf(one).forEach((node) => wanted.add(node));
  return [...wanted].sort((a, b) => a - b);
}

function nodeTest() {
  if (asked.from !== null || asked.to !== null) return () => false;
  const inside = asked.place === null ? null : territory(asked.place);
  return (node) =>
    (inside === null || inside.has(node.at)) &&
    (asked.initiative === null || node.at === asked.initiative) &&
    (asked.sort === null || node.sort === asked.sort) &&
    (asked.article === null || node.mentions.some((at) => GRAPH.passages[at].article === asked.article));
}

/** The first nodes of a list that goes from the most important to the least, and those asked for by name. */
function listed(nodes) {
  const all = [...nodes];
  const within = new Set(all);
  const limit = isFiltered() ? Math.max(asked.limit, FILTERED_AT_ONCE) : asked.limit;
  return new Set([...all.slice(0, limit), ...[...asked.revealed].filter((node) => within.has(node))]);
}

const FILTERED_AT_ONCE = 600;

/** Leave out the neighbours of folded nodes that only each other join to anything else in sight. */
function withoutFolded(nodes) {
  const gone = new Set();
  for (const at of asked.folded) foldedAt(at, nodes).forEach((node) => gone.add(node));
  return new Set([...nodes].filter((node) => !gone.has(node)));
}

function foldedAt(at, nodes) {
  const gone = new Set(GRAPH.nodes[at].edges.map((edge) => otherEnd(edge, at)).filter((other) => nodes.has(other) && !asked.folded.has(other)));
  const isHeld = (one) => GRAPH.nodes[one].edges.some((edge) => {
    const other = otherEnd(edge, one);
    return other !== at && nodes.has(other) && !gone.has(other);
  });
  let held;
  do {
    held = [...gone].filter(isHeld);
    held.forEach((one) => gone.delete(one));
  } while (held.length);
  return gone;
}

/** How many nodes the filters leave, were there no limit. */
function reachable() {
  const all = [...wantedNodes(statementTest())];
  return withoutFolded(new Set(all.filter((node) => !asked.hidden.has(GRAPH.nodes[node].kind)))).size;
}

/** Whether the filters leave a node, whatever the limit. */
function isWithin(node) {
  return !isFiltered() || new Set(wantedNodes(statementTest())).has(node);
}

/** Make sure that a node can be seen: show it, and its class, unfold its neighbours, and drop filters that exclude it. */
function reveal(node) {
  asked.revealed.add(node);
  asked.hidden.delete(GRAPH.nodes[node].kind);
  if (visible().nodes.has(node)) return;
  GRAPH.nodes[node].edges.forEach((edge) => asked.folded.delete(otherEnd(edge, node)));
  if (!visible().nodes.has(node)) clearFilters();
}
