"""Figures in a sentence: which number measures what, as a level, a change, a rank or a duration."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.changes import LASTING, change, duration
from kg.facts.grades import with_its_noun
from kg.facts.levels import counted_noun, days_of_air, measured, share, what_they_are
from kg.facts.lists import all_of, listed, run_from, with_shared_unit
from kg.facts.ranks import rank
from kg.facts.reading import Reading, Spot, Trail
from kg.model import Bound
from kg.text.quantities import Shape
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.facts.scene import Scene
    from kg.text.quantities import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A name, and a function that makes a reading of a spot or leaves it to the next rule."""

    name: str
    produce: Callable[[Spot, Trail], Reading | None]


def read_figures(scene: Scene) -> tuple[Reading, ...]:
    """Return the figures of a sentence, in order."""
    trail = Trail()
    return tuple(reading for number in range(len(scene.clauses)) for reading in _clause_readings(scene, number, trail))


def _clause_readings(scene: Scene, number: int, trail: Trail) -> Iterator[Reading]:
    clause = scene.clauses[number]
    trail.taken = clause.start
    if every := all_of(scene, number):
        yield from every
        return
    inside = [q for q in scene.quantities if clause.start <= q.number < clause.end and not _in_name(scene, q)]
    at = 0
    while at < len(inside):
        run = with_shared_unit(run_from(scene.text, inside, at))
        readings = listed(scene, number, run, trail)
        for reading in readings:
            trail.record(reading)
            yield reading
        if readings:
            trail.taken = run[-1].end
            at += len(run)
            continue
        inside[at : at + len(run)] = run
        high = inside[at + 1].start if at + 1 < len(inside) else clause.end
        yield from _single(Spot(scene=scene, clause=number, quantity=inside[at], low=trail.taken, high=high), trail)
        at += 1


def _single(spot: Spot, trail: Trail) -> Iterator[Reading]:
    """Read one number by the first rule that takes it."""
    rules = () if _refused(spot) else RULES[:2] if spot.quantity.shape is Shape.RANK else RULES
    reading = next((r for rule in rules if (r := rule.produce(spot, trail))), None)
    if reading is not None:
        reading = _bounded(spot, reading)
        reading = with_its_noun(spot.scene, reading, trail.last)
        reading = _with_its_indicator(spot.scene.text, reading, trail.last)
        trail.record(reading)
        yield reading
    elif spot.quantity.shape not in {Shape.BARE, Shape.RANK}:
        trail.taken = spot.quantity.end


_AT_LEAST = re.compile(r"(?:至少|最少|不少于|不低于)[一-鿿]{1,4}\Z")
_AT_MOST = re.compile(r"(?:至多|最多|不超过|不高于)[一-鿿]{1,4}\Z")
#: How far before its number such a bound may begin.
_BOUND_REACH = len("不少于") + 4


def _bounded(spot: Spot, reading: Reading) -> Reading:
    """Bound a number by a word that a verb parts from it: 至少配备|1名, 最多可开|12周; 突破12项关键技术 bounds none."""
    overcome = column("wording", "word", role="overcome")
    if reading.indicator.endswith(overcome) and spot.printed_with_bound.startswith("突破"):
        return replace(reading, quantity=replace(reading.quantity, bound=Bound.EXACT))
    if reading.quantity.bound is not Bound.EXACT:
        return reading
    before = spot.scene.text[max(0, spot.quantity.start - _BOUND_REACH) : spot.quantity.start]
    bound = Bound.OVER if _AT_LEAST.search(before) else Bound.UNDER if _AT_MOST.search(before) else None
    return replace(reading, quantity=replace(reading.quantity, bound=bound)) if bound else reading


def _with_its_indicator(text: str, reading: Reading, last: Reading | None) -> Reading:
    """Widen the quote of a figure to the figure before it where only that one's words name the indicator."""
    head = reading.indicator[:4]
    if last is None or last.start >= reading.start or head in text[reading.start : reading.end]:
        return reading
    return replace(reading, start=last.start) if head in text[last.start : reading.end] else reading


# ---------------------------------------------------------------- refusals


#: Units by which projects and firms are told apart by size: 亿元以上项目, 5亿元企业.
_SIZES = frozenset({"元", "平方米", "亩", "吨", "千瓦", "兆瓦", "吉瓦", "公里", "头", "羽"})
#: Units of which a number is a class (500千伏变电站, 1000吨级航道) unless the words before it measure one.
_CLASSES = frozenset({"千伏", "吨级"})
_MEASURES_A_CLASS = re.compile(r"(?:电压(?:等级)?|能力|等级|为|到|至|达)\Z")


#: 1000万元以上|电商企业, 500万元以上的|项目, 50亿元以上|农业全产业链5条.
_OF_THAT_SIZE = re.compile(r"的[一-鿿]{2}|[一-鿿]{0,6}?(?:企业|项目|产业集群|园区|主体|大户)")
_COUNTED_BY_SIZE = re.compile(r"[一-鿿]{2,12}\d+[余多]?[条个家户]")
_SPENT = re.compile(r"(?:投入|投资|资金|经费|安排|拨付|筹集)\Z")


@cache
def _attributed() -> re.Pattern[str]:
    return re.compile(rf"(?:及以上|以上)?的?(?:{alternatives(column('attributed_nouns', 'word'))})")


#: 36个月|以下儿童, 0至|36个月儿童.
_OF_THAT_AGE = re.compile(r"(?:[至到~—-]+\d{1,2}个?月?)?(?:以[下内上]的?)?(?:大的|儿童|婴|龄|宝宝|幼儿)")


def _in_name(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is part of a name: 学前三年毛入园率, 三年行动, 亿元以上项目; 连续三年 and 3年时间 are none."""
    if quantity.unit == "个月" and _OF_THAT_AGE.match(scene.text, quantity.end):
        return True
    if quantity.unit in _CLASSES and not _MEASURES_A_CLASS.search(scene.text, 0, quantity.start):
        return True
    if scene.text[max(0, quantity.start - 1) : quantity.start] in {"×", "*", "x"}:
        return True
    if quantity.unit != "年":
        is_size = quantity.unit in _SIZES and bool(_attributed().match(scene.text, quantity.end))
        bounded = quantity.bound is not Bound.EXACT and quantity.unit in _SIZES
        return is_size or (bounded and _tells_a_size(scene.text, quantity))
    before = scene.text[: quantity.start]
    lasts = _SPAN_OF_TIME.match(scene.text[quantity.end :]) and not _TAKES.search(before)
    return not (LASTING.search(before) or lasts)


def _tells_a_size(text: str, quantity: Quantity) -> bool:
    """Whether a bounded sum says how large what follows it is, and not what was spent on that."""
    spent = _SPENT.search(text, 0, quantity.start)
    counted = not spent and _COUNTED_BY_SIZE.match(text, quantity.end)
    return bool(counted or _OF_THAT_SIZE.match(text, quantity.end))


#: 接听电话|87869次: what is counted in these is no telephone number.
_COUNTED_CALLS = frozenset({"次", "个", "件", "部", "通", "条"})


@cache
def _no_measure(*, counted: bool) -> re.Pattern[str]:
    """Words after which a number is a reading of one patient or the like, or a telephone number if it counts none."""
    words = column("no_measure_before", "word")
    telephone = column("no_measure_before", "word", reason="a telephone number") if counted else ()
    return re.compile(rf"(?:{alternatives(tuple(word for word in words if word not in telephone))})[是为:：\s]*\Z")


_ISSUES = frozenset("日号点时月版期届季")
#: 通过|3年左右时间|培养一批: a plan's time, no measure.
_TAKES = re.compile(r"(?:通过|经过|利用|用|花)\Z")
_SPAN_OF_TIME = re.compile(r"时间|年限|周期|期限|寿命|历史")


def _refused(spot: Spot) -> bool:
    if spot.quantity.shape is Shape.RANK:
        return False
    counted = spot.quantity.unit in _COUNTED_CALLS
    if _no_measure(counted=counted).search(spot.left) or spot.right.startswith(column("uncounted_nouns", "word")):
        return True
    return spot.quantity.unit in _ISSUES and not re.search(r"平均|住院|均|时间|培训班|讲堂", spot.left)


# ---------------------------------------------------------------- rules


def _range_end(spot: Spot, trail: Trail) -> Reading | None:
    """Read the second end of 5%—8%."""
    if not spot.quantity.range_end or trail.last is None:
        return None
    return replace(trail.last, quantity=spot.quantity, end=spot.quantity.end)


RULES = (
    Rule(name="range end", produce=_range_end),
    Rule(name="rank", produce=rank),
    Rule(name="duration", produce=duration),
    Rule(name="change", produce=change),
    Rule(name="share", produce=share),
    Rule(name="days of air", produce=days_of_air),
    Rule(name="what they are", produce=what_they_are),
    Rule(name="counted noun", produce=counted_noun),
    Rule(name="indicator before number", produce=measured),
)
