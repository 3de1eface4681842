"""Levels in a sentence: what stands before a number is measured, what stands behind it is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.facts.lists import with_base
from kg.facts.reading import JOINT, PAUSES, Reading, Spot, Trail, counting_units, untimed
from kg.facts.wording import after_number, before_number, flows, only_acts, only_moves
from kg.model import Bound, ValueKind
from kg.text.dates import TimeRole
from kg.text.quantities import Shape
from kg.text.segment import tag, words
from kg.words import alternatives, column

_SHARE = re.compile(
    r"(?P<subject>.*?)占(?!有率|用率|地(?!区))(?P<whole>(?:比|[^，,；;。占]{0,18}?)?)(?:的|达到?|为|比例|比重|比例为|比重为|比例达|比重达)*\Z"
)


#: 占GDP|比重首次|突破3.0%, 占比重|的|…: what is said of the share is no part of the whole.
_SHARE_OF = re.compile(r"(?:的?(?:比重|比例))?(?:首次|已|将|约|仍|则)*的?\Z")


def share(spot: Spot, trail: Trail) -> Reading | None:
    """Read 占全省总量四分之一以上, 普惠托位占比达65.3%."""
    match = _SHARE.fullmatch(_FROM.sub("", re.sub(r"分别|依次", "", spot.left)))
    if match is None or not (spot.quantity.unit == "%" or spot.quantity.shape is Shape.SHARE):
        return None
    said = before_number(match["subject"])
    subject = trail.subject.removesuffix("占比") if only_moves(said) else said
    if not subject:
        return None
    if match["subject"].strip(PAUSES).endswith(("约", "近")) and spot.quantity.bound is Bound.EXACT:
        spot = replace(spot, quantity=replace(spot.quantity, bound=Bound.ABOUT))
    whole = _SHARE_OF.sub("", match["whole"])
    if whole.startswith("比") and only_moves(whole.removeprefix("比").rstrip("到至")):
        whole = "比"
    wording = f"{subject}占比" if whole in {"", "比"} else f"{subject}占{whole}比重"
    reading = spot.reading(wording, ValueKind.LEVEL, "share")
    return replace(reading, starts=_FROM.search(spot.left) is not None)


@cache
def _measures() -> frozenset[str]:
    """Units that measure what stands before them, not count what follows: %, 元, 公里, 人次."""
    return frozenset(column("measuring_units", "unit"))


@cache
def _persons() -> tuple[str, ...]:
    return column("wording", "word", role="person")


def counted_noun(spot: Spot, trail: Trail) -> Reading | None:
    """Read a number before what it counts: 5家三级综合医院, 13.2万患者, 100%的村卫生室."""
    if spot.quantity.shape is Shape.BARE:
        if not (spot.right.startswith(_persons()) and re.search(r"[万亿]", spot.printed)):
            return None
        spot = replace(spot, quantity=replace(spot.quantity, unit="人", shape=Shape.AMOUNT))
    if spot.right.startswith("的") and spot.quantity.unit in _OF_WHAT:
        return _share_of_noun(spot)
    of_a_name = spot.quantity.unit in counting_units() and _OF_A_NAME.match(spot.right) and spot.measured
    if of_a_name or _FROM.search(spot.left) or _measures_what_stands_before(spot) or _next_measures(spot):
        return None
    noun = after_number(spot.right, brief=_runs_into_figure(spot))
    place = _SORT_OF_PLACE.match(spot.right) if len(noun) < 2 else None
    if place:
        return spot.counted(place[0], "counted noun", end=spot.quantity.end + len(place[0]))
    if len(noun) < 2 or len(_without_adverb(noun)) < 2 or _ends_there(spot):
        return None
    return _flowing(spot, _with_predicate(spot, noun), trail)


#: 实施覆盖4万人|的“残疾预防项目”: the name is not what is counted.
_OF_A_NAME = re.compile(r"的[“《]")


#: 市中心医院、市中医医院等5家|为三级甲等.
_WHAT_THEY_ARE = re.compile(r"(?:为|是|被?评为|成为)(?P<what>[^，,。；;：:、（(\d]{3,20})(?=[，,。；;、]|\Z)")


@cache
def _what_days() -> re.Pattern[str]:
    """Match what the air of so many days was: 30天|为优，28天|为良."""
    return re.compile(rf"为(?P<what>{alternatives(column('wording', 'word', role='air'))})(?=[，,。；;、]|\Z)")


def days_of_air(spot: Spot, trail: Trail) -> Reading | None:
    """Read 30天|为优, 1天|为轻度污染."""
    del trail
    said = _what_days().match(spot.right) if spot.quantity.unit == "天" else None
    return spot.counted(f"{said['what']}天数", "counted noun", end=spot.quantity.end + said.end()) if said else None


def what_they_are(spot: Spot, trail: Trail) -> Reading | None:
    """Read 市中心医院、市中医医院等5家|为三级甲等: what the examples and the others are."""
    del trail
    said = _WHAT_THEY_ARE.match(spot.right) if spot.left.endswith("等") else None
    if said is None or spot.quantity.unit not in counting_units():
        return None
    return spot.counted(said["what"], "counted noun", end=spot.quantity.end + said.end())


def _measures_what_stands_before(spot: Spot) -> bool:
    """Whether a unit such as 元 or % measures the words before its number, and nothing behind it is counted."""
    if spot.right.startswith("的") and spot.left.endswith(column("wording", "word", role="capacity")):
        return True
    return spot.quantity.unit in _measures() and (spot.right[:1] in "、，,。；;和及与（(以 的" or _names(spot.left))


def _next_measures(spot: Spot) -> bool:
    """Whether the next number measures the noun behind, for this one has its own: 参保|300人|社保补贴120万元."""
    following = next((q for q in spot.scene.quantities if q.start == spot.high), None)
    is_money = following is not None and following.unit == "元" and spot.right == after_number(spot.right)
    return is_money and spot.right.endswith(column("wording", "word", role="money")) and _names(spot.left)


def _ends_there(spot: Spot) -> bool:
    return bool(re.search(r"(?:达到?|为|至|到)\Z", spot.left)) and spot.right[:1] in "，,、。；;（(和与及"


def _with_predicate(spot: Spot, noun: str) -> Reading:
    stripped = _without_adverb(noun)
    behind = spot.right.find(noun) + len(stripped)
    runs_on = _runs_into_figure(spot)
    predicate = None if runs_on else _predicate().match(spot.right, behind)
    whole = _brings_about().search(spot.left) or stripped != noun
    bare = noun in column("head_nouns", "word")
    noun = stripped
    if predicate is None and (whole or bare) and not runs_on:
        predicate = (_EVENT if whole else _SHORT_EVENT).match(spot.right, behind)
    wording = noun + predicate[0] if predicate else noun
    return spot.counted(wording, "counted noun", end=spot.quantity.end + behind + len(wording) - len(noun))


def _without_adverb(noun: str) -> str:
    """Drop the adverb that jieba takes for part of a noun: 40条小流域|成功|消除劣质水, 52家医院|中."""
    adverbs = column("wording", "word", role="adverb")
    if not noun.endswith(adverbs):
        return noun
    last = words(noun)[-1]
    return noun.removesuffix(last) if last in adverbs else noun


#: 推动2家企业|进入上市程序, 完成4家公司整体|划转: what is brought about is the whole event.
_EVENT = re.compile(r"(?:[^，,。；;：:、（(\d和与及等]|\d[A-Za-z]){2,12}(?=[，,。；;、]|\Z)")
_SHORT_EVENT = re.compile(r"(?!在|对|为|向|从|由|以)[^，,。；;：:、（(\d和与及等]{2,8}(?=[，,。；;、]|\Z)")


@cache
def _brings_about() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='brings'))})(?:[^，,；;。]{{1,12}}等)?\Z")


def _flowing(spot: Spot, reading: Reading, trail: Trail) -> Reading:
    """Say that what is counted is new: 新增|2个国家临床重点专科, and the next items of such a list."""
    before = spot.scene.text[: spot.quantity.start]
    flow = next((word for word in flows() if before.endswith(word)), "")
    if flow and not reading.indicator.startswith(flow):
        return replace(reading, indicator=flow + reading.indicator, start=reading.start - len(flow))
    last = trail.last
    if last is None or last.clause < spot.clause - 1 or last.rule != reading.rule:
        return reading
    if last.clause != spot.clause and any(word in reading.indicator for word in column("predicates", "word")):
        return reading
    listed = JOINT.fullmatch(spot.scene.text[last.end : spot.quantity.start])
    flow = next((word for word in _new() if last.indicator.startswith(word)), "") if listed else ""
    return reading if reading.indicator.startswith(_new()) else replace(reading, indicator=flow + reading.indicator)


@cache
def _new() -> tuple[str, ...]:
    """Verbs that tell the year's new ones from the stock, the longest first: 新增, 新认定."""
    return tuple(word for word in column("wording", "word", role="flow") if word.startswith(("新", "净增")))


#: Units after which 的 and a noun say what is measured: 322万人次的|门急诊.
_OF_WHAT = frozenset(("%", "人次", "例次", "台次"))
#: 8个县全部建成国家卫生县城: a count of places, with what befell them.
_SORT_OF_PLACE = re.compile(
    r"(?:[县市区州旗乡镇村])(?:[（(][^（）()]{1,6}[）)])?(?![级属内域立政委长区镇民医卫学小])[^，,。；;：:、（(\d中里]{0,16}"
)


def _names(left: str) -> bool:
    """Whether the words before a number name what is measured, and do not only say what was done: 实施|50万亩."""
    wording = before_number(left)
    return bool(wording) and not only_acts(wording)


@cache
def _predicate() -> re.Pattern[str]:
    """Match what befell the things counted, without which their number says something else: 15家企业|入围百强."""
    verbs = alternatives(column("predicates", "word"))
    sign = r"(?:[^，,。；;：:、（(\d]|\d[A-Za-z])"
    return re.compile(rf"(?:成功|顺利)?(?:{verbs}){sign}{{0,24}}(?=[，,。；;：:、（(\d]|\Z)")


#: 100%的乡镇卫生院|可提供|6类15项服务: what they do is counted next.
_CAN = re.compile(r"(?:可以?|能够?|均|都|已)+(?:提供|开展|开设|配备|设置|设立|拥有)\Z")


def _share_of_noun(spot: Spot) -> Reading | None:
    noun = _CAN.sub("", spot.right[1:].strip(PAUSES))
    end = spot.quantity.end + 1 + len(noun)
    return spot.counted(noun, "counted noun", end=end) if len(noun) > 1 else None


_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_PAUSED = re.compile(r"[、，,。；;：:]|[和及与]\Z")


def _runs_into_figure(spot: Spot) -> bool:
    """Whether another number follows without a pause."""
    said = _IN_BRACKETS.sub("", spot.right)
    return any(q.start == spot.high for q in spot.scene.quantities) and not _PAUSED.search(said)


#: 由, 从原来的, 从改革前的: the number that follows is where a change starts.
_FROM = re.compile(r"(?:由|从)(?:[一-鿿]{1,8}的)?\Z")
_REACHES = re.compile(r"(?:至|到|为|达)\Z")


_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}


def measured(spot: Spot, trail: Trail) -> Reading | None:
    """Read what is measured before its number: 实有床位40953张, 由2020年的7.08张增加到8.36张."""
    if trail.indicator and _compared_with(spot):
        reading = spot.reading(trail.indicator_in(spot.quantity.unit), ValueKind.LEVEL, "compared value")
        return replace(reading, starts=True)
    if invested := _invested(spot):
        return invested
    starts = _FROM.search(spot.left) is not None
    wording = _completed(_wording(spot, trail), trail)
    if len(wording) < 2 or only_acts(wording):
        return None
    if spot.quantity.shape is Shape.BARE:
        unit = _lent_unit(spot, wording)
        if unit is None:
            return None
        spot = replace(spot, quantity=replace(spot.quantity, unit=unit, shape=Shape.AMOUNT))
    if trail.last and (_is_next_item(spot, trail.last, wording) or _goes_on_listing(spot, trail.last, wording)):
        wording = with_base(wording, trail.last.indicator)
    return replace(spot.reading(wording, ValueKind.LEVEL, "indicator before number"), starts=starts)


_INVESTED = re.compile(r"(?P<measure>(?:计划|估算|概算)?总?投资(?:额)?)\Z")
_WHAT_OF = re.compile(
    r"的(?:\d+余?[个项])?(?P<noun>[^，,。；;：:、（(\d和与及等]{2,20}?)(?=建设|开工|[，,。；;、（(]|等|和|\Z)"
)


def _invested(spot: Spot) -> Reading | None:
    """Read 总投资6747亿元的|重大项目: what stands behind the number is what it is invested in."""
    measure = _INVESTED.search(spot.left)
    behind = _WHAT_OF.match(spot.scene.text, spot.quantity.end) if measure and spot.quantity.unit == "元" else None
    if measure is None or behind is None:
        return None
    reading = spot.reading(measure["measure"], ValueKind.LEVEL, "indicator before number", end=spot.quantity.end)
    return replace(reading, indicator=behind["noun"] + measure["measure"])


def _is_next_item(spot: Spot, last: Reading, wording: str) -> bool:
    """Whether a wording is all that stands between the number before and this one: 发明专利12件、|商标|30件."""
    return last.clause == spot.clause and spot.left == f"、{wording}"


def _goes_on_listing(spot: Spot, last: Reading, wording: str) -> bool:
    """Whether a clause is but the next item of what the one before lists as new, or part of it.

    新增甲企业74家，|乙平台|4个; 筹集保障房500套，|其中青年驿站|60套.
    """
    part = spot.left.strip(PAUSES).removeprefix("其中")
    of_it = part != spot.left.strip(PAUSES)
    shared = flows() if of_it and last.quantity.unit == spot.quantity.unit else _new()
    if last.clause != spot.clause - 1 or part != wording or wording in column("grades", "word"):
        return False
    if not last.indicator.startswith(shared):
        return False
    counts = spot.quantity.unit in counting_units() and last.quantity.unit in counting_units()
    return counts and spot.scene.text[last.end : spot.low].strip() in {"，", ","}


def _wording(spot: Spot, trail: Trail) -> str:
    """Return what is measured: by the words before the number, else by what the sentence told before."""
    left = _FROM.sub("", spot.left)
    wording = trail.named_again(before_number(left))
    medal = _MEDALS.get(spot.printed[-1]) if spot.quantity.unit == "枚" else None
    if medal:
        wording = (wording or trail.indicator.removesuffix("金牌").removesuffix("银牌")) + medal
    if len(wording) < 2 or only_moves(wording):
        return _told_before(spot, trail, left, wording if only_moves(wording) else "")
    if trail.last is not None and _reached_by(trail.last, spot, wording):
        return trail.last.indicator
    return trail.indicator_in(spot.quantity.unit) if _only_owner(spot, wording, trail) else wording


def _told_before(spot: Spot, trail: Trail, left: str, moves: str) -> str:
    """Return the indicator that a number without one of its own goes on with, empty where it does not go on."""
    if _is_joined(spot, trail):
        return trail.indicator
    starts = _FROM.search(spot.left) is not None
    reaches = _REACHES.search(left.strip())
    goes_on = reaches or starts or moves or _owner_alone(spot, trail)
    known = trail.indicator_in(spot.quantity.unit) if goes_on else ""
    ends = reaches or (moves and "其中" not in moves)
    if ends and trail.last and trail.last.kind is ValueKind.CHANGE:
        known = trail.subject if _goes_on_from(trail.last, spot, left) else known
    return known or (_object_before(spot) if starts else "")


def _is_joined(spot: Spot, trail: Trail) -> bool:
    """Whether a sum stands right behind the count of the same thing: 发放创业担保贷款210人次|3150万元."""
    last = trail.last
    beside = last is not None and last.kind is ValueKind.LEVEL and last.quantity.end == spot.quantity.start
    return bool(beside and last and last.quantity.unit != spot.quantity.unit and spot.quantity.unit == "元")


def _goes_on_from(last: Reading, spot: Spot, left: str) -> bool:
    """Whether a number is where the change read last ends: 产量增长18.2%，达到|1.97万吨."""
    return last.clause == spot.clause or (last.clause == spot.clause - 1 and only_moves(left.strip(PAUSES)))


def _compared_with(spot: Spot) -> bool:
    """Whether a number is that of the time compared with: 比去年同期的|386.41/10万上升16.41%."""
    return any(
        time.role is TimeRole.COMPARED and spot.scene.text[time.end : spot.quantity.start] in {"的", ""}
        for time in spot.scene.times
        if time.end <= spot.quantity.start
    )


def _object_before(spot: Spot) -> str:
    """Return what the clause before does something to: 调高最高支付限额，从原来的|7万元."""
    if spot.clause == 0:
        return ""
    clause = spot.scene.clauses[spot.clause - 1]
    told = untimed(spot.scene, clause.start, spot.scene.text[clause.start : clause.end].rstrip("，,；;：:"))
    wording = before_number(_ADJUSTS.sub("", told))
    return wording if 2 <= len(wording) <= _LONGEST_OBJECT else ""


_ADJUSTS = re.compile(r"\A(?:调高|提高|降低|调低|调整|下调|上调|扩大|压缩|缩短|优化)了?")
_LONGEST_OBJECT = 20


def _reached_by(last: Reading, spot: Spot, wording: str) -> bool:
    """Whether a lone verb says where a change ends: 由8张|扩充到24张."""
    verb = wording.removesuffix("到").removesuffix("至")
    ends = last.starts and last.clause == spot.clause and last.quantity.unit == spot.quantity.unit
    return ends and len(verb) <= 2 and tag(verb).startswith("v")


def _owner_alone(spot: Spot, trail: Trail) -> bool:
    """Whether an owner stands right before a number of a unit told before: 其中市人民医院|217.9万人次."""
    before = spot.scene.text[spot.low : spot.quantity.start]
    named = any(before.endswith(spot.scene.text[m.start : m.end]) for m in spot.scene.owners if spot.low <= m.start)
    return named and spot.quantity.unit in trail.units


def _only_owner(spot: Spot, wording: str, trail: Trail) -> bool:
    """Whether the words before a number say no more than whose it is: 其中|市人民医院418万元, 全市|累计达41个."""
    if spot.quantity.unit not in trail.units or trail.last is None:
        return False
    if wording in _WHOLE_AREA:
        return True
    names = {spot.scene.text[m.start : m.end] for m in spot.scene.owners if spot.low <= m.start < spot.quantity.start}
    return wording in names or any(name.endswith(wording) and len(wording) > 2 for name in names)


_WHOLE_AREA = frozenset(("全市", "全县", "全区", "全省", "全州", "全国", "我市", "我县"))


#: 经营主体|新增2.1万户，总量…: the sum is not of the new ones.
_FLOWED = re.compile(r"(?<=[一-鿿]{2})(?:净增|新增)\Z")


def _completed(wording: str, trail: Trail) -> str:
    """Say of what a sum or a flow is that names nothing of its own: 经营主体新增2.1万户，总量|达34.4万户."""
    known = _FLOWED.sub("", trail.subject.removesuffix("数"))
    if not known:
        return wording
    if known.endswith(("项目", "项目建设")) and wording in column("investments", "word"):
        return known.removesuffix("建设") + wording
    if wording in flows() or wording in column("work_stages", "word"):
        return wording + known.removeprefix(next((flow for flow in flows() if known.startswith(flow)), ""))
    bare = column("bare_measures", "word")
    measure = next((word for word in bare if known.endswith(word)), "")
    if measure and wording in bare and len(known) > len(measure) + 1:
        return known.removesuffix(measure) + wording
    vague = column("vague_measures", "word")
    if wording in vague and not known.endswith(vague):
        return known.removeprefix(next((flow for flow in flows() if known.startswith(flow)), "")) + wording
    return wording


_UNIT_IN_INDICATOR = {"人次": "人次", "人数": "人", "户数": "户", "人口": "人"}
_UNITLESS = re.compile(r"(?:指数(?:[（(][A-Za-z]+[）)])?|系数|得分|评分|CMI|CMI值|[A-Za-z]值)\Z")


def _lent_unit(spot: Spot, wording: str) -> str | None:
    """Return the unit of a bare number: 总诊疗人次2154.6万 has it in the indicator, an index has none; else None."""
    unit = next((unit for tail, unit in _UNIT_IN_INDICATOR.items() if wording.endswith(tail)), None)
    if unit and re.search(r"[万亿]", spot.printed):
        return unit
    return "" if _UNITLESS.search(wording) else None
