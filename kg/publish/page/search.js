"use strict";
/** Search by any name, alias or code, by keyboard alone if wished. */
const field = document.getElementById("search");
const results = document.getElementById("results");
const RESULTS_AT_ONCE = 12;

const INDEX = GRAPH.nodes.map((node) => {
  const names = [node.name, node.english, node.code, ...node.aliases].filter(Boolean);
  return [...names.map((name) => ({ name, plain: plain(name) })), ...node.initials.map((one) => ({ name: one, plain: one }))];
});

const found = { nodes: [], at: -1 };

function plain(text) {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** The nodes that bear a name or initials like this: within the filters first; the same, then begun so, then held. */
function search(text) {
  const wanted = plain(text);
  if (!wanted) return [];
  const inside = isFiltered() ? new Set(wantedNodes(statementTest())) : null;
  const ranked = INDEX.map((names, at) => ({ at, outside: inside !== null && !inside.has(at), ...best(names, wanted) })).filter((one) => one.rank < 3);
  return ranked.sort((a, b) => a.outside - b.outside || a.rank - b.rank || a.at - b.at).slice(0, RESULTS_AT_ONCE);
}

function best(names, wanted) {
  let [rank, name] = [3, null];
  for (const one of names) {
    const own = one.plain === wanted ? 0 : one.plain.startsWith(wanted) ? 1 : one.plain.includes(wanted) ? 2 : 3;
    if (own < rank) [rank, name] = [own, one.name];
  }
  return { rank, name };
}

function listResults() {
  found.nodes = search(field.value);
  found.at = found.nodes.length ? 0 : -1;
  const nothing = field.value.trim() && !found.nodes.length ? [make("li", { className: "quiet", text: say("nothing") })] : [];
  results.replaceChildren(...found.nodes.map(resultItem), ...nothing);
  results.hidden = !results.childElementCount;
  if (field.value.trim()) tell(say("foundCount", found.nodes.length));
  writeAddressSoon();
  field.setAttribute("aria-expanded", String(!results.hidden));
  markResult();
}

function resultItem({ at, name, outside }, number) {
  const node = GRAPH.nodes[at];
  const item = make("li", { role: "option", id: `result${number}` }, [
    glyph(node.kind),
    make("bdi", { className: "name", text: nameOf(node) }),
    outside && make("span", { className: "quiet outside", text: say("outside") }),
    name !== nameOf(node) && make("bdi", { className: "quiet", text: name }),
    make("span", { className: "number", text: say("times", counted(node.statements.length)) }),
  ]);
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", () => open(number));
  return item;
}

function markResult() {
  [...results.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === found.at)));
  if (found.at < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", `result${found.at}`);
  results.children[found.at].scrollIntoView({ block: "nearest" });
}

function step(by) {
  if (!found.nodes.length) return;
  found.at = (found.at + by + found.nodes.length) % found.nodes.length;
  markResult();
}

function open(number) {
  const one = found.nodes[number];
  if (!one) return;
  closeResults();
  if (isNarrow()) field.blur();
  pick(GRAPH.nodes[one.at].id, true);
}

function closeResults() {
  results.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => (results.hidden ? listResults() : open(found.at)),
  Escape: () => (results.hidden ? field.blur() : closeResults()),
};

function onSearchKey(event) {
  if (event.isComposing || !KEYS[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[event.key]();
}

function onPageKey(event) {
  if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") pick(null);
  if (event.key !== "/") return;
  event.preventDefault();
  field.focus();
  field.select();
}

field.addEventListener("input", listResults);
field.addEventListener("focus", () => field.value && listResults());
field.addEventListener("blur", closeResults);
field.addEventListener("keydown", onSearchKey);
document.addEventListener("keydown", onPageKey);
