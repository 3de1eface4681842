"use strict";
/** The view as a picture to keep: what stands in the frame now, in the colours of the page. */
function savePicture(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng() {
  const source = stage.querySelector("canvas");
  const canvas = make("canvas", { width: source.width, height: source.height });
  const context = canvas.getContext("2d");
  context.fillStyle = palette.page;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0);
  canvas.toBlob((blob) => savePicture(blob, "network.png"), "image/png");
  tell(say("saved", "network.png"));
}

function saveSvg() {
  const text = new XMLSerializer().serializeToString(svgOfView());
  savePicture(new Blob([text], { type: "image/svg+xml" }), "network.svg");
  tell(say("saved", "network.svg"));
}

/** Build the view as SVG: edges, nodes and the names that are written now. */
function svgOfView() {
  const { left, top, right, bottom } = shownFrame();
  const frame = { left, top, right, bottom };
  const nodes = [...drawn.visible.nodes].map((at) => GRAPH.nodes[at]).filter((node) => overlaps(discBox(node), frame));
  const edges = [...drawn.visible.edges].map((at) => GRAPH.edges[at]);
  const root = shape("svg", { viewBox: [left, top, right - left, bottom - top].join(" "), width: stage.clientWidth, height: stage.clientHeight, "font-family": palette.font });
  root.append(
    shape("title", {}, [document.title]),
    shape("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: palette.page }),
    shape("g", {}, edges.map(svgEdge)),
    shape("g", {}, nodes.map(svgNode)),
    shape("g", { "text-anchor": "middle" }, namesInView().map(svgName)),
  );
  return root;
}

function svgEdge(edge) {
  const [[x1, y1], [x2, y2]] = edge.ends.map((at) => GRAPH.nodes[at].spot);
  const look = edgeLook(edge);
  const line = { x1, y1, x2, y2, stroke: look.color.color, "stroke-width": look.width.toFixed(2), "stroke-opacity": look.color.opacity };
  return shape("line", PLAIN.has(edge.kind) ? { ...line, "stroke-dasharray": "4 5" } : line);
}

/** The corners of each shape, as parts of its size. */
const CORNERS = {
  institution: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  initiative: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  indicator: [[-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]],
};

function svgNode(node) {
  const [x, y] = node.spot;
  const size = radius(node);
  const look = { fill: palette[node.kind], stroke: palette.page, "fill-opacity": isDimmed(node.at) ? 0.16 : 1 };
  if (node.kind === "place") return shape("circle", { cx: x, cy: y, r: size, ...look });
  return shape("polygon", { points: CORNERS[node.kind].map(([across, down]) => `${(x + across * size).toFixed(1)},${(y + down * size).toFixed(1)}`).join(" "), ...look });
}

function svgName({ node, box }) {
  return shape("text", { x: box.middle.toFixed(1), y: (box.top + box.pixels).toFixed(1), "font-size": box.pixels.toFixed(1), "font-weight": isHeavy(node) ? 600 : 400, fill: palette.ink }, [box.text]);
}
