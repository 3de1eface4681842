"""Texts that remember, character by character, where in the source they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import CleanText

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """A stretch [start, end) of a text and what stands in its place."""

    start: int
    end: int
    text: str


def aligned(text: str, offset: int = 0) -> CleanText:
    """Take a stretch of the source as it stands."""
    end = offset + len(text)
    return CleanText(text=text, starts=tuple(range(offset, end)), ends=tuple(range(offset + 1, end + 1)))


def standing_for(text: str, start: int, end: int) -> CleanText:
    """Let every character of a text stand for the same stretch of the source."""
    return CleanText(text=text, starts=(start,) * len(text), ends=(end,) * len(text))


def cut(clean: CleanText, start: int, end: int) -> CleanText:
    """Take [start, end) of a text with its positions."""
    return CleanText(text=clean.text[start:end], starts=clean.starts[start:end], ends=clean.ends[start:end])


def joined(parts: Iterable[CleanText]) -> CleanText:
    """Put texts one after the other."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in parts:
        texts.append(part.text)
        starts.extend(part.starts)
        ends.extend(part.ends)
    return CleanText(text="".join(texts), starts=tuple(starts), ends=tuple(ends))


def respelt(clean: CleanText, text: str) -> CleanText:
    """Put other characters at the same positions."""
    if len(text) != len(clean.text):
        raise ValueError(f"{len(text)} characters cannot take the places of {len(clean.text)}")
    return CleanText(text=text, starts=clean.starts, ends=clean.ends)


def rewritten(clean: CleanText, edits: Iterable[Edit]) -> CleanText:
    """Apply edits that follow each other without overlap."""
    parts: list[CleanText] = []
    done = 0
    for edit in edits:
        parts.append(cut(clean, done, edit.start))
        parts.append(_replaced(clean, edit))
        done = edit.end
    if not parts:
        return clean
    parts.append(cut(clean, done, len(clean.text)))
    return joined(parts)


def _replaced(clean: CleanText, edit: Edit) -> CleanText:
    if len(edit.text) == edit.end - edit.start:
        return respelt(cut(clean, edit.start, edit.end), edit.text)
    if edit.start == edit.end:
        raise ValueError(f"nothing of the source stands behind the insertion of {edit.text!r}")
    return standing_for(edit.text, clean.starts[edit.start], clean.ends[edit.end - 1])
