"use strict";
/** The way between two nodes: the reader picks where it starts, then any other node. */
const path = { start: null, nodes: [] };

function startPath(node) {
  path.start = node.at;
  path.nodes = [];
  tell(say("pathWaiting", nameOf(node)));
  document.getElementById("search").focus();
}

/** Find a shortest path through edges that the filters leave; the first found in the order of the graph. */
function shortestPath(from, to) {
  const passes = statementTest();
  const before = new Map([[from, null]]);
  for (const at of before.keys()) {
    if (at === to) break;
    for (const edge of GRAPH.nodes[at].edges) {
      const other = otherEnd(edge, at);
      const open = !edge.statements.length || edge.statements.some((one) => passes(GRAPH.statements[one]));
      if (open && !before.has(other)) before.set(other, at);
    }
  }
  const found = [];
  for (let at = before.has(to) ? to : null; at !== null; at = before.get(at)) found.unshift(at);
  return found;
}

/** Show the path to a node, where one was started; tells whether it did. */
function endPath(node) {
  if (path.start === null || path.start === node.at) return false;
  showPath(path.start, node.at);
  path.start = null;
  return true;
}

function showPath(from, to) {
  path.nodes = shortestPath(from, to);
  path.nodes.forEach(reveal);
  refresh();
  drawn.selected = null;
  drawn.trail = new Set(path.nodes.slice(1).map((at, number) => edgeBetween(path.nodes[number], at).at));
  drawn.near = new Set(path.nodes.length ? path.nodes : [from, to]);
  bringForward(drawn.near);
  restyle();
  pathPanel(from, to);
  if (path.nodes.length) fitTo(path.nodes.map((at) => GRAPH.nodes[at]), true);
}

function pathPanel(from, to) {
  const ends = [from, to].map((at) => GRAPH.nodes[at]);
  const told = path.nodes.length ? say("pathLength", path.nodes.length - 1) : say("noPath");
  const steps = path.nodes.map((at, number) => make("li", {}, [number > 0 && pathEdge(path.nodes[number - 1], at), nodeLink(GRAPH.nodes[at])]));
  document.body.classList.add("picked");
  tell(told);
  fill(
    closeButton(),
    make("p", { className: "eyebrow", text: say("path") }),
    make("h2", { className: "ends" }, [nodeLink(ends[0]), make("span", { className: "arrow", text: "→" }), nodeLink(ends[1])]),
    make("p", { className: "quiet", text: told }),
    make("ol", { className: "steps" }, steps),
  );
}

function edgeBetween(one, other) {
  return GRAPH.nodes[one].edges.find((edge) => otherEnd(edge, one) === other);
}

function pathEdge(one, other) {
  const edge = edgeBetween(one, other);
  return make("button", { type: "button", className: "action", text: say(edge.kind), onclick: () => pick(edge.id) });
}
