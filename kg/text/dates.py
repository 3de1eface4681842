"""Expressions of time in a sentence, and the period that each stands for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.text.numerals import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class TimeRole(StrEnum):
    """What an expression of time does to the figures around it."""

    #: The figures hold then.
    HOLDS = "holds"
    #: A figure is compared with that time (比2015年, 较上年).
    COMPARED = "compared"
    #: Only the next figure holds then (由2020年的).
    STARTS = "starts"
    #: No period: a clock time, 近年来, 3天前.
    IDLE = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A stretch of a text that names a time; period is ISO 8601, None where it names none that can be said."""

    start: int
    end: int
    period: str | None
    role: TimeRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A name, a pattern, and what a match means for a text of a given year."""

    name: str
    pattern: re.Pattern[str]
    produce: Callable[[re.Match[str], int | None], str | None]
    #: Signs of which a text must have one, so that most sentences are passed over unread.
    needs: str


_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][零〇九]?[零〇一二三四五六七八九]{2,3})年度?"
_WORD = r"(?P<word>今年|本年度?|去年|上年度?|上一年度?|前年|明年|(?<!\d)年初)"
_ANY_YEAR = rf"(?:{_YEAR}|{_WORD})"
_MAYBE_YEAR = rf"(?:{_ANY_YEAR}的?)?"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_TO = r"\s*[-—–~～至到]+\s*"
_MONTHS = rf"(?P<first>1[0-2]|0?[1-9])(?:月份?)?{_TO}(?P<last>1[0-2]|0?[1-9])月份?"
_PART = (
    r"(?P<part>上半年|下半年|前三季度|前3季度|[一二三四]季度|第[一二三四]季度|前两季度"
    r"|前(?P<upto>\d{1,2}|[一二两三四五六七八九十]{1,2})个?月)"
)
_COUNT = r"(?P<count>[二两三四五六]|[2-9])年"
_LATER = r"(?:年|个月|天|小时|分钟)(?:前|后(?!的?续))"
_OFFSETS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}
_QUARTERS = {"一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}


def _year(match: re.Match[str], today: int | None) -> int | None:
    """Return the year that a match names, by its digits or by a word relative to the text's year."""
    groups = match.groupdict()
    if groups.get("year"):
        value = number(groups["year"])
        return int(value) if value and 1900 < value < 2100 else None
    if groups.get("word"):
        return None if today is None else today + _OFFSETS.get(groups["word"][0], 0)
    return today


def _one_year(match: re.Match[str], today: int | None) -> str | None:
    year = _year(match, today)
    return None if year is None else f"{year}"


def _year_range(match: re.Match[str], _today: int | None) -> str | None:
    first, last = int(match["year"]), int(match["until"])
    last = last if last > 100 else first // 100 * 100 + last
    return f"{first}/{last}" if first < last else None


def _month(match: re.Match[str], today: int | None) -> str | None:
    year, month = _year(match, today), number(match["month"])
    return None if year is None or month is None else f"{year}-{int(month):02d}"


def _month_end(match: re.Match[str], today: int | None) -> str | None:
    month = _month(match, today)
    if month is None:
        return None
    return month.removesuffix("-12") if month.endswith("-12") else _bounds(month)[1]


def _day(match: re.Match[str], today: int | None) -> str | None:
    """Return the day; none for a 31st of June, which no calendar has."""
    month, day = _month(match, today), number(match["day"])
    if month is None or day is None or day > int(_bounds(month)[1][-2:]):
        return None
    return f"{month}-{int(day):02d}"


def _months(match: re.Match[str], today: int | None) -> str | None:
    year = _year(match, today)
    return None if year is None else _span(year, int(match["first"]), int(match["last"]))


def _span(year: int, first: int, last: int) -> str:
    """Return the months of a year, up to the next year where they run over its end (11月至3月)."""
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02d}"
    return f"{year}-{first:02d}/{year if first < last else year + 1}-{last:02d}"


def _part(match: re.Match[str], today: int | None) -> str | None:
    year, part = _year(match, today), match["part"]
    if year is None:
        return None
    if match["upto"]:
        last = number(match["upto"])
        return _span(year, 1, int(last)) if last and last <= 12 else None
    if part.endswith("半年"):
        return _span(year, 1, 6) if part[0] == "上" else _span(year, 7, 12)
    if part[0] == "前":
        return _span(year, 1, 6 if part[1] == "两" else 9)
    return _span(year, *_QUARTERS[part.removeprefix("第")[0]])


def _plan(match: re.Match[str], _today: int | None) -> str | None:
    first = _PLANS[match["plan"]]
    return f"{first + 4}" if match["tail"] in {"末", "收官"} else f"{first}/{first + 4}"


def _years_up_to_now(match: re.Match[str], today: int | None) -> str | None:
    """Return the years up to this one; two years and more (两年多来) reach one year further back."""
    count = number(match["count"])
    if today is None or count is None:
        return None
    return f"{today - int(count) + (0 if '多' in match[0] else 1)}/{today}"


def _since(match: re.Match[str], today: int | None) -> str | None:
    year = _year(match, today)
    return None if year is None else f"{year}/{today}" if today and year < today else f"{year}"


def _this_year(_match: re.Match[str], today: int | None) -> str | None:
    return f"{today}" if today else None


def _nothing(_match: re.Match[str], _today: int | None) -> None:
    return None


def _rule(name: str, pattern: str, produce: Callable[[re.Match[str], int | None], str | None], needs: str) -> Rule:
    return Rule(name=name, pattern=re.compile(pattern), produce=produce, needs=needs)


RULES = (
    _rule("day", rf"{_MAYBE_YEAR}{_MONTH}{_DAY}", _day, "月"),
    _rule("months", rf"{_MAYBE_YEAR}{_MONTHS}", _months, "月"),
    _rule("month end", rf"{_MAYBE_YEAR}{_MONTH}(?:底|末)", _month_end, "月"),
    _rule("part of a year", rf"{_MAYBE_YEAR}{_PART}", _part, "季月年"),
    _rule("month", rf"{_MAYBE_YEAR}{_MONTH}(?!\d|子)", _month, "月"),
    _rule("years", rf"(?P<year>(?:19|20)\d\d)年?{_TO}(?P<until>(?:19|20)?\d\d)(?:年|学年)", _year_range, "年"),
    _rule("since", rf"{_YEAR}(?:以来|起(?![点步来]))", _since, "年"),
    _rule("year", rf"{_ANY_YEAR}(?:全年|底前|年底|底|末|初|以来|同期|期间)?", _one_year, "年初"),
    _rule(
        "five-year plan",
        r"[“\"‘']?(?P<plan>十[一二三四五]五)[”\"’']?(?P<tail>时期|期间|末|以来|收官|五年)?",
        _plan,
        "五",
    ),
    _rule(
        "years up to now",
        rf"(?:过去|近|这|最近)?{_COUNT}(?:来|间|多来|(?=共(?!同|建|享|治)|累计|合计))",
        _years_up_to_now,
        "年",
    ),
    _rule("last years", rf"近{_COUNT}", _years_up_to_now, "近"),
    _rule("now", r"目前|如今|眼下|现阶段", _this_year, "目如眼现"),
    _rule("the year in question", r"全年(?!龄)|年内|年末|年底前?|同年|当年|一年来|过去一年", _nothing, "年"),
    _rule(
        "no period",
        rf"近年来?|多年来?|长期以来|上年同期|同期|[一二两三四五六七八九十\d]+{_LATER}",
        _nothing,
        "年期前后",
    ),
    _rule("day alone", r"(?<![\d.])(?:3[01]|[12]\d|[1-9])日(?=上午|下午|晚|凌晨|从|，|,|召开|举行)", _nothing, "日"),
    _rule(
        "clock",
        r"(?:上午|下午|凌晨|晚上?|中午|早上?)?"
        r"\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?|[点时](?:半|\d{1,2}分?)?(?!间|段|效|多))",
        _nothing,
        ":：点时",
    ),
    _rule("date in digits", r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?", _nothing, "-/."),
)

_ANY_NEED = frozenset("".join(rule.needs for rule in RULES))

_COMPARED = re.compile(r"(?:比|较|与|同|和|比照|相比)\Z")
#: 上年同期|只有742人次: what was then is told.
_IS_TOLD = re.compile(r"(?:只有|仅有?|还?不[到足]|才)")
#: 约为2020年|的2.5倍: that year is what the figure is measured by.
_TIMES_AS_MUCH = re.compile(r"的(?:近|约|超过?|逾)?\d+(?:\.\d+)?[多余]?倍")
#: 由2021年|成立时的28家: a change starts there.
_OF_THAT_TIME = re.compile(r"(?:[一-鿿]{2,4}(?:时|之初|前|初期))?的")
_RELATIVE_PAST = re.compile(r"上年|上一年|去年同期|年初")
#: Until the end of April the news looks back on the year before.
REVIEW_SEASON = 4
_SPOKEN_FROM_TODAY = ("今年", "去年", "明年", "前年")


def times(
    text: str, today: int | None, reported: int | None = None, looked_back_on: int | None = None
) -> tuple[TimeExpression, ...]:
    """Return the expressions of time of a sentence, leftmost and longest, for a text written in the year today.

    A report on another year counts months without a year, and 上年, from the year reported. News of the first months
    that looks back on the last year means that one by 上年 and by a month that has not yet come.
    """
    found = sorted(_matches(text, today, reported or today, looked_back_on), key=lambda time: (time.start, -time.end))
    kept: list[TimeExpression] = []
    for time in found:
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    return tuple(_with_year_named_before(text, _outside_titles(text, kept)))


_TITLED = re.compile(r"《[^》]{1,60}》")


def _outside_titles(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Let no figure hold at a time that is part of a title: 对照《“十四五”老龄事业发展规划》，全年新增…."""
    titles = [match.span() for match in _TITLED.finditer(text)] if "《" in text else []
    return [replace(time, role=TimeRole.IDLE) if any(a < time.start < b for a, b in titles) else time for time in found]


#: Words for a year that the sentence names before them, or that nothing in it names.
#: Not so in 占|全年计划的46.6%: there the year is of what the share is of.
_SAME_YEAR = re.compile(r"当年|同年|全年")


def _with_year_named_before(text: str, found: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    last: str | None = None
    for time in found:
        if last and _SAME_YEAR.fullmatch(text, time.start, time.end) and not text.endswith("占", 0, time.start):
            yield replace(time, period=f"{last_year(last)}", role=TimeRole.HOLDS)
            continue
        if last and time.period and time.role is TimeRole.HOLDS and text[time.start : time.end].endswith("同期"):
            yield replace(time, period=last.replace(f"{last_year(last)}", time.period[:4]))
            continue
        one_year = time.period and time.period[:4] == f"{last_year(time.period)}"
        last = time.period if one_year and time.role is TimeRole.HOLDS else last
        yield time


def _matches(
    text: str, today: int | None, reported: int | None, looked_back_on: int | None
) -> Iterator[TimeExpression]:
    signs = frozenset(text)
    if signs.isdisjoint(_ANY_NEED):
        return
    for rule in RULES:
        if signs.isdisjoint(rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            base = today if match[0].startswith(_SPOKEN_FROM_TODAY) else reported
            up_to_now = rule.produce is _years_up_to_now
            if looked_back_on and (up_to_now or match[0].startswith("上") or (_last_month(match) or 0) > REVIEW_SEASON):
                base = looked_back_on
            yield TimeExpression(
                start=match.start(),
                end=match.end(),
                period=rule.produce(match, base),
                role=_role(text, match, rule),
            )


def _last_month(match: re.Match[str]) -> int | None:
    """Return the (last) month that a match names without a year."""
    groups = match.groupdict()
    if groups.get("year") or groups.get("word"):
        return None
    said = number(groups.get("last") or groups.get("month") or "")
    return int(said) if said else None


def _role(text: str, match: re.Match[str], rule: Rule) -> TimeRole:
    if rule.produce is _nothing:
        return TimeRole.IDLE
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith(("自", "自从")) and not match[0].endswith(("以来", "起")) and rule.name == "year":
        return TimeRole.IDLE
    if _COMPARED.search(before) or _TIMES_AS_MUCH.match(text, match.end()):
        return TimeRole.COMPARED
    if match[0].endswith("同期"):
        return TimeRole.HOLDS if before.endswith("而") or _IS_TOLD.match(text, match.end()) else TimeRole.COMPARED
    if before.endswith(("由", "从")) and (_OF_THAT_TIME.match(text, match.end()) or _RELATIVE_PAST.match(match[0])):
        return TimeRole.STARTS
    return TimeRole.HOLDS


def last_year(period: str) -> int:
    """Return the year that a period ends in."""
    return int(period.rpartition("/")[2][:4])


def days_of(period: str) -> tuple[str, str]:
    """Return the first and the last day of an ISO period, as YYYY-MM-DD."""
    first, _, last = period.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(moment: str) -> tuple[str, str]:
    year, *rest = (int(part) for part in moment.split("-"))
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if len(rest) == 1:
        return f"{moment}-01", f"{moment}-{calendar.monthrange(year, rest[0])[1]:02d}"
    return moment, moment
