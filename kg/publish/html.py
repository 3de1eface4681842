"""A network as one HTML text that needs nothing outside itself (the only importer of pyvis)."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis
from markupsafe import Markup
from pyvis.network import Network as Drawing

from kg.publish.initials import initials
from kg.publish.insight import contradictions, shared
from kg.publish.layout import layout
from kg.publish.network import NodeKind
from kg.vocab import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.publish.insight import Shared
    from kg.publish.network import Edge, Network, Node, Passage, Statement

#: A graph of more nodes than LIMIT opens at its overview: the places and what several of them share, so many at most.
LIMIT = 600
OVERVIEW = 300
TITLE = "城市举措图谱"

_FILES = Path(__file__).parent / "page"
_LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
#: In the order in which they need each other.
_SCRIPTS = (
    "words.js", "graph.js", "filter.js", "view.js", "chart.js", "panel.js", "path.js", "search.js",
    "state.js", "export.js", "keys.js", "main.js",
)  # fmt: skip
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 1.5},
    "interaction": {"hover": True, "multiselect": False, "keyboard": False},
}
#: What could end a script element or be taken for a line end, by what stands for it inside JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def page(network: Network, *, title: str = TITLE, limit: int = LIMIT) -> str:
    """Give the page of a network, the same text every time for the same network."""
    sheet = _Sheet.of(network, limit)
    drawing = Drawing(directed=True, cdn_resources="in_line", heading=title)
    drawing.nodes = sheet.nodes()
    drawing.edges = sheet.edges()
    drawing.options = _OPTIONS
    drawing.set_template_dir(f"{_FILES}/", "page.html")
    environment = drawing.templateEnv
    environment.autoescape = True
    environment.filters["embedded"] = _embedded
    environment.globals |= _parts()
    environment.globals["details"] = sheet.details()
    text: str = drawing.generate_html()
    return text


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A network in the order in which the page numbers it: its overview first, then the most spoken-of nodes."""

    network: Network
    ordered: tuple[Node, ...]
    weight: Counter[str]
    #: How many nodes are shown at opening.
    limit: int
    #: What places share in the overview; nothing where all is shown at opening.
    shared: tuple[Shared, ...]

    @classmethod
    def of(cls, network: Network, limit: int) -> _Sheet:
        weight = Counter(node for statement in network.statements for node in set(statement.nodes))
        degree = Counter(end for edge in network.edges for end in (edge.source, edge.target))
        ordered = sorted(network.nodes, key=lambda node: (-weight[node.id], -degree[node.id], node.id))
        if len(ordered) <= limit:
            return cls(network, tuple(ordered), weight, limit, ())
        common = shared(network)
        wanted = {end for place, initiative, _ in common for end in (place, initiative)}
        wanted |= {node.id for node in ordered if node.kind is NodeKind.PLACE and weight[node.id]}
        most = min(limit, OVERVIEW)
        first = [node for node in ordered if node.id in wanted][:most] or ordered[:most]
        inside = {node.id for node in first}
        rest = (node for node in ordered if node.id not in inside)
        kept = tuple(one for one in common if one[0] in inside and one[1] in inside)
        return cls(network, (*first, *rest), weight, len(first), kept)

    def nodes(self) -> list[dict[str, Any]]:
        """Give what is drawn of the nodes."""
        at = layout(self.network, [node.id for node in self.ordered])
        return [
            {"id": f"n{number}", "label": node.name, "group": node.kind.value, "size": self._size(node)}
            | dict(zip("xy", at[node.id], strict=True))
            for number, node in enumerate(self.ordered)
        ]

    def _size(self, node: Node) -> float:
        return round(min(9 + 3 * math.sqrt(self.weight[node.id]), 40), 1)

    def edges(self) -> list[dict[str, Any]]:
        """Give what is drawn of the edges."""
        number = _numbers(self.ordered)
        return [
            {"from": f"n{number[edge.source]}", "to": f"n{number[edge.target]}", "kind": edge.kind.value}
            for edge in self.network.edges
        ] + [{"from": f"n{number[one]}", "to": f"n{number[other]}", "kind": "shared"} for one, other, _ in self.shared]

    def details(self) -> dict[str, Any]:
        """Give all that panels tell, as rows of numbers and words."""
        nodes, statements = _numbers(self.ordered), _numbers(self.network.statements)
        passages, articles = _numbers(self.network.passages), _numbers(self.network.articles)
        return {
            "limit": self.limit,
            "nodes": [_node_row(node, passages) for node in self.ordered],
            "overview": self._overview(),
            "edges": [_edge_row(edge, statements) for edge in self.network.edges]
            + [[statements[one] for one in ids] for _, _, ids in self.shared],
            "contradictions": [
                [statements[one], statements[other]] for one, other in contradictions(self.network.statements)
            ],
            "statements": [_statement_row(one, nodes, passages) for one in self.network.statements],
            "passages": [_passage_row(passage, articles) for passage in self.network.passages],
            "articles": [
                [one.title, one.publisher, one.issued, one.url, _key(one.id)] for one in self.network.articles
            ],
        }

    def _overview(self) -> list[tuple[int, int]]:
        """Give the places of the first nodes where they are drawn without the others."""
        if len(self.ordered) <= self.limit:
            return []
        first = [node.id for node in self.ordered[: self.limit]]
        at = layout(self.network, first, [(place, initiative) for place, initiative, _ in self.shared])
        return [at[node] for node in first]


def _numbers(things: Sequence[Any]) -> dict[str, int]:
    return {thing.id: number for number, thing in enumerate(things)}


def _node_row(node: Node, passages: dict[str, int]) -> list[Any]:
    mentions = [passages[one] for one in node.mentions if one in passages]
    return [node.english, node.aliases, node.code, node.sort, mentions, _key(node.id), _initials(node)]


def _key(iri: str) -> str:
    """Give what names a thing in the address of the page, shorter than its IRI and as lasting."""
    return iri.removeprefix(DATA)


def _initials(node: Node) -> list[str]:
    found = dict.fromkeys(initials(name) for name in (node.name, *node.aliases))
    return [one for one in found if one]


def _edge_row(edge: Edge, statements: dict[str, int]) -> list[int]:
    return [statements[one] for one in edge.statements]


def _statement_row(statement: Statement, nodes: dict[str, int], passages: dict[str, int]) -> list[Any]:
    return [
        nodes[statement.about],
        nodes.get(statement.indicator or ""),
        [nodes[one] for one in statement.initiatives],
        None if statement.value is None else f"{Decimal(statement.value):f}",
        statement.unit,
        statement.bound,
        statement.value_kind,
        statement.status,
        statement.period,
        nodes.get(statement.ranked_within or ""),
        [passages[one] for one in statement.passages if one in passages],
        statement.start,
        statement.end,
    ]


def _passage_row(passage: Passage, articles: dict[str, int]) -> list[Any]:
    return [articles.get(passage.article), passage.start, passage.end, passage.text]


def _embedded(value: Any) -> Markup:
    """Write a value as JSON that no text in it can break out of."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))  # noqa: S704


@cache
def _parts() -> dict[str, Any]:
    """Give the scripts and the style, and the policy that lets these run and nothing else."""
    scripts = [_library(), *((_FILES / name).read_text("utf-8") for name in _SCRIPTS)]
    style = (_FILES / "page.css").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return {"scripts": list(map(Markup, scripts)), "style": Markup(style), "policy": policy}  # noqa: S704


def _library() -> str:
    """Give vis-network as pyvis ships it, without the line that makes browsers ask for its source map."""
    text = _LIBRARY.read_text("utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL="))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
