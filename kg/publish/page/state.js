"use strict";
/** What is seen, written into the address behind #, so that a view can be sent to somebody; and read from there. */
const byKey = new Map(GRAPH.nodes.map((node) => [node.key, node]));
const articleByKey = new Map(GRAPH.articles.map((article) => [article.key, article]));
let written = null;

function addressOfView() {
  const parts = new URLSearchParams();
  const put = (name, value) => value !== null && value !== "" && parts.set(name, value);
  const keyOf = (at) => (at === null ? null : GRAPH.nodes[at].key);
  put("node", drawn.selected && drawn.selected[0] === "n" ? keyOf(numberOf(drawn.selected)) : null);
  put("edge", drawn.selected && drawn.selected[0] === "e" ? edgeKeyOf(GRAPH.edges[numberOf(drawn.selected)]) : null);
  put("path", path.nodes.length ? [path.nodes[0], path.nodes[path.nodes.length - 1]].map(keyOf).join("~") : null);
  put("place", keyOf(asked.place));
  put("initiative", keyOf(asked.initiative));
  put("kind", asked.sort);
  put("article", asked.article === null ? null : GRAPH.articles[asked.article].key);
  put("from", asked.from);
  put("to", asked.to);
  put("hide", [...asked.hidden].sort().join("~"));
  put("open", [...asked.revealed].slice(0, 60).map(keyOf).join("~"));
  put("fold", [...asked.folded].map(keyOf).join("~"));
  put("show", asked.limit === GRAPH.limit ? null : asked.limit === Infinity ? "all" : String(asked.limit));
  put("q", field.value.trim());
  put("lang", language === "zh" ? null : language);
  const { x, y } = network.getViewPosition();
  put("view", [x.toFixed(0), y.toFixed(0), network.getScale().toFixed(3)].join("~"));
  return parts.toString().replaceAll("%2F", "/");
}

const edgeKeyOf = (edge) => [...edge.ends.map((at) => GRAPH.nodes[at].key), edge.kind].join("~");

function writeAddress() {
  const address = addressOfView();
  if (address === written) return;
  written = address;
  try {
    history.replaceState(null, "", `#${address}`);
  } catch {
    written = null; // a page inside another page has no address of its own
  }
}

let waiting = 0;
function writeAddressSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(writeAddress, 150);
}

/** Take over what an address asks for, leaving out what this graph does not have; tells whether it says where to look. */
function readAddress(address) {
  const parts = new URLSearchParams(address);
  const nodeAt = (key) => byKey.get(key)?.at ?? null;
  const list = (name) => (parts.get(name) ?? "").split("~").filter(Boolean);
  const year = (name) => (/^\d{4}$/.test(parts.get(name) ?? "") ? parts.get(name) : null);
  asked.place = nodeAt(parts.get("place"));
  asked.initiative = nodeAt(parts.get("initiative"));
  asked.sort = parts.get("kind");
  asked.article = articleByKey.get(parts.get("article"))?.at ?? null;
  [asked.from, asked.to] = [year("from"), year("to")];
  asked.hidden = new Set(list("hide").filter((kind) => SHAPES[kind]));
  asked.revealed = new Set(list("open").map(nodeAt).filter((at) => at !== null));
  asked.folded = new Set(list("fold").map(nodeAt).filter((at) => at !== null));
  const limit = parts.get("show");
  asked.limit = limit === "all" ? Infinity : Number(limit) || GRAPH.limit;
  field.value = parts.get("q") ?? "";
  language = parts.get("lang") === "en" ? "en" : "zh";
  return { pick: pickedIn(parts), path: list("path").map(nodeAt), view: list("view").map(Number) };
}

function pickedIn(parts) {
  const node = byKey.get(parts.get("node"));
  if (node) return node.id;
  const [one, other, kind] = (parts.get("edge") ?? "").split("~");
  const edges = byKey.get(one) ? [...byKey.get(one).edges, ...byKey.get(one).shared] : [];
  return edges.find((edge) => edgeKeyOf(edge) === [one, other, kind].join("~"))?.id ?? null;
}

/** Show what an address asks for. */
function openAddress(address) {
  const wanted = readAddress(address);
  resettle();
  path.nodes = [];
  setLanguage(language);
  if (wanted.path.length === 2 && !wanted.path.includes(null)) showPath(...wanted.path);
  else openPicked(wanted.pick);
  const [x, y, scale] = wanted.view;
  if (scale > 0 && Number.isFinite(x + y)) network.moveTo({ position: { x, y }, scale, animation: false });
  else fit(false);
  keepInSight();
}

/** Pick what an address names without lifting its filters, even where these leave it out. */
function openPicked(id) {
  emphasise(id);
  if (id !== null && id[0] === "n" && drawn.visible.nodes.has(numberOf(id))) network.selectNodes([id], false);
  showPicked();
}

addEventListener("hashchange", () => location.hash.slice(1) !== written && openAddress(location.hash.slice(1)));
