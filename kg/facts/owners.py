"""Whose figure it is: the subject of its clause, the house that 该院 means, else what the article is about."""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.sections import HOUSES
from kg.gazetteer import gazetteer
from kg.mentions.places import is_zone
from kg.model import Institution, InstitutionKind, Level, Place, ValueKind
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.reading import Reading
    from kg.facts.scene import Scene
    from kg.facts.standing import Ground
    from kg.frame import Frame
    from kg.mentions.institutions import Found
    from kg.mentions.places import PlaceMention
    from kg.text.sentences import Clause

    Owner = Place | Institution


_AREA_WORD = re.compile(
    r"(?:(?:全|我|本)(?P<level>市|县|区|州|省|旗|自治区)|(?P<zone>园区))(?!率先|首|第|排|位|领先|前列|平均|唯一)"
)
_PLACE_WORD = re.compile(r"总投资|规划床位|占地|建筑面积|完成投资|教学班|项目投资")


def owner_of(ground: Ground, reading: Reading) -> tuple[Owner | None, bool]:
    """Return whose figure it is, and whether that is taken from the frame."""
    scene, frame = ground.scene, ground.frame
    if reading.owner_at is not None:
        return _owner_at(scene, reading.owner_at), False
    subject = next(_subjects(ground, reading), None)
    if subject is not None:
        return subject, False
    house = _ranked(scene, reading) or _built(scene, reading)
    if house is not None:
        return house, False
    house = _goes_on(ground)
    return (house, True) if house is not None else (frame.topic, True)


def _ranked(scene: Scene, reading: Reading) -> Owner | None:
    """Return what stands right before its rank: 首批试点|白兔潭镇中心卫生院|在全国上升至第11名."""
    if reading.kind is not ValueKind.RANK:
        return None
    low = scene.clauses[reading.clause].start
    before = [m for m in scene.owners if low <= m.start and m.end <= reading.quantity.number]
    ranked = [m for m in before if re.match(r"(?:在|于)?(?:全[国省市县区州]|位?居|排|列)", scene.text[m.end :])]
    return _owner_at(scene, ranked[-1].start) if ranked else None


#: 总投资12.6亿元|、规划床位1000张的|市人民医院新院区.
_OF_WHAT = re.compile(r"(?:、[^，,。；;、的]{2,16})?的")


def _built(scene: Scene, reading: Reading) -> Owner | None:
    """Return the house that a building project is for."""
    if not _PLACE_WORD.search(reading.indicator):
        return None
    behind = _OF_WHAT.match(scene.text, reading.quantity.end)
    if behind and (house := _owner_at(scene, behind.end())) is not None:
        return house
    houses = [f for f in scene.institutions if f.end <= reading.quantity.number and f.institution.kind in HOUSES]
    single = [f for f in houses if not scene.text.startswith("等", f.end)]
    return single[-1].institution if single else None


@cache
def _anaphors() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["word"], frozenset(row["kinds"].split("|"))) for row in rows("anaphors"))


def _anaphor_at(ground: Ground, clause: Clause) -> tuple[str, frozenset[str]] | None:
    """Return the word such as 该院 that a clause begins with, with the kinds of houses that it may mean."""
    opening = _without_times(ground.scene, clause.start, clause.end).lstrip("“，、 ")
    return next((anaphor for anaphor in _anaphors() if opening.startswith(anaphor[0])), None)


def goes_on_about(scene: Scene, kind: InstitutionKind) -> bool:
    """Whether a clause of a sentence begins with a word such as 该院 for a house of that kind."""
    openings = (_without_times(scene, clause.start, clause.end).lstrip("“，、 ") for clause in scene.clauses)
    words_of_kind = tuple(word for word, kinds in _anaphors() if kind in kinds)
    return any(opening.startswith(words_of_kind) for opening in openings)


def names_its_area(scene: Scene) -> bool:
    """Whether a sentence tells of 全市, 我县."""
    return bool(_AREA_WORD.search(scene.text))


def _antecedent(ground: Ground, word: str, kinds: frozenset[str], before: int) -> Institution | None:
    """Return the house that 该院 means: the last one named in the sentence before it, or the one of the paragraph.

    Only a word with 该 reaches back to the paragraph before; a bare 卫生院 is one of that name.
    """
    section = ground.section
    here = [f.institution for f in ground.scene.institutions if f.end <= before and not _is_partner(ground.scene, f)]
    explicit = word.startswith(("该", "馆"))
    candidates = (*reversed(here), section.house, section.earlier_house if explicit else None)
    fitting = (house for house in candidates if house and house.kind in kinds and house.kind in HOUSES)
    house = next(fitting, None)
    return house if house and (explicit or word not in _KINDS_OF_HOUSES or house.name.endswith(word)) else None


_WITH = re.compile(r"(?:与|和|同|跟|携手|联合)\Z")
_TOGETHER = re.compile(
    r"(?:[（(][^（）()]*[）)])?[^，,；;。]{0,4}(?:共建|共同|合作|签约|签订|签署|联合|协作|携手|结对)"
)


def _is_partner(scene: Scene, found: Found) -> bool:
    """Whether a house is the one that another does something with: 县医院与|省医院|共建专科，该院… means the first."""
    led = any(other.end <= found.start for other in scene.institutions)
    return led and bool(_WITH.search(scene.text, 0, found.start) and _TOGETHER.match(scene.text, found.end))


#: Bare words that may as well mean every house of the kind.
_KINDS_OF_HOUSES = frozenset({"卫生院", "院区"})


def _goes_on(ground: Ground) -> Institution | None:
    """Return the house of the sentence before where one without a subject goes on about it: 该院, 医院, an example."""
    section, scene = ground.section, ground.scene
    if not (section.house or section.earlier_house) or _AREA_WORD.search(scene.text):
        return None
    if section.example and not scene.institutions:
        return section.house
    if scene.institutions:
        return None
    said = (found for clause in scene.clauses if (found := _anaphor_at(ground, clause)))
    return next((house for word, kinds in said if (house := _antecedent(ground, word, kinds, 0))), None)


def _owner_at(scene: Scene, at: int) -> Owner | None:
    place = next((mention for mention in scene.places if mention.start == at), None)
    house = next((found for found in scene.institutions if found.start == at), None)
    if place and (house is None or house.end < place.end):
        return place.place
    return house.institution if house else None


def _subjects(ground: Ground, reading: Reading) -> Iterator[Owner]:
    """Yield the subjects of the figure's clause and of the ones before it, back to the last semicolon."""
    scene, number = ground.scene, reading.clause
    yield from _subject(ground, scene.clauses[number].start, reading.quantity.number)
    if _heads_a_group(scene, scene.clauses[number].start):
        return
    for clause in reversed(scene.clauses[:number]):
        if scene.text[: clause.end].rstrip().endswith(("；", ";")):
            return
        yield from _meant_by_anaphor(ground, clause.start, clause.end)
        owners = _subject(ground, clause.start, clause.end)
        yield from filter(partial(_reaches, ground, clause, reading), owners)


def _reaches(ground: Ground, before: Clause, reading: Reading, owner: Owner) -> bool:
    """Whether the subject of a clause is that of a figure after it.

    A report to a congress tells one thing after another: there only a subject with a figure of its own reaches into the
    next clause, or one that the beds are of: …医院建成投用，|新增床位800张, but not …医院建成投用，|新建次中心7个.
    """
    scene, frame = ground.scene, ground.frame
    if not frame.report or owner in _areas(frame):
        return True
    if any(word in reading.indicator for word in column("wording", "word", role="capacity")):
        return True
    told = any(before.start <= quantity.number < before.end for quantity in scene.quantities)
    return told and before.end == scene.clauses[reading.clause].start


def _areas(frame: Frame) -> tuple[Place, ...]:
    return (frame.area, *gazetteer().ancestors(frame.area.key)) if frame.area else ()


_REFERS = re.compile(r"(?<=[一-鿿])(?:该院|全院|该中心|该校)")


def _meant_by_anaphor(ground: Ground, low: int, high: int) -> Iterator[Owner]:
    """Yield the house that 该院 within a clause means, of which the clauses after it go on: …派医师帮助|该院|….

    It is the first house of the sentence before that clause, else the one that the paragraph is about.
    """
    scene = ground.scene
    match = _REFERS.search(scene.text, low, high)
    if match is None:
        return
    kinds = {kind for word, fits in _anaphors() if word == match[0] for kind in fits}
    before = [f.institution for f in scene.institutions if f.end <= low and f.institution.kind in kinds]
    house = before[0] if before else ground.section.house
    if house is not None and house.kind in kinds:
        yield house


def _heads_a_group(scene: Scene, low: int) -> bool:
    """Whether a clause begins with one example of a counted group (新里程医院等3家), which is of the area."""
    return any(m.start == low and re.match(r"等[\d一二三四五六七八九十两]", scene.text[m.end :]) for m in scene.owners)


def _subject(ground: Ground, low: int, high: int) -> Iterator[Owner]:
    """Yield the place or institution that a clause begins with; 全市 and 我市 stand for the article's area."""
    scene, frame = ground.scene, ground.frame
    clause = next(c for c in scene.clauses if c.start == low)
    if scene.institutions and (anaphor := _anaphor_at(ground, clause)):
        house = _antecedent(ground, *anaphor, low)
        if house is not None:
            yield house
            return
    treated = _treated(scene, low, high)
    if treated is not None:
        yield treated
        return
    leading = sorted((f for f in scene.institutions if _leads(scene, low, high, f)), key=lambda f: (f.start, -f.end))
    houses = [(f.start, _answering(f.institution, frame)) for f in leading]
    places = [
        (p.start, p.place) for p in scene.places if _leads(scene, low, high, p) and not _is_part_of_a_name(scene, p)
    ]
    if houses or places:
        yield min([*houses, *places], key=lambda item: item[0])[1]
        return
    word = _AREA_WORD.search(scene.text, low, high)
    if word and scene.text[: word.start()].endswith("在") and _RANKED_THERE.match(scene.text[word.end() :]):
        return
    if word and frame.area and _opening().fullmatch(_without_times(scene, low, word.start())):
        area = _area_for(word["level"] or "区", frame)
        if area is not None:
            yield area


_TREATS = re.compile(r"(?:对|给|为|向)\Z")
_TREATED = re.compile(r"[^，,；;。]{0,6}?(?:实行|实施|下达|拨付|打包|包干|核定|补助)")


def _treated(scene: Scene, low: int, high: int) -> Place | None:
    """Return the place that another deals with: 安庆市对|桐城|实行总额包干, 今年包干总额…."""
    inside = [p for p in scene.places if low <= p.start and p.end <= high]
    for first, second in pairwise(inside):
        led = _opening().fullmatch(_without_times(scene, low, first.start))
        if led and _TREATS.fullmatch(scene.text, first.end, second.start) and _TREATED.match(scene.text, second.end):
            return second.place
    return None


def _is_part_of_a_name(scene: Scene, place: PlaceMention) -> bool:
    """Whether a place stands in the name of an institution or of works: 合肥|轨道交通8号线一期."""
    works = [mention for mention in scene.initiatives if mention.rule.startswith("project")]
    names = [(name.start, name.end) for name in scene.institutions] + [(name.start, name.end) for name in works]
    return any(start <= place.start < end for start, end in names)


#: 在全省|同类医院中排名第九: there 全省 is what a rank is counted in.
_RANKED_THERE = re.compile(r"[^，,；;。]{0,20}?(?:排|位?居|位?列|名列|位次|第[\d一二三四五六七八九十]|由第|从第)")


def _leads(scene: Scene, low: int, high: int, mention: PlaceMention | Found) -> bool:
    """Whether a name at the head of a clause is its subject, and not one example of a counted group."""
    start, end = mention.start, mention.end
    if not (low <= start and end <= high):
        return False
    before = _without_times(scene, low, start)
    if not (_opening().fullmatch(before) or (_SEATED_AT.fullmatch(before) and scene.text[end : end + 1] in "，,")):
        return False
    following = scene.text[end:]
    if _no_subject().match(following) or _scope_of_a_rank().match(following) or _reports().match(following):
        return False
    return not _person_of_it().match(following) or bool(_speaks().search(following))


#: 地处山区的|唐湾镇卫生院，…: what a house is said to be before it is told of.
_SEATED_AT = re.compile(r"[“、，,\s]*(?:地处|位于|坐落[于在]?|身处|作为|建于|成立于)[^，,；;。]{1,14}的")


@cache
def _no_subject() -> re.Pattern[str]:
    return re.compile(r"(?:[（(][^（）()]*[）)])?(?:等|[、和与及](?!\d)|游客|籍|参加|方向|至|到)")


@cache
def _scope_of_a_rank() -> re.Pattern[str]:
    """Match what follows a place that others are ranked in: 吕梁|各县（市、区）中位列第二."""
    return re.compile(
        r"(?:各|所有|\d+个)?(?:[县市区州]){0,3}(?:[（(][^（）()]*[）)])?[^，,；;。]{0,6}[中里](?=[位排居列由从的])"
    )


@cache
def _reports() -> re.Pattern[str]:
    """Match what follows one who only tells a figure: 市疾控中心|报告…发病率, 市统计局|数据显示."""
    return re.compile(rf"(?:{alternatives(column('persons', 'word', role='report'))})")


@cache
def _person_of_it() -> re.Pattern[str]:
    offices = alternatives(column("persons", "word", role="office"))
    return re.compile(rf"(?:[一-鿿]{{0,8}}?[科室部处区心])?(?:党[委组]|常务|执行|原)?副?(?:{offices})")


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('persons', 'word', role='speech'))})")


@cache
def _opening() -> re.Pattern[str]:
    """Match what may stand between the beginning of a clause and its subject."""
    return re.compile(rf"(?:{alternatives(column('clause_openers', 'word'))}|[一二三四]是|[、，,\s“（(\d])*\Z")


def _without_times(scene: Scene, low: int, high: int) -> str:
    stretch = scene.text[low:high]
    spans = [(t.start, t.end) for t in scene.times] + [(q.start, q.end) for q in scene.quantities]
    for start, end in spans:
        if low <= start and end <= high:
            stretch = stretch.replace(scene.text[start:end], "", 1)
    return stretch


def _answering(institution: Institution, frame: Frame) -> Owner:
    """Return the institution, or the area in whose name an office speaks."""
    return institution if institution.kind in HOUSES else institution.area or frame.area or institution


def _area_for(word: str, frame: Frame) -> Place | None:
    """Return the place that 全市, 全省 or 园区 stands for."""
    if word == "区" and isinstance(frame.topic, Place) and is_zone(frame.topic):
        return frame.topic
    fitting = (p for p in _areas(frame) if p.name.endswith(word) or (word == "区" and p.name.endswith("自治区")))
    return next(fitting, frame.area)


def scope_of(word: str | None, about: Owner | None, frame: Frame) -> Place | None:
    """Return the place that 全省, 全市 … stand for in a rank; 全国 has none."""
    start = about if isinstance(about, Place) else (about.area if about else None)
    start = start or frame.area
    if word is None or start is None or word[1:2] in {"国", "球"}:
        return None
    level = Level.PROVINCE if word[1:2] in {"省", "自"} else None
    chain = (start, *gazetteer().ancestors(start.key))
    return next((p for p in chain if p.level is level or (level is None and p.name.endswith(word[1:2]))), None)
