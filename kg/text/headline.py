"""The lines of a page that are the article's own headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.furniture import below_image, is_caption, names_officeholder
from kg.text.lines import NUMBERED, SALUTATION, Hint
from kg.text.tables import is_row
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text.lines import Line

_LONGEST_TITLE = 90
_SUBTITLE = re.compile(r"[—–─-]{1,4}(?=[^\s—–─\d-])|[—–─]{2}")
_TITLE_GOES_ON = re.compile(r"[及和与暨的]|第.{1,4}次会议")
_UNFINISHED = re.compile(r".*[《“‘（([、，,:：及和与暨的]$")
_NO_TITLE_END = re.compile(r"[。；;，,:：、]$")
_OFFICE_ABOVE = re.compile(r"(?:政府|办公室|委员会|局|厅|部|领导小组|指挥部)$")
#: 关于… goes on until the word for the kind of document.
_DOCUMENT_OPENS = re.compile(r"^关于[^，。]{6,}$")
_DOCUMENT_CLOSES = re.compile(
    r"(?:通报|通知|意见|决定|公告|通告|报告|函|批复|方案|办法|规定|公示|请示)(?:[（(][^（）()]*[）)])?$"
)


def _is_cut(text: str) -> bool:
    """Whether a title that begins with 关于 breaks off before it says what kind of document it is."""
    return _DOCUMENT_OPENS.search(text) is not None and _DOCUMENT_CLOSES.search(text) is None


_SITE = re.compile(r"\s*[-_|｜–]\s*(?=[^-_|｜–]{1,16}(?:\s*[-_|｜–]\s*[^-_|｜–]{1,16})*$)")


def headline_of(lines: Sequence[Line], away: Sequence[bool], page_title: str | None) -> tuple[int, int]:
    """Find where the headline and its subtitle begin and end, an empty one at the top where there is none."""
    first = _first_of_headline(lines, away, page_title)
    if first is None:
        return 0, 0
    last = first + 1
    while last < len(lines) and last - first < 3 and _goes_on(lines, away, last):
        last += 1
    return first, last


def _first_of_headline(lines: Sequence[Line], away: Sequence[bool], page_title: str | None) -> int | None:
    head = _head(lines, away)
    marked = [index for index in head if lines[index].hint is Hint.TITLE]
    named = [index for index in (*marked, *head) if page_title and _names(page_title, lines[index].text)]
    shaped = [index for index in head if not away[index] and _could_be_title(lines[index])]
    best = [index for index in shaped if not below_image(lines, index)]
    return next(iter((*named, *marked, *best, *shaped)), None)


def _head(lines: Sequence[Line], away: Sequence[bool]) -> list[int]:
    """List the lines above the first long paragraph."""
    head: list[int] = []
    for index, line in enumerate(lines):
        if not away[index] and (
            len(line.text) > _LONGEST_TITLE or (line.sentence and len(line.text) >= 60) or SALUTATION.match(line.text)
        ):
            break
        head.append(index)
    return head


def _names(page_title: str, text: str) -> bool:
    return len(text) >= 6 and page_title.replace(" ", "").startswith(text.replace(" ", ""))


def _could_be_title(line: Line) -> bool:
    return (
        4 <= len(line.text) <= _LONGEST_TITLE
        and not _NO_TITLE_END.search(line.text)
        and not (NUMBERED.match(line.text) and not line.text[0].isdigit())
        and not (line.text[0] in "（(" and line.text[-1] in "）)")
        and not is_row(line)
        and not is_caption(line.text)
        and not names_officeholder(line.text)
    )


def _goes_on(lines: Sequence[Line], away: Sequence[bool], index: int) -> bool:
    line, before = lines[index], lines[index - 1]
    if away[index] or len(line.text) > _LONGEST_TITLE or line.hint in {Hint.ROW, Hint.CAPTION}:
        return False
    if _SUBTITLE.match(line.text) and not line.text.endswith("。"):
        return True
    return (
        not line.gap
        and not line.sentence
        and (
            _TITLE_GOES_ON.match(line.text) is not None
            or _UNFINISHED.match(before.text) is not None
            or (line.text.startswith("关于") and _OFFICE_ABOVE.search(before.text) is not None)
            or _is_cut(before.text)
        )
    )


def without_site(title: str) -> str:
    """Cut the names of channel and site off the end of a page's title."""
    site = _SITE.search(title)
    return title[: site.start()] if site and _ends_in_site(title) and site.start() >= 6 else title


def _ends_in_site(title: str) -> bool:
    return re.search(rf"(?:{any_of('media', 'ending', 'office', 'name')}|频道|公开|中心|门户)$", title) is not None
