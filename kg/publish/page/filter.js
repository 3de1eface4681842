"use strict";
/** What the reader has asked to see; the view follows from it alone. */
const asked = { limit: GRAPH.limit, hidden: new Set(), place: null, revealed: new Set() };

/** The nodes and edges to show, as sets of their numbers. */
function visible() {
  const { nodes: wanted, territory: inside } = wantedNodes();
  const nodes = new Set([...wanted].filter((node) => !asked.hidden.has(GRAPH.nodes[node].kind)));
  const edges = GRAPH.edges.filter((edge) => edge.ends.every((end) => nodes.has(end)) && speaksOf(edge, inside));
  return { nodes, edges: new Set(edges.map((edge) => edge.at)) };
}

function wantedNodes() {
  if (asked.place === null) return { nodes: listed(GRAPH.nodes.keys()), territory: null };
  const inside = territory(asked.place);
  const touched = new Set(inside);
  for (const statement of GRAPH.statements) {
    if (inside.has(statement.about)) nodesOf(statement).forEach((node) => touched.add(node));
  }
  return { nodes: listed([...touched].sort((a, b) => a - b)), territory: inside };
}

/** The first nodes of a list that goes from the most spoken-of to the least, and those asked for by name. */
function listed(nodes) {
  const all = [...nodes];
  const within = new Set(all);
  return new Set([...all.slice(0, asked.limit), ...[...asked.revealed].filter((node) => within.has(node))]);
}

/** Whether an edge says something of a territory: all do where there is none. */
function speaksOf(edge, inside) {
  if (inside === null || edge.statements.length === 0) return true;
  return edge.statements.some((at) => inside.has(GRAPH.statements[at].about));
}

/** How many nodes the filters leave, were there no limit. */
function reachable() {
  const limit = asked.limit;
  asked.limit = Infinity;
  const count = visible().nodes.size;
  asked.limit = limit;
  return count;
}

/** Make sure that a node can be seen: show it, and its class, and drop a filter that excludes it. */
function reveal(node) {
  asked.revealed.add(node);
  asked.hidden.delete(GRAPH.nodes[node].kind);
  if (!visible().nodes.has(node)) asked.place = null;
}
