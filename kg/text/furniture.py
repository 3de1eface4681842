"""What on a page is no part of the article: told line by line, from the word lists."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.text.lines import Hint, Line
from kg.text.words import any_of, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_EDGE = r"[\s【】\[\]（）()<>《》·•■◆●★○▪|｜>:：\-—_]*"
_SENTENCE_MARK = re.compile(r"[。；！？!?]")
_APART = re.compile(r"[\s|｜【】\[\]·•/+、]+|-(?=\s)")
_CRUMBS_APART = re.compile(r"\s*(?:>+|»|›|＞+|→)\s*|\s+[-–]\s+|\s+/\s+")
_MORE = re.compile(r".{0,60}更多\s*[>»›＞]+")
_IMAGE = re.compile(r"(?i)[^\s。，]{0,60}\.(?:jpe?g|png|gif|bmp|webp)")
_ATTACHMENT = re.compile(r"(?i)[^。]{0,120}\.(?:pdf|docx?|xlsx?|wps|rar|zip|ofd|mp4)")
_ADDRESS = re.compile(r"https?://\S+")
_DOCUMENT_NUMBER = re.compile(r"[^\W\d_]{2,12}〔20\d\d〕\d{1,4}号")
_PAGE_NUMBER = re.compile(
    r"[-—–－_·]{1,3}\s*\d{1,3}\s*[-—–－_·]{1,3}|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?"
)
_CONTINUED = re.compile(r"[(（]?\s*(?:上接|下转|紧接)\s*第?\s*[\dA-Z一二三四五六七八九十]{1,4}\s*版[^。，]{0,12}")
_DATE = r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
_STAMP = re.compile(rf"{_DATE}\s*(?P<time>星期.|\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?")
#: What stands between a label and what it labels: 来源：, 编辑丨, 来源 |.
SEPARATOR = r"\s*[】\]]?\s*[:：|｜丨/／]"
_ISO_STAMP = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:：]\d\d[:：]\d\d")
#: What may stand beside a date on the line under a headline: a source, a counter.
_BESIDE_DATE = 30
_LONGEST_LABELLED = 150
_LONGEST_BYLINE = 60
_LONGEST_NAME = 4
_LONGEST_PAPER = 16
_LONGEST_PROMPT = 30
_FRONT_PAGE = re.compile(r"(?:网站)?首页(?:\s+\S|\s*[-–>»/|｜·]|$)")


def is_furniture(line: Line) -> bool:
    """Whether a line by itself is no part of an article."""
    text = line.text
    return (
        line.hint is Hint.LINK
        or (len(text) <= _LONGEST_LABELLED and (_by_shape(text) or _by_word(text) or is_labelled(line)))
        or (len(text) <= _LONGEST_BYLINE and is_byline(text))
    )


def opens_tail(line: Line) -> bool:
    """Whether titles of other articles follow this line."""
    return line.hint not in {Hint.TITLE, Hint.ROW} and _tail().fullmatch(line.text) is not None


def closes_text(line: Line) -> bool:
    """Whether such a line stands under an article's last paragraph: its editor, a row of buttons."""
    return _is_buttons(line.text) or _editor().match(line.text) is not None or _holds().search(line.text) is not None


def is_labelled(line: Line) -> bool:
    """Whether a line is one of those that give source, date, editor or index number of a page."""
    text = line.text
    if _SENTENCE_MARK.search(text.rstrip("。")) and not _DATE_LABEL.search(text):
        return False
    labels = list(_labels().finditer(text))
    if not labels:
        return _is_stamp(text)
    return labels[0].start() == 0 or len(labels) >= 2 or _STAMP.search(text) is not None


def is_byline(text: str) -> bool:
    """Whether a line names none but reporters, photographers and their papers."""
    inner = text.strip("（）()【】[] ■□●◎◇*—-")
    parts = [part for part in re.split(r"[\s/／、：:|·]+", inner) if part]
    named = [part for part in parts if len(part) <= _LONGEST_PAPER and _reporter().search(part)]
    return (
        bool(named)
        and all(len(part) <= _LONGEST_NAME or part in named or part.endswith("报道") for part in parts)
        and not _SENTENCE_MARK.search(inner)
    )


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a printed page."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def is_crumbs(text: str) -> bool:
    """Whether a line shows the way from the site's front page to this one."""
    parts = [part for part in _CRUMBS_APART.split(text) if part]
    return (
        bool(_CRUMBS_APART.search(text)) and all(len(part) <= 16 for part in parts) and not _SENTENCE_MARK.search(text)
    )


def is_image(text: str) -> bool:
    """Whether a line is the name of a picture's file."""
    return _IMAGE.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line says what a picture shows."""
    return len(text) <= 120 and (_pictured().match(text) is not None or _photographed().search(text) is not None)


def is_abstract(text: str) -> bool:
    """Whether a paragraph says that it sums up the text."""
    return _abstract().match(text) is not None


def below_image(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands directly below the name of a picture's file."""
    return index > 0 and is_image(lines[index - 1].text)


def ends_in_office(text: str) -> bool:
    """Whether a line ends with an office: 县卫生健康局局长."""
    return _office().search(text) is not None


def names_officeholder(text: str) -> bool:
    """Whether a line ends with an office and a name behind it: 市长 王某."""
    return _officeholder().search(text) is not None


def _by_shape(text: str) -> bool:
    return bool(
        is_image(text)
        or _ADDRESS.fullmatch(text)
        or _DOCUMENT_NUMBER.fullmatch(text)
        or _ATTACHMENT.fullmatch(text)
        or is_page_number(text)
        or _CONTINUED.fullmatch(text.strip("（）() "))
        or is_crumbs(text)
        or (text.endswith((">", "»", "›", "＞")) and _MORE.fullmatch(text))
        or masthead_of(text)
    )


def masthead_of(text: str) -> str | None:
    """Return the paper whose name and date a line prints and no more: 江西日报 2024年9月12日 第7版：民生."""
    found = _masthead().fullmatch(text) if len(text) <= _LONGEST_BYLINE and _STAMP.search(text) else None
    return (found["paper"] or found["after"]) if found else None


def _by_word(text: str) -> bool:
    begun = _start().match(text) is not None and (len(text) <= _LONGEST_PROMPT or not _SENTENCE_MARK.search(text))
    return begun or bool(
        _whole().fullmatch(text)
        or _notice().match(text)
        or _holds().search(text)
        or _is_buttons(text)
        or _is_navigation(text)
    )


def _is_stamp(text: str) -> bool:
    stamp = _STAMP.search(text)
    if stamp is None or _SENTENCE_MARK.search(text):
        return False
    rest = len(text) - len(stamp[0])
    return rest == 0 or (rest <= _BESIDE_DATE and bool(_ISO_STAMP.search(text) or stamp["time"]))


@cache
def _masthead() -> re.Pattern[str]:
    paper = rf"(?P<paper>\S{{0,10}}?{any_of('media', 'ending', 'name')})(?:{any_of('media', 'addition')})?"
    day = rf"{_DATE}\s*(?:星期[一二三四五六日天])?"
    number = r"第?\s*[\dA-Z]{1,4}\s*版\s*[:：]?\s*"
    page = rf"(?:{number}\S{{0,10}}(?:\s+\S{{2,5}}){{0,4}})?"
    between = rf"[\s　]+(?:{number}[^\s\d]{{0,10}}[\s　]+)?"
    return re.compile(rf"{paper}{between}{day}[\s　]*{page}|{day}[\s　]+{paper.replace('paper', 'after', 1)}")


def _is_buttons(text: str) -> bool:
    parts = [part for part in _APART.split(re.sub(r"[:：()（）A+-]+", " ", text)) if part]
    return bool(parts) and all(part in _button_words() for part in parts) and (len(parts) > 1 or len(parts[0]) > 1)


def _is_navigation(text: str) -> bool:
    parts = [part for part in _APART.split(text) if part]
    if _FRONT_PAGE.match(text) and not _SENTENCE_MARK.search(text):
        return True
    known = sum(part in _button_words() or part in _navigation_words() for part in parts)
    return len(parts) >= 3 and all(len(part) <= 8 for part in parts) and (known >= 2 or known >= len(parts) / 2)


@cache
def _button_words() -> frozenset[str]:
    return frozenset(words("furniture", "button"))


@cache
def _navigation_words() -> frozenset[str]:
    return frozenset(words("furniture", "nav"))


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(
        rf"{_EDGE}{any_of('furniture', 'tail')}(?:{_EDGE}(?:更多|more)?{_EDGE}|\s*[】\]]?\s*[:：]\s*\S.{{0,100}})"
    )


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(f"{_EDGE}{any_of('furniture', 'whole')}{_EDGE}")


@cache
def _start() -> re.Pattern[str]:
    return re.compile(rf"[(（【\[\s]*{any_of('furniture', 'start')}")


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(rf"[(（【\[\s]*{any_of('furniture', 'notice')}")


@cache
def _holds() -> re.Pattern[str]:
    return re.compile(any_of("furniture", "holds"))


_DATE_LABEL = re.compile(rf"[:：]\s*{_DATE}")


@cache
def _labels() -> re.Pattern[str]:
    named = any_of("labels", "publisher", "url", "owner", "editor", "author", "page")
    dated = any_of("labels", "published")
    indexed = (
        "(?:"
        + "|".join(
            label
            for label in words("labels", "page") + words("labels", "published") + words("labels", "publisher")
            if len(label) >= 4 or label in {"索引号", "文号"}
        )
        + ")"
    )
    before = r"(?:^[\s•·●*■【\[（(]*|(?<=[\s|｜】\])）】。]))"
    return re.compile(rf"{before}(?:{named}{SEPARATOR}|{dated}{SEPARATOR}\s*(?={_DATE}|$)|{indexed}(?:{SEPARATOR}|\s))")


@cache
def _editor() -> re.Pattern[str]:
    return re.compile(rf"[\s【\[（(]*{any_of('labels', 'editor')}{SEPARATOR}")


@cache
def _reporter() -> re.Pattern[str]:
    return re.compile(rf"{any_of('furniture', 'reporter')}.{{0,{_LONGEST_NAME}}}$")


@cache
def _pictured() -> re.Pattern[str]:
    return re.compile(any_of("furniture", "pictured"))


@cache
def _photographed() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('furniture', 'photo')})\s*[)）】\]]?$")


@cache
def _abstract() -> re.Pattern[str]:
    return re.compile(rf"[【\[\s]*{any_of('furniture', 'abstract')}\s*[】\]]?\s*[:：\s]")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"{any_of('furniture', 'post')}$")


@cache
def _officeholder() -> re.Pattern[str]:
    return re.compile(rf"{any_of('furniture', 'post')}\s+\S{{1,2}}\s?\S{{1,3}}$")
