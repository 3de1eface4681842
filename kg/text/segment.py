"""Words of a short stretch of text and their parts of speech (the only importer of jieba)."""

from __future__ import annotations

import logging
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import jieba

from kg.words import rows


@cache
def _tokenizer() -> Any:
    """Return jieba's tokenizer, its cache kept where nobody else can write (jieba trusts the common temp folder)."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = _own_folder()
    tokenizer.initialize()
    for word in sorted(_domain_words()):
        tokenizer.add_word(word)
    return tokenizer


@cache
def _domain_words() -> frozenset[str]:
    """Return the short forms of our own vocabularies, which jieba would cut: 医共体, 文旅, 托位."""
    forms = {row["name"] for row in (*rows("initiatives"), *rows("domain_words"))}
    for row in rows("initiatives"):
        forms.update(row["variants"].split("|"))
    return frozenset(form for form in forms if 2 <= len(form) <= 4)


def _own_folder() -> str:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        folder = base / "citygraph"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return str(folder)
    except OSError:
        return tempfile.mkdtemp(prefix="citygraph-")


@cache
def _tags() -> dict[str, str]:
    """Return the part of speech that jieba's dictionary gives each of its words."""
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        return {word: tag for word, _, tag in (line.rstrip("\n").split(" ") for line in file)}


@cache
def words(stretch: str) -> tuple[str, ...]:
    """Return the words of a stretch, jieba's new-word guessing off so that names stay in their parts."""
    return tuple(_tokenizer().cut(stretch, HMM=False))


def divides_at(text: str, low: int, high: int, *positions: int) -> bool:
    """Whether the words of text[low:high] divide at each of these positions of the text, so that none is cut there."""
    edges, position = {low}, low
    for word in words(text[low:high]):
        position += len(word)
        edges.add(position)
    return edges.issuperset(positions)


def tag(word: str) -> str:
    """Return the part of speech of a word: v verb, n noun, d adverb and so on.

    Of a word that the dictionary lacks it is n if it is ours, else x.
    """
    return _tags().get(word, "n" if word in _domain_words() else "x")
