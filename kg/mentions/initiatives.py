"""Initiatives in a sentence: the known ones by their forms, new ones by quotation marks and by their tails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mentions.matching import Matcher, matcher
from kg.model import Initiative
from kg.text.segment import tag, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeMention:
    """An initiative at text[start:end] of a sentence."""

    start: int
    end: int
    initiative: Initiative
    surface: str
    rule: str


_MARKS = "“”‘’\"'「」"
_QUOTED = re.compile(r"[“‘「](?P<name>[^“”‘’「」。！？!?\n]{2,30})[”’」](?P<gap>(?:[（(][^（）()]{1,40}[）)])?)")
_DOCUMENT = re.compile(r"《(?P<name>[^《》\n]{4,60})》")
_DOCUMENT_TAIL = re.compile(
    r"(?:意见|方案|计划|规划|条例|办法|规定|措施|政策|行动|要点|细则|决定)(?:[（(][^（）()]*[）)])?\Z"
)
_HAN = re.compile(r"[一-鿿]+\Z")
_CLAUSE_EDGE = "，,。；;：:！？!?、\n"


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    sure: bool


@cache
def _forms() -> Mapping[str, _Known]:
    forms: dict[str, _Known] = {}
    for row in rows("initiatives"):
        known = _Known(row["name"], row["confidence"] == "sure")
        for form in (row["name"], *filter(None, row["variants"].split("|"))):
            forms.setdefault(_unmarked(form), known)
    return forms


@cache
def _matcher() -> Matcher:
    return matcher(_forms())


def _unmarked(text: str) -> str:
    return "".join(sign for sign in text if sign not in _MARKS)


@cache
def _tails(*, behind_quotes: bool) -> tuple[str, ...]:
    return column("initiative_tails", "tail") if behind_quotes else column("initiative_tails", "tail", quoted_only="no")


@cache
def _governed() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('carrying', 'word', side='before'))})")


@cache
def _followed() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('carrying', 'word', side='after'))})")


@cache
def _refusals() -> frozenset[str]:
    return frozenset(_unmarked(row["form"]) for row in rows("initiative_refusals"))


def find_initiatives(text: str, barred: Sequence[tuple[int, int]] = ()) -> tuple[InitiativeMention, ...]:
    """Return the initiatives of a sentence; what lies within a barred stretch (an institution's name) is none."""
    found: list[InitiativeMention] = []
    sources = (_known(text), _quoted(text), _documents(text), _projects(text, barred), _listed(text), _tailed(text))
    for source in sources:
        for mention in source:
            if any(a <= mention.start and mention.end <= b for a, b in barred):
                continue
            if not any(other.start < mention.end and mention.start < other.end for other in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


# ---------------------------------------------------------------- known forms


def _known(text: str) -> Iterator[InitiativeMention]:
    plain, positions = _plain(text)
    for form, start, end in _matcher()(plain):
        known = _forms()[form]
        first, last = _with_marks(text, positions[start], positions[end - 1] + 1)
        quoted = text[first] in "“‘「" or text[max(0, first - 1) : first] in {"“", "‘"} or "“" in text[first:last]
        if known.sure or quoted or _carried_out(text, first, last):
            yield InitiativeMention(
                start=first, end=last, initiative=Initiative(name=known.name), surface=text[first:last], rule="known"
            )


def _with_marks(text: str, first: int, last: int) -> tuple[int, int]:
    """Widen a stretch that holds one quotation mark of a pair by the other: 优质服务基层行”活动 by its “."""
    inside = text[first:last]
    if inside.count("”") > inside.count("“") and text[max(0, first - 1) : first] == "“":
        first -= 1
    if inside.count("“") > inside.count("”") and text[last : last + 1] == "”":
        last += 1
    return first, last


def _plain(text: str) -> tuple[str, list[int]]:
    """Return the text without quotation marks, and for each sign left its position in the text."""
    positions = [at for at, sign in enumerate(text) if sign not in _MARKS]
    return "".join(text[at] for at in positions), positions


def _carried_out(text: str, start: int, end: int) -> bool:
    """Whether a verb of carrying out governs the stretch, or a word such as 建设 or 工作 follows it."""
    clause = re.split(r"[，,。；;：:！？!?\n]", text[:start])[-1][-24:]
    return bool(_governed().search(clause)) or bool(_followed().match(text[end : end + 8].lstrip("”’）)")))


# ---------------------------------------------------------------- quoted names


def _quoted(text: str) -> Iterator[InitiativeMention]:
    accepted_until = -1
    for match in _QUOTED.finditer(text):
        name = match["name"]
        following = text[match.end() : match.end() + 14]
        tail = _tail_after(following)
        listed = match.start() <= accepted_until + 1 and accepted_until > 0
        if _refused(name) or following.startswith(column("quoted_refused_after", "word")):
            continue
        carried = tail or listed or _carried_out(text, match.start(), match.end())
        if not (carried or _opens_or_ends_as_programme(text, match)):
            continue
        if _is_speech(name, text, match.start()):
            continue
        end = match.end() + len(tail)
        accepted_until = end
        start = match.start() - len(_modifier(text, match.start())) if tail else match.start()
        surface = text[start:end]
        yield InitiativeMention(
            start=start,
            end=end,
            initiative=Initiative(name=_unmarked(surface) if tail else name),
            surface=surface,
            rule="quoted",
        )


def _opens_or_ends_as_programme(text: str, match: re.Match[str]) -> bool:
    """Whether a quoted name opens its sentence as a topic, or has the last word of a programme (苏岗贷, 流动课堂)."""
    name = _unmarked(match["name"])
    if name.endswith(column("quoted_heads", "word")) and len(name) > 2:
        return True
    return match.start() == 0 and text[match.end() : match.end() + 1] in {",", "，"} and 3 <= len(name) <= 8


def _behind_signs(stretch: str) -> str:
    """Return what stands behind the last sign of a stretch."""
    return stretch[max((stretch.rfind(sign) + 1 for sign in _CLAUSE_EDGE + "“”‘’《》（("), default=0) :]


def _modifier(text: str, end: int) -> str:
    """Return the plain nouns right before a quoted name, which say what it is for: 乡村旅游|“万千百”工程."""
    stretch = text[max(0, end - 10) : end]
    name = ""
    for word in reversed(words(_behind_signs(stretch))):
        if tag(word) not in {"n", "vn", "nz"} or word in _bounding() or word in _generic_words() or len(word) < 2:
            break
        name = word + name
    return name if 2 <= len(name) <= 6 else ""


@cache
def _gap_and_tail() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿()（）A-Za-z0-9]{{0,8}}?(?:{alternatives(_tails(behind_quotes=True))})+")


@cache
def _unquoted_tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_tails(behind_quotes=False))})")


def _tail_after(following: str) -> str:
    """Return what follows a quoted name up to a tail: “六不变、七统一”|管理."""
    match = _gap_and_tail().match(following)
    if not match or re.search(r"[的等了和与]", match[0]):
        return ""
    return match[0]


def _refused(name: str) -> bool:
    plain = _unmarked(name)
    return plain in _refusals() or bool(re.search(r"精神\Z|^十[一二三四五]五|[？?！!。]", plain)) or len(plain) < 2


def _is_speech(name: str, text: str, start: int) -> bool:
    """Whether the quotation is what somebody said, not a name."""
    return (
        len(name) > 22
        or bool(re.search(r"(?:说|道|表示|介绍|告诉|问|喊)[，,：:]?\Z", text[:start]))
        or bool(re.search(r"我|你|他们|咱|您", name))
    )


def _documents(text: str) -> Iterator[InitiativeMention]:
    for match in _DOCUMENT.finditer(text):
        if _DOCUMENT_TAIL.search(match["name"]) and _carried_out(text, match.start(), match.start()):
            yield InitiativeMention(
                start=match.start(),
                end=match.end(),
                initiative=Initiative(name=match["name"]),
                surface=match[0],
                rule="document",
            )


# ---------------------------------------------------------------- names by their tails


@cache
def _project() -> re.Pattern[str]:
    """Match the end of a building project's name: …建设项目, …迁建工程, …综合楼."""
    works = "(?:建设|新建|改扩建|扩建|改造|迁建|搬迁|提升|大修|中修|重建|续建)(?:项目|工程)"
    return re.compile(rf"(?:{works}|{alternatives(column('building_heads', 'word'))}(?:建设)?(?:项目|工程)?)")


def _projects(text: str, houses: Sequence[tuple[int, int]]) -> Iterator[InitiativeMention]:
    """Read a project by its last word; the house that it is built for begins its name."""
    for match in _project().finditer(text):
        start = match.end() - len(_name_before(text, max(0, match.start() - 24), match.end()))
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
        if len(surface) >= 7 and not _refused(surface):
            yield InitiativeMention(
                start=start, end=match.end(), initiative=Initiative(name=surface), surface=surface, rule="project"
            )


_PROJECT_LIST = re.compile(
    r"(?:推进|加快|实施|建设|抓好|启动|开工|推动)(?P<items>[^，。；\n]{4,140}?)等(?:[\d一二三四五六七八九十]+个|一批)?"
    r"(?:重点|重大)?[一-鿿]{0,6}?(?:项目|工程)"
)


def _listed(text: str) -> Iterator[InitiativeMention]:
    """Read 推进甲、乙、丙等重点项目建设 as one project for each item."""
    for match in _PROJECT_LIST.finditer(text):
        at = match.start("items")
        for item in re.split(r"(、)", match["items"]):
            start, at = at, at + len(item)
            if (
                len(item) >= 4
                and re.fullmatch(r"[一-鿿()（）\d]+", item)
                and "、" in match["items"]
                and not _refused(item)
            ):
                yield InitiativeMention(
                    start=start, end=at, initiative=Initiative(name=item), surface=item, rule="project list"
                )


def _tailed(text: str) -> Iterator[InitiativeMention]:
    for match in _unquoted_tail().finditer(text):
        name = _name_before(text, max(0, match.start() - 18), match.end())
        own = len(name) - len(match[0])
        if own < 2 or _refused(name) or _generic(name[:own]):
            continue
        start = match.end() - len(name)
        yield InitiativeMention(
            start=start, end=match.end(), initiative=Initiative(name=name), surface=name, rule="tail"
        )


def _name_before(text: str, low: int, end: int) -> str:
    """Return the longest run of name words that ends here: verbs, particles and counts bound it on the left."""
    stretch = text[low:end]
    name = ""
    for word in reversed(words(_behind_signs(stretch))):
        if _bounds_name(word, name):
            break
        name = word + name
    while lead := _governed().match(name):
        if len(name) - lead.end() < 4:
            break
        name = name[lead.end() :]
    return re.sub(r"\A(?:全|我|本)(?:市|县|区|省|州)|\A(?:市|县|区|省)(?=[一-鿿]{4})(?!级|域|属|直)", "", name)


def _bounds_name(word: str, name: str) -> bool:
    if not name:
        return False
    if not re.fullmatch(r"[一-鿿A-Za-z0-9]+", word) or word in _bounding():
        return True
    kind = tag(word)
    return kind.startswith(("p", "c", "u", "d", "r", "y", "m", "q")) or (kind == "v" and word not in _inner())


@cache
def _bounding() -> frozenset[str]:
    return frozenset((*column("name_stops", "word"), *column("carrying", "word", side="before")))


@cache
def _inner() -> frozenset[str]:
    return frozenset((*column("name_words", "word"), *column("initiative_words", "word")))


@cache
def _generic_words() -> frozenset[str]:
    return frozenset(column("generic_words", "word"))


def _generic(name: str) -> bool:
    """Whether a name says nothing but 重点, 民生, 各项 and the like."""
    return all(word in _generic_words() or len(word) == 1 for word in words(name))
