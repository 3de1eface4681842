"""Projects in a sentence: by the last word of their name, and in lists that 等重点项目 ends."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.mentions.programme_names import CLAUSE_END, InitiativeMention, is_generic, is_refused, name_before
from kg.model import Initiative
from kg.text.segment import tag, words
from kg.words import alternatives, column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HAN = re.compile(r"[一-鿿]+\Z")


@cache
def _project() -> re.Pattern[str]:
    """Match the end of a building project's name: …建设项目, …迁建工程, …综合楼."""
    works = "(?:建设|新建|改扩建|扩建|改造|迁建|搬迁|提升|大修|中修|重建|续建)(?:项目|工程)"
    return re.compile(rf"(?:{works}|{alternatives(column('building_heads', 'word'))}(?:建设)?(?:项目|工程)?)")


def find_projects(text: str, houses: Sequence[tuple[int, int]]) -> Iterator[InitiativeMention]:
    """Return the projects of a sentence; houses are the stretches of institutions, for which they may be built."""
    yield from _invested(text)
    yield from _listed(text)
    yield from _stages(text)
    yield from _projects(text, houses)


@cache
def _investment() -> re.Pattern[str]:
    """Match what so much is invested in, up to what befalls it: 总投资6.8亿元的|市人民医院新院区一期|设床位600张."""
    befalls = alternatives((*column("work_stages", "word"), *column("wording", "word", role="befalls")))
    return re.compile(
        r"投资(?:额)?(?:约|超过?|近|达|逾)?\d+(?:\.\d+)?[余多]?[万亿]*元(?:以上|左右)?(?:、[^，,。；;、的]{2,16})?的"
        rf"(?P<name>[^，,。；;：:、（(的\d]{{3,24}}?)(?={befalls}|\d{{1,2}}月|[，,。；;、（(]|\Z)"
    )


@cache
def _built() -> tuple[str, ...]:
    heads = (column("work_heads", "word", built=built) for built in ("yes", "house", "part", "invested"))
    return (*column("building_heads", "word"), *chain.from_iterable(heads), "项目", "工程")


def _invested(text: str) -> Iterator[InitiativeMention]:
    """Read 总投资6.8亿元的|市人民医院新院区一期|设床位600张: what so much is invested in."""
    for match in _investment().finditer(text) if "投资" in text else ():
        name = match["name"]
        plain = name.removesuffix("项目").removesuffix("工程")
        if not name.endswith(_built()) or not _may_name(name) or _is_field(plain):
            continue
        start, end = match.span("name")
        yield InitiativeMention(
            start=start, end=end, initiative=Initiative(name=name), surface=name, rule="project invested"
        )


_STAGE = re.compile(
    r"(?P<line>\d{1,2}号线|高速(?:公路)?|铁路|高铁|快速路|大桥|隧道|水库|电站|公寓|产业园|安置房|枢纽)"
    r"(?:[一二三四]期(?:[一-鿿]{2,4}段)?(?:项目|工程)?|[一-鿿]{2,4}段(?:项目|工程)?)"
)


def _stages(text: str) -> Iterator[InitiativeMention]:
    """Read 轨道交通8号线|二期 and 淮桐高速|长丰段: a stage or a stretch is of one named works."""
    for match in _STAGE.finditer(text):
        if re.search(r"(?:该|此|本|这|各|全|路|标)段\Z", match[0]):
            continue
        end = match.start() + len(match["line"])
        name = name_before(text, max(0, match.start() - 16), end, match.start())
        start = end - len(name)
        if start < match.start() and not is_refused(name):
            surface = text[start : match.end()]
            yield InitiativeMention(
                start=start, end=match.end(), initiative=Initiative(name=surface), surface=surface, rule="project"
            )


_LONGEST_NAME = 24


def _projects(text: str, houses: Sequence[tuple[int, int]]) -> Iterator[InitiativeMention]:
    """Read a project by its last word; the house that it is built for begins its name."""
    for match in _project().finditer(text):
        near_a_house = any(b > match.start() - _LONGEST_NAME and a < match.end() for a, b in houses)
        if not near_a_house and not match[0].endswith(("项目", "工程")):
            continue
        start = match.end() - len(name_before(text, max(0, match.start() - _LONGEST_NAME), match.end()))
        house = next((a for a, b in houses if a < start <= b), None)
        near = [
            a
            for a, b in houses
            if b <= match.start() and match.start() - b <= 10 and _HAN.match(text[b : match.start()] or "新")
        ]
        if near:
            start = near[-1]
        elif house is not None:
            start = house
        elif not match[0].endswith(("项目", "工程")):
            continue
        surface = text[start : match.end()]
        if len(surface) >= 7 and not is_refused(surface) and not _TELLS.search(surface):
            yield InitiativeMention(
                start=start, end=match.end(), initiative=Initiative(name=surface), surface=surface, rule="project"
            )


#: 高桥镇敬老院完成改造 tells what was done; it is no name.
_TELLS = re.compile(r"(?:完成|启动|去年|今年|年底|已经?|正在|开始|实施|进行)[一-鿿]{0,4}\Z")

# ---------------------------------------------------------------- lists


@cache
def _list_end() -> re.Pattern[str]:
    """Match what ends a list of names: 等395个重大产业|项目, 等|机制, 等专项|治理."""
    return re.compile(
        r"等(?:\d+余?(?:个|项|座|条|处)|[一二三四五六七八九十百]+(?:个|项|大)|一批|一系列)?"
        rf"(?P<kind>[一-鿿]{{0,8}}?)(?P<head>{alternatives(column('list_heads', 'head'))})"
    )


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('list_leads', 'word'))})+")


@cache
def _whole() -> tuple[str, ...]:
    works = (column("work_heads", "word", built=built) for built in ("yes", "no", "part"))
    return (*column("building_heads", "word"), *column("list_heads", "head"), *chain.from_iterable(works))


_ITEM = re.compile(r"[一-鿿A-Za-z0-9＋+“”（）()·—\-.]{4,30}\Z")
_COUNTED = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:余|多)?(?:元|个|项|家|人|亩|条|处|所|台|套|件|次)")
#: How far before its end a list may begin.
_LONGEST_LIST = 150


def _listed(text: str) -> Iterator[InitiativeMention]:
    """Read 加快甲、乙和丙等重点项目建设 as one initiative for each item."""
    yield from _works(text)
    for match in _list_end().finditer(text):
        low = max(0, match.start() - _LONGEST_LIST)
        low += max((edge.end() for edge in CLAUSE_END.finditer(text[low : match.start()])), default=0)
        items = _items(text, low, match.start())
        if match["kind"].endswith(column("list_fields", "word")):
            continue
        of_project = match["head"] in {"项目", "工程"}
        if of_project or len(items) > 1:
            named = [i for i in items if _may_name(text[slice(*i)]) and not (of_project and _is_field(text[slice(*i)]))]
            yield from (_item_mention(text, item, match["head"]) for item in named)


_WORKS_END = re.compile(r"(?:建设|前期工作|前期|开工|落地|提速|改造)(?=[，,。；;、\n]|\Z)")
_BEFORE_THE_END = re.compile(r"等?(?:(?:重点|重大)?(?:项目|工程))?\Z")


def _works(text: str) -> Iterator[InitiativeMention]:
    """Read 加快甲水库、乙高速（丙段）|建设 and 推进丁铁路前期工作: works, each known by its last word."""
    for match in _WORKS_END.finditer(text):
        low = max(0, match.start() - _LONGEST_LIST)
        low += max((edge.end() for edge in CLAUSE_END.finditer(text[low : match.start()])), default=0)
        if not _leads().match(text, low):
            continue
        ending = _BEFORE_THE_END.search(text, max(low, match.start() - len("等重点项目")), match.start())
        for start, until in _items(text, low, ending.start() if ending else match.start()):
            item = text[start:until].partition("等")[0]
            if _may_name(item) and _is_works(item):
                yield _item_mention(text, (start, start + len(item)), "项目")


@cache
def _works_heads() -> re.Pattern[str]:
    heads = alternatives((*column("work_heads", "word", built="yes"), *column("work_heads", "word", built="house")))
    return re.compile(rf"(?:{heads})(?:[（(][^（）()]*[）)]|[一二三四]期|[东西南北]延|扩容|扩建|改扩建|改造)*\Z")


def _is_works(item: str) -> bool:
    """Whether an item is one named works, a road or a reservoir, and not roads in general."""
    head = _works_heads().search(item)
    if head is None or head.start() < 2:
        return False
    return not all(tag(word) in _PLAIN_TAGS and len(word) > 1 for word in words(item[: head.start()]))


def _items(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Return the stretches of a list's items; the first begins behind the verbs that govern the list."""
    items = [(low + m.start(), low + m.end()) for m in re.finditer(r"(?:[（(][^（）()]*[）)]|[^、])+", text[low:high])]
    if not items:
        return []
    items[0] = (_behind_leads(text, *items[0]), items[0][1])
    last = items[-1]
    pair = re.search(r"[一-鿿A-Za-z0-9）)]{4,}(?P<and>以及|和|及|与)[一-鿿A-Za-z0-9（()）]{4,}\Z", text[slice(*last)])
    if pair and len(items) > 1:
        items[-1:] = [(last[0], last[0] + pair.start("and")), (last[0] + pair.end("and"), last[1])]
    return items


def _behind_leads(text: str, start: int, end: int) -> int:
    """Return where a name begins behind 全市扎实推进, 开工建设 and the like."""
    leads = list(_leads().finditer(text, start, end))
    if leads and leads[0].start() == start:
        return leads[0].end()
    return max((lead.end() for lead in leads if end - lead.end() >= _SHORTEST), default=start)


_SHORTEST = 4
_PLAIN_TAGS = frozenset({"n", "vn", "v", "b", "a", "an", "ad", "f", "s", "d"})


def _may_name(item: str) -> bool:
    return bool(_ITEM.match(item)) and not _COUNTED.search(item) and not is_refused(item) and not is_generic(item)


def _is_field(item: str) -> bool:
    """Whether an item of a list of projects says only of what kind they are: 医疗卫生, 高端装备制造."""
    return not item.endswith(_whole()) and all(tag(word) in _PLAIN_TAGS and len(word) > 1 for word in words(item))


def _item_mention(text: str, item: tuple[int, int], head: str) -> InitiativeMention:
    start, end = item
    surface = text[start:end]
    name = surface if surface.endswith(_whole()) else surface + ("项目" if head == "工程" else head)
    return InitiativeMention(
        start=start, end=end, initiative=Initiative(name=name), surface=surface, rule="project list"
    )
