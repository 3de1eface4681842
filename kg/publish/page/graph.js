"use strict";
/** The graph as the page was given it; every number in it is a position in one of its lists. */
const GRAPH = readGraph();

function readGraph() {
  const [nodes, edges, details] = ["nodes", "edges", "details"].map(readJson);
  const graph = {
    limit: details.limit,
    nodes: nodes.map((node, at) => readNode(node, details.nodes[at], details.overview[at], at)),
    edges: edges.map((edge, at) => ({ at, id: `e${at}`, kind: edge.kind, ends: [edge.from, edge.to].map(numberOf), statements: details.edges[at] })),
    statements: details.statements.map(readStatement),
    passages: details.passages.map(([article, start, end, text], at) => ({ at, article, start, end, text })),
    articles: details.articles.map(([title, publisher, issued, url, key], at) => ({ at, title, publisher, issued, url, key })),
  };
  linkNodes(graph);
  for (const [one, other] of details.contradictions) {
    graph.statements[one].against.push(other);
    graph.statements[other].against.push(one);
  }
  return graph;
}

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function numberOf(id) {
  return Number(id.slice(1));
}

function readNode(node, [english, aliases, code, sort, mentions, key, initials], overview, at) {
  return {
    at, id: node.id, kind: node.group, name: node.label, size: node.size, x: node.x, y: node.y, overview,
    english, aliases, code, sort, mentions, key, initials, statements: [], edges: [], shared: [], inside: [],
  };
}

function readStatement([about, indicator, initiatives, value, unit, bound, valueKind, status, period, ranked, passages, start, end], at) {
  return { at, about, indicator, initiatives, value, unit, bound, valueKind, status, period, ranked, passages, start, end, against: [] };
}

function linkNodes(graph) {
  for (const edge of graph.edges) {
    const list = edge.kind === "shared" ? "shared" : "edges";
    edge.ends.forEach((end) => graph.nodes[end][list].push(edge));
    if (edge.kind === "within") graph.nodes[edge.ends[1]].inside.push(edge.ends[0]);
  }
  for (const statement of graph.statements) {
    for (const node of nodesOf(statement)) graph.nodes[node].statements.push(statement);
  }
}

/** The nodes that a statement speaks of, each once. */
function nodesOf(statement) {
  const nodes = [statement.about, ...statement.initiatives];
  if (statement.indicator !== null) nodes.push(statement.indicator);
  return new Set(nodes);
}

function otherEnd(edge, node) {
  return edge.ends[0] === node ? edge.ends[1] : edge.ends[0];
}

/** The name of a node in the language of the reader, as far as the graph has it. */
function nameOf(node) {
  return language === "en" && node.english ? node.english : node.name;
}

/** A place with all places and institutions inside it. */
function territory(place) {
  const found = new Set([place]);
  for (const node of found) GRAPH.nodes[node].inside.forEach((inner) => found.add(inner));
  return found;
}
