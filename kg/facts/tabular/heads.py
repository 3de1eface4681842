"""What the head of a column or row says of the figures under or beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Bound, ValueKind
from kg.text.dates import TimeRole, times
from kg.text.numerals import DIGITS, multiplier, number
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit and the factor printed before it: 万人次 is 10000 and 人次."""

    word: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What one head says: 床位数(张), 2022年, 比上年增减, 全市排名."""

    indicator: str = ""
    unit: Unit | None = None
    period: str | None = None
    kind: ValueKind = ValueKind.LEVEL
    #: The words of a change: 比上年增减.
    change: str = ""
    #: Whether a change is one of the indicator's own unit and not of per cent.
    difference: bool = False
    target: bool = False
    share: bool = False
    #: 全省, 全市: the area that a rank is counted in.
    scope: str | None = None

    @property
    def of_its_own(self) -> bool:
        """Whether it does not measure in the unit of the level: growth in per cent, a rank, a share."""
        changes = self.kind is not ValueKind.LEVEL and not self.difference
        return changes or self.share

    def over(self, other: Facet) -> Facet:
        """Put the head below a head that lies over several columns together with it."""
        return Facet(
            indicator=self.indicator if other.indicator in self.indicator else self.indicator + other.indicator,
            unit=other.unit or (None if other.of_its_own else self.unit),
            period=other.period or self.period,
            kind=other.kind if other.kind is not ValueKind.LEVEL else self.kind,
            change=self.change + other.change,
            difference=self.difference or other.difference,
            target=self.target or other.target,
            share=self.share or other.share,
            scope=other.scope or self.scope,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The number of a cell."""

    value: Decimal
    unit: Unit | None = None
    bound: Bound = Bound.EXACT
    #: What the cell itself says of rise or fall: 下降 before the number, 增减 where it is an arrow.
    change: str = ""


_BRACKETS = re.compile(r"[（(\[【]([^（）()\[\]【】]*)[）)\]】]")
_SLASH = re.compile(r"[/／,，]([^/／,，]+)\Z")
_PER = re.compile(r"1?/(?:10|十)?万\Z")
_TIME_IN_HEAD = re.compile(r"(?:19|20)\d\d(?![\d年])")
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[#*●○■]+)\s*"
)
_AMONG = re.compile(r"(?:其中|[＃#])[:：]?\s*")
#: The translation that year books print behind a head.
_IN_LATIN = re.compile(r"(?<=[一-鿿）)])[A-Za-z#(（][A-Za-z,.&'#()（）-]{3,}\Z")
_SCOPE = re.compile(r"全国|全省|全区|全市|全州|全县|全自治区")
_COMPARISON = r"(?:同比|环比|(?:比|较|与)[^，,（(]{1,8}?)?"
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年)(?:同期)?")
#: The time of the table itself.
_THIS_ONE = re.compile(r"(?:本年|今年|当年|目前|年初)")
_SAME_MONTHS = re.compile(r"同期")


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(column("table_headers", "word", role=role))


@cache
def _ends(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(tuple(_words(role)))})\Z")


@cache
def _change() -> re.Pattern[str]:
    words = alternatives((*_words("rate"), *_words("difference")))
    return re.compile(
        rf"{_COMPARISON}(?<!自然)(?P<word>{words})(?:%|％|幅度|百分点)?\Z"
        r"|(?:比|较)(?:上年|去年|上月|上一年)(?:同期)?(?:%|％)?\Z|(?P<alike>同比|环比)"
    )


@cache
def _aim() -> re.Pattern[str]:
    words = alternatives(tuple(_words("target")))
    return re.compile(rf"(?<!完成)(?:年度|预期)?(?:{words})+[值数]?\Z")


@cache
def _units() -> frozenset[str]:
    return frozenset(column("units", "unit"))


def is_a(role: str, head: str) -> bool:
    """Whether a head is one of the words of a role."""
    return _bare(head) in _words(role)


def ends_as(role: str, head: str) -> bool:
    """Whether a head ends in one of the words of a role."""
    return _ends(role).search(_bare(head)) is not None


def _bare(head: str) -> str:
    return _IN_LATIN.sub("", re.sub(r"\s", "", _BRACKETS.sub("", head) or head))


def unit_of(text: str) -> Unit | None:
    """Return the unit that a word is, with its factor: 张, 万人次, %, 1/10万."""
    text = re.sub(r"\s", "", text).replace("％", "%").removeprefix("单位:").removeprefix("单位：")
    text = {"个百分点": "百分点"}.get(text, text)
    if _PER.match(text):
        return Unit(word=text)
    match = re.match(r"万亿|亿|万", text)
    if match and _is_unit(text[match.end() :]):
        return Unit(word=text[match.end() :], factor=multiplier(match[0]))
    if _is_unit(text):
        return Unit(word=text)
    powers = re.match(r"百万|千万|千|百", text)
    if powers and _is_unit(text[powers.end() :]):
        return Unit(word=text[powers.end() :], factor=multiplier(powers[0]))
    return None


def _is_unit(text: str) -> bool:
    above, _, below = text.partition("/")
    return text in _units() or (
        bool(below) and above in _units() and re.fullmatch(r"[百千万十\d]{0,4}[一-鿿]{1,4}", below) is not None
    )


def facet_of(head: str, base: str | None) -> Facet:
    """Read a head; base is the period of the table, from which 上年同期 is counted."""
    text, unit = _without_unit(_NUMBERING.sub("", _AMONG.sub("", head.strip()), count=1))
    text, facet = _changing(text)
    text, period = _without_time(text, base)
    aim = _aim().search(text)
    text = text[: aim.start()] if aim else text
    return replace(facet, indicator=_worded(text), unit=unit, period=period, target=aim is not None)


def _without_unit(text: str) -> tuple[str, Unit | None]:
    for match in reversed(list(_BRACKETS.finditer(text))):
        unit = unit_of(match[1]) or _usual_in(match[1], text[: match.start()] + text[match.end() :])
        if unit:
            return text[: match.start()] + text[match.end() :], unit
    divided = _SLASH.search(text)
    unit = unit_of(divided[1]) if divided else None
    if divided and unit:
        return text[: divided.start()], unit
    tail = re.search(r"[%％‰]\Z", text)
    return (text[: tail.start()], unit_of(tail[0])) if tail else (text, None)


def _usual_in(factor: str, indicator: str) -> Unit | None:
    """Return the usual unit of an indicator whose head gives no more than a factor: 总诊疗人次(万)."""
    usual = usual_unit(indicator.strip()) if factor in {"万", "亿"} else None
    return replace(usual, factor=multiplier(factor)) if usual else None


def _changing(text: str) -> tuple[str, Facet]:
    """Take the words of change, rank or share from the end of a head."""
    compact = re.sub(r"\s", "", text)
    if match := _change().search(compact):
        word = match["word"] or ""
        rest = compact[: match.start()] + (compact[match.end() :] if match["alike"] else "")
        difference = word in _words("difference")
        return rest, Facet(kind=ValueKind.CHANGE, change=match[0].rstrip("%％±"), difference=difference)
    if match := _ends("rank").search(compact):
        scope = _SCOPE.search(compact)
        rest = _SCOPE.sub("", compact[: match.start()]).rstrip("在居")
        return rest, Facet(kind=ValueKind.RANK, scope=scope[0] if scope else None)
    return compact, Facet(share=_ends("share").fullmatch(compact) is not None)


def _without_time(text: str, base: str | None) -> tuple[str, str | None]:
    year = int(base[:4]) if base else None
    said = _TIME_IN_HEAD.sub(lambda match: f"{match[0]}年", text)
    found = [t for t in times(said, year, year) if t.role is not TimeRole.IDLE]
    kept = "".join(sign for at, sign in enumerate(said) if not any(t.start <= at < t.end for t in found))
    period = next((t.period for t in found if t.period and not _THIS_ONE.match(said[t.start : t.end])), None)
    if _LAST_YEAR.search(said) and _SAME_MONTHS.search(said) and base and year:
        period = base.replace(f"{year}", f"{year - 1}")
    return kept, period


def _worded(text: str) -> str:
    """Return what is left of a head as an indicator; heads such as 绝对值 name none."""
    text = _IN_LATIN.sub("", text).strip("：:、，, —-·的")
    return "" if text in _words("generic") or len(text) < 2 else text


_CELL = re.compile(
    rf"(?P<before>[<>≤≥＜＞约近超]?)(?P<sign>[-−－+↑↓]|增长|增加|提高|上升|下降|减少|降低)?"
    rf"(?P<num>{DIGITS}|\d+)(?P<rest>[^\d]*?)(?P<after>以上|以下|左右|余|多)?(?P<arrow>[↑↓])?\Z"
)
_A_YEAR = re.compile(r"(?:19|20)\d\d年")
_BOUNDS = {
    **dict.fromkeys((">", "≥", "＞", "超", "以上", "余", "多"), Bound.OVER),
    **dict.fromkeys(("<", "≤", "＜", "近", "以下"), Bound.UNDER),
    **dict.fromkeys(("约", "左右"), Bound.ABOUT),
}
_FALLS = frozenset(("-", "−", "－", "↓"))


def amount_of(text: str) -> Amount | None:
    """Read the number of a cell, with a unit of its own where it has one: 1,203; -0.31; 3.2%; ≥90; 12万人."""
    match = None if _A_YEAR.match(text) else _CELL.match(re.sub(r"\s", "", text).replace("，", ","))
    value = number(match["num"]) if match else None
    if match is None or value is None:
        return None
    unit = unit_of(match["rest"]) if match["rest"] else None
    factor = Decimal(1) if unit else _lone_factor(match["rest"])
    if factor is None:
        return None
    sign = match["sign"] or match["arrow"] or ""
    return Amount(
        value=value * factor * (unit.factor if unit else 1) * (-1 if sign in _FALLS else 1),
        unit=replace(unit, factor=Decimal(1)) if unit else None,
        bound=_BOUNDS.get(match["after"] or match["before"], Bound.EXACT),
        change="增减" if sign in {"↑", "↓"} else sign if len(sign) > 1 else "",
    )


def _lone_factor(rest: str) -> Decimal | None:
    """Return the factor of 12万 in a column that names the unit, None for other words."""
    if not rest:
        return Decimal(1)
    return multiplier(rest) if rest in {"万", "亿", "万亿", "千", "百"} else None


@cache
def _known_units() -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for row in rows("indicators"):
        units = tuple(filter(None, row["units"].split("|")))
        known |= dict.fromkeys((row["name"], *row["variants"].split("|")), units)
    return known


#: Units that mean the same, so that it does not matter which one an unnamed unit is taken for.
_ALIKE = (frozenset(("个", "家", "所")), frozenset(("人", "名")))


def usual_unit(indicator: str, offered: Sequence[Unit] = ()) -> Unit | None:
    """Return the one of the units offered in which an indicator is given, or the one that everybody uses."""
    known = _known_units().get(indicator) or _known_units().get(f"{indicator}数") or ()
    fitting = [unit for unit in offered if unit.word in known]
    if fitting:
        return fitting[0]
    if len(known) == 1 or any(set(known) <= alike for alike in _ALIKE if known):
        return unit_of(known[0])
    return unit_of("人次") if indicator.endswith(("人次", "人次数")) else None
