"use strict";
/** The picture by keyboard alone: arrows go from node to node, Enter opens, plus, minus and 0 change the view. */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest shown node in a direction, straight ahead before aside. */
function nodeTowards([across, down]) {
  const here = drawn.selected?.[0] === "n" ? GRAPH.nodes[numberOf(drawn.selected)] : null;
  if (!here) return GRAPH.nodes[[...drawn.visible.nodes][0]] ?? null;
  let [best, least] = [null, Infinity];
  for (const at of drawn.visible.nodes) {
    const [x, y] = [GRAPH.nodes[at].spot[0] - here.spot[0], GRAPH.nodes[at].spot[1] - here.spot[1]];
    const ahead = x * across + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * across);
    if (ahead > 0 && aside <= ahead * 2 && ahead + aside * 2 < least) [best, least] = [GRAPH.nodes[at], ahead + aside * 2];
  }
  return best;
}

function onStageKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const acts = { Enter: () => panel.focus(), "+": () => zoomBy(1.4), "=": () => zoomBy(1.4), "-": () => zoomBy(1 / 1.4), 0: () => fit(true) };
  const act = WAYS[event.key] ? () => moveTowards(WAYS[event.key]) : acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function moveTowards(way) {
  const node = nodeTowards(way);
  if (node) pick(node.id, true);
}

document.getElementById("view").addEventListener("keydown", onStageKey);
