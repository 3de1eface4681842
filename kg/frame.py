"""The frame of an article: the area that 全市 stands for, the year it is written in, the years it reviews and plans."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.gazetteer import gazetteer
from kg.mentions.places import forms_in
from kg.model import BlockKind, Level
from kg.text.dates import REVIEW_SEASON, TimeRole, times
from kg.words import alternatives, column, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.mentions.places import FormMatch
    from kg.model import Article, Institution, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a statement inherits where its own sentence is silent."""

    area: Place | None
    #: Whose figures they are where a sentence names nobody: the zone or house that the title is about, else the area.
    topic: Place | Institution | None
    #: The year in which 今年 is read.
    today: int | None
    #: The year of figures that are reported without a time, and of those that are planned.
    reviewed: str | None
    planned: str | None
    #: The year of a report that names it in its title.
    reported: int | None
    #: The year before, where the news of the first months of a year looks back on it.
    looked_back_on: int | None
    #: Whether the whole text is a plan (工作要点, 实施方案).
    plan: bool
    #: Whether it is a report to a congress, or a piece of one.
    report: bool = False
    #: The months of a year that the title says the text reports of: 2023年上半年….
    months: str | None = None


#: 全市, 我县; not the 全省 of 居全省第二 and 高于全省平均, which compares.
_LEVEL_WORD = re.compile(
    r"(?<![居列排位占比于在])(?<!高于)(?<!低于)(?:全|我|本|该)(自治区|市|县|区|州|省|旗)(?!第|率先|首|前|排|居|位|平均|领先|唯一|空白|最|先进|优秀|仅)"
)
#: 我代表市人民政府: the level at which the speaker stands.
_SPEAKER = re.compile(r"代表[一-鿿]{0,10}?(自治区|市|县|区|州|省|旗)人民政府")
_OFFICE_WORD = re.compile(r"(?<![一-鿿])(市|县|区|州)(?:人民医院|中医院|卫|政府|委|第|妇|疾|教|人社|交|文)")
_PLAN_TITLE = re.compile(
    r"(?:工作要点|工作安排|实施方案|行动计划|行动方案|实施意见|规划|工作计划|目标任务|重点任务|任务分解)[》”]?(?:的通知)?\s*\Z"
)
#: 湘潭县2026年将为群众办好12件实事.
_ANNOUNCING_TITLE = re.compile(r"(?:20\d\d|今|明)年[^，,]{0,4}将(?:为|办|实施|推进|重点|着力)")
_REVIEW_TITLE = re.compile(r"总结|回顾|公报|简报|综述|统计|年报|报告|亮点|成绩|盘点")


def area_of(article: Article, matches: Sequence[FormMatch]) -> Place | None:
    """Return the place that an article is about: the one named most that fits its 全市, 我县, 全区."""
    text = article.clean.text
    scores = _scores(article, matches)
    if not scores:
        return None
    words = Counter(_LEVEL_WORD.findall(text))
    words.update(_OFFICE_WORD.findall(text))
    speaker = _SPEAKER.search(text)
    spoken = [place for place in scores if speaker and place.name.endswith(speaker[1])]
    titled = _meant_by_title(article, matches)
    weight = {titled: _TITLE_WEIGHT} if titled else {}
    return max(
        scores,
        key=lambda place: (place in spoken, weight.get(place, 1) * _fit(place, scores[place], words), place.key),
    )


#: How much more an area counts that the title names alone.
_TITLE_WEIGHT = 3.0


def _meant_by_title(article: Article, matches: Sequence[FormMatch]) -> Place | None:
    """Return the one county or city that the title names, whatever province it names too.

    A name that a prefecture and its county share (阿坝) opens the title of a report on the prefecture.
    """
    end = next((b.end for b in article.blocks if b.kind is BlockKind.TITLE), 0)
    in_title = [match for match in matches if match.end <= end]
    named = {p for match in in_title if len(match.form.places) == 1 for p in match.form.places}
    below = [place for place in named if place.level is not Level.PROVINCE]
    if len(below) == 1:
        return below[0]
    shared = [match for match in in_title if match.start == 0 and len(match.form.places) > 1]
    meant = gazetteer().resolve(shared[0].form.text) if shared and not below else None
    return meant if meant and meant.level is Level.PREFECTURE and _REPORT_TITLE.search(article.title) else None


#: Names of districts that are said of any city; they tell nothing of what an article is about.
_ANY_TOWN_HAS_ONE = frozenset({"城区", "郊区", "矿区", "老城区", "新城区"})


def _scores(article: Article, matches: Iterable[FormMatch]) -> dict[Place, float]:
    scores: dict[Place, float] = defaultdict(float)
    head = next((b.end for b in article.blocks if b.kind is BlockKind.BODY), 0)
    title = next((b.end for b in article.blocks if b.kind is BlockKind.TITLE), 0)
    around = [m for m in forms_in(article.source.text) if m.form.full]
    vouched = {place for match in around for place in match.form.places}
    weighted = [(m, 4.0 if m.end <= title else 2.0 if m.end <= head else 1.0) for m in matches]
    weighted += [(m, 3.0) for m in forms_in(article.publisher or "")]
    weighted += [(m, 0.5) for m in around]
    likely = _likely_province(weighted)
    for match, weight in weighted:
        if match.form.text in _ANY_TOWN_HAS_ONE:
            continue
        place = gazetteer().resolve(match.form.text, likely) or next(
            (p for p in match.form.places if p in vouched), None
        )
        if place is None:
            continue
        scores[place] += weight * (1.3 if match.form.full else 1.0)
        for outer in gazetteer().ancestors(place.key):
            scores[outer] += 0.25 * weight
    return scores


def _likely_province(weighted: Iterable[tuple[FormMatch, float]]) -> str | None:
    """Return the code of the province that most unambiguous names lie in."""
    votes: Counter[str] = Counter()
    for match, _ in weighted:
        if len(match.form.places) == 1 and not match.form.risky:
            votes[match.form.places[0].key[:2] + "0000"] += 1
    return max(votes, key=lambda key: (votes[key], key)) if votes else None


#: One 全省 among so few words of that kind tells little.
_FEW_WORDS = 3


def _fit(place: Place, score: float, words: Counter[str]) -> float:
    total = sum(words.values())
    if place.level is Level.PROVINCE and not words["省"] and not words["自治区"]:
        score *= 0.2 if place.name.endswith(("省", "区")) else 1.0
    if not total:
        return score
    ending = "自治区" if place.name.endswith("自治区") else place.name[-1]
    share = words[ending] / max(total, _FEW_WORDS)
    return score * (0.15 + share)


def frame_of(article: Article, area: Place | None) -> Frame:
    """Return the frame of an article on an area."""
    text = article.clean.text
    today = _today(article)
    title_years = [int(y) for y in re.findall(r"((?:19|20)\d\d)年(?!\d{1,2}月)", article.title)]
    announced = _PLAN_TITLE.search(article.title) or _ANNOUNCING_TITLE.search(article.title)
    titled = bool(announced) and not _REVIEW_TITLE.search(article.title)
    whole = bool(_REPORTS_TO_A_CONGRESS.search(text))
    piece = not whole and bool(_REPORT_TITLE.search(article.title))
    announces = is_a_piece_of_plans(text) if piece else _only_announces(text)
    plan = titled or (announces and not _has_a_review(article, today))
    reviewed = _reviewed(article, title_years, today, plan=plan, report=piece or whole)
    looks_back = reviewed and today and not plan and int(reviewed) < today
    return Frame(
        area=area,
        topic=area,
        today=today,
        reviewed=reviewed,
        planned=_planned(text, title_years, today, plan=plan),
        reported=min(title_years) if title_years and not plan else None,
        looked_back_on=int(reviewed) if reviewed and looks_back and not title_years else None,
        plan=plan,
        report=piece or whole,
        months=None if plan else _months_of(article.title, today),
    )


def _months_of(title: str, today: int | None) -> str | None:
    """Return the months that a title names with their year: 2023年上半年经济运行情况."""
    spans = (time for time in times(title, today) if "/" in (time.period or "") and "-" in (time.period or ""))
    dated = (time for time in spans if re.search(r"20\d\d", title[max(0, time.start - len("2023年")) : time.end]))
    return next((time.period for time in dated), None)


def _today(article: Article) -> int | None:
    """Return the year of writing: the stated one, unless the text's own years show that it is a late copy."""
    published = int(article.published[:4]) if article.published else None
    if published is not None:
        years = _years_held(article.clean.text, aims=True)
        behind = published - max(years) if years else 0
        told_of = behind > _LATE or (behind == _LATE and years[max(years)] > 1)
        late = told_of and re.search(r"今年|目前|本年", article.clean.text)
        return max(years) if late else published
    in_title = [int(y) for y in re.findall(r"((?:19|20)\d\d)年?", article.title)]
    if in_title:
        return max(in_title)
    if (of_anniversary := _year_of_anniversary(article.clean.text)) is not None:
        return of_anniversary
    years = _years_held(article.clean.text, aims=False)
    if not years:
        return None
    told_most = max(years, key=lambda year: (years[year], -list(years).index(year)))
    looks_back = told_most + 1 in years and "去年" in article.clean.text
    return told_most + 1 if looks_back else told_most


def _year_of_anniversary(text: str) -> int | None:
    """Return the year that 今年是新中国成立75周年 tells."""
    match = _anniversary().search(text)
    return _events()[match["event"]] + int(match["years"]) if match else None


@cache
def _events() -> dict[str, int]:
    return {row["event"]: int(row["year"]) for row in rows("anniversaries")}


@cache
def _anniversary() -> re.Pattern[str]:
    return re.compile(
        rf"(?:今年|本年)[^。；\n]{{0,80}}?(?P<event>{alternatives(tuple(_events()))})(?P<years>\d{{2,3}})周年"
    )


_YEAR = re.compile(r"(?:19|20)\d\d年")
_AIM = re.compile(r"(?<!截)(?<!截止)[到至]\Z")
#: 撤并村通公路（2014—|2018年）: where a plan ends, not when it is told.
_END_OF_SPAN = re.compile(r"\d[—–~～-]+\Z")


#: A copy that appears so many years after the last year its text tells of more than once is a late one.
_LATE = 2


def _years_held(text: str, *, aims: bool) -> Counter[int]:
    """Count the years that figures hold in, not those compared with (由2020年的), with those of aims or without."""
    years: Counter[int] = Counter()
    for match in _YEAR.finditer(text):
        low = max(0, match.start() - _BEFORE_A_YEAR)
        around = text[low : match.end() + _BEHIND_A_YEAR]
        here = next((t for t in times(around, None) if t.start == match.start() - low), None)
        is_aim = bool(_AIM.search(text, low, match.start()) or _END_OF_SPAN.search(text, low, match.start()))
        if here and here.role is TimeRole.HOLDS and here.period and (aims or not is_aim):
            years[int(here.period[:4])] += 1
    return years


#: As much of a text as tells what an expression that begins with a year says.
_BEFORE_A_YEAR = 3
_BEHIND_A_YEAR = 14


_LAST_YEAR = r"(?<![比较])去年|上一年|过去一年|一年来|(?<![到由从比较]){}年"
_THIS_YEAR = r"今年|(?<![到由从比较]){}年(?!\d{{1,2}}月)"
_SO_FAR = r"今年以来|今年[1-9一二三四前上]|截至|目前|如今"
_PLANNED = re.compile(r"将|力争|计划|拟|预计|确保|要[^求素点]|目标|到20\d\d年")


def _reviewed(article: Article, title_years: list[int], today: int | None, *, plan: bool, report: bool) -> str | None:
    """Return the year that untimed reports belong to: that of the title, else the one that more sentences report of."""
    if title_years and not plan:
        return f"{min(title_years)}"
    if today is None:
        return None
    reports = report and 0 < _months_into_the_year(article) <= REVIEW_SEASON
    if not re.search(r"去年|今年|全年|年末|一年来", article.clean.text):
        return _opening_year(article, today) or (f"{today - 1}" if reports else None)
    if _tells_of_a_year_over(article):
        return f"{today - 1}"
    if _months_into_the_year(article) > REVIEW_SEASON:
        return f"{today}"
    last = this = 0.0
    told = [
        part for part in re.split(r"[。！？；\n]", article.clean.text) if "年" in part and not _PLANNED.search(part)
    ]
    last_year, this_year = _LAST_YEAR.format(today - 1), _THIS_YEAR.format(today)
    for sentence in told:
        last += len(re.findall(last_year, sentence))
        this += len(re.findall(_SO_FAR, sentence)) + 0.5 * len(re.findall(this_year, sentence))
    return f"{today - 1}" if last > this or (reports and last >= this) else f"{today}"


_AT_THE_YEARS_END = re.compile(r"(?<![去今明本上\d年])年末(?=[，,全]|[一-鿿]{0,4}[有达为])")
_IN_THIS_YEAR = re.compile(r"今年|上半年|目前|本年")


def _tells_of_a_year_over(article: Article) -> bool:
    """Whether a text of before December tells what was at the year's end, as bulletins do: 年末，全市有医院34家."""
    text = article.clean.text
    before = 0 < _months_into_the_year(article) < _LAST_MONTH
    told = len(_AT_THE_YEARS_END.findall(text))
    return before and told > 1 and told > len(_IN_THIS_YEAR.findall(text))


_LAST_MONTH = 12


#: A report to a congress of the first months tells of the year that is over.
_REPORT_TITLE = re.compile(r"工作报告")
_REPORTS_TO_A_CONGRESS = re.compile(r"各位代表[：:\s]*(?:现在[，,])?我(?:受[^，,。]{2,16}委托|代表)")


def _opening_year(article: Article, today: int | None) -> str | None:
    """Return the year that the first paragraph begins with, or the only one that it tells of."""
    body = next((block for block in article.blocks if block.kind is BlockKind.BODY), None)
    if body is None:
        return None
    lead = article.clean.text[body.start : body.end]
    if match := _YEAR.match(lead):
        return match[0][:4]
    if today is None:
        return None
    told = [year for year in _years_held(_DESCRIBES.sub("", lead), aims=False) if year <= today]
    return f"{told[0]}" if len(told) == 1 and told[0] >= today - 1 else None


#: 走进|2022年投用的|市人民医院: a year that only says what something is.
_DESCRIBES = re.compile(r"20\d\d年[^，,。；;\d]{1,6}的(?=[一-鿿])")


def _months_into_the_year(article: Article) -> int:
    return int(article.published[5:7]) if article.published and len(article.published) >= 7 else 0


def _planned(text: str, title_years: list[int], today: int | None, *, plan: bool) -> str | None:
    """Return the year that untimed plans belong to."""
    if title_years and (plan or len(title_years) > 1):
        return f"{max(title_years)}"
    if today is None:
        return None
    if title_years and re.search(r"明年|下一年", text):
        return f"{max(title_years) + 1}"
    return f"{today}"


# ---------------------------------------------------------------- telling and announcing


@cache
def _telling(*sides: str) -> re.Pattern[str]:
    return re.compile("|".join(pattern for side in sides for pattern in column("telling", "pattern", side=side)))


#: A paragraph that announces more than this many times as much as it tells is a plan with a report in it.
_MOST_ANNOUNCED = 2.5
#: A text with this many announcements, and hardly a word of things done, is a plan as a whole.
_PLAN_AT_LEAST = 12
_PLAN_MOST_TOLD = 0.2
#: Measured on pieces of sixty work reports: of their plans all announce this often, of their reviews hardly one.
_PIECE_AT_LEAST = 4
_PIECE_MOST_TOLD = 0.4
#: A review gives its figures to the decimal; so many of them weigh as much as one word of things done.
_DECIMAL = re.compile(r"\d\.\d")
_DECIMALS_A_WORD = 3


def tells_of_things_done(paragraph: str) -> bool:
    """Whether a paragraph tells of things done, and does not announce far more than it tells."""
    told = _told(paragraph)
    return told >= 2 and told * _MOST_ANNOUNCED >= len(_telling("announced").findall(paragraph))


def _has_a_review(article: Article, today: int | None) -> bool:
    """Whether a heading names a year that is over and looks back on it: 一、2023年工作回顾."""
    headings = (article.clean.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.HEADING)
    return any(
        today and int(year[0][:4]) < today and _looks_back().search(heading)
        for heading in headings
        if (year := _YEAR.search(heading))
    )


@cache
def _looks_back() -> re.Pattern[str]:
    return re.compile(alternatives(column("heading_words", "word", announces="review")))


def _told(text: str) -> int:
    return len(_telling("told", "told_or_planned").findall(text))


def _only_announces(text: str) -> bool:
    announced = len(_telling("announced").findall(text))
    return announced >= _PLAN_AT_LEAST and _told(text) <= announced * _PLAN_MOST_TOLD


def is_a_piece_of_plans(text: str) -> bool:
    """Whether a piece of a report to a congress is of its plans, not of its review."""
    announced = len(_telling("announced").findall(text)) + len(_telling("announced_in_report").findall(text))
    told = len(_telling("told").findall(text)) + len(_DECIMAL.findall(text)) / _DECIMALS_A_WORD
    return announced >= _PIECE_AT_LEAST and told <= announced * _PIECE_MOST_TOLD
