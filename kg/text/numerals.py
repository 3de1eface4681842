"""The number that a run of digits or Chinese numerals stands for."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
NUMERALS = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"

_FIGURES = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
#: The highest first: a numeral is read by the highest step in it.
_STEPS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_MULTIPLIERS = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_DIGITS = re.compile(DIGITS)
_NUMERALS = re.compile(NUMERALS)
_TENTHS = re.compile(r"(?P<tenths>[一二两三四五六七八九十]|\d(?:\.\d)?)成(?P<rest>[一二三四五六七八九半])?")


def multiplier(word: str) -> Decimal:
    """Return the factor of a word such as 万, 亿 or 百万; 1 for the empty word."""
    return Decimal(10) ** _MULTIPLIERS.get(word, 0)


def number(text: str) -> Decimal | None:
    """Return the value of digits (5,338; 17.09) or of Chinese numerals (三十六; 百 as 100; 八十六点二), else None.

    None too where two figures side by side name no one number (两三百).
    """
    if _DIGITS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if not _NUMERALS.fullmatch(text):
        return None
    whole, _, fraction = text.partition("点")
    value = _spelt(whole) if all(sign in _FIGURES for sign in whole) else _counted(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{_figures(fraction)}")


def _spelt(figures: str) -> int:
    """Read figures one by one: 二〇二五 is 2025."""
    return int(_figures(figures))


def _figures(text: str) -> str:
    return "".join(str(_FIGURES[sign]) for sign in text)


def _counted(text: str) -> int | None:
    """Read 四百零三 or 三千二百万; a leading step counts as one of it (百 is 100, 十五 is 15)."""
    for step, worth in _STEPS:
        before, found, behind = text.rpartition(step)
        if found:
            times = _counted(before) if before else 1
            rest = _rest(behind, worth)
            return None if times is None or rest is None else times * worth + rest
    return _FIGURES.get(text)


def _rest(text: str, worth: int) -> int | None:
    """Read what stands behind a step: in 三万五 it is 5000, in 三万零五 it is 5."""
    if text in _FIGURES:
        return _FIGURES[text] * worth // 10
    plain = text.lstrip("零〇")
    return _counted(plain) if plain else 0


def fractional(text: str) -> Decimal | None:
    """Return the per cent of a share in tenths: 三成 is 30, 六成五 is 65, 一成半 is 15."""
    match = _TENTHS.fullmatch(text)
    tenths = number(match["tenths"]) if match else None
    if match is None or tenths is None:
        return None
    rest = match["rest"]
    return tenths * 10 + (5 if rest == "半" else _FIGURES.get(rest, 0))
