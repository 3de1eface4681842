"""Title, publisher, date and address of an article, as far as its page states them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import BlockKind
from kg.text.furniture import SEPARATOR, is_crumbs, is_labelled, masthead_of
from kg.text.numerals import number
from kg.text.words import any_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.text.layout import Layout
    from kg.text.lines import Line

_URL = re.compile(r"https?://[^\s<>\"'，。；）)】]+")
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:[-/.]|年)\s*(?P<month>0?[1-9]|1[0-2])\s*(?:[-/.]|月)\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)日?"
)
_COMPACT_DATE = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:-|年)\s*(?P<month>0?[1-9]|1[0-2])(?:月|(?![\d-]))")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年")
_CHINESE_DATE = re.compile(
    r"(?P<year>[二一][〇○零O九][〇○零O一二三四五六七八九]{2})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_NAME_ENDS = re.compile(r"\s{1,}|[|｜，。；;（(【\[）)】\]>]|(?:记者|通讯员|作者|编辑|时间)[:：]")
#: Metadata that pages give of themselves, best first.
_META_PUBLISHERS = ("contentsource", "source", "og:site_name", "sitename", "author:site")
_META_DATES = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "date",
    "datepublished",
    "weibo: article:create_at",
)
_META_URLS = ("canonical", "og:url")
#: Words that are only true in the year of writing.
_DEICTIC = re.compile(
    r"今年|本月|昨[日天]|今[日天]|(?<![年\d-])(?<!年\s)(?:[1-9]|1[0-2])\s*月\s*(?:[1-9]|[12]\d|3[01])\s*日"
)
_SPOKEN_YEAR = re.compile(r"(?<![到至\d—－~-])(?<!力争)(20\d\d)\s*年(?!底前|以前|之前)")
#: 截至2017年底: that year is over.
_COUNTED_AT_THE_END_OF = re.compile(r"截[至止]到?(20\d\d)年[底末]")
#: 政府工作报告（2024年1月）.
_BRACKETED_MONTH = re.compile(r"[（(]((?:19|20)\d\d年\d{1,2}月)[）)]\Z")
_MEETING = re.compile(r"[—–(（]{0,2}(?=(?:19|20)\d\d年)[^。；]{4,60}(?:会议|大会)[^。；]{0,8}上?[)）]?$")


def url_of(lines: Sequence[Line], meta: Mapping[str, str]) -> str | None:
    """Find the address that the page gives of itself."""
    for line in lines:
        if _labelled("url").search(line.text) and (url := _URL.search(line.text)):
            return url[0]
    alone = (line.text for line in lines if _URL.fullmatch(line.text))
    return next(alone, None) or next((meta[name] for name in _META_URLS if _URL.match(meta.get(name, ""))), None)


def publisher_of(layout: Layout, lines: Sequence[Line], meta: Mapping[str, str], page_title: str | None) -> str | None:
    """Name the medium or office that the page gives as its source."""
    for name in _publishers(layout, lines, meta, page_title):
        cleaned = _publisher(name)
        if cleaned is not None:
            return cleaned
    return None


def _publishers(
    layout: Layout, lines: Sequence[Line], meta: Mapping[str, str], page_title: str | None
) -> Iterator[str]:
    around = layout.furniture
    for label in words("labels", "publisher"):
        yield from _values(label, around)
    yield from _in_brackets(layout)
    yield from (paper for line in lines if (paper := masthead_of(line.text)))
    yield from _beside_date(around)
    yield from _of_reporters(lines)
    yield from _mastheads(around)
    yield from _datelines(layout)
    yield from _signatures(lines)
    yield from (meta[name] for name in _META_PUBLISHERS if name in meta)
    yield from _crumbs(around)
    yield from _site_names(layout, page_title)
    for label in words("labels", "owner"):
        yield from _values(label, around)


@cache
def _labelled(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s|｜【\[（(•·]))[\s•·]*{any_of('labels', kind)}{SEPARATOR}")


@cache
def _label(label: str) -> re.Pattern[str]:
    loose = rf"{SEPARATOR}\s*" if len(label) < 4 else rf"(?:{SEPARATOR}|\s)\s*"
    return re.compile(rf"(?:^|(?<=[\s|｜【\[（(•·]))[\s•·]*{re.escape(label)}{loose}")


def _values(label: str, lines: Sequence[Line]) -> Iterator[str]:
    for index, line in enumerate(lines):
        for found in _label(label).finditer(line.text):
            rest = line.text[found.end() :]
            if not rest and index + 1 < len(lines):
                rest = lines[index + 1].text
            yield _NAME_ENDS.split(rest, maxsplit=1)[0]


def _publisher(name: str) -> str | None:
    name = name.strip(" 　:：-—_·《》“”\"'■□●")
    name = re.sub(rf"{any_of('media', 'addition')}$", "", name) or name
    refused = name in words("media", "nobody") or name in words("media", "house")
    return name if 2 <= len(name) <= 24 and not refused and not re.search(r"[\d。，]{4}|^https?", name) else None


def _in_brackets(layout: Layout) -> Iterator[str]:
    """Find the source that a text gives in brackets behind its last words."""
    bracket = re.compile(rf"[(（]{any_of('labels', 'publisher')}\s*[:：]\s*([^)）]{{2,24}})[)）]")
    for paragraph in layout.paragraphs[-3:]:
        yield from (found[1] for found in bracket.finditer(paragraph.text))


def _beside_date(lines: Sequence[Line]) -> Iterator[str]:
    media = re.compile(rf"\S*{any_of('media', 'ending', 'name')}$")
    for line in lines:
        stamp = _DATE.search(line.text)
        if stamp and is_labelled(line):
            yield from (part for part in line.text[: stamp.start()].split() if media.fullmatch(part))


def _of_reporters(lines: Sequence[Line]) -> Iterator[str]:
    paper = re.compile(
        rf"(?:^|[\s（(□■●·])([^\s，。；：:（(□■●·/、]{{0,12}}{any_of('media', 'ending', 'name')})"
        r"(?:、[^\s，。、]{2,12})?(?:特约|首席|见习|全媒体)*记者"
    )
    for line in (*lines[:12], *lines[-12:]):
        if len(line.text) <= 60:
            yield from (found[1] for found in paper.finditer(line.text))


def _mastheads(lines: Sequence[Line]) -> Iterator[str]:
    masthead = re.compile(rf"^\s*(\S*?{any_of('media', 'ending', 'name')}){any_of('media', 'addition')}(?=\s|$)")
    for line in lines:
        if found := masthead.match(line.text):
            yield found[1]


def _datelines(layout: Layout) -> Iterator[str]:
    dateline = re.compile(
        rf"[【(（]?([^\s，。·]{{0,10}}{any_of('media', 'ending', 'name')})"
        r"(?:讯|[^\s，。]{0,8}\d{1,2}月\d{1,2}日[电讯])"
    )
    for paragraph in layout.paragraphs[:6]:
        if found := dateline.match(paragraph.text):
            yield found[1]


def _signatures(lines: Sequence[Line]) -> Iterator[str]:
    office = re.compile(rf"[㐀-鿿]{{2,20}}{any_of('media', 'office')}")
    for line, after in pairwise(lines):
        if office.fullmatch(line.text) and (_DATE.fullmatch(after.text) or _CHINESE_DATE.fullmatch(after.text)):
            yield line.text


def _crumbs(lines: Sequence[Line]) -> Iterator[str]:
    site = re.compile(rf"(?:[^:：]*[:：]\s*)?(\S*?{any_of('media', 'ending', 'office')}){any_of('media', 'addition')}?")
    for line in lines[:12]:
        first = re.split(r"\s*[>»›＞]|\s+[-–]\s+", line.text, maxsplit=1)[0]
        if is_crumbs(line.text) and (found := site.fullmatch(first)):
            yield found[1]


def _site_names(layout: Layout, page_title: str | None) -> Iterator[str]:
    media = re.compile(rf"\S*{any_of('media', 'ending', 'office')}$")
    for title in (page_title, "".join(line.text for line in layout.title)):
        parts = re.split(r"\s*[-_|｜–]\s*", title or "")
        if len(parts) > 1 and media.fullmatch(parts[-1]):
            yield parts[-1]


def published_of(layout: Layout, lines: Sequence[Line], meta: Mapping[str, str]) -> str | None:
    """Tell the day, or as much of it as is certain, on which the article says it was published."""
    return next((found for found in _dates(layout, lines, meta) if found), None)


def _dates(layout: Layout, lines: Sequence[Line], meta: Mapping[str, str]) -> Iterator[str | None]:
    around = layout.furniture
    for label in words("labels", "published"):
        yield from _dates_after(label, around)
    yield from (_iso(line.text) for line in around if is_labelled(line) or _masthead_date(line))
    yield from (_iso(meta.get(name, "")) for name in _META_DATES)
    yield from (_signed_date(line.text) for line in lines[-25:])
    yield from (_meeting_date(line.text) for line in lines[:6])
    yield from (_partial(month[1]) for line in layout.title if (month := _BRACKETED_MONTH.search(line.text)))
    yield year_of_writing(layout)


def _dates_after(label: str, lines: Sequence[Line]) -> Iterator[str | None]:
    for index, line in enumerate(lines):
        for found in _label(label).finditer(line.text):
            rest = line.text[found.end() :] or (lines[index + 1].text if index + 1 < len(lines) else "")
            yield _iso(rest[:24]) or _partial(rest[:12])


def _masthead_date(line: Line) -> bool:
    return (
        masthead_of(line.text) is not None
        or re.search(r"星期[一二三四五六日天]|第\s*[\dA-Z]+\s*版", line.text) is not None
    )


def _iso(text: str) -> str | None:
    for found in (*_DATE.finditer(text), *_COMPACT_DATE.finditer(text)):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
        except ValueError:
            continue
    return None


def _partial(text: str) -> str | None:
    if month := _MONTH.match(text):
        return f"{month['year']}-{int(month['month']):02}"
    return year["year"] if (year := _YEAR.match(text)) else None


def _signed_date(text: str) -> str | None:
    text = text.strip("（）() ")
    if _DATE.fullmatch(text):
        return _iso(text)
    found = _CHINESE_DATE.fullmatch(text)
    if found is None:
        return None
    parts = [number(re.sub("[○O]", "〇", found[part])) for part in ("year", "month", "day")]
    return None if None in parts else _iso("-".join(map(str, parts)))


def _meeting_date(text: str) -> str | None:
    return _iso(text) if _MEETING.match(text) else None


def year_of_writing(layout: Layout) -> str | None:
    """Tell the last year spoken of as past or present in a text that says 今年, or names a day without its year."""
    text = "\n".join(paragraph.text for paragraph in layout.paragraphs)
    if not _DEICTIC.search(text):
        return None
    headings = "\n".join(paragraph.text for paragraph in layout.paragraphs if paragraph.kind is BlockKind.HEADING)
    years = {*_SPOKEN_YEAR.findall(text), *_COUNTED_AT_THE_END_OF.findall(text)}
    last = max(_SPOKEN_YEAR.findall(headings) or years, default=None)
    if last is None:
        return None
    if _is_over(text, last):
        return str(int(last) + 1)
    after_review = str(int(last) + 1) if re.search(f"{last}年[^\n]{{0,6}}回顾", headings) else None
    return after_review if after_review in years else last


#: What is told of early in a year: 今年3月.
_EARLY_THIS_YEAR = re.compile(r"今年(?:[1-6一二三四五六]月|初|春)")


def _is_over(text: str, year: str) -> bool:
    """Tell whether a text that speaks of 今年 looks back on the end of a year: 2019年底全部脱贫，今年3月退出."""
    early = _EARLY_THIS_YEAR.search(text)
    told = (match for match in _END_OF_A_YEAR.finditer(text) if match["year"] == year and not _AHEAD.search(match[0]))
    return any("今年" in text if match["counted"] else early for match in told)


#: A sentence from what counts at the end of a year, and what makes it one of plans.
_END_OF_A_YEAR = re.compile(
    r"[^。；;\n]{0,8}?(?:(?P<counted>截[至止]到?)|(?<![到至]))(?P<year>20\d\d)年[底末][^。；;\n]*"
)
_AHEAD = re.compile(r"将|力争|预计|计划|拟|目标|确保|争取|年[底末]前")
