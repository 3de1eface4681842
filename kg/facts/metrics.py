"""Figures in a sentence: which number measures what, as a level, a change, a rank or a duration."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.lists import SCOPE, all_of, listed, run_from, with_base
from kg.facts.reading import PAUSES, Reading, Spot, Trail
from kg.facts.wording import after_number, before_number, change_before, change_in, only_moves
from kg.model import Bound, ValueKind
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
        run = run_from(scene.text, inside, at)
        readings = listed(scene, number, run, trail)
        for reading in readings:
            trail.record(reading)
            yield reading
        if readings:
            trail.taken = run[-1].end
            at += len(run)
            continue
        high = inside[at + 1].start if at + 1 < len(inside) else clause.end
        yield from _single(Spot(scene=scene, clause=number, quantity=inside[at], low=trail.taken, high=high), trail)
        at += 1


def _single(spot: Spot, trail: Trail) -> Iterator[Reading]:
    """Read one number by the first rule that takes it."""
    rules = () if _refused(spot) else RULES[:2] if spot.quantity.shape is Shape.RANK else RULES
    reading = next((r for rule in rules if (r := rule.produce(spot, trail))), None)
    if reading is not None:
        reading = _with_its_indicator(spot.scene.text, reading, trail.last)
        trail.record(reading)
        yield reading
    elif spot.quantity.shape not in {Shape.BARE, Shape.RANK}:
        trail.taken = spot.quantity.end


def _with_its_indicator(text: str, reading: Reading, last: Reading | None) -> Reading:
    """Widen the quote of a figure to the figure before it where only that one's words name the indicator."""
    head = reading.indicator[:4]
    if last is None or last.start >= reading.start or head in text[reading.start : reading.end]:
        return reading
    return replace(reading, start=last.start) if head in text[last.start : reading.end] else reading


# ---------------------------------------------------------------- refusals


#: Units by which projects and firms are told apart by size: 亿元以上项目, 5亿元企业.
_SIZES = frozenset({"元", "平方米", "亩", "吨", "千瓦", "兆瓦", "公里"})


@cache
def _attributed() -> re.Pattern[str]:
    return re.compile(rf"(?:及以上|以上)?的?(?:{alternatives(column('attributed_nouns', 'word'))})")


def _in_name(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is part of a name: 学前三年毛入园率, 三年行动, 亿元以上项目; 连续三年 and 3年时间 are none."""
    if quantity.unit != "年":
        is_size = quantity.unit in _SIZES and bool(_attributed().match(scene.text, quantity.end))
        bounded = quantity.bound is not Bound.EXACT and quantity.unit in _SIZES
        return is_size or (bounded and bool(re.match(r"的[一-鿿]{2}", scene.text[quantity.end :])))
    return not (_LASTING.search(scene.text[: quantity.start]) or _SPAN_OF_TIME.match(scene.text[quantity.end :]))


@cache
def _no_measure() -> re.Pattern[str]:
    """Words after which a number is a reading of one patient, a telephone number or the like."""
    return re.compile(rf"(?:{alternatives(column('no_measure_before', 'word'))})[是为:：\s]*\Z")


_ISSUES = frozenset("日号点时月版期届季")
_SPAN_OF_TIME = re.compile(r"时间|年限|周期|期限|寿命|历史")


def _refused(spot: Spot) -> bool:
    if spot.quantity.shape is Shape.RANK:
        return False
    if _no_measure().search(spot.left):
        return True
    return spot.quantity.unit in _ISSUES and not re.search(r"平均|住院|均|时间|培训班|讲堂", spot.left)


# ---------------------------------------------------------------- rules


def _range_end(spot: Spot, trail: Trail) -> Reading | None:
    """Read the second end of 5%—8%."""
    if not spot.quantity.range_end or trail.last is None:
        return None
    return replace(trail.last, quantity=spot.quantity, end=spot.quantity.end)


_NOT_A_RANK = re.compile(
    r"季|届|批|次|产业|书记|时间|轮|期|针|种|个|条|章|家|年|人民|医院|中学|小学|师|线|手|责任|步|名?单|代|类|方|"
    r"大(?!位)|一|二|三|剂|款|项|页|版|周|天|课|件|站|所|部|号|附属"
)
_STANDING = re.compile(r"(?:居|列|排|位|名|跃居|升至|升到|进入|保持|达到?|排名|位次|在)[^，,；;。、]{0,12}\Z")
_STANDS = re.compile(r"(?:均|都|稳|分别|继续|仍)*(?:位?居|列|排名?|位|跃居|跻身|保持|在)?\Z")
_VAGUE = frozenset(("", "数量", "总量", "总数", "得分", "数", "增速", "增幅", "规模", "排名", "位次"))


def _rank(spot: Spot, trail: Trail) -> Reading | None:
    """Read 居全省第一, 排在全国第9位; the area that 全省 stands for is its scope."""
    if spot.quantity.shape is not Shape.RANK:
        return None
    named = spot.printed.endswith(("名", "位"))
    if not named and _NOT_A_RANK.match(spot.right):
        return None
    left = re.sub(r"\A(?:已)?连续[^，,]{0,3}年", "", spot.left)
    scopes = list(SCOPE.finditer(left))
    standing = _STANDING.search(left)
    if not (scopes or standing or named):
        return None
    cut = min(match.start() for match in (*scopes[-1:], standing) if match) if scopes or standing else len(left)
    subject = before_number(_STANDS.sub("", left[:cut]))
    if subject in _VAGUE:
        own = subject or trail.last is None or trail.last.kind is ValueKind.DURATION
        subject = trail.indicator + subject if own or trail.last is None else trail.last.indicator
    scope = scopes[-1][0] if scopes else None
    wording = subject if subject.endswith("排名") else f"{subject}{scope or ''}排名"
    return replace(spot.reading(wording, ValueKind.RANK, "rank"), scope=scope)


_LASTING = re.compile(r"(?:已|已经)?(?:连续|持续|坚持|蝉联)\Z")
_SPANS = frozenset(("年", "个月", "天"))


def _duration(spot: Spot, trail: Trail) -> Reading | None:
    """Read 连续26年无甲类传染病."""
    match = _LASTING.search(spot.left)
    if spot.quantity.unit not in _SPANS or not match:
        return None
    subject = before_number(spot.left[: match.start()])
    if subject:
        trail.indicators.append(subject)
    what = spot.right.strip(PAUSES)
    if not subject and only_moves(what):
        subject = trail.indicator
    end = spot.quantity.end + len(spot.right.rstrip(PAUSES))
    wording = f"{subject}{match[0].removeprefix('已')}{what}"
    return spot.reading(wording, ValueKind.DURATION, "duration", end=end) if subject or what else None


_RELATIVE = frozenset(("%", "百分点", "‰", "倍"))


def _change(spot: Spot, trail: Trail) -> Reading | None:
    """Read 同比增长6.8%, 较上年提高2.3个百分点; the direction stands in the indicator, not in the sign."""
    match = change_before(spot.left)
    if match is None or not (spot.quantity.unit in _RELATIVE or match["comparison"]):
        return None
    subject = before_number(spot.left[: match.start()]) or trail.indicator
    if not subject:
        return None
    return spot.reading(subject + change_in(spot.left), ValueKind.CHANGE, "change")


_SHARE = re.compile(
    r"(?P<subject>.*?)占(?P<whole>(?:比|[^，,；;。占]{0,18}?)?)(?:的|达到?|为|比例|比重|比例为|比重为|比例达|比重达)*\Z"
)


def _share(spot: Spot, trail: Trail) -> Reading | None:
    """Read 占全省总量四分之一以上, 普惠托位占比达65.3%."""
    match = _SHARE.fullmatch(spot.left)
    if match is None or not (spot.quantity.unit == "%" or spot.quantity.shape is Shape.SHARE):
        return None
    subject = before_number(match["subject"]) or trail.indicator
    if not subject:
        return None
    whole = match["whole"].removesuffix("的")
    wording = f"{subject}占比" if whole in {"", "比"} else f"{subject}占{whole}比重"
    return spot.reading(wording, ValueKind.LEVEL, "share")


@cache
def _measures() -> frozenset[str]:
    """Units that measure what stands before them, not count what follows: %, 元, 公里, 人次."""
    return frozenset(column("measuring_units", "unit"))


@cache
def _persons() -> tuple[str, ...]:
    return column("wording", "word", role="person")


def _counted_noun(spot: Spot, _trail: Trail) -> Reading | None:
    """Read a number before what it counts: 5家三级综合医院, 13.2万患者, 100%的村卫生室."""
    if spot.quantity.shape is Shape.BARE:
        if not (spot.right.startswith(_persons()) and re.search(r"[万亿]", spot.printed)):
            return None
        spot = replace(spot, quantity=replace(spot.quantity, unit="人", shape=Shape.AMOUNT))
    if spot.right.startswith("的") and spot.quantity.unit == "%":
        return _share_of_noun(spot)
    if spot.quantity.unit in _measures() and (spot.right[:1] in "、，,。；;和及与（(以 的" or before_number(spot.left)):
        return None
    noun = after_number(spot.right, brief=_runs_into_figure(spot))
    if len(noun) < 2 or (re.search(r"(?:达到?|为|至|到)\Z", spot.left) and spot.right[:1] in "，,、。；;（(和与及"):
        return None
    behind = spot.right.find(noun) + len(noun)
    predicate = _predicate().match(spot.right, behind)
    wording = noun + predicate[0] if predicate else noun
    return spot.counted(wording, "counted noun", end=spot.quantity.end + behind + len(wording) - len(noun))


@cache
def _predicate() -> re.Pattern[str]:
    """Match what befell the things counted, without which their number says something else: 15家企业|入围百强."""
    return re.compile(rf"(?:成功|顺利)?(?:{alternatives(column('predicates', 'word'))})[^，,。；;：:、（(\d]{{0,14}}")


def _share_of_noun(spot: Spot) -> Reading | None:
    noun = spot.right[1:].strip(PAUSES)
    end = spot.quantity.end + len(spot.right.rstrip(PAUSES))
    return spot.counted(noun, "counted noun", end=end) if len(noun) > 1 else None


def _runs_into_figure(spot: Spot) -> bool:
    """Whether another number follows without a pause."""
    return any(q.start == spot.high for q in spot.scene.quantities) and not re.search(
        r"[、，,。；;：:和及与]\Z", spot.right
    )


_FROM = re.compile(r"(?:由|从)\Z")
_REACHES = re.compile(r"(?:至|到|为|达)\Z")


_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}


def _measured(spot: Spot, trail: Trail) -> Reading | None:
    """Read what is measured before its number: 实有床位40953张, 由2020年的7.08张增加到8.36张."""
    from_value = _FROM.search(spot.left)
    left = _FROM.sub("", spot.left)
    wording = before_number(left)
    medal = _MEDALS.get(spot.printed[-1]) if spot.quantity.unit == "枚" else None
    if medal:
        wording = (wording or trail.indicator.removesuffix("金牌").removesuffix("银牌")) + medal
    if len(wording) < 2 or only_moves(wording):
        goes_on = _REACHES.search(left.strip()) or from_value or (wording and only_moves(wording))
        wording = trail.indicator if goes_on else ""
    if len(wording) < 2:
        return None
    if spot.quantity.shape is Shape.BARE:
        unit = _lent_unit(spot, wording)
        if unit is None:
            return None
        spot = replace(spot, quantity=replace(spot.quantity, unit=unit, shape=Shape.AMOUNT))
    is_next_item = trail.last is not None and trail.last.clause == spot.clause and spot.left == f"、{wording}"
    if trail.last and is_next_item:
        wording = with_base(wording, trail.last.indicator)
    reading = spot.reading(wording, ValueKind.LEVEL, "indicator before number")
    return replace(reading, starts=bool(from_value))


_UNIT_IN_INDICATOR = {"人次": "人次", "人数": "人", "户数": "户"}
_UNITLESS = re.compile(r"(?:指数(?:[（(][A-Za-z]+[）)])?|系数|得分|评分)\Z")


def _lent_unit(spot: Spot, wording: str) -> str | None:
    """Return the unit of a bare number: 总诊疗人次2154.6万 has it in the indicator, an index has none; else None."""
    unit = next((unit for tail, unit in _UNIT_IN_INDICATOR.items() if wording.endswith(tail)), None)
    if unit and re.search(r"[万亿]", spot.printed):
        return unit
    return "" if _UNITLESS.search(wording) else None


RULES = (
    Rule(name="range end", produce=_range_end),
    Rule(name="rank", produce=_rank),
    Rule(name="duration", produce=_duration),
    Rule(name="change", produce=_change),
    Rule(name="share", produce=_share),
    Rule(name="counted noun", produce=_counted_noun),
    Rule(name="indicator before number", produce=_measured),
)
