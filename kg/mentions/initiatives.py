"""Initiatives in a sentence: the known ones by their forms, new ones by quotation marks and by their tails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mentions.matching import Matcher, matcher
from kg.mentions.naming import continuations
from kg.mentions.programme_names import (
    MARKS,
    InitiativeMention,
    behind_signs,
    bounding_words,
    generic_words,
    is_carried_out,
    is_generic,
    is_refused,
    name_before,
    unmarked,
)
from kg.mentions.projects import find_projects
from kg.model import Initiative
from kg.text.segment import divides_at, tag, words
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_QUOTED = re.compile(r"[“‘「](?P<name>[^“”‘’「」。！？!?\n]{2,30})[”’」](?P<gap>(?:[（(][^（）()]{1,40}[）)])?)")
_DOCUMENT = re.compile(r"《(?P<name>[^《》\n]{4,60})》")
_DOCUMENT_TAIL = re.compile(
    r"(?:意见|方案|计划|规划|条例|办法|规定|措施|政策|行动|要点|细则|决定)(?:[（(][^（）()]*[）)])?\Z"
)


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
            if not is_refused(form):
                forms.setdefault(unmarked(form), known)
    return forms


@cache
def _matcher() -> Matcher:
    return matcher(_forms())


@cache
def _tails(*, behind_quotes: bool) -> tuple[str, ...]:
    return column("initiative_tails", "tail") if behind_quotes else column("initiative_tails", "tail", quoted_only="no")


#: Rules by which what is built may be an institution as well.
_MAY_BE_A_HOUSE = frozenset({"project list", "project invested"})


def find_initiatives(
    text: str, barred: Sequence[tuple[int, int]] = (), places: Sequence[tuple[int, int]] = ()
) -> tuple[InitiativeMention, ...]:
    """Return the initiatives of a sentence; what lies within a barred stretch (an institution's name) is none."""
    found: list[InitiativeMention] = []
    sources = (
        _documents(text),
        _policies_of_items(text),
        _titles(text),
        _known(text),
        _parted(text),
        _of_places(text, places),
        _quoted(text),
        find_projects(text, barred),
        _actions(text),
        _tailed(text, found),
    )
    for source in sources:
        for mention in source:
            if mention.rule not in _MAY_BE_A_HOUSE and any(a <= mention.start and mention.end <= b for a, b in barred):
                continue
            if not any(other.start < mention.end and mention.start < other.end for other in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


# ---------------------------------------------------------------- known forms


#: “1个市级质控中心|+11个县级中心”: what a sum is of is no name.
_IN_A_SUM = re.compile(r"[+＋]\d")


def _known(text: str) -> Iterator[InitiativeMention]:
    plain, positions = _plain(text)
    longer = [match.span("name") for match in _QUOTED.finditer(text)]
    for form, start, end in _matcher()(plain):
        known = _forms()[form]
        if (len(form) <= _SHORT_FORM and _is_cut(plain, start, end)) or _is_only_where(form, plain, end):
            continue
        first, last = _with_marks(text, positions[start], positions[end - 1] + 1)
        if any(_ends_a_longer(text[a:first]) for a, b in longer if a < first < b <= last + 1):
            continue
        quoted = text[first] in "“‘「" or text[max(0, first - 1) : first] in {"“", "‘"} or "“" in text[first:last]
        if known.sure or quoted or (is_carried_out(text, first, last) and not _IN_A_SUM.match(text, last)):
            yield InitiativeMention(
                start=first, end=last, initiative=Initiative(name=known.name), surface=text[first:last], rule="known"
            )


@cache
def _parted_forms() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    def pattern(row: Mapping[str, str]) -> re.Pattern[str]:
        between = rf"[^，,；;。、\d]{{0,{row['gap']}}}?"
        return re.compile(re.escape(row["first"]) + between + re.escape(row["second"]))

    return tuple((row["second"], pattern(row), row["name"]) for row in rows("parted_initiatives"))


def _parted(text: str) -> Iterator[InitiativeMention]:
    """Read names that other words part: 家庭医生|团队|签约, 检查检验结果|全年|互认."""
    for second, pattern, name in _parted_forms():
        for match in pattern.finditer(text) if second in text else ():
            yield InitiativeMention(
                start=match.start(), end=match.end(), initiative=Initiative(name=name), surface=match[0], rule="known"
            )


_SAYS_LITTLE = re.compile(r"(?:20\d\d年?度?|全[国省市县区]|国家级?|[省市县]级?|内部|涉企)+")


def _ends_a_longer(before: str) -> bool:
    """Whether what stands before a known form within quotation marks makes it another's name: “羲皇|岐黄工程”."""
    return len(before) > 1 and not _SAYS_LITTLE.fullmatch(before)


_SHORT = 2
#: Known forms no longer than this may be cut from other words: 新城建|设.
_SHORT_FORM = 3


def _is_cut(text: str, start: int, end: int) -> bool:
    """Whether jieba reads other words across a short form: 集中整|治超|3万亩 is no 治超."""
    return not divides_at(text, max(0, start - 4), end + 4, start, end)


@cache
def _regions() -> frozenset[str]:
    return frozenset(column("region_programmes", "form"))


_RUN_THERE = re.compile(r"[^一-鿿]|建设|发展|战略|一体化|协同|规划|合作|融合|国家|等|和|与|及|、|的|机遇|\Z")


def _is_only_where(form: str, text: str, end: int) -> bool:
    """Whether a region that has a programme is but named as one: 长江经济带|优势产业项目."""
    return form in _regions() and not _RUN_THERE.match(text, end)


def _with_marks(text: str, first: int, last: int) -> tuple[int, int]:
    """Widen a stretch that holds one quotation mark of a pair by the other: 优质服务基层行”活动 by its “."""
    inside = text[first:last]
    if inside.count("”") > inside.count("“") and text[max(0, first - 1) : first] == "“":
        first -= 1
    if inside.count("“") > inside.count("”") and text[last : last + 1] == "”":
        last += 1
    return first, last


_ANY_MARK = re.compile(f"[{MARKS}]")


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return the text without quotation marks, and for each sign left its position in the text."""
    if not _ANY_MARK.search(text):
        return text, range(len(text))
    positions = [at for at, sign in enumerate(text) if sign not in MARKS]
    return "".join(text[at] for at in positions), positions


# ---------------------------------------------------------------- names made with a place


@cache
def _place_titles() -> tuple[str, ...]:
    return column("place_titles", "word")


def _of_places(text: str, places: Sequence[tuple[int, int]]) -> Iterator[InitiativeMention]:
    """Read 健康|汉中|建设 and 推进平安|玉溪: what many cities run under their own name."""
    for start, end in places:
        title = next((word for word in _place_titles() if text.endswith(word, 0, start)), "")
        first = start - len(title)
        if not title or end - start > _LONGEST_PLACE:
            continue
        tail = re.match(r"建设|创建|行动", text[end:])
        if tail or is_carried_out(text, first, end):
            last = end + (tail.end() if tail else 0)
            name = text[first:last].removesuffix("建设").removesuffix("创建")
            yield InitiativeMention(
                start=first, end=last, initiative=Initiative(name=name), surface=text[first:last], rule="place"
            )


#: 健康汉中, not 健康汉中市.
_LONGEST_PLACE = 3


# ---------------------------------------------------------------- quoted names


def _quoted(text: str) -> Iterator[InitiativeMention]:
    accepted_until = -1
    for match in _QUOTED.finditer(text):
        name = match["name"]
        following = text[match.end() : match.end() + 14]
        tail = _tail_after(name, following)
        listed = match.start() <= accepted_until + 1 and accepted_until > 0
        if is_refused(name) or (not tail and following.startswith(column("quoted_refused_after", "word"))):
            continue
        if len(name) <= _SHORT and not tail and re.match(r"\d", following):
            continue
        carried = tail or listed or is_carried_out(text, match.start(), match.end())
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
            initiative=Initiative(name=unmarked(surface) if tail else name),
            surface=surface,
            rule="quoted",
        )


def _opens_or_ends_as_programme(text: str, match: re.Match[str]) -> bool:
    """Whether a quoted name opens its sentence as a topic, or has the last word of a programme (苏岗贷, 流动课堂)."""
    name = unmarked(match["name"])
    if name.endswith(column("quoted_heads", "word")) and len(name) > 2:
        return True
    return match.start() == 0 and text[match.end() : match.end() + 1] in {",", "，"} and 3 <= len(name) <= 8


def _modifier(text: str, end: int) -> str:
    """Return the plain nouns right before a quoted name, which say what it is for: 乡村旅游|“万千百”工程."""
    stretch = text[max(0, end - 10) : end]
    name = ""
    for word in reversed(words(behind_signs(stretch))):
        if tag(word) not in {"n", "vn", "nz"} or word in bounding_words() or word in generic_words() or len(word) < 2:
            break
        name = word + name
    return name if 2 <= len(name) <= 6 else ""


@cache
def _gap_and_tail() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿()（）A-Za-z0-9]{{0,8}}?(?:{alternatives(_tails(behind_quotes=True))})+(?!业)")


@cache
def _unquoted_tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_tails(behind_quotes=False))})")


def _tail_after(name: str, following: str) -> str:
    """Return what follows a quoted name up to a tail: “六不变、七统一”|管理; “健康敲门行动”上门服务 has its own."""
    if name.endswith(_action_tails()) and not following.startswith(_tails(behind_quotes=True)):
        return ""
    match = _gap_and_tail().match(following)
    if match and match[0].endswith("贷") and following.startswith("款", match.end()):
        return ""
    if not match or re.search(r"[的等了和与]", match[0]):
        return ""
    if any(word in column("name_stops", "word", reason="honour") for word in words(match[0])):
        return ""
    return match[0]


def _is_speech(name: str, text: str, start: int) -> bool:
    """Whether the quotation is what somebody said, not a name."""
    return (
        len(name) > 22
        or bool(re.search(r"(?:说|道|表示|介绍|告诉|问|喊)[，,：:]?\Z", text[:start]))
        or bool(re.search(r"我|你|他们|咱|您", name))
    )


#: 省政府办公厅发布|《意见》, 根据省政府|《意见》.
_ISSUED = re.compile(r"(?:发布|下发|公布|根据|按照|依据)(?:了|的)?[^，,；;。《》]{0,12}\Z")


def _documents(text: str) -> Iterator[InitiativeMention]:
    for match in _DOCUMENT.finditer(text) if "《" in text else ():
        issued = _ISSUED.search(text, 0, match.start()) or is_carried_out(text, match.start(), match.end())
        if issued and _DOCUMENT_TAIL.search(match["name"]):
            yield InitiativeMention(
                start=match.start(),
                end=match.end(),
                initiative=Initiative(name=match["name"]),
                surface=match[0],
                rule="document",
            )


# ---------------------------------------------------------------- titles that a place strives for


@cache
def _title() -> re.Pattern[str]:
    """Match what is striven for or won: 创建|国家新型工业化示范基地, 入选|国家产业融合发展示范区."""
    verbs = alternatives(column("title_verbs", "word"))
    heads = alternatives(column("title_heads", "word"))
    return re.compile(
        rf"(?:{verbs})(?:了|为|全[国省]|首批|第[一二三四五六]批){{0,3}}"
        rf"(?P<name>(?:国家级?|全国|省级?|自治区级?|中国)[^，,。；;：:、！？“”‘’《》（()）\s\d的等了和与及]{{2,16}}?(?:{heads}))"
        r"(?![区县市\d]|基地|城市|项目|单位|示范|园区)"
    )


def _titles(text: str) -> Iterator[InitiativeMention]:
    for match in _title().finditer(text):
        if not is_refused(match["name"]) and match["name"] not in _forms():
            start, end = match.span("name")
            yield InitiativeMention(
                start=start, end=end, initiative=Initiative(name=match["name"]), surface=match["name"], rule="title"
            )


# ---------------------------------------------------------------- policies named by their items


@cache
def _policy_of_items() -> re.Pattern[str]:
    """Match what is issued and named by its items: 出台|强信心稳经济25条、优化服务环境“20条”."""
    verbs = alternatives(column("policy_verbs", "word"))
    name = r"[一-鿿]{3,14}?“?\d{1,3}条”?"
    return re.compile(
        rf"(?:(?:{verbs})(?:实施|了|好)?)+(?P<names>{name}(?:、{name})*)(?![一-鿿]*(?:路|街|河|线|渠|沟|道|链))"
    )


def _policies_of_items(text: str) -> Iterator[InitiativeMention]:
    if "条" not in text:
        return
    for match in _policy_of_items().finditer(text):
        for item in re.finditer(r"[^、]+", match["names"]):
            start, end = match.start("names") + item.start(), match.start("names") + item.end()
            if not is_generic(re.sub(r"“?\d+条”?", "", item[0])):
                name = Initiative(name=unmarked(item[0]))
                yield InitiativeMention(start=start, end=end, initiative=name, surface=item[0], rule="items")


# ---------------------------------------------------------------- names by their tails


def _action_tails() -> tuple[str, ...]:
    """Return the tails that end names of actions: 行动, 工程."""
    return column("initiative_tails", "tail", action="yes")


@cache
def _action() -> re.Pattern[str]:
    """Match what a verb of carrying out governs up to a tail that ends names of actions: 实施|百亿强企培育|计划."""
    verbs = alternatives(column("carrying", "word", side="before", action="yes"))
    tails = alternatives(_action_tails())
    stops = "的等了对为把将由与在从"
    return re.compile(
        rf"(?:{verbs})(?:了|好)?(?P<name>(?:新一轮)?(?P<own>[^，,。；;：:、！？“”‘’《》（()）\s{stops}]{{3,16}}?)(?:{tails}))"
        rf"(?![{'的员者部'}]|计划|方案|小组|办公室|领导|目标|任务|体系)"
    )


@cache
def _any_action_tail() -> re.Pattern[str]:
    return re.compile(alternatives(_action_tails()))


def _actions(text: str) -> Iterator[InitiativeMention]:
    """Read 实施智能制造赋能工程: what stands between verb and tail is the name, verbs and all."""
    if not _any_action_tail().search(text):
        return
    for match in _action().finditer(text):
        name = match["name"].removeprefix("新一轮")
        if (
            is_refused(name)
            or is_generic(match["own"])
            or re.search(r"\d|[一二三四五六七八九十百千万两多]+[个项批次场]", name)
        ):
            continue
        if any(word in bounding_words() - _inner_actions() for word in words(match["own"])):
            continue
        start = match.end("name") - len(name)
        yield InitiativeMention(
            start=start, end=match.end("name"), initiative=Initiative(name=name), surface=name, rule="action"
        )


@cache
def _inner_actions() -> frozenset[str]:
    """Words that govern a name elsewhere and may stand within one before its tail: 良田|建设|攻坚提质行动."""
    return frozenset(column("initiative_words", "word"))


#: 18所学校试点|“阳光心驿”: there the tail is a verb.
_ACTS = re.compile(r"[“‘《]|了|一[个批项]")


#: What the last sign of a name before its tail may be; the verbs and particles of one sign end none.
_NAME_SIGN = re.compile(r"(?![的了和与及等个项各])[一-鿿A-Za-z0-9]")


def _tailed(text: str, found: Sequence[InitiativeMention]) -> Iterator[InitiativeMention]:
    for match in _unquoted_tail().finditer(text):
        if any(other.start < match.end() and match.start() < other.end for other in found):
            continue
        if match[0] in column("initiative_tails", "tail", verb="yes") and _ACTS.match(text, match.end()):
            continue
        if text.startswith(continuations().get(match[0], ()), match.end()):
            continue
        if not _NAME_SIGN.match(text, match.start() - 1):
            continue
        name = name_before(text, max(0, match.start() - 18), match.end(), match.start())
        own = len(name) - len(match[0])
        if own < 2 or is_refused(name) or is_generic(name[:own]):
            continue
        start = match.end() - len(name)
        yield InitiativeMention(
            start=start, end=match.end(), initiative=Initiative(name=name), surface=name, rule="tail"
        )
