"""What the rules for figures hand to each other: the spot where a number stands, and the reading made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kg.facts.wording import before_number, change_before, only_moves
from kg.model import ValueKind
from kg.text.dates import TimeRole
from kg.words import column

if TYPE_CHECKING:
    from kg.facts.scene import Scene
    from kg.text.quantities import Quantity

#: What may stand between the items of a list.
JOINT = re.compile(r"\s*(?:、|和|与|及|以及|,|，|/)\s*\Z")
PAUSES = "、，,。；;：: "


@cache
def counting_units() -> frozenset[str]:
    """Return the units that count things: 个, 家, 名."""
    dimensions = ("count", "organisations", "persons", "households")
    return frozenset(unit for dimension in dimensions for unit in column("units", "unit", dimension=dimension))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure as its clause gives it: text[start:end] of the sentence holds indicator and number."""

    start: int
    end: int
    indicator: str
    quantity: Quantity
    kind: ValueKind
    rule: str
    clause: int
    #: For a list of owners (甲、乙分别投入 …): where the owner stands in the sentence.
    owner_at: int | None = None
    #: Whether it is the value that a change starts from (由63%提高到…).
    starts: bool = False
    #: 全省, 全国 …: the area that a rank is counted in.
    scope: str | None = None


@dataclass(slots=True)
class Trail:
    """What earlier figures of a sentence leave to the later ones."""

    #: The indicators read so far, and the unit of each.
    indicators: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    #: Up to where the sentence is used up.
    taken: int = 0
    last: Reading | None = None
    #: All readings so far, in order.
    readings: list[Reading] = field(default_factory=list)

    @property
    def indicator(self) -> str:
        """The indicator read last, empty where there is none."""
        return self.indicators[-1] if self.indicators else ""

    @property
    def subject(self) -> str:
        """What was told of last: the indicator read last, or what a change read after it is the change of."""
        moved = change_before(self.last.indicator) if self.last and self.last.kind is ValueKind.CHANGE else None
        return (moved and moved.string[: moved.start()]) or self.indicator

    def indicator_in(self, unit: str) -> str:
        """Return the indicator read last in that unit, else the one read last at all."""
        alike = [name for name, other in zip(self.indicators, self.units, strict=True) if other == unit]
        return alike[-1] if alike else self.indicator

    def named_again(self, wording: str) -> str:
        """Put what 前者 and 后者 stand for in their place."""
        if wording.startswith("后者") and self.indicators:
            return self.indicators[-1]
        if wording.startswith("前者") and len(self.indicators) > 1:
            return self.indicators[-2]
        return wording

    def record(self, reading: Reading) -> None:
        """Remember a figure for the ones after it."""
        self.last = reading
        self.readings.append(reading)
        if reading.kind is ValueKind.LEVEL:
            self.indicators.append(reading.indicator)
            self.units.append(reading.quantity.unit)
        self.taken = (
            reading.quantity.end if reading.kind is ValueKind.DURATION else max(reading.quantity.end, reading.end)
        )


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A number in its clause, with the words before and after it that no other number has used."""

    scene: Scene
    clause: int
    quantity: Quantity
    #: Where the words before the number begin.
    low: int
    #: Where the words after it end: at the next number or at the end of the clause.
    high: int

    @cached_property
    def left(self) -> str:
        """The words before the number, without expressions of time and without the owner."""
        return untimed(self.scene, self.low, self.scene.text[self.low : self.quantity.start])

    @cached_property
    def right(self) -> str:
        """The words after the number."""
        return self.scene.text[self.quantity.end : self.high]

    @property
    def printed(self) -> str:
        """The number as printed, without the words that bound it."""
        return self.scene.text[self.quantity.number : self.quantity.tail]

    @property
    def printed_with_bound(self) -> str:
        """The number as printed, with the words that bound it."""
        return self.scene.text[self.quantity.start : self.quantity.end]

    @cached_property
    def measured(self) -> str:
        """The indicator that the words before the number give, empty where they give none."""
        wording = before_number(self.left)
        return "" if only_moves(wording) else wording

    def reading(self, indicator: str, kind: ValueKind, rule: str, *, end: int | None = None) -> Reading:
        """Make a reading whose quote begins with the indicator's own words."""
        stretch = self.scene.text[self.low : self.quantity.start]
        found = stretch.rfind(indicator[: min(4, len(indicator))])
        offset = found if found >= 0 else len(stretch) - len(stretch.lstrip(PAUSES + "和及与"))
        return Reading(
            start=min(self.low + offset, self.quantity.start),
            end=max(end or 0, self.quantity.end),
            indicator=indicator,
            quantity=self.quantity,
            kind=kind,
            rule=rule,
            clause=self.clause,
        )

    def counted(self, noun: str, rule: str, *, end: int) -> Reading:
        """Make a reading whose quote begins with the number."""
        return replace(self.reading(noun, ValueKind.LEVEL, rule, end=end), start=self.quantity.start)


def untimed(scene: Scene, start: int, stretch: str) -> str:
    """Return a stretch of the sentence without its expressions of time, and without the owner that it begins with."""
    out = stretch
    for time in reversed(scene.times):
        a, b = time.start - start, time.end - start
        if a >= 0 and b <= len(stretch) and time.role is not TimeRole.COMPARED:
            out = _without(out, a, b)
    return _unowned(scene, start, out)


#: 提升|至2025年的35%: there 至 belongs to the verb and tells that a level is reached.
_BEFORE_TIME = re.compile(r"(?:截至|截止到?|(?<![升降高低加增减少展大小缩扩])[到至]|自|于|在)\Z")
_AFTER_TIME = re.compile(r"\A(?:底|末|初)?(?:的|以来|期间|里|间|前|，|,|、)?")


def _without(text: str, a: int, b: int) -> str:
    before = _BEFORE_TIME.sub("", text[:a])
    opens = not before or before.endswith(("由", "从", "，", ","))
    after = _AFTER_TIME.sub("", text[b:]) if opens else text[b:].removeprefix("的")
    return before + after


_BEFORE_OWNER = re.compile(r"\A[\s、，,；;：:和与及但而且并“]*(?:其中)?")


def _unowned(scene: Scene, start: int, stretch: str) -> str:
    """Drop the place or institution that a stretch begins with: whose figure it is, not what it measures."""
    rest = _BEFORE_OWNER.sub("", stretch)
    named = {scene.text[m.start : m.end] for m in scene.owners if start <= m.start}
    named |= {m.surface for m in scene.initiatives if start <= m.start and m.rule == "project invested"}
    for name in sorted(named, key=lambda name: (-len(name), name)):
        if rest.startswith(name) and not re.match(r"[、和与及等至到]", rest[len(name) :]):
            return rest[len(name) :]
    return stretch
