"use strict";
/** The panel: what is known of the node or edge that was picked, and where it was read. */
const panel = document.getElementById("panel");
const ROWS_AT_ONCE = 60;

/** Make an element; text in it is only ever text. */
function make(tag, { text, className, lang, onclick, ...attributes } = {}, children = []) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  if (lang) element.lang = lang;
  if (onclick) element.addEventListener("click", onclick);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

function fill(...children) {
  panel.replaceChildren(...children.filter(Boolean));
  panel.scrollTop = 0;
}

function showIntroduction() {
  document.body.classList.remove("picked");
  fill(
    make("p", { className: "totals", text: say("totals", counted(GRAPH.statements.length), counted(GRAPH.articles.length)) }),
    make("p", { text: say("intro") }),
    make("p", { className: "quiet keys", text: say("keys") }),
    section("most", nodeList(GRAPH.nodes.filter((node) => node.statements.length).slice(0, 12))),
    edgeKey(),
  );
}

function showNode(node) {
  document.body.classList.add("picked");
  fill(
    closeButton(),
    heading(node),
    factList(node),
    nodeActions(node),
    statementSection(node.statements, [node]),
    chartSection(withinFilters(node.statements)),
    passageSection([...withinFilters(node.statements).flatMap((one) => one.passages), ...node.mentions], node.statements, [node]),
    neighbourSection(node),
  );
}

function showEdge(edge) {
  const [from, to] = edge.ends.map((end) => GRAPH.nodes[end]);
  const statements = edge.statements.map((at) => GRAPH.statements[at]);
  document.body.classList.add("picked");
  fill(
    closeButton(),
    make("p", { className: "eyebrow", text: say(`${edge.kind}Of`) }),
    make("h2", { className: "ends" }, [nodeLink(from), make("span", { className: "arrow", text: "→" }), nodeLink(to)]),
    statements.length ? statementSection(statements, [from, to]) : make("p", { className: "quiet", text: say({ similar: "unstatedSimilar", broader: "unstatedBroader" }[edge.kind] ?? "unstated") }),
    chartSection(withinFilters(statements)),
    passageSection(withinFilters(statements).flatMap((one) => one.passages), statements, [from, to]),
  );
}

function closeButton() {
  return make("button", { type: "button", className: "close", text: "×", "aria-label": say("close"), onclick: () => pick(null) });
}

function heading(node) {
  const sort = [say(`one_${node.kind}`), node.sort && say(node.sort)].filter(Boolean).join(say("joined"));
  const [first, second] = language === "en" && node.english ? [node.english, node.name] : [node.name, node.english];
  return make("div", { className: `heading ${node.kind}` }, [
    make("p", { className: "eyebrow" }, [glyph(node.kind), make("span", { text: sort })]),
    make("h2", {}, [make("bdi", { text: first })]),
    second && make("p", { className: "second" }, [make("bdi", { text: second })]),
  ]);
}

function factList(node) {
  const facts = [];
  if (node.aliases.length) facts.push([say("aliases"), make("dd", { className: "aliases" }, node.aliases.map((alias) => make("bdi", { text: alias })))]);
  if (node.code) facts.push([say("code"), make("dd", {}, [make("code", { text: node.code })])]);
  return facts.length ? make("dl", {}, facts.flatMap(([term, value]) => [make("dt", { text: term }), value])) : null;
}

function nodeActions(node) {
  const actions = [];
  const hidden = node.edges.some((edge) => !drawn.visible.nodes.has(otherEnd(edge, node.at)));
  const add = (word, onclick) => actions.push(make("button", { type: "button", className: "action", "data-action": word, text: say(word), onclick }));
  if (hidden) add("expand", () => expand(node));
  if (node.edges.length && !asked.folded.has(node.at)) add("fold", () => fold(node));
  add("pathFrom", () => startPath(node));
  if (node.kind === "place" && asked.place !== node.at) {
    actions.push(make("button", { type: "button", className: "action", "data-action": "onlyHere", text: say("onlyHere"), onclick: () => choose("place", node.at) }));
  }
  return actions.length ? make("div", { className: "actions" }, actions) : null;
}

function section(title, ...children) {
  return make("section", { className: title }, [make("h3", { text: say(title) }), ...children]);
}

/** A part of a long list, and a button for the next part. */
function byParts(container, makers) {
  let at = 0;
  const next = make("button", { type: "button", className: "action", onclick: () => extend() });
  const extend = () => {
    container.append(...makers.slice(at, (at += ROWS_AT_ONCE)).map((one) => one()));
    next.textContent = say("others", Math.max(0, makers.length - at));
    next.hidden = at >= makers.length;
  };
  extend();
  return next;
}

/** A table of statements, without what the reader knows already: the nodes that the panel is about. */
function statementSection(all, known) {
  const statements = withinFilters(all);
  if (!all.length) return null;
  const body = make("tbody");
  const columns = statementColumns(statements, new Set(known.map((node) => node.at)));
  const head = make("thead", {}, [make("tr", {}, columns.map(([name]) => make("th", { scope: "col", className: name, text: say(name) })))]);
  const more = byParts(body, inOrder(statements).map((one) => () => statementRow(one, columns)));
  const table = make("div", { className: "wide" }, [make("table", {}, [head, body])]);
  return make("section", { className: "statements" }, [countedTitle("statements", statements.length, all.length), table, more]);
}

/** A heading that counts, and says so where the filters leave only a part. */
function countedTitle(title, count, all = count) {
  const text = count === all ? counted(count) : say("filteredOf", counted(count), counted(all));
  return make("h3", {}, [make("span", { text: say(title) }), make("span", { className: "number", text })]);
}

function withinFilters(statements) {
  return isFiltered() ? statements.filter(statementTest()) : statements;
}

/** By what they speak of, then by time. */
function inOrder(statements) {
  const key = (one) => [one.indicator === null ? 0 : 1, one.indicator ?? one.initiatives[0], one.about, one.period ?? "", one.at];
  return [...statements].sort((a, b) => compare(key(a), key(b)));
}

function compare(a, b) {
  for (let at = 0; at < a.length; at += 1) {
    if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
  }
  return 0;
}

function statementColumns(statements, known) {
  const isNew = (node) => !known.has(node);
  return [
    statements.some((one) => isNew(one.about)) && ["who", whoCell],
    statements.some((one) => subjects(one).some(isNew)) && ["what", (one) => whatCell(one, isNew)],
    ["value", valueCell],
    ["period", periodCell],
    ["status", statusCell],
  ].filter(Boolean);
}

/** What a statement says something about, apart from whom: its indicator first. */
const subjects = (one) => (one.indicator === null ? one.initiatives : [one.indicator, ...one.initiatives]);

function statementRow(one, columns) {
  const row = make("tr", { "data-statement": one.at }, columns.map(([name, cell]) => make("td", { className: name }, cell(one))));
  row.addEventListener("click", (event) => event.target.closest("button") || showEvidence(one));
  return row;
}

const whoCell = (one) => [nodeLink(GRAPH.nodes[one.about])];

function whatCell(one, isNew) {
  const look = (node) => (node !== one.indicator && isNew(one.indicator) && one.indicator !== null ? "tag" : "");
  return subjects(one).filter(isNew).map((node) => nodeLink(GRAPH.nodes[node], look(node)));
}

function valueCell(one) {
  if (one.value === null) return [make("span", { className: "quiet", text: say(one.status === "target" ? "plans" : "carriesOut") })];
  const notes = [];
  if (one.valueKind === "change" || one.valueKind === "duration") notes.push(say(one.valueKind));
  if (one.ranked !== null) notes.push(say("ranked", nameOf(GRAPH.nodes[one.ranked])));
  if (one.against.length) notes.push(say("against", one.against.map((at) => figure(GRAPH.statements[at])).join("、")));
  return [make("bdi", { className: one.against.length ? "figure contradicted" : "figure", text: figure(one) }), notes.length && make("span", { className: "note", text: notes.join(say("joined")) })];
}

/** A number with its unit and the word of its bound: 近3,000个. */
function figure(one) {
  const unit = one.unit ?? "";
  if (one.valueKind === "rank") return say("nth", grouped(one.value), unit);
  const text = say(one.bound ?? "exact", grouped(one.value), unit);
  return unit === "%" ? text.replace(" %", "%") : text;
}

const periodCell = (one) => [make("span", { className: one.period ? "" : "quiet", text: one.period ? one.period.replace("/", " – ") : say("noPeriod") })];
const statusCell = (one) => [one.status && make("span", { className: `badge ${one.status}`, text: say(one.status) })];

/** Bring the passages of a statement into sight. */
function showEvidence(one) {
  panel.querySelectorAll(".passage.found").forEach((other) => other.classList.remove("found"));
  const found = one.passages.map((at) => panel.querySelector(`[data-passage="${at}"]`)).filter(Boolean);
  found.forEach((passage) => passage.classList.add("found"));
  if (found.length) found[0].scrollIntoView({ block: "center", behavior: isStill() ? "auto" : "smooth" });
}

function passageSection(numbers, statements, nodes) {
  const passages = [...new Set(numbers)].map((at) => GRAPH.passages[at]);
  if (!passages.length) return null;
  const body = make("div");
  const marks = markPattern(passageWords(statements, nodes));
  const more = byParts(body, byArticle(passages).map(([article, ones]) => () => articleBlock(article, ones, marks)));
  return make("section", { className: "passages" }, [countedTitle("passages", passages.length), body, more]);
}

function byArticle(passages) {
  const groups = new Map();
  for (const one of [...passages].sort((a, b) => compare([a.article, a.start, a.end], [b.article, b.start, b.end]))) {
    groups.set(one.article, [...(groups.get(one.article) ?? []), one]);
  }
  return [...groups];
}

function articleBlock(number, passages, marks) {
  const article = GRAPH.articles[number] ?? {};
  const about = [article.publisher, article.issued].filter(Boolean).join(say("joined"));
  return make("article", {}, [
    make("h4", {}, [articleTitle(article)]),
    about && make("p", { className: "quiet" }, [make("bdi", { text: about })]),
    ...passages.map((one) => passageBlock(one, marks)),
  ]);
}

/** The title, leading to the article where its address is one of the web's. */
function articleTitle(article) {
  const title = article.title || say("untitled");
  if (!isWebAddress(article.url)) return make("bdi", { text: title });
  const link = make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: say("source") });
  link.append(make("bdi", { text: title }));
  return link;
}

function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

function passageBlock(passage, marks) {
  return make("div", { className: "passage", "data-passage": passage.at }, [
    make("blockquote", { lang: "zh" }, [make("bdi", {}, marked(passage.text, marks))]),
    make("p", { className: "where", text: say("characters", passage.start, passage.end) }),
  ]);
}

/** The words that passages are quoted for: names of what is shown and of what is said of it, and the figures. */
function passageWords(statements, nodes) {
  const spoken = new Set([...nodes, ...statements.flatMap((one) => [...nodesOf(one)].map((at) => GRAPH.nodes[at]))]);
  const names = [...spoken].flatMap((node) => [node.name, ...node.aliases]).filter((name) => name.length > 1).map(escapePattern);
  return [...new Set([...names, ...statements.filter((one) => one.value !== null).flatMap(figurePatterns)])];
}

/** The ways in which a figure is printed: 1604200 as 1604200, 1,604,200, 160.42 万 or 160.42余万. */
function figurePatterns(one) {
  const printed = [[1, ""], [1e4, "万"], [1e8, "亿"]].filter(([size]) => size === 1 || Math.abs(one.value) >= size);
  const forms = printed.map(([size, sign]) => escapePattern(String(Number(one.value) / size)) + "\\s*[余多]?\\s*" + sign);
  return [...forms, escapePattern(grouped(one.value))].map((form) => `(?<![\\d.])${form}(?![\\d.]*\\d)\\s*[余多]?\\s*${escapePattern(one.unit ?? "")}`);
}

const escapePattern = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function markPattern(patterns) {
  const longestFirst = [...patterns].sort((a, b) => b.length - a.length);
  return longestFirst.length ? new RegExp(longestFirst.join("|"), "gu") : null;
}

/** A text as pieces, those that match as marks. */
function marked(text, pattern) {
  if (!pattern) return [text];
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(at, match.index), make("mark", { text: match[0] }));
    at = match.index + match[0].length;
  }
  return [...pieces, text.slice(at)];
}

function neighbourSection(node) {
  const kinds = [...new Set(node.edges.map((edge) => edge.kind))].sort();
  if (!kinds.length) return null;
  return section("neighbours", ...kinds.map((kind) => neighbourGroup(node, kind)));
}

function neighbourGroup(node, kind) {
  const edges = node.edges.filter((edge) => edge.kind === kind).sort((a, b) => otherEnd(a, node.at) - otherEnd(b, node.at));
  const list = make("ul", { className: "chips" });
  const more = byParts(list, edges.map((edge) => () => make("li", {}, [nodeLink(GRAPH.nodes[otherEnd(edge, node.at)], "chip")])));
  return make("div", {}, [make("h4", { className: "quiet", text: say(kind) }), list, more]);
}

function nodeList(nodes) {
  return make("ol", { className: "ranked" }, nodes.map((node) => make("li", {}, [nodeLink(node), make("span", { className: "number", text: counted(node.statements.length) })])));
}

function nodeLink(node, look = "") {
  const classes = `node ${look}`;
  return make("button", { type: "button", className: classes, onclick: () => pick(node.id, true) }, [glyph(node.kind), make("bdi", { text: nameOf(node) })]);
}

function glyph(kind) {
  return make("span", { className: `glyph ${kind}`, "aria-hidden": "true" });
}

function edgeKey() {
  const kinds = [...new Set(GRAPH.edges.map((edge) => edge.kind))].sort();
  return kinds.length ? make("ul", { className: "edges quiet" }, kinds.map((kind) => make("li", { className: PLAIN.has(kind) ? "plain" : kind, text: say(`${kind}Of`) }))) : null;
}
