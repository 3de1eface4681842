"""Bytes of an unknown encoding to text."""

from __future__ import annotations

import codecs

import cchardet

from kg.errors import InputRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What the detector calls by the name of a smaller character set than pages really use.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "hz-gb-2312": "hz"}
_TRUSTED = {"gb18030", "cp950", "big5hkscs", "hz", "utf-16-le", "utf-16-be", "euc-tw"}
#: UTF-8 that was cut inside a character still reads; another encoding read as UTF-8 shows far more damage.
_MOST_DAMAGE = 0.01
#: One stray control character does not make a text binary.
_MOST_CONTROLS = 0.005
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\x1a")


def decoded(data: bytes) -> str:
    """Decode a file, drop its byte order mark and spell its line ends the Unix way."""
    text = _decoded(data)
    if sum(map(text.count, _CONTROLS)) > _MOST_CONTROLS * len(text):
        raise InputRefused("holds control characters like a binary file: give a text or HTML file instead")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _tried(data[len(bom) :], encoding)
    if b"\0" in data:
        raise InputRefused("holds zero bytes like a binary file: give a text or HTML file instead")
    for reading in (_strictly(data, "utf-8"), _nearly_utf8(data)):
        if reading is not None:
            return reading
    for encoding in (_detected(data), "gb18030"):
        text = _strictly(data, encoding)
        if text is not None:
            return text
    raise InputRefused("is neither UTF-8 nor GB18030 nor Big5: save it as UTF-8")


def _tried(data: bytes, encoding: str) -> str:
    text = _strictly(data, encoding)
    if text is None:
        raise InputRefused(f"says it is {encoding} and is not: save it as UTF-8")
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(data: bytes) -> str:
    named = (cchardet.detect(data)["encoding"] or "").lower()
    encoding = _WIDER.get(named, named)
    return encoding if encoding in _TRUSTED else "gb18030"


def _nearly_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text if text.count("\ufffd") <= _MOST_DAMAGE * beyond_ascii else None
