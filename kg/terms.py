"""RDF terms and rows of answers as plain values, free of any engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.vocab import DECIMAL, INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    #: What a row holds for those who do not care for RDF.
    Value = str | int | Decimal | None

#: Subject, predicate and object as N-Triples terms.
Triple = tuple[str, str, str]

_NUMBERS: dict[str, type[int | Decimal]] = {INTEGER[1:-1]: int, DECIMAL[1:-1]: Decimal}


class Term(NamedTuple):
    """An IRI ("uri"), a blank node ("bnode") or a literal ("literal"), in the words of SPARQL's JSON results."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None

    @property
    def plain(self) -> str | int | Decimal:
        """The number that a numeric literal stands for, else the text."""
        make: Callable[[str], str | int | Decimal] = _NUMBERS.get(self.datatype or "", str)
        try:
            return make(self.value)
        except (ArithmeticError, ValueError):
            return self.value


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: each row holds one term, or None, a variable."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def rows_of(document: Mapping[str, Any]) -> Rows:
    """Read the answer to a SELECT in SPARQL 1.1 Query Results JSON."""
    names = tuple(document["head"]["vars"])
    return Rows(names, tuple(tuple(_term(row.get(name)) for name in names) for row in document["results"]["bindings"]))


def _term(binding: Mapping[str, Any] | None) -> Term | None:
    if binding is None:
        return None
    # SPARQL 1.0 had a kind of its own for literals with a datatype.
    kind = "literal" if binding["type"] == "typed-literal" else binding["type"]
    return Term(kind, str(binding["value"]), binding.get("datatype"), binding.get("xml:lang"))
