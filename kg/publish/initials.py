"""The initials of Chinese names in pinyin, by which people search: yzs is 永州市 (the only importer of pypinyin)."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_KEPT = re.compile(r"[^0-9a-z]")


@lru_cache(maxsize=65536)
def initials(name: str) -> str:
    """Give the first letter of each character's pinyin, with the Latin letters and digits between; else nothing."""
    if not _CHINESE.search(name):
        return ""
    return _KEPT.sub("", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower())
