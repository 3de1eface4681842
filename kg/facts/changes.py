"""Changes and durations in a sentence: 同比增长6.8%, 减少1860人，降幅17.4%, 连续26年."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.facts.reading import PAUSES, Reading, Spot, Trail, counting_units, untimed
from kg.facts.wording import after_number, before_number, change_before, change_in, only_moves
from kg.model import Bound, ValueKind
from kg.text.quantities import Shape
from kg.words import column

LASTING = re.compile(r"(?:已|已经)?(?:连续|持续|坚持|蝉联)\Z")
_SPANS = frozenset(("年", "个月", "天"))


def duration(spot: Spot, trail: Trail) -> Reading | None:
    """Read 连续26年无甲类传染病."""
    match = LASTING.search(spot.left)
    if spot.quantity.unit not in _SPANS or not match:
        return None
    subject = before_number(spot.left[: match.start()])
    if subject in column("vague_measures", "word"):
        subject = trail.subject.removesuffix("数") + subject
    if subject:
        trail.indicators.append(subject)
        trail.units.append(spot.quantity.unit)
    what, end = _what_lasts(spot)
    if not subject and only_moves(what):
        subject = trail.indicator
    wording = f"{subject}{match[0].removeprefix('已')}{what}"
    return spot.reading(wording, ValueKind.DURATION, "duration", end=end) if subject or what else None


def _what_lasts(spot: Spot) -> tuple[str, int]:
    """Return what lasts so long and where it ends; a rank that it runs into belongs to it: 连续3年位居全省|第一."""
    end = spot.quantity.end + len(spot.right.rstrip(PAUSES))
    rank = next((q for q in spot.scene.quantities if q.start == spot.high and q.shape is Shape.RANK), None)
    if rank is None or not spot.right or spot.right.endswith(tuple(PAUSES)):
        return spot.right.strip(PAUSES), end
    return spot.right.lstrip(PAUSES) + spot.scene.text[rank.start : rank.end], rank.end


_RELATIVE = frozenset(("%", "百分点", "‰", "倍"))


def change(spot: Spot, trail: Trail) -> Reading | None:
    """Read 同比增长6.8%, 较上年提高2.3个百分点; the direction stands in the indicator, not in the sign."""
    match = change_before(spot.left)
    if match is None:
        return _times_as_much(spot, trail)
    subject = trail.named_again(before_number(spot.left[: match.start()]))
    counted = _counted(spot) if not subject or only_moves(subject) else ""
    if counted:
        subject = counted
    elif not subject or only_moves(subject):
        of_rank = spot.quantity.unit in {"位", "名"} or spot.right.startswith(_PLACES)
        ranked = trail.last is not None and trail.last.kind is ValueKind.RANK and of_rank
        subject = trail.last.indicator if ranked and trail.last else trail.indicator
        if match[0].startswith(match["verb"] + "幅"):
            subject = _subject_before(spot, trail)
    elif subject in column("vague_measures", "word"):
        subject = trail.subject.removesuffix("数") + subject
    plain = match["verb"] in column("wording", "word", role="shift") and spot.left.endswith((match["verb"], "了"))
    if not subject or not (spot.quantity.unit in _RELATIVE or match["comparison"] or plain):
        return None
    on_average = "平均" if "平均" in match[0] and "平均" not in subject else "年均" if "年均" in match[0] else ""
    end = spot.quantity.end + len(counted) if spot.right.startswith(counted) else None
    return spot.reading(subject + on_average + change_in(spot.left), ValueKind.CHANGE, "change", end=end)


#: 较上年提升3个|位次: of the rank told before.
_PLACES = ("位次", "名次")
_SHORT_NOUN = re.compile(r"[一-鿿]{2,6}(?=[，,。；;、]|\Z)")


def _counted(spot: Spot) -> str:
    """Return what a change counts behind its number: 同比减少9个|雾霾天、增加12个|晴好天."""
    if spot.quantity.unit not in counting_units() or spot.right.startswith(_PLACES):
        return ""
    short = _SHORT_NOUN.match(spot.right)
    return after_number(spot.right) or (short[0] if short else "")


_TIMES = re.compile(r"(?:大?约|已)?(?:为|是|达到?|相当于)(?P<base>[^，,；;。]{2,8})的\Z")


def _times_as_much(spot: Spot, trail: Trail) -> Reading | None:
    """Read 到账科研经费1268万元，约为2020年的|2.5倍, which is no level but a comparison with that year."""
    match = _TIMES.search(spot.left) if spot.quantity.unit == "倍" else None
    if match is None:
        return None
    subject = before_number(spot.left[: match.start()]) or trail.subject
    about = spot.quantity.bound is Bound.EXACT and match[0].startswith(("约", "大约"))
    quantity = replace(spot.quantity, bound=Bound.ABOUT) if about else spot.quantity
    reading = spot.reading(f"{subject}为{match['base']}的倍数", ValueKind.CHANGE, "change")
    return replace(reading, quantity=quantity) if subject else None


def _subject_before(spot: Spot, trail: Trail) -> str:
    """Return what the clause before tells the fall or rise of, of which 降幅 gives the size."""
    last = trail.last
    if last is not None and last.kind is ValueKind.CHANGE and last.clause == spot.clause - 1:
        return before_number(_MOVE_AT_END.sub("", last.indicator))
    if spot.clause == 0:
        return trail.indicator
    clause = spot.scene.clauses[spot.clause - 1]
    told = untimed(spot.scene, clause.start, spot.scene.text[clause.start : clause.end].rstrip("，,；;"))
    match = change_before(told)
    return (before_number(told[: match.start()]) if match else "") or trail.indicator


_MOVE_AT_END = re.compile(
    r"(?:同比|环比|[比较][一-鿿\d]{1,8})?(?:首次|平均)?(?:减少|增加|下降|上升|提高|降低|增长|缩短)\Z"
)
