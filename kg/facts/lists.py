"""Figures in lists: A、B、C分别为a、b、c, and 甲、乙、丙三个100%."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.grades import lent_noun
from kg.facts.reading import JOINT, PAUSES, Reading, Spot, Trail, counting_units, untimed
from kg.facts.wording import after_number, before_number, change_before, change_in, flows, only_moves
from kg.model import Bound, ValueKind
from kg.text.numerals import number
from kg.text.quantities import Quantity, Shape, quantities
from kg.text.segment import words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.scene import Scene

_RESPECTIVELY = re.compile(
    r"(?:分列|分居|分别|依次|各(?![类级地项种方])|(?<![人平户年日月])均(?!衡|等|匀))(?:为|达到?|是|有|增长|提高|投入|达|占)?"
)
_RANKED_BEFORE = re.compile(r"位?居|排名?|位列|名列|分列")
SCOPE = re.compile(r"全国|全省|全区|全市|全州|全县|全球|世界|省内|市内|国内|全自治区|我省|自治区")

#: 在最近一次全国三级公立医院绩效考核（2023年度）中，该院排在|第87位.
CONTEST = re.compile(
    r"在(?:最近一次|[^，,；;。]{0,8}?公布的)?(?P<name>[^，,；;。在]{2,30}?(?:考核|评价|评估|测评|评比|排行榜|百强榜|竞赛|监测|“国考”))"
    r"(?:[（(][^（）()]*[）)])?中[，,]?[^，,；;。]{0,12}\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """A run of numbers with the words before it, cut at 分别."""

    scene: Scene
    clause: int
    run: tuple[Quantity, ...]
    low: int
    #: The words before 分别, and those from it to the first number.
    subject: str
    predicate: str

    @property
    def left(self) -> str:
        return self.subject + self.predicate

    @property
    def kind(self) -> ValueKind:
        if all(quantity.shape is Shape.RANK for quantity in self.run):
            return ValueKind.RANK
        return ValueKind.CHANGE if change_in(self.left) else ValueKind.LEVEL


def run_from(text: str, inside: Sequence[Quantity], at: int) -> tuple[Quantity, ...]:
    """Return the quantities from here on that stand side by side: 88.6%、96.8%、91.3%."""
    run = [inside[at]]
    for quantity in inside[at + 1 :]:
        if not JOINT.fullmatch(text[run[-1].end : quantity.start]):
            break
        run.append(quantity)
    return tuple(run)


def listed(scene: Scene, clause: int, run: tuple[Quantity, ...], trail: Trail) -> list[Reading]:
    """Read a run of numbers that 分别 deals out to indicators or to owners; empty where it is no such list."""
    left = scene.text[trail.taken : run[0].start]
    if len(run) < 2:
        return _alike(scene, clause, run[0], trail)
    match = re.search(r"分别(?:为|达到?|是|有|增长|提高|投入|达|占)?", left) or _RESPECTIVELY.search(left)
    if match is None:
        return _dealt_out_unsaid(scene, clause, run, trail)
    listing = _Listing(
        scene=scene,
        clause=clause,
        run=run,
        low=trail.taken,
        subject=left[: match.start()],
        predicate=left[match.start() :],
    )
    owners = _owners(listing)
    return _by_owner(listing, owners, trail) if owners else _by_indicator(listing, trail)


# ---------------------------------------------------------------- lists without 分别

_STARTS_AT = re.compile(r"(?:由|从)(?:[一-鿿]{1,8}的)?\Z")
_ENDS_AT = re.compile(r"(?:到|至|为)[一-鿿]{0,8}的?\Z")


def _dealt_out_unsaid(scene: Scene, clause: int, run: tuple[Quantity, ...], trail: Trail) -> list[Reading]:
    """Read A、B从a、b升到c和d, and A、B分别为a、b，增长c和d, where no word deals the numbers out."""
    left = untimed(scene, trail.taken, scene.text[trail.taken : run[0].start])
    count = len(run)
    before = trail.readings[-count:]
    starts = _STARTS_AT.search(left)
    if starts:
        names = _items(before_number(left[: starts.start()]), count)
        pairs = zip(run, names, strict=False)
        return [replace(_named(scene, clause, quantity, name, trail.taken), starts=True) for quantity, name in pairs]
    if len(before) < count or any(reading.rule not in _DEALT_OUT for reading in before):
        return []
    if all(reading.starts for reading in before) and _ENDS_AT.search(left.strip()):
        return [
            replace(_named(scene, clause, quantity, reading.indicator, trail.taken), owner_at=reading.owner_at)
            for quantity, reading in zip(run, before, strict=True)
        ]
    if all(reading.kind is ValueKind.CHANGE for reading in before) and _reaches(left):
        moves = [change_before(reading.indicator) for reading in before]
        names = [move.string[: move.start()] for move in moves if move]
        return [
            replace(_named(scene, clause, quantity, name, trail.taken), owner_at=reading.owner_at)
            for quantity, name, reading in zip(run, names, before, strict=False)
        ]
    moved = change_in(left)
    if not moved or before_number(left.replace(moved, "")):
        return []
    return [
        replace(
            _named(scene, clause, quantity, reading.indicator + moved, trail.taken),
            kind=ValueKind.CHANGE,
            owner_at=reading.owner_at,
        )
        for quantity, reading in zip(run, before, strict=True)
    ]


def _reaches(left: str) -> bool:
    """Whether words only say that the figures dealt out next are where changes end: …分别下降41.2%和33.6%，降至|…."""
    return bool(_ENDS_AT.search(left.strip())) and only_moves(left.strip(PAUSES))


_DEALT_OUT = frozenset({"parallel list", "list of owners"})


def _named(scene: Scene, clause: int, quantity: Quantity, name: str, low: int) -> Reading:
    spot = Spot(scene=scene, clause=clause, quantity=quantity, low=low, high=quantity.end)
    return spot.reading(name, ValueKind.LEVEL, "parallel list")


_ALL_THE_SAME = re.compile(r"(?:均|都|双双|各)(?![级类地项种方年次])(?:已|也|只|仅)?(?P<moves>[^，,；;。、]{0,6})\Z")


def _alike(scene: Scene, clause: int, quantity: Quantity, trail: Trail) -> list[Reading]:
    """Read one number that several share: 甲、乙、丙超过|95%, 网办率、可办率均达|100%."""
    low, high = trail.taken, quantity.start
    match = _ALL_THE_SAME.search(scene.text[low:high])
    subject_end = low + match.start() if match else high
    owners = _group_at(scene, low, subject_end)
    if owners:
        behind = before_number(scene.text[owners[-1][1] : subject_end] + (match["moves"] if match else ""))
        wording = trail.indicator_in(quantity.unit) if not behind or only_moves(behind) else ""
        readings = [_named(scene, clause, quantity, wording, low) for _ in owners] if wording else []
        return (
            [
                replace(reading, owner_at=at, rule="list of owners")
                for reading, (at, _) in zip(readings, owners, strict=True)
            ]
            if readings
            else []
        )
    subject = before_number(untimed(scene, low, scene.text[low:subject_end])) if match else ""
    count = len([part for part in re.split(r"、|和|与|以及", subject) if part])
    moved = change_in(match["moves"]) if match else ""
    each = match is not None and match[0].startswith("各")
    if match is None or count < 2 or not (_metric_head().search(subject) or moved or each):
        return []
    kind = ValueKind.CHANGE if moved else ValueKind.LEVEL
    return [replace(_named(scene, clause, quantity, name + moved, low), kind=kind) for name in _items(subject, count)]


def _group_at(scene: Scene, low: int, high: int) -> list[tuple[int, int]]:
    """Return two owners or more that stand side by side at the head of a stretch, behind 其中 at most."""
    spots = sorted({(m.start, m.end) for m in scene.owners if low <= m.start and m.end <= high})
    outer = [s for s in spots if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spots)]
    if len(outer) < 2 or re.sub(r"[、，,：:\s其中]", "", scene.text[low : outer[0][0]]):
        return []
    group = [outer[0]]
    for spot in outer[1:]:
        if not JOINT.fullmatch(scene.text[group[-1][1] : spot[0]]):
            break
        group.append(spot)
    return group if len(group) > 1 else []


def with_shared_unit(run: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Lend the last unit to all: 9.4个、3.7个和6.2个百分点."""
    last = run[-1]
    if len(run) < 2 or last.shape is Shape.RANK:
        return run
    elided = {"个", "", "百分点"} if last.unit == "百分点" else {""}
    if last.unit and all(quantity.unit in elided for quantity in run[:-1]):
        return tuple(replace(quantity, unit=last.unit, shape=Shape.AMOUNT) for quantity in run)
    return run


# ---------------------------------------------------------------- owners


def _owners(listing: _Listing) -> list[tuple[int, int]]:
    """Return where as many owners as numbers stand: before 分别, or in an earlier clause that ranks them."""
    scene, count = listing.scene, len(listing.run)
    here = _named_in(scene, listing.low, listing.low + len(listing.subject), count)
    wording = before_number(untimed(scene, listing.low, listing.subject))
    if here or len(_items(wording, count)) == count:
        return here
    start = scene.clauses[listing.clause].start
    earlier = _named_in(scene, 0, start, count)
    as_group = _GROUP_AGAIN.match(wording) or (earlier and wording and _opens_sentence(scene, earlier[0][0]))
    ranked = not wording and _RANKED_BEFORE.search(scene.text[:start])
    at_once = listing.kind is ValueKind.LEVEL and not wording and len(_counted_by(listing)) > 1
    return earlier if as_group or ranked or at_once else []


def _counted_by(listing: _Listing) -> str:
    """Return what the last of several numbers counts, and the others too: 分别管理15家和13家|乡镇卫生院."""
    last = listing.run[-1]
    units = {quantity.unit for quantity in listing.run}
    acts = before_number(listing.predicate.removeprefix("分别"))
    end = listing.scene.clauses[listing.clause].end
    behind = listing.scene.text[last.end : end]
    counts = len(units) == 1 and last.unit in counting_units() and len(acts) <= _LONGEST_ACT
    return after_number(behind) if counts and behind.strip(PAUSES) else ""


_LONGEST_ACT = 4


#: 三地|县域内就诊率: the places or houses named before, together.
_GROUP_AGAIN = re.compile(r"[两二三四五六七八九](?:县|区|市|地|州|院|校|家医院|家|镇|乡|个县|个区)")


def _opens_sentence(scene: Scene, start: int) -> bool:
    """Whether nothing but times and signs stands before a name."""
    before = scene.text[:start]
    for time in scene.times:
        before = before.replace(scene.text[time.start : time.end], "", 1)
    return not re.sub(r"[、，,：:\s“其中]", "", before)


def _named_in(scene: Scene, low: int, high: int, count: int) -> list[tuple[int, int]]:
    spots = sorted({(m.start, m.end) for m in scene.owners if low <= m.start and m.end <= high})
    outer = [s for s in spots if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spots)]
    begins = {led[0]: leader[0] for leader, led in pairwise(outer) if _LED.fullmatch(scene.text[leader[1] : led[0]])}
    outer = [spot for spot in outer if spot[0] not in begins.values()]
    for first in range(len(outer) - count + 1):
        group = outer[first : first + count]
        if all(_SIDE_BY_SIDE.fullmatch(scene.text[a[1] : begins.get(b[0], b[0])]) for a, b in pairwise(group)):
            return group
    return []


#: 县人民医院|牵头的|第一医疗集团.
_LED = re.compile(r"(?:牵头|领办|为龙头|托管)(?:的|组建的|成立的)?")
#: 县人民医院|医共体、|县中医医院.
_SIDE_BY_SIDE = re.compile(rf"(?:医共体|医联体|总院)?(?:{JOINT.pattern})")


def _by_owner(listing: _Listing, owners: list[tuple[int, int]], trail: Trail) -> list[Reading]:
    counted = _counted_by(listing) if listing.kind is ValueKind.LEVEL else ""
    said = (counted, *_wordings_of_owners(listing, owners[-1][1], trail))
    tries = (_GROUP_AGAIN.sub("", wording, count=1) for wording in said)
    wording = next((wording for wording in tries if len(wording) > 1 and not only_moves(wording)), "")
    if not wording:
        return []
    scope = SCOPE.search(listing.predicate) if listing.kind is ValueKind.RANK else None
    end = listing.scene.text.find(wording, listing.run[-1].end) + len(wording) if wording == counted else 0
    moved = change_in(listing.left) if listing.kind is ValueKind.CHANGE and not change_before(wording) else ""
    readings = (_reading(listing, quantity, wording + moved, "list of owners") for quantity in listing.run)
    return [
        replace(reading, owner_at=at, scope=scope[0] if scope else None, end=max(reading.end, end))
        for reading, (at, _) in zip(readings, owners, strict=False)
    ]


def _wordings_of_owners(listing: _Listing, last_owner: int, trail: Trail) -> tuple[str, ...]:
    """Return what the figures of several owners may measure, the likeliest first."""
    text = listing.scene.text
    behind = text[last_owner : listing.low + len(listing.subject)] if last_owner > listing.low else listing.subject
    earlier = text[last_owner : listing.scene.clauses[listing.clause].start]
    if listing.kind is ValueKind.RANK:
        contest = CONTEST.search(text[: listing.run[0].start])
        ranked = before_number(_RANKED_BEFORE.split(earlier)[0])
        return (before_number(behind), ranked, contest["name"] if contest else "", trail.indicator)
    return (
        before_number(behind),
        before_number(listing.predicate.removeprefix("分别")),
        before_number(_RANKED_BEFORE.split(earlier)[0]),
        trail.indicator,
    )


# ---------------------------------------------------------------- indicators


@cache
def _zone_or_works() -> tuple[str, ...]:
    """Return the ends of what has figures and is no place: 双凤经开区、下塘产业园|分别签约项目29个和17个."""
    return (*column("zones", "tail"), *column("work_heads", "word", built="yes"))


def _by_indicator(listing: _Listing, trail: Trail) -> list[Reading]:
    count = len(listing.run)
    names = _items(before_number(untimed(listing.scene, listing.low, listing.subject)), count)
    done = before_number(listing.predicate.removeprefix("分别"))
    if len(done) > 1 and not only_moves(done) and names and all(name.endswith(_zone_or_works()) for name in names):
        names = [done] * count
    if not names and len(trail.indicators) >= count:
        names = trail.indicators[-count:]
        if done in column("investments", "word"):
            names = [name + done for name in names]
    scope = SCOPE.search(listing.predicate) if listing.kind is ValueKind.RANK else None
    suffix = f"{scope[0] if scope else ''}排名" if listing.kind is ValueKind.RANK else change_in(listing.left)
    starts = bool(_STARTS_AT.search(listing.predicate))
    return [
        replace(
            _reading(listing, quantity, name + suffix, "parallel list"),
            scope=scope[0] if scope else None,
            starts=starts,
        )
        for quantity, name in zip(_with_shared_bounds(listing.run, listing.predicate), names, strict=False)
    ]


def _reading(listing: _Listing, quantity: Quantity, wording: str, rule: str) -> Reading:
    spot = Spot(scene=listing.scene, clause=listing.clause, quantity=quantity, low=listing.low, high=quantity.end)
    return spot.reading(wording, listing.kind, rule)


_BOUNDS_ALL = re.compile(r"不少于|不低于|超过|突破|不超过|不高于|低于")


def _with_shared_bounds(run: tuple[Quantity, ...], predicate: str = "") -> tuple[Quantity, ...]:
    """Bound all alike where only the first or the last is bounded: 控制在4‰、5‰和7/10万以内."""
    if run[0].bound is Bound.EXACT and (said := _BOUNDS_ALL.search(predicate)):
        bound = Bound.OVER if said[0] in {"不少于", "不低于", "超过", "突破"} else Bound.UNDER
        return tuple(replace(quantity, bound=bound) if quantity.bound is Bound.EXACT else quantity for quantity in run)
    first, last = run[0].bound, run[-1].bound
    shared = first if last is Bound.EXACT else last
    if shared is Bound.EXACT or any(quantity.bound not in {Bound.EXACT, shared} for quantity in run):
        return run
    return tuple(replace(quantity, bound=shared) for quantity in run)


@cache
def _metric_head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('metric_heads', 'word'))})\Z")


def _items(subject: str, count: int) -> list[str]:
    """Split 高血压、糖尿病患者规范管理率 into as many indicators, lending the shared tail."""
    parts = [part for part in re.split(r"、|和|与|以及|(?<![普])及(?![其时格]|以[上下内])", subject) if part]
    if len(parts) != count or parts[0] in _ONE_OF_JOINED:
        return _told_apart(subject, count)
    parts = lent_noun([parts[0], *(with_base(part, parts[0]) for part in parts[1:])])
    last = parts[-1]
    if _metric_head().search(last):
        return [part if _metric_head().search(part) else part + _tail(last, len(part)) for part in parts]
    return parts


#: 一、二、三产业: its parts are no indicators.
_ONE_OF_JOINED = frozenset("一二")


def _told_apart(subject: str, count: int) -> list[str]:
    """Return as many indicators as one joined word stands for: 城乡居民收入 those of 城镇居民 and 农村居民."""
    for row in rows("joined_subjects"):
        parts = row["parts"].split("|")
        if row["word"] in subject and len(parts) == count:
            return [subject.replace(row["word"], part, 1) for part in parts]
    return []


_PER_HEAD = re.compile(r"(?:平均)?每[十百千万]+(?:名)?(?:常住|户籍)?(?:人口|人|老年人口)|[千万]人(?:均|口)?")


def with_base(wording: str, first: str) -> str:
    """Lend to a later item what the first begins with: 每千人口|执业医师、注册护士; 改造|棚户区、老旧小区."""
    base = _PER_HEAD.match(first)
    if base and not _PER_HEAD.match(wording) and "每" not in wording:
        return base[0] + wording
    flow = next((word for word in flows() if first.startswith(word)), "")
    if not flow:
        return wording
    has_own_verb = wording.startswith(flows()) or next(iter(words(wording)), "") in _verbs_of_doing()
    return wording if has_own_verb else flow + wording


@cache
def _verbs_of_doing() -> frozenset[str]:
    """Verbs that say what was done to a later item: 新增甲2家、|培育|乙3家, but not 连锁|酒店."""
    roles = ("lead", "act", "brings")
    said = {word for role in roles for word in column("wording", "word", role=role)}
    return frozenset(said | set(column("carrying", "word", side="before")))


#: 婴儿、|5岁以下儿童|死亡率: whom the last item counts is no part of what it shares.
_AGED = re.compile(r"\d+(?:周?岁|个月)[^、]{0,4}?(?:儿童|老年人|老人|人口|人群|女性|妇女|学生|群众|居民)")


def _tail(last: str, length: int) -> str:
    """Return the end of the last item that the earlier ones share: 糖尿病|患者规范管理率."""
    position, cuts = 0, []
    for word in words(last):
        position += len(word)
        cuts.append(position)
    aged = _AGED.match(last)
    inner = [cut for cut in cuts if (aged.end() if aged else 0) <= cut < len(last)]
    return last[min(inner, key=lambda cut: (abs(cut - length), cut)) :] if inner else ""


# ---------------------------------------------------------------- all of them

_ALL_OF = re.compile(r"(?P<items>[^，,；;。]+?)(?P<count>[两二三四五])个(?P<value>100%|百分之百)")


def all_of(scene: Scene, clause: int) -> list[Reading]:
    """Read 定点申请、协议签订、结算开通三个100% as one figure for each item; empty where there is none."""
    if "个1" not in scene.text and "个百" not in scene.text:
        return []
    here = scene.clauses[clause]
    match = _ALL_OF.search(scene.text, here.start, here.end)
    if match is None:
        return []
    items = [item for item in re.split(r"、|和", before_number(match["items"])) if item]
    value = next(iter(quantities(match["value"])), None)
    if value is None or len(items) != number(match["count"]):
        return []
    start, end = match.span("value")
    quantity = replace(value, start=start, number=start, end=end, tail=end)
    spot = Spot(scene=scene, clause=clause, quantity=quantity, low=here.start, high=end)
    return [spot.reading(item, ValueKind.LEVEL, "all of them") for item in items]
