"""Institutions in a sentence: a name is an area or another beginning, a body and a tail that tells the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.gazetteer import gazetteer
from kg.mentions.companies import company_names, is_well_known
from kg.mentions.matching import Matcher, matcher
from kg.mentions.naming import (
    BOUNDARY,
    Tail,
    bounds_company,
    is_class,
    is_counted,
    is_known_body,
    is_name_like,
    is_of_offices,
    is_proper,
    is_stop,
    may_be_body,
    runs_on,
    short_tail_matcher,
    tail_matcher,
    tails,
)
from kg.model import Institution, InstitutionKind, Level, Place
from kg.text.segment import tag, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.mentions.places import PlaceMention

    #: Gives the place that 市, 县, 镇 … stands for at a position of the sentence, the article's area for the empty
    #: word; None where there is none.
    AreaNamed = Callable[[str, int], Place | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An institution at text[start:end] of a sentence; other names stand beside it in brackets."""

    start: int
    end: int
    institution: Institution
    surface: str
    others: tuple[str, ...] = ()
    #: The word that names the area where a list names it short: 木镇 in 木镇、庙前2家中心卫生院.
    area_surface: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A tail at text[start:end], with what was found before it."""

    text: str
    start: int
    end: int
    tail: Tail
    places: tuple[PlaceMention, ...]
    area_named: AreaNamed
    last: Found | None

    @property
    def floor(self) -> int:
        return self.last.end if self.last else 0

    def found(self, start: int, name: str, area: Place | None) -> Found:
        institution = Institution(name=name, kind=self.tail.kind, area=area)
        return Found(start=start, end=self.end, institution=institution, surface=self.text[start : self.end])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """What a name begins with: a place in full, or a word such as 市 that stands for one."""

    start: int
    end: int
    place: Place | None
    #: What the name begins with when written in full.
    name: str


def find_institutions(text: str, places: Sequence[PlaceMention], area_named: AreaNamed) -> tuple[Found, ...]:
    """Return the institutions of a sentence."""
    national = list(_national_bodies(text, places))
    found: list[Found] = []
    for word, start, end in tail_matcher()(text):
        tail = tails()[word]
        if runs_on(text, end, tail) or _COUNTED_BEHIND.match(text, end):
            continue
        if any(f.start < end and start < f.end for f in national):
            continue
        last = found[-1] if found else None
        spot = _Spot(text=text, start=start, end=end, tail=tail, places=tuple(places), area_named=area_named, last=last)
        names = [_with_its_seat(text, name, places) for name in _joined(spot) or _one(spot)]
        if last and names and names[0].start <= last.start and names[0].institution.parent is None:
            found.pop()
        found += names
    apart = [f for f in national if not any(o.start < f.end and f.start < o.end for o in found)]
    apart += _short(text, places, area_named, [*found, *apart])
    apart += _companies(text, places, area_named, [*found, *apart])
    found = sorted([*found, *apart], key=lambda item: item.start)
    return tuple(_with_brackets(text, found))


#: In 武汉大学（黄石）科技园 it is the park that lies there.
_SEAT = re.compile(r"[（(][一-鿿]{2,4}[）)](?![一-鿿]{0,6}(?:园|中心|院|所|基地|平台))")


def _with_its_seat(text: str, found: Found, places: Sequence[PlaceMention]) -> Found:
    """Read 中国石油大学|（北京）: a university is told from its namesakes by where it lies."""
    seat = _SEAT.match(text, found.end) if found.surface.endswith("大学") else None
    if seat is None or found.institution.kind is not InstitutionKind.SCHOOL:
        return found
    site = next((p.place for p in places if (p.start, p.end) == (found.end + 1, seat.end() - 1)), None)
    if site is None:
        return found
    institution = replace(found.institution, name=found.institution.name + seat[0], area=site)
    return replace(found, end=seat.end(), surface=found.surface + seat[0], institution=institution)


@cache
def _bodies_of_the_state() -> Mapping[str, Institution]:
    return {
        row["form"]: Institution(name=row["name"], kind=InstitutionKind(row["kind"])) for row in rows("national_bodies")
    }


@cache
def _national_matcher() -> Matcher:
    return matcher(_bodies_of_the_state())


#: 自治区特色普通高中|2所: a class of houses.
_COUNTED_BEHIND = re.compile(r"\d+[余多]?[所家座](?=[、，,。；;和及（(]|\Z)")
_PART_OF_A_WORD = re.compile(r"[门署长队发]")
_BEFORE_SHORT_NAME = re.compile(r"(?<![一-鿿])\Z|[被由经获受和与]\Z")


_ITS_INSTITUTE = re.compile(
    r"(?P<body>(?:第[一二三四五六七八九十]+)?[一-鿿]{0,8}?)(?:研究院|研究所|实验室|研究中心|安全生产委员会|安委会|调查(?:总)?队|分行|(?:中心)?支行|办公厅)"
)


def _national_bodies(text: str, places: Sequence[PlaceMention]) -> Iterator[Found]:
    """Yield the ministries and other bodies of the state: 教育部, but not in 教育部门, nor 中办 in 空中办公.

    An institute of one goes on from its name: 自然资源部|第四海洋研究所, 国家统计局|道县调查队.
    """
    for form, start, end in _national_matcher()(text):
        if _PART_OF_A_WORD.match(text, end) or (len(form) < 3 and not _BEFORE_SHORT_NAME.search(text, 0, start)):
            continue
        state = _bodies_of_the_state()[form]
        institute = _ITS_INSTITUTE.match(text, end)
        if institute and (not institute["body"] or is_proper(institute["body"])):
            whole = state.name + institute[0]
            kind = state.kind if institute[0].endswith(("队", "行", "厅")) else InstitutionKind.OTHER
            site = next((place.place for place in places if place.start == end), None)
            own = Institution(name=whole, kind=kind, area=site)
            yield Found(start=start, end=institute.end(), institution=own, surface=text[start : institute.end()])
            continue
        yield Found(start=start, end=end, institution=state, surface=form)


_WORKS = re.compile(r"(?:生产|制造)?(?:基地|工厂)|分公司|[分支]行")


#: 潍柴|（青岛）海洋装备制造中心, 华润|水泥（田阳）公司.
_SEATED = re.compile(r"[一-鿿]{0,4}[（(](?P<site>[一-鿿]{2,4})[）)][一-鿿]{0,12}?(?:公司|基地|中心|集团)")


def _companies(
    text: str, places: Sequence[PlaceMention], area_named: AreaNamed, found: Sequence[Found]
) -> Iterator[Found]:
    """Yield the companies without a tail that no longer name holds, with their works at a place: 比亚迪|合肥|基地.

    One that the whole country knows is of its works' place or of none, another of the article's area.
    """
    for start, end in company_names(text):
        if any(f.start < end and start < f.end for f in found):
            continue
        site = next((place for place in places if place.start == end), None)
        works = _WORKS.match(text, site.end) if site else None
        seated = _SEATED.match(text, end)
        if seated is not None:
            works = seated
            site = next((p for p in places if seated.start("site") <= p.start < seated.end("site")), None)
        stop = works.end() if works else end
        named_for = next((place.place for place in places if place.start == start and place.end < stop), None)
        at_home = None if is_well_known(text[start:end]) else area_named("", start)
        area = site.place if site and works else named_for or at_home
        company = Institution(name=text[start:stop], kind=InstitutionKind.COMPANY, area=area)
        yield Found(start=start, end=stop, institution=company, surface=text[start:stop])


def _short(text: str, places: Sequence[PlaceMention], area_named: AreaNamed, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the names that say no more than area and number: 市一医院, 玉溪三中."""
    for word, start, end in short_tail_matcher()(text):
        tail = tails()[word]
        if runs_on(text, end, tail) or any(f.start < end and start < f.end for f in found):
            continue
        last = next((f for f in reversed(found) if f.end <= start), None)
        spot = _Spot(text=text, start=start, end=end, tail=tail, places=tuple(places), area_named=area_named, last=last)
        name = _at_place(spot) or _at_level(spot)
        if name is not None:
            yield name


def _one(spot: _Spot) -> list[Found]:
    rules = (_branch,) if spot.tail.mode == "attached" else RULES
    name = next((name for rule in rules if (name := rule(spot)) is not None), None)
    return [name] if name else []


# ---------------------------------------------------------------- one tail for several


#: One pattern for each length of the last item: in 银坑、禾丰、盘古山三家|卫生院 the shortest is not the right one.
_LISTED = tuple(
    re.compile(
        rf"(?P<items>(?:[一-鿿]{{2,6}}、)+[一-鿿]{{{last}}})等?(?P<count>(?:[两二三四五六七八九十]|\d{{1,2}})(?:家|所|个|处))?"
        r"(?P<level>街道|镇|乡|县|区)?(?P<body>[一-鿿]{0,6})\Z"
    )
    for last in range(2, 7)
)
_ORDINALS = re.compile(
    r"(?P<level>[市县区州])?(?P<items>第[一二三四五六七八九十](?:、第[一二三四五六七八九十])+)(?P<body>[一-鿿]{0,6})\Z"
)
_SHARED = frozenset({InstitutionKind.PRIMARY_CARE, InstitutionKind.SCHOOL, InstitutionKind.HOSPITAL})


def _joined(spot: _Spot) -> list[Found]:
    """Read 木镇、庙前、陵阳3家中心卫生院 and 市第一、第三人民医院 as one institution for each item."""
    low = max(spot.floor, spot.start - 30)
    stretch = spot.text[low : spot.start]
    ordinals = _ORDINALS.search(stretch)
    if ordinals and is_known_body(ordinals["body"]):
        return _of_ordinals(spot, ordinals, low)
    several = _of_several(spot)
    if several:
        return several
    if not spot.tail.open or spot.tail.kind not in _SHARED or "、" not in stretch:
        return []
    lists = (match for pattern in _LISTED if (match := pattern.search(stretch)) and is_known_body(match["body"]))
    return next((names for match in lists if (names := _of_places(spot, match, low))), [])


_BETWEEN = re.compile(
    r"等?(?:(?:[两二三四五六七八九十]|\d{1,2})(?:家|所|个)?)?(?:[县区市](?:级(?=[一-鿿]))?|镇|乡|街道)?(?P<body>[一-鿿（）()]{0,8})\Z"
)
_SEVERAL = _SHARED | {InstitutionKind.PUBLIC_HEALTH, InstitutionKind.GOVERNMENT, InstitutionKind.OTHER}


def _of_several(spot: _Spot) -> list[Found]:
    """Read 七星关区、黔西市和织金县|人民|医院 and 镇巴、略阳两县|人民|医院 as one institution for each place."""
    before = [place for place in spot.places if spot.floor <= place.start and place.end <= spot.start]
    group = before[-1:]
    reached = group[0].start if group else 0
    for place in reversed(before[:-1]):
        if place.end == reached:
            reached = place.start
            continue
        if not _AND.fullmatch(spot.text, place.end, reached):
            break
        group.insert(0, place)
        reached = place.start
    match = _BETWEEN.fullmatch(spot.text, group[-1].end, spot.start) if len(group) > 1 else None
    if match is None or spot.tail.kind not in _SEVERAL or not (spot.tail.open or spot.tail.mode == "area"):
        return []
    body = re.sub(r"[（）()]", "", match["body"])
    if not is_known_body(body) or (spot.tail.of_office and body) or "{}" in spot.tail.full:
        return []
    if (body == "" and spot.tail.word in _NEEDS_BODY) or is_class(body):
        return []
    names = [f"{place.place.name}{body}{spot.tail.full}" for place in group]
    found = [
        replace(spot.found(place.start, name, place.place), end=place.end, surface=name, area_surface=place.surface)
        for name, place in zip(names, group, strict=True)
    ]
    return _to_the_tail(found, spot)


def _of_ordinals(spot: _Spot, match: re.Match[str], low: int) -> list[Found]:
    start = low + match.start()
    area = spot.area_named(match["level"] or "市", start)
    if area is None:
        return []
    found: list[Found] = []
    for item in match["items"].split("、"):
        name = f"{area.name}{item}{match['body']}{spot.tail.full}"
        at = spot.text.index(item, low + match.start("items"))
        first = start if not found else at
        found.append(replace(spot.found(first, name, area), end=at + len(item), surface=name))
    return _to_the_tail(found, spot)


def _to_the_tail(found: list[Found], spot: _Spot) -> list[Found]:
    """Let the last of several with one tail reach to its end; the others end with their own words."""
    return [*found[:-1], replace(found[-1], end=spot.end)]


def _of_places(spot: _Spot, match: re.Match[str], low: int) -> list[Found]:
    level, items = match["level"] or "", match["items"].split("、")
    items[0] = next((i for i in _ends(items[0]) if _listed_place(spot, i, level, low)), items[0])
    owners = [_listed_place(spot, item, level, low) for item in items]
    if any(owner is None for owner in owners):
        return []
    at = low + match.start() + match["items"].find(items[0])
    ending = "街道" if level == "街道" else ""
    found = []
    for owner, item in zip(owners, items, strict=True):
        head = owner.name if owner and (owner.level is not Level.TOWNSHIP or ending) else item
        name = f"{head}{match['body']}{spot.tail.full}"
        one = replace(spot.found(at, name, owner), end=at + len(item), surface=name, area_surface=item + ending)
        found.append(one)
        at += len(item) + len("、")
    return _to_the_tail(found, spot)


def _ends(item: str) -> list[str]:
    """Return an item and its shorter ends, for a verb may stand before the first: 完成|永中."""
    return [item[at:] for at in range(len(item) - 1)]


def _listed_place(spot: _Spot, item: str, level: str, low: int) -> Place | None:
    named = next((place.place for place in spot.places if place.surface == item and low <= place.start), None)
    outer = next((p for p in spot.places if low <= p.start and p.end < spot.start and item.startswith(p.surface)), None)
    if named is None and outer is not None:
        towns = gazetteer().township_named(item.removeprefix(outer.surface) + level, outer.place.key)
        if len(towns) == 1:
            return towns[0]
    area = None if named else spot.area_named("", low)
    towns = gazetteer().township_named(item + level, area.key) if area else ()
    return named or (towns[0] if len(towns) == 1 else None)


# ---------------------------------------------------------------- a name that goes on from the last


_ATTACHED = re.compile(r"(?:第[一二三四五六七八九]+|直属)?附属")


def _branch(spot: _Spot) -> Found | None:
    """Read X医院Y分院, X大学附属第一医院 and X医院毕节医院 as one name that goes on from the last one found."""
    last = spot.last
    gap = spot.text[last.end : spot.start] if last else ""
    if last is None or len(gap) > 9 or BOUNDARY.search(gap):
        return None
    name = last.institution.name + spot.text[last.end : spot.end]
    whole = spot.found(last.start, name, last.institution.area)
    if spot.tail.mode in {"branch", "attached"}:
        return _as_branch(spot, last, whole, gap)
    site = next((p for p in spot.places if p.start == last.end and p.end <= spot.start), None)
    of_company = last.institution.kind is InstitutionKind.COMPANY and spot.tail.kind is InstitutionKind.OTHER
    attached = _is_attached(spot, last, gap)
    if of_company and is_proper(gap) and not attached:
        return whole
    if not (attached or (site and _is_seated(spot, last, site))):
        return None
    return replace(whole, institution=replace(whole.institution, area=site.place)) if site else whole


def _is_seated(spot: _Spot, last: Found, site: PlaceMention) -> bool:
    """Whether what a house has at a place goes on from it: X医院|毕节医院, 中国科学技术大学|苏州高等研究院."""
    body = spot.text[site.end : spot.start]
    of_school = last.institution.kind is InstitutionKind.SCHOOL and spot.tail.kind is InstitutionKind.OTHER
    if of_school:
        return body == "" or is_known_body(body) or is_proper(body)
    return body == "" and spot.tail.kind is InstitutionKind.HOSPITAL


def _as_branch(spot: _Spot, last: Found, whole: Found, gap: str) -> Found | None:
    if any(map(is_stop, words(gap.removeprefix("医共体")))):
        return None
    site = next((p.place for p in spot.places if last.end <= p.start and p.end <= spot.start), None)
    kind = _branch_kind(last.institution, site, spot.tail)
    area = site or last.institution.area
    return replace(whole, institution=replace(whole.institution, kind=kind, area=area, parent=last.institution))


#: 北京大学|现代农业研究院: what a university has elsewhere.
_INSTITUTES = frozenset({"研究院", "研究所", "研究中心"})


def _is_attached(spot: _Spot, last: Found, gap: str) -> bool:
    """Whether a school or hospital of a university goes on from it: 温州医科大学|附属第一医院, 浙江大学|医学院."""
    of_school = last.institution.kind is InstitutionKind.SCHOOL
    if of_school and spot.tail.kind is InstitutionKind.SCHOOL and gap.startswith("附属"):
        return is_proper(gap)
    if of_school and spot.tail.kind is InstitutionKind.SCHOOL and last.institution.name.endswith("大学") and gap:
        return is_proper(gap)
    if spot.tail.word.endswith("学院"):
        return of_school and is_proper(gap or "医")
    if of_school and spot.tail.word in _INSTITUTES and last.institution.name.endswith("大学"):
        return len(gap) > 1 and is_proper(gap)
    if spot.tail.kind is not InstitutionKind.HOSPITAL:
        return False
    return bool(_ATTACHED.match(gap + spot.tail.word)) or (of_school and len(gap) > 1 and is_proper(gap))


def _branch_kind(parent: Institution, site: Place | None, tail: Tail) -> InstitutionKind:
    """Return what a branch is: a 分院 of a hospital serves a township, that of a city's is a site of it, as 院区 is."""
    if parent.kind not in {InstitutionKind.HOSPITAL, InstitutionKind.PRIMARY_CARE}:
        return parent.kind
    serves_a_township = tail.kind is InstitutionKind.PRIMARY_CARE
    of_a_city = parent.kind is InstitutionKind.HOSPITAL and parent.area and parent.area.level is Level.PREFECTURE
    in_the_city = of_a_city and (site is None or site.level is not Level.TOWNSHIP)
    return parent.kind if serves_a_township and in_the_city else tail.kind


# ---------------------------------------------------------------- names with an area


def _company(spot: _Spot) -> Found | None:
    """Read 福建百宏聚纤科技实业|有限公司, 三一重工股份|有限公司: any words may make the name of a company."""
    if spot.tail.kind is not InstitutionKind.COMPANY or spot.tail.of_office:
        return None
    low = max(spot.floor, spot.start - 20)
    stretch = spot.text[low : spot.start]
    cut = max((m.end() for m in BOUNDARY.finditer(stretch) if m[0] not in "（）()"), default=0)
    position = kept = low + cut
    for word in words(stretch[cut:]):
        position += len(word)
        if bounds_company(word):
            kept = position
    body = spot.text[kept : spot.start]
    if len(body) < 2 or is_class(body) or body.endswith(column("no_company", "ending")):
        return None
    return _of_an_owner(spot, kept, body) or _with_its_own_name(spot, kept)


def _of_an_owner(spot: _Spot, start: int, body: str) -> Found | None:
    """Read 省|农垦|集团 and 水务|集团, a company of the province and one of the article's area."""
    word = next((word for word in _LEVEL_WORDS if body.startswith(word)), "")
    if not word and body not in column("municipal_companies", "body"):
        return None
    anchor = _level_anchor(spot, start, word) if word else None
    area = anchor.place if anchor else None if word else spot.area_named("", start)
    return spot.found(start, f"{area.name}{body.removeprefix(word)}{spot.tail.full}", area) if area else None


#: 与|东江集团|合作: a partner from elsewhere is of no area that the text tells.
_PARTNER_OF = re.compile(r"(?:与|同|和|携手|对接|牵手)(?:[^，,；;。]{0,30}、)?\Z")
_PARTNERS = re.compile(r"[^，,；;。]{0,24}?(?:合作|签约|签订|签署|联合|协作|携手|对接|洽谈|备忘录)")


def _with_its_own_name(spot: _Spot, start: int) -> Found:
    area = next((p.place for p in spot.places if start <= p.start and p.end <= spot.start), None)
    partner = _PARTNER_OF.search(spot.text, 0, start) and _PARTNERS.match(spot.text, spot.end)
    return spot.found(start, spot.text[start : spot.end], area or (None if partner else spot.area_named("", start)))


def _at_place(spot: _Spot) -> Found | None:
    """Read the chain of places right before the body: 温州市龙湾区|卫生健康局, 将乐县|中|医院."""
    before = [place for place in spot.places if spot.floor <= place.start and place.end <= spot.start]
    if not before or not (may_be_body(spot.text[before[-1].end : spot.start], spot.tail) or _is_of(spot, before[-1])):
        return None
    first = last = before[-1]
    for place in reversed(before[:-1]):
        if spot.text[place.end : first.start] not in {"", "·"}:
            break
        first = place
    first = _with_its_partner(spot, first)
    body = spot.text[last.end : spot.start]
    if body == "" and first is last and spot.tail.kind is InstitutionKind.HOSPITAL and _may_be_no_place(last):
        return None
    area = _around_a_landmark(spot, first, last) or last.place
    anchor = _Anchor(start=first.start, end=last.end, place=area, name=_chain_name(spot, first, last, body))
    return _anchored(spot, anchor)


def _with_its_partner(spot: _Spot, first: PlaceMention) -> PlaceMention:
    """Begin a name with what a dot joins to its place: 中国·|湘潭|大数据产业园."""
    if not spot.text.endswith("·", spot.floor, first.start):
        return first
    before = words(spot.text[max(spot.floor, first.start - 5) : first.start - 1])
    partner = before[-1] if before and len(before[-1]) > 1 else ""
    return replace(first, start=first.start - len(partner) - 1) if partner else first


#: What the name of a lake or a mountain ends in, for which a district may be named too.
_LANDMARK = frozenset("山湖江河岛泉")
_NAMED_FOR_SIGHTS = frozenset({InstitutionKind.SCHOOL, InstitutionKind.OTHER, InstitutionKind.COMPANY})


def _around_a_landmark(spot: _Spot, first: PlaceMention, last: PlaceMention) -> Place | None:
    """Return the area of 嘉兴|南湖|学院, which is named for the lake and not for the district of that name."""
    short = last.surface != last.place.name and last.place.name.endswith("区")
    if not (short and last.surface[-1] in _LANDMARK and spot.tail.kind in _NAMED_FOR_SIGHTS):
        return None
    home = first.place if first is not last else spot.area_named("", first.start)
    return home if home and gazetteer().contains(home.key, last.place.key) else None


def _is_of(spot: _Spot, before: PlaceMention) -> bool:
    """Whether a place's own name stands right before a tail that few have: 港南区|养老服务中心."""
    is_full = before.surface == before.place.name and before.place.level in {Level.COUNTY, Level.TOWNSHIP}
    return is_full and before.end == spot.start and spot.tail.kind is InstitutionKind.OTHER


def _chain_name(spot: _Spot, first: PlaceMention, last: PlaceMention, body: str) -> str:
    """Return the last place in full, or the chain as written where a short name may belong to the body."""
    full = last.surface == last.place.name
    if _is_a_former_name(last):
        return last.surface
    if body == "" and spot.tail.kind is InstitutionKind.COMPANY:
        return spot.text[first.start : last.end]
    is_school = spot.tail.kind is InstitutionKind.SCHOOL or "大学" in spot.tail.word
    if full or (first is last and (spot.tail.of_office or (is_known_body(body) and not is_school))):
        return last.place.name
    return spot.text[first.start : last.end]


def _is_a_former_name(mention: PlaceMention) -> bool:
    """Whether a place is called by the full name it had then, as a house there was too: 蓬莱市|人民医院, now 蓬莱区."""
    place, called = mention.place, mention.surface
    is_full = len(called) > 2 and called.endswith(("市", "县", "区", "旗", "州"))
    return is_full and place.level is not Level.TOWNSHIP and called[-1] != place.name[-1]


def _may_be_no_place(mention: PlaceMention) -> bool:
    """Whether a short name right before 医院 (湘东医院) may as well be no place at all."""
    return mention.surface != mention.place.name and mention.place.level is Level.COUNTY


_LEVEL_WORDS = ("国家", "自治区", "街道", "市", "县", "区", "州", "旗", "省", "镇", "乡")
_NOT_BEFORE_LEVEL = frozenset("返治城都地社园景山片院老新全各每乡集街镇县区多大该两三四五六七八九十个")
_NEEDS_BODY = frozenset({"医院", "学校", "学院", "大学", "中学", "小学"})


def _at_level(spot: _Spot) -> Found | None:
    """Read 市|第一人民|医院, 县|中|医院, 国家|卫生健康委: a word stands for the place."""
    for at in range(spot.start - 1, max(spot.floor, spot.start - 13) - 1, -1):
        if BOUNDARY.match(spot.text[at]):
            return None
        word = next((w for w in _LEVEL_WORDS if spot.text.startswith(w, at) and at + len(w) <= spot.start), None)
        if word is None or (word == "区" and spot.text.endswith("自治", spot.floor, at)):
            continue
        if _may_follow_level(spot.text[at + len(word) : spot.start], word, spot.tail):
            anchor = _level_anchor(spot, at, word)
            return _anchored(spot, anchor) if anchor else None
    return None


def _may_follow_level(body: str, word: str, tail: Tail) -> bool:
    if tail.of_office and is_of_offices(body):
        return tail.kind is InstitutionKind.GOVERNMENT
    if is_known_body(body.removeprefix("直")):
        return tail.mode != "named" and not (body == "" and word in {"市", "区", "省"} and tail.word in _NEEDS_BODY)
    unlisted = (tail.open or tail.mode == "no") and word != "国家" and 2 <= len(body) <= 8
    inside_a_word = words(word + body)[0] != word
    return unlisted and not inside_a_word and not re.match(r"[级属管内域辖]", body) and is_proper(body)


def _level_anchor(spot: _Spot, at: int, word: str) -> _Anchor | None:
    end = at + len(word)
    if word == "国家" and spot.tail.word == "医学中心":
        return None
    if word == "国家":
        return _Anchor(start=at, end=end, place=None, name=word)
    if word != "自治区" and at > spot.floor and spot.text[at - 1] in _NOT_BEFORE_LEVEL:
        return None
    place = spot.area_named(word, at)
    return _Anchor(start=at, end=end, place=place, name=place.name) if place else None


_AND = re.compile(r"(?:、|和|与|及|以及|,|，)")


def _after_another(spot: _Spot) -> Found | None:
    """Lend the area of the name before 、 or 和 to one without: 市疾控中心、|妇幼保健院, 市委、|市政府."""
    last = spot.last
    match = _AND.match(spot.text, last.end, spot.start) if last else None
    if last is None or match is None or last.institution.area is None:
        return None
    body = spot.text[match.end() : spot.start]
    if spot.tail.of_office:
        fits = body == "" and last.institution.kind is not InstitutionKind.HOSPITAL and len(spot.tail.word) > 2
    elif body == "":
        fits = len(spot.tail.word) > 2 and spot.tail.kind is not InstitutionKind.PRIMARY_CARE
    else:
        named = spot.tail.kind is InstitutionKind.OTHER and body not in _LEVEL_WORDS and is_proper(body)
        fits = is_known_body(body) or named
    area = last.institution.area
    anchor = _Anchor(start=match.end(), end=match.end(), place=area, name=area.name)
    return _anchored(spot, anchor) if fits else None


def _anchored(spot: _Spot, anchor: _Anchor) -> Found | None:
    body = spot.text[anchor.end : spot.start]
    if is_class(body) or is_counted(spot.text, anchor.start) or _any_of_the_city(spot, anchor, body):
        return None
    if "{}" in spot.tail.full:
        name = spot.tail.full.format(anchor.name)
    elif body == "" and spot.tail.word == "医院" and anchor.place is not None:
        name = f"{anchor.name}人民医院"
    else:
        name = anchor.name + _written_out(body, spot.tail) + spot.tail.full
    return spot.found(anchor.start, name, anchor.place)


def _written_out(body: str, tail: Tail) -> str:
    """Return the body in full: 市一|医院 is 第一人民医院."""
    return f"第{body}人民" if tail.word == "医院" and re.fullmatch(r"[一二三四五六七八九]", body) else body


def _any_of_the_city(spot: _Spot, anchor: _Anchor, body: str) -> bool:
    """Whether 湖州市|医院, 市直|高中 means the houses of a city; a county's 县医院 is its people's hospital."""
    return body == "直" or (spot.tail.word == "医院" and body == "" and anchor.name.endswith(("市", "省", "州")))


_ORDINAL_GROUP = re.compile(r"第[一二三四五六七八九十]\Z")


def _numbered_group(spot: _Spot) -> Found | None:
    """Read 县人民医院牵头的|第一|医疗集团, one of the groups that a county or city deals its hospitals out to."""
    number = _ORDINAL_GROUP.search(spot.text, spot.floor, spot.start) if spot.tail.word == "医疗集团" else None
    area = spot.area_named("", spot.start) if number else None
    return spot.found(number.start(), f"{area.name}{number[0]}{spot.tail.full}", area) if number and area else None


# ---------------------------------------------------------------- names of their own


_NATIONAL = re.compile(r"中国(?!共产党|人民政治)[一-鿿]{2,12}\Z")
_PLAIN_TAGS = frozenset({"n", "vn", "b", "f", "s"})


def _national(spot: _Spot) -> Found | None:
    """Read 中国医药集团|有限公司, 中国皮革制鞋|研究院."""
    match = _NATIONAL.search(spot.text, spot.floor, spot.start) if spot.tail.open else None
    return spot.found(match.start(), spot.text[match.start() : spot.end], None) if match else None


#: 三二〇一医院: hospitals of the army and of works go by a number.
_NUMBERED = re.compile(r"(?<![一二三四五六七八九十百千万])[一二三四五六七八九〇零]{3,4}\Z")


_LONGEST_PROPER = 14


def _proper(spot: _Spot) -> Found | None:
    """Read a name that begins with neither place nor level: 湘东|医院, 新里程|医院."""
    if not spot.tail.open:
        return None
    numbered = _NUMBERED.search(spot.text, spot.floor, spot.start) if spot.tail.word == "医院" else None
    if numbered:
        return spot.found(numbered.start(), numbered[0] + spot.tail.full, spot.area_named("", numbered.start()))
    stretch = spot.text[max(spot.floor, spot.start - _LONGEST_PROPER - 4) : spot.start]
    cut = max((match.end() for match in BOUNDARY.finditer(stretch)), default=0)
    body = ""
    for word in reversed(words(stretch[cut:])):
        if is_stop(word):
            break
        body = word + body
    start = _at_its_place(spot, spot.start - len(_behind_verbs(body)))
    body = spot.text[start : spot.start]
    if (
        not 2 <= len(body) <= _LONGEST_PROPER
        or is_known_body(body)
        or is_counted(spot.text, start)
        or not _distinctive(body)
    ):
        return None
    return spot.found(start, body + spot.tail.full, _home(spot, start, body))


def _behind_verbs(body: str) -> str:
    """Return a body without the verb before it that a name may hold elsewhere: 指导|兰花保税物流中心."""
    first = next(iter(words(body)), "")
    return body.removeprefix(first) if first in column("name_leads", "word") else body


def _at_its_place(spot: _Spot, start: int) -> int:
    """Return where a name begins that a place opens: 全力服务保障|苏州实验室."""
    inside = [place for place in spot.places if start < place.start and place.end <= spot.start]
    for place in reversed(inside):
        acts = any(tag(word).startswith(("v", "d", "a")) for word in words(spot.text[start : place.start]))
        if acts or place.end == spot.start:
            return place.start
    return start


#: Names with these ends are known without an area, and may be of anywhere.
_ANYWHERE = frozenset({"大学", "学院", "研究院", "科学院", "研究所", "基金会", "协会", "学会"})


def _home(spot: _Spot, start: int, body: str) -> Place | None:
    """Return the article's area; for a university or society only where its name begins as an area around it does."""
    around = [spot.area_named(word, start) for word in ("", "市", "省")]
    if spot.tail.word not in _ANYWHERE:
        return around[0]
    if spot.tail.word in _INSTITUTES and _founded().search(spot.text[:start]):
        return around[0]
    return next((place for place in around if place and place.name[:2] == body[:2]), None)


@cache
def _founded() -> re.Pattern[str]:
    """Match what founds an institute where the article is at home: 与阜师大共建|淮河文化研究院."""
    return re.compile(rf"(?:{alternatives(column('wording', 'word', role='establishes'))})\Z")


def _distinctive(body: str) -> bool:
    """Whether a body holds more than plain nouns, for 城北|学校 may be any school in the north."""
    if any(is_class(body[at:]) for at in range(len(body))) or re.match(r"[一二三四五六七八九十两]|20\d\d", body):
        return False
    return not all(tag(word) in _PLAIN_TAGS and len(word) == 2 for word in words(body))


_ALONE = re.compile(r"(?:\A|[，。、；：！？,;:“（(\s]|[、和与及由经向对据])\Z")


def _office_alone(spot: _Spot) -> Found | None:
    """Read 协调|财政局、|扶贫办等单位 in a text on one county or city as its offices."""
    if spot.tail.mode != "area" or spot.tail.kind is not InstitutionKind.GOVERNMENT or len(spot.tail.word) < 3:
        return None
    area = spot.area_named("", spot.start)
    if area is None or area.level not in {Level.COUNTY, Level.PREFECTURE} or "{}" in spot.tail.full:
        return None
    beside = _OFFICES_BESIDE.search(spot.text[: spot.start]) or _OFFICES_AFTER.match(spot.text[spot.end :])
    if not (_ALONE.search(spot.text[: spot.start]) or beside) or is_class(spot.text[: spot.start][-2:]):
        return None
    return spot.found(spot.start, f"{area.name}{spot.tail.full}", area)


_OFFICES_BESIDE = re.compile(r"(?:局|委|办|厅)[、和]\Z")
_OFFICES_AFTER = re.compile(r"[、和][一-鿿]{2,8}(?:局|委|办)")


#: In this order: a longer reading comes before a shorter one.
RULES: tuple[Callable[[_Spot], Found | None], ...] = (
    _branch,
    _company,
    _at_place,
    _at_level,
    _numbered_group,
    _after_another,
    _national,
    _proper,
    _office_alone,
)


# ---------------------------------------------------------------- other names

_BRACKET = re.compile(r"[（(](?P<names>[^（）()。；]{2,60})[）)]")
_INTRODUCED = re.compile(r"\A(?:以下简称|下称|简称|原|又称|即|挂)?[“\"‘]?(?P<name>.{2,20}?)[”\"’]?\Z")


def _with_brackets(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Take the names in brackets right after an institution as other names of it."""
    skip_until = 0
    for item in found:
        if item.start < skip_until:
            continue
        match = _BRACKET.match(text, item.end)
        names = _names_in(match["names"]) if match else []
        if match and names:
            skip_until = match.end()
            within = [f for f in found if match.start() <= f.start and f.end <= match.end()]
            full = [f.institution.name for f in within if f.surface in names]
            yield replace(item, others=tuple(dict.fromkeys((*names, *full))))
        else:
            yield item


def _names_in(stretch: str) -> list[str]:
    """Return the names that a bracket holds, none where one of its parts is no name of an institution."""
    parts = [_INTRODUCED.match(part) for part in re.split(r"[、，,；;]", stretch)]
    names = [part["name"] if part else "" for part in parts]
    return names if all(map(is_name_like, names)) else []
