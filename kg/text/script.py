"""Traditional characters, pronunciation glosses and text decoded wrongly to plain Simplified Chinese."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import opencc

from kg.model import CleanText
from kg.text.aligned import Edit, cut, joined, respelt, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator

_PINYIN = "a-zêāáǎàēéěèếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_GLOSS = re.compile(rf"(?<=[㐀-鿿])[(（]\s?(?=[{_PINYIN}]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[{_PINYIN}]{{1,6}}\s?[)）]")
_TONELESS_GLOSS = re.compile(r"(?<=[㐀-鿿])[(（][a-z]{1,4}[)）]")
#: From so many glosses on, a bracket without a tone mark is one as well: 們(men).
_GLOSSED = 10
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
#: Where so large a part of a line's Chinese characters changes, the line is Traditional.
_TRADITIONAL = 0.08
_HALF_WIDTH = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_HALF_WIDTH |= {ord("％"): "%", ord("　"): " ", 0xA0: " "}
#: Stands for a character of which half the bytes are gone.
_LOST = "\ufffd"
_FULL_POINT = re.compile(r"(?<=\d)．(?=\d)")


def simplified(page: CleanText) -> CleanText:
    """Read a page in Simplified characters, keeping its line ends and its positions."""
    page = _redecoded(page)
    page = rewritten(page, _shifted(page.text))
    page = rewritten(page, _glosses(page.text))
    page = respelt(page, _by_line(page.text))
    text = page.text.translate(_HALF_WIDTH)
    return respelt(page, _FULL_POINT.sub(".", text))


def _glosses(text: str) -> Iterator[Edit]:
    glosses = [*_INVISIBLE.finditer(text), *_GLOSS.finditer(text)]
    if len(glosses) >= _GLOSSED:
        seen = {gloss.start() for gloss in glosses}
        glosses += [gloss for gloss in _TONELESS_GLOSS.finditer(text) if gloss.start() not in seen]
    yield from (Edit(gloss.start(), gloss.end(), "") for gloss in sorted(glosses, key=lambda gloss: gloss.start()))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _by_line(text: str) -> str:
    converted = _same_length(text)
    if converted == text:
        return text
    pairs = zip(text.split("\n"), converted.split("\n"), strict=True)
    return "\n".join(new if _is_traditional(old, new) else old for old, new in pairs)


def _same_length(text: str) -> str:
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_one_for_one(character) for character in text)


def _one_for_one(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def _is_traditional(old: str, new: str) -> bool:
    changed = sum(a != b for a, b in zip(old, new, strict=True)) if old != new else 0
    return changed > _TRADITIONAL * sum("㐀" <= character <= "鿿" for character in old)


# UTF-8 that was read as GBK: 全市 becomes 鍏ㄥ競. Such a stretch can be encoded back and read rightly.

_MISREAD = re.compile(r"[^\x00-\x7f?]{3}[^\x00-\x7f]*")
_MISREAD_SIGNS = re.compile("[銆锛鐨鍦鏄浜涓鍏鍖甯]")
_UTF8_LENGTHS = ((0xF0, 4), (0xE0, 3), (0xC0, 2), (0, 1))
#: What may be lost of a stretch that is taken for UTF-8 misread.
_MOST_LOST = 0.25


def _redecoded(page: CleanText) -> CleanText:
    if len(_MISREAD_SIGNS.findall(page.text)) < max(3, len(page.text) // 50):
        return page
    parts: list[CleanText] = []
    done = 0
    for run in _MISREAD.finditer(page.text):
        parts += [cut(page, done, run.start()), _read_again(cut(page, run.start(), run.end()))]
        done = run.end()
    return joined([*parts, cut(page, done, len(page.text))])


def _read_again(run: CleanText) -> CleanText:
    spelt = [character.encode("gbk", "replace") for character in run.text]
    owners = [index for index, data in enumerate(spelt) for _ in data]
    again = list(_utf8_characters(b"".join(spelt)))
    if sum(character == _LOST for character, _, _ in again) > _MOST_LOST * len(again):
        return run
    return CleanText(
        text="".join(character for character, _, _ in again),
        starts=tuple(run.starts[owners[start]] for _, start, _ in again),
        ends=tuple(run.ends[owners[end - 1]] for _, _, end in again),
    )


def _utf8_characters(data: bytes) -> Iterator[tuple[str, int, int]]:
    start = 0
    while start < len(data):
        end = start + next(length for lead, length in _UTF8_LENGTHS if data[start] >= lead)
        character = data[start:end].decode("utf-8", "ignore")
        if len(character) != 1 or end > len(data) or character in "\n?":
            character, end = _LOST, start + 1
        yield character, start, end
        start = end


# GBK of which one byte was lost: all that follows is read one byte out of step, up to the next byte that fits nowhere.
# 。　（記者 becomes ?！。ㄓ浾?. What stands between the two ends can be read again; half of each end is lost.

_OUT_OF_STEP = re.compile(
    rf"\?(?:[{_PINYIN}]{{1,6}}\))?"
    r"([!-~\uff01-\uff5e\u3000-\u303f\u3105-\u3129\u3400-\u9fff\ue000-\uf8ff]{2,12}?)"
    rf"(?:\?(?:[{_PINYIN}]{{1,6}}\))?|(?<=[@-~])(?=\())"
)
_FULL_WIDTH = {half: half + 0xFEE0 for half in map(ord, "!,:;?")}
_LIKELY_FIRST = "。"
_LIKELY_LAST = {"記": "者", "记": "者"}


def _shifted(text: str) -> Iterator[Edit]:
    if "?" not in text:
        return
    for run in _OUT_OF_STEP.finditer(text):
        reading = _in_step(run[1], closed=run[0].endswith(("?", ")")))
        if reading is not None:
            yield Edit(run.start(), run.end(), reading)


def _in_step(run: str, *, closed: bool) -> str | None:
    if all(map(_common, run)):
        return None
    try:
        data = run.translate(_FULL_WIDTH).encode("gb18030") if closed else run.encode("gb18030")
        middle = (data[1:-1] if closed else data[1:]).decode("gb18030")
    except UnicodeError:
        return None
    if not middle or not all(map(_common, middle)):
        return None
    first = _LIKELY_FIRST if data[0] == _LIKELY_FIRST.encode("gbk")[1] else _LOST
    last = _last_character(middle[-1], data[-1]) if closed else ""
    return first + middle.lstrip("\u3000") + last


def _last_character(before: str, lead: int) -> str:
    likely = _LIKELY_LAST.get(before)
    return likely if likely is not None and likely.encode("gbk")[0] == lead else _LOST


def _common(character: str) -> bool:
    """Whether a character is punctuation or among the few thousand most used ones."""
    if character in "　、。，；：？！（）《》“”—…·":
        return True
    return _between(character, "gb2312", 0xB0A1, 0xD7F9) or _between(character, "big5", 0xA440, 0xC67E)


def _between(character: str, encoding: str, first: int, last: int) -> bool:
    try:
        code = character.encode(encoding)
    except UnicodeError:
        return False
    return len(code) == 2 and first <= int.from_bytes(code, "big") <= last
