"""Numbers, days and bounds -> the literals that stand for them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from kg.model import Bound, ValueKind
from kg.vocab import DATE, DECIMAL, INTEGER, PERCENT, term
from kg.words import rows

_ESCAPES: Final = {i: f"\\u{i:04X}" for i in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    ord(char): escape
    for char, escape in zip('\b\t\n\f\r"\\', (r"\b", r"\t", r"\n", r"\f", r"\r", r"\"", r"\\"), strict=True)
}
_TO_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff\ud800-\udfff]')

_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789", "十百千万亿成")
_NUMBER_WORD = re.compile(
    r"(?P<near>将近|接近|近)?(?P<number>[0-9][0-9,，.]*|[〇零一二两三四五六七八九十百千]+)[百千万亿]*(?P<more>[余多])?"
)


def text(value: str, language: str = "") -> str:
    """Write a string as N-Triples literal; a lone surrogate, which no encoding can carry, becomes U+FFFD."""
    if _TO_ESCAPE.search(value):
        value = re.sub("[\ud800-\udfff]", "\ufffd", value).translate(_ESCAPES)
    return f'"{value}"@{language}' if language else f'"{value}"'


def plain(value: Decimal) -> str:
    """Write a number without exponent and without zeros at its end: 5338, 21.55."""
    digits = f"{value:f}"
    shortened = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if shortened in {"-0", ""} else shortened


def number(value: Decimal) -> str:
    """Write a number as literal: xsd:integer where it is whole, else xsd:decimal, so that every store keeps it."""
    digits = plain(value)
    return f'"{digits}"^^{DECIMAL if "." in digits else INTEGER}'


def integer(value: int) -> str:
    """Write a position as literal."""
    return f'"{value}"^^{INTEGER}'


def date(day: str) -> str:
    """Write a day as literal."""
    return f'"{day}"^^{DATE}'


@cache
def _unit_iris() -> dict[str, str]:
    """Give the QUDT unit of each unit word that the list of units has one for; 百分点 is a per cent by convention."""
    iris = {row["unit"]: term(f"unit:{row['qudt']}") for row in rows("units") if row["qudt"]}
    return iris | {row["unit"]: PERCENT for row in rows("units") if row["dimension"] == "point"}


def unit_iri(unit: str, kind: ValueKind) -> str | None:
    """Give the QUDT unit of a unit word; None for ranks and for what the list does not know."""
    return None if kind is ValueKind.RANK else _unit_iris().get(unit)


def _significant(digits: str) -> str:
    return re.sub(r"[^0-9]", "", digits).strip("0")


def _step(value: Decimal) -> Decimal:
    """Give the unit of the last digit that is not zero: 160万 -> 100000, 21.5 -> 0.1; 1 for zero."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)


def _wordings(value: Decimal, reading: str) -> tuple[bool, bool]:
    """Whether the passage prints the number after 近, and whether before 余 or 多."""
    wanted = _significant(plain(value))
    found = [
        m for m in _NUMBER_WORD.finditer(reading) if wanted == (_significant(m["number"].translate(_DIGITS)) or "1")
    ]
    return any(m["near"] for m in found), any(m["more"] for m in found)


def limits(value: Decimal, bound: Bound, reading: str) -> tuple[Decimal | None, Decimal | None]:
    """Give the least and greatest number that the wording allows, None where it sets no limit.

    A step is the unit of the last digit that is not zero. Exact v: [v, v]; v余, v多: [v, v + step];
    超 v, v 以上: [v, ); 近 v: [v - step, v]; 不足 v, v 以下: ( , v]; 约 v: half a step to each side.
    """
    step = _step(value)
    near, more = _wordings(value, reading)
    match bound:
        case Bound.OVER:
            return value, value + step if more else None
        case Bound.UNDER:
            return (value - step if near else None), value
        case Bound.ABOUT:
            return value - step / 2, value + step / 2
        case Bound.EXACT:
            return value, value
