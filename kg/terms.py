"""RDF terms and rows of answers as plain values, free of any engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kg.vocab import DECIMAL, INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    #: What a row holds for those who do not care for RDF.
    Value = str | int | Decimal | None

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
