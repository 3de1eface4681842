"""Numbers with their units and bounds, as a sentence prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Bound
from kg.text.numerals import DIGITS, NUMERALS, fractional, multiplier, number
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


class Shape(StrEnum):
    """The way a quantity is printed."""

    AMOUNT = "amount"
    SHARE = "share"
    RANK = "rank"
    #: A number without unit, of use only where a list or an index lends it one.
    BARE = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of a text: text[start:end] holds it with its bound words, text[number:tail] without."""

    start: int
    end: int
    number: int
    tail: int
    value: Decimal
    unit: str
    bound: Bound
    shape: Shape
    #: Whether it was written in digits.
    digits: bool = True
    #: The second of the two ends of a range.
    range_end: bool = False


# ---------------------------------------------------------------- the words around a number


@cache
def _words(position: str) -> tuple[str, ...]:
    return column("bounds", "form", position=position)


@cache
def _bounds(position: str) -> Mapping[str, Bound]:
    return {row["form"]: Bound(row["bound"]) for row in rows("bounds") if row["position"] == position}


@cache
def _unit_as_printed() -> Mapping[str, str]:
    refused = set(column("units_refused", "unit"))
    units = {row["unit"]: _folded(row["unit"], row["same_as"]) for row in rows("units") if row["unit"] not in refused}
    return units | {"％": "%"}


def _folded(unit: str, canonical: str) -> str:
    """Fold only signs and the 个 of 个百分点 and 个工作日; 日 stays 日, for the unit is the text's own word."""
    if unit in {"个百分点", "个千分点", "个工作日"}:
        return unit.removeprefix("个")
    folded = unit in {"金", "银", "铜"} or not re.search(r"[一-鿿]", unit)
    return canonical if canonical and folded else unit


@cache
def _spelt_units() -> frozenset[str]:
    """Return what a single spelt figure may stand with in earnest: 三家, 五个县, but not 四个下沉."""
    return frozenset(row["form"] for row in rows("spelt_units"))


# ---------------------------------------------------------------- the pattern

_NUMBER = rf"(?:{DIGITS}|{NUMERALS})"
_SMALL = frozenset("一二两三四五六七八九十")
_STEPS_ONLY = re.compile(r"[十百千万亿]+")
_TENS_ONLY = re.compile(r"十[万亿]+")
_FIGURES_ONLY = re.compile(r"[零〇一二两三四五六七八九]{2,}")
#: A minus sign, and no dash between two numbers.
_SIGN = r"(?P<sign>(?:(?<![\w\u4e00-\u9fff\]）)%％‰])|(?<=[长为速]))[-−](?=\d))"
#: 1亿2000万: what a multiplier in digits may be followed by.
_LOWER = r"(?P<low>(?<=[^万]亿)\d{1,4}(?:千万|百万|万)|(?<=[^百千]万)\d千(?!米|瓦|伏|克|卡)|(?<=千)\d百)"
_AMOUNT = (
    rf"(?P<lead>[数上成几](?=[十百千万亿])(?!百分之))?{_SIGN}?(?P<num>{_NUMBER})"
    rf"(?P<over1>余|多|几|来)?(?:(?P<mult>万[余多]?亿|百万|千万|亿|万|千|百){_LOWER}?)?(?P<over2>余|多)?"
)
_RATE = r"/10万|/万(?!元)|‰|%|％"
_BASE = r"亩|人|千人|万人|平方公里|平方米|吨|公里|户|年|月|天|日|年人|10万|立方米|升|次|床日?"
_SECOND_UNIT = r"[（(][个张面件套辆台项家所人户][）)]"


#: All shapes but that of an amount.
_SHAPES = (
    rf"第(?P<rank>{_NUMBER})(?P<rankunit>名|位)?",
    r"(?<=[居列名国省市区县州])(?P<first>首位)|(?<=[居登列])(?P<head>榜首)",
    rf"百分之(?P<percent>{_NUMBER})",
    rf"(?P<below>{NUMERALS})(?<!百)分之(?P<above>{_NUMBER})",
    r"(?P<top>\d)/(?P<bottom>\d)(?![\d/万])",
    r"(?<![一二两三四五六七八九])(?P<tenths>(?:[一二两三四五六七八九]|\d)成(?:[一二三四五六七八九]|半)?)",
    r"(?<!个)(?P<half>半)(?P<halfunit>小时|年)",
    rf"(?P<whole>{_NUMBER})个(?P<odd>半|多)(?P<oddunit>小时|月|星期)",
)


#: The signs that a number may begin with; most positions of a text fail here at once.
_OPENS = r"(?=[\d〇零一二两三四五六七八九十百千万亿半第首榜数上成几−\-])"


@cache
def _pattern() -> re.Pattern[str]:
    """Return one pattern for all numbers; which of its named groups matched tells the shape."""
    units = alternatives(tuple(_unit_as_printed()))
    unit = rf"(?P<unit>{_RATE}|(?:{units})(?:[/每](?:{_BASE}))?(?:{_SECOND_UNIT})?)"
    shapes = "|".join((*_SHAPES, _AMOUNT + unit, _AMOUNT.replace("?P<", "?P<bare_")))
    return re.compile(rf"{_OPENS}(?:{shapes})(?P<after>{alternatives(_words('after'))})?")


@cache
def _bound_word_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<form>{alternatives(_words('before'))})(?:了|有|为|达到?|在)?\s*\Z")


# ---------------------------------------------------------------- reading


def quantities(text: str, hidden: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order, leaving out what overlaps a hidden stretch (dates, names).

    Bare numbers are returned too (Shape.BARE); it is for the reader of the clause to lend them a unit or drop them.
    """
    found = tuple(quantity for quantity in _scan(text, hidden) if not _is_age(text, quantity))
    return _with_ranges(text, found)


def _is_age(text: str, quantity: Quantity) -> bool:
    """Whether 65岁 belongs to a name (65岁及以上老年人, 72岁的老人) and measures nothing."""
    if quantity.unit not in {"岁", "周岁"}:
        return False
    if re.match(r"[一-鿿]", text[quantity.end :]):
        return True
    return not re.search(r"寿命|年龄|期望", text[max(0, quantity.start - 24) : quantity.start])


def _scan(text: str, hidden: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    at = 0
    pattern = _pattern()
    while match := pattern.search(text, at):
        blocked = next((end for start, end in hidden if start < match.end() and match.start() < end), None)
        quantity = _quantity(match) if blocked is None else None
        after = blocked if blocked is not None else quantity.end if quantity else _end_of_refused(match)
        at = max(after, match.start() + 1)
        if quantity:
            yield quantity


def _end_of_refused(match: re.Match[str]) -> int:
    """Step over a refused run of digits, or of figures that name no number (两三|百), so that its rest is not read."""
    digits = re.compile(r"[\d.,]*\d").match(match.string, match.start())
    if digits:
        return digits.end()
    for group in ("num", "bare_num"):
        spelt = match[group]
        if spelt and (_FIGURES_ONLY.fullmatch(spelt) or number(spelt) is None):
            return match.end(group)
    return match.start() + 1


def _quantity(match: re.Match[str]) -> Quantity | None:
    return next(produce(match) for group, produce in _PRODUCERS if match[group])


def _rank(match: re.Match[str]) -> Quantity | None:
    value = number(match["rank"])
    end = match.end("rankunit") if match["rankunit"] else match.end("rank")
    return _standing(match, value, end) if value else None


def _first(match: re.Match[str]) -> Quantity:
    """Read 居全省首位 and 登榜首, not 放在首位."""
    return _standing(match, Decimal(1), max(match.end("first"), match.end("head")))


def _standing(match: re.Match[str], value: Decimal, end: int) -> Quantity:
    return Quantity(
        start=match.start(),
        end=end,
        number=match.start(),
        tail=end,
        value=value,
        unit="名",
        bound=Bound.EXACT,
        shape=Shape.RANK,
        digits=bool(match["rank"]) and match["rank"].isascii(),
    )


def _percent(match: re.Match[str]) -> Quantity | None:
    return _share(match, number(match["percent"]), "%")


_SHARE_UNITS = {"千": "‰", "万": "/万", "十万": "/10万"}


def _fraction(match: re.Match[str]) -> Quantity | None:
    """Read 三分之一 as 0.3333 and 千分之五 as 5‰."""
    above, unit = number(match["above"]), _SHARE_UNITS.get(match["below"])
    return _share(match, above, unit) if unit else _share(match, _ratio(above, number(match["below"])), "")


def _slashed(match: re.Match[str]) -> Quantity | None:
    return _share(match, _ratio(Decimal(match["top"]), Decimal(match["bottom"])), "")


def _ratio(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    return None if not above or not below else round(above / below, 4).normalize()


def _tenths(match: re.Match[str]) -> Quantity | None:
    return _share(match, fractional(match["tenths"]), "%")


def _half(match: re.Match[str]) -> Quantity | None:
    return _share(match, Decimal("0.5"), match["halfunit"])


def _odd(match: re.Match[str]) -> Quantity | None:
    """Read 两个半小时 as 2.5, 三个多月 as more than 3."""
    value = number(match["whole"])
    unit = match["oddunit"] if match["oddunit"] == "小时" else f"个{match['oddunit']}"
    quantity = _share(match, value, unit)
    if quantity is None:
        return None
    if match["odd"] == "多":
        return replace(quantity, bound=Bound.OVER, shape=Shape.AMOUNT)
    return replace(quantity, value=quantity.value + Decimal("0.5"), shape=Shape.AMOUNT)


def _share(match: re.Match[str], value: Decimal | None, unit: str) -> Quantity | None:
    return None if value is None else _printed(match, value, unit)


def _printed(match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    """Return a quantity that holds a whole match, with its bound from the words before and after."""
    start, bound = _bound_before(match.string, match.start())
    return Quantity(
        start=start,
        end=match.end(),
        number=match.start(),
        tail=match.end() - len(match["after"] or ""),
        value=value,
        unit=unit,
        bound=_bounds("after")[match["after"]] if match["after"] else bound,
        shape=Shape.SHARE,
    )


#: 每立方米23微克 is 23微克/立方米.
_BASE_BEFORE = re.compile(r"每(?P<base>立方米|升|亩|公顷|平方公里|平方米|吨)\Z")


def _with_unit(match: re.Match[str]) -> Quantity | None:
    quantity = _amount(match, "")
    if quantity is None:
        return None
    unit = quantity.unit
    if unit == "周" and match.string.startswith("年", match.end()):
        return None
    if unit == "升" and match.string[match.end() : match.end() + 1] in {"到", "至", "为"}:
        end = match.start("unit")
        return replace(quantity, unit="", end=end, tail=end, shape=Shape.BARE)
    base = _BASE_BEFORE.search(match.string, max(0, quantity.start - 6), quantity.start)
    if base and "/" not in unit:
        return replace(quantity, start=base.start(), unit=f"{unit}/{base['base']}")
    return quantity


def _without_unit(match: re.Match[str]) -> Quantity | None:
    if not match["bare_num"].isascii():
        return None
    quantity = _amount(match, "bare_")
    return replace(quantity, shape=Shape.BARE) if quantity else None


def _amount(match: re.Match[str], prefix: str) -> Quantity | None:
    numerals, unit = match[f"{prefix}num"], match["unit"] or ""
    value = number(numerals)
    if value is None or _is_name(match, numerals, unit):
        return None
    start, before = _bound_before(match.string, match.start())
    after = match["after"] or ""
    bound = Bound.OVER if _exceeded(match, prefix) else _bounds("after")[after] if after else before
    if not numerals.isascii() and not _meant(match, numerals, unit, bound):
        return None
    return Quantity(
        start=start,
        end=match.end() - (1 if not unit and after == "多" else 0),
        number=match.start(),
        tail=match.end() - len(after),
        value=_scaled(match, prefix, value),
        unit=_unit_as_printed().get(unit, unit),
        bound=bound,
        shape=Shape.AMOUNT,
        digits=numerals.isascii(),
    )


def _exceeded(match: re.Match[str], prefix: str) -> bool:
    """Whether a word in the number itself says that there are more: 万余, 3万多亿, 数百."""
    lead, over, multiplied, more = (match[prefix + group] or "" for group in ("lead", "over1", "mult", "over2"))
    return bool(lead or over or more or re.search("[余多]", multiplied))


def _scaled(match: re.Match[str], prefix: str, value: Decimal) -> Decimal:
    value *= multiplier(re.sub("[余多]", "", match[f"{prefix}mult"] or ""))
    if low := match[f"{prefix}low"]:
        digits = low.rstrip("百千万")
        value += Decimal(digits) * multiplier(low.removeprefix(digits))
    return -value if match[f"{prefix}sign"] else value


_PRODUCERS: tuple[tuple[str, Callable[[re.Match[str]], Quantity | None]], ...] = (
    ("rank", _rank),
    ("first", _first),
    ("head", _first),
    ("percent", _percent),
    ("below", _fraction),
    ("top", _slashed),
    ("tenths", _tenths),
    ("half", _half),
    ("whole", _odd),
    ("num", _with_unit),
    ("bare_num", _without_unit),
)


# ---------------------------------------------------------------- refusals

_JOINED_BEFORE = re.compile(r"(?:[A-Za-z0-9+.\-/第〔\[#№]|\d[:：])\Z")
_JOINED_AFTER = re.compile(r"[A-Za-z0-9+]|\.\d|:\d|号(?!线)")
_DASH_OF_RANGE = re.compile(r"[\d%％—–]\s*[-—–]\Z")


def _is_name(match: re.Match[str], numerals: str, unit: str) -> bool:
    """Whether the number belongs to a name (5G, 1+1+1+N, B12, 10:30) or counts the items of a list (三个100%)."""
    before, after = match.string[: match.start()], match.string[match.end() : match.end() + 4]
    signed = re.search(r"[一-鿿%％）)][-+]\Z", before[-2:])
    if numerals.isascii() and _JOINED_BEFORE.search(before[-2:]) and not signed:
        return not _DASH_OF_RANGE.search(before[-4:])
    if unit in {"个", "类", "种", "项"} and after.startswith(("100%", "百分之百")):
        return True
    return bool(_JOINED_AFTER.match(after)) and (not unit or bool(re.match(r"[A-Za-z]", after)))


def _meant(match: re.Match[str], numerals: str, unit: str, bound: Bound) -> bool:
    """Whether a number in Chinese numerals is a count in earnest, not a figure of speech: 组建|两个|医共体 is one."""
    if numerals in {"零", "〇"}:
        return False
    if numerals in _SMALL and (numerals != "十" or bound is Bound.EXACT):
        following = match.string[match.end() : match.end() + 2]
        counted = any(unit + following[:more] in _spelt_units() for more in range(3))
        founded = unit == "个" and match.string.endswith(column("wording", "word", role="founds"), 0, match.start())
        return numerals != "一" and (counted or founded)
    if _STEPS_ONLY.fullmatch(numerals):
        return bound is not Bound.EXACT or bool(_TENS_ONLY.fullmatch(numerals) and unit == "元")
    return not _FIGURES_ONLY.fullmatch(numerals)


def _bound_before(text: str, start: int) -> tuple[int, Bound]:
    match = _bound_word_before().search(text, max(0, start - 6), start)
    return (match.start(), _bounds("before")[match["form"]]) if match else (start, Bound.EXACT)


# ---------------------------------------------------------------- ranges

_RANGE = re.compile(r"\s*(?:[-—–~～－至]+|到)\s*")
_RANGE_SHAPES = frozenset((Shape.AMOUNT, Shape.SHARE))


def _with_ranges(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Give the two ends of 5%—8% their bounds, and the first of 25—28亿元 its unit."""
    result = list(found)
    for index, (low, high) in enumerate(pairwise(found)):
        if _is_range(text, low, high):
            result[index : index + 2] = _ends(text, low, high)
    return tuple(result)


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    if not _RANGE.fullmatch(text, low.end, high.start) or high.shape not in _RANGE_SHAPES or low.value >= high.value:
        return False
    return low.shape is Shape.BARE or low.unit == high.unit or (low.unit, high.unit) == ("个", "百分点")


def _ends(text: str, low: Quantity, high: Quantity) -> tuple[Quantity, Quantity]:
    factor = _lent_factor(text, low, high) if low.shape is Shape.BARE else Decimal(1)
    return (
        replace(low, unit=high.unit, bound=Bound.OVER, shape=high.shape, value=low.value * factor),
        replace(high, bound=Bound.UNDER, range_end=True),
    )


def _lent_factor(text: str, low: Quantity, high: Quantity) -> Decimal:
    """Return what the first end of 25—28亿元 borrows, unless it has a 万 or 亿 of its own."""
    if re.search(r"[万亿]", text[low.number : low.tail]):
        return Decimal(1)
    word = re.search(r"万亿|百万|千万|亿|万", text[high.number : high.tail])
    return multiplier(word[0]) if word else Decimal(1)
