"""All names of a graph, in memory: what a thing is called in either language, and what a search finds."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.vocab import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.serve.asking import Graph
    from kg.terms import Rows

KINDS: Final = ("place", "institution", "initiative", "indicator")
#: How many results a search shows.
SHOWN: Final = 50

_NAMES = """SELECT ?thing ?preferred (LANG(?name) AS ?language) ?name {
  VALUES (?property ?preferred) { (skos:prefLabel true) (skos:altLabel false) }
  ?thing ?property ?name } ORDER BY ?thing ?name"""
_CODES = "SELECT ?thing ?code { ?thing cg:adcode ?code }"
_WEIGHTS = """SELECT ?thing (COUNT(*) AS ?n) {
  { ?statement cg:about ?thing } UNION { ?statement cg:initiative ?thing } UNION { ?statement cg:indicator ?thing }
} GROUP BY ?thing"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing with its names."""

    iri: str
    chinese: str = ""
    english: str = ""
    others: tuple[str, ...] = ()
    code: str = ""
    #: How many statements speak of it.
    weight: int = 0

    @property
    def path(self) -> str:
        """Its address on this server; empty for what is no thing of ours."""
        return f"/id/{self.iri.removeprefix(DATA)}" if self.iri.startswith(DATA) else ""

    @property
    def kind(self) -> str:
        """The word for what it is, as its IRI has it."""
        return self.iri.removeprefix(DATA).partition("/")[0] if self.path else ""

    def in_language(self, language: str) -> str:
        """Give the name in a language, or in the other; last of all its key."""
        first, second = (self.english, self.chinese) if language == "en" else (self.chinese, self.english)
        return first or second or self.iri.rpartition("/")[2].rpartition("#")[2]

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it can be found by."""
        return tuple(filter(None, (self.chinese, self.english, self.code, *self.others)))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all things by their IRIs."""

    by_iri: dict[str, Named]
    #: What can be searched: the folded forms of a thing of one of the four kinds.
    _forms: list[tuple[Named, tuple[str, ...]]] = field(default_factory=list)

    @classmethod
    def of(cls, things: Iterable[Named]) -> Names:
        """Order the things, the most spoken-of first."""
        ordered = sorted(things, key=lambda thing: (-thing.weight, thing.iri))
        forms = [(thing, tuple(map(folded, thing.forms))) for thing in ordered if thing.kind in KINDS]
        return cls({thing.iri: thing for thing in ordered}, forms)

    def named(self, iri: str) -> Named:
        """Give a thing, without a name if it has none."""
        return self.by_iri.get(iri) or Named(iri=iri)

    def of_kind(self, kind: str) -> list[Named]:
        """Give all things of a kind, the most spoken-of first."""
        return [thing for thing, _ in self._forms if thing.kind == kind]

    def found(self, wanted: str) -> list[Named]:
        """Give what bears a name that is, begins with or has in it what is wanted; the closest first."""
        words = folded(wanted).split()
        if not words:
            return []
        ranked = [(rank, thing) for thing, forms in self._forms if (rank := _rank(words, forms)) is not None]
        return [thing for _, thing in sorted(ranked, key=lambda pair: pair[0])][:SHOWN]


def folded(name: str) -> str:
    """Give the form in which names are compared."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _rank(words: list[str], forms: tuple[str, ...]) -> tuple[int, int] | None:
    """Tell how close the closest form is: the same, beginning so, or having all words in it; then how short."""
    whole = " ".join(words)
    ranks = [
        (0 if form == whole else 1 if form.startswith(whole) else 2, len(form))
        for form in forms
        if all(word in form for word in words)
    ]
    return min(ranks, default=None)


async def names_of(graph: Graph, seconds: float) -> Names:
    """Read all names from a graph."""
    codes = _pairs(await graph.rows(_CODES, seconds))
    weights = _pairs(await graph.rows(_WEIGHTS, seconds))
    called: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for thing, preferred, language, name in (await graph.rows(_NAMES, seconds)).rows:
        if thing and preferred and name:
            called[thing.value].append((preferred.value == "true", language.value if language else "", name.value))
    return Names.of(_named(iri, names, codes.get(iri, ""), int(weights.get(iri, 0))) for iri, names in called.items())


def _named(iri: str, names: list[tuple[bool, str, str]], code: str, weight: int) -> Named:
    chinese = next((name for first, language, name in names if first and language != "en"), "")
    english = next((name for first, language, name in names if first and language == "en"), "")
    others = tuple(sorted({name for _, _, name in names} - {chinese, english}))
    return Named(iri=iri, chinese=chinese, english=english, others=others, code=code, weight=weight)


def _pairs(rows: Rows) -> dict[str, str]:
    return {thing.value: value.value for thing, value in rows if thing and value}
