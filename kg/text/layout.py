"""A page told apart: the article's blocks, and the furniture around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import BlockKind
from kg.text.furniture import below_image, closes_text, is_abstract, is_caption, is_furniture, opens_tail
from kg.text.headline import headline_of, without_site
from kg.text.lines import DATE_ONLY
from kg.text.paragraphs import Paragraph, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text.lines import Line

#: A paragraph this long under a list of other titles belongs to the article again.
_TEXT_AGAIN = 60
_REPEATED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page told apart."""

    #: The lines of the headline and its subtitle, as they stand on the page.
    title: tuple[Line, ...]
    paragraphs: tuple[Paragraph, ...]
    #: The lines around the article, above and below it.
    furniture: tuple[Line, ...]


def layout_of(lines: Sequence[Line], page_title: str | None = None) -> Layout:
    """Tell an article's blocks from the page around them."""
    lines = [line for line in lines if line.text]
    away = [is_furniture(line) for line in lines]
    first, last = headline_of(lines, away, page_title)
    for index in range(first, last):
        away[index] = False
    _drop_head(lines, away, first)
    _drop_tails(lines, away, last)
    _drop_repeats(lines, away, first, last)
    _keep_signed_dates(lines, away, last)
    return Layout(
        title=tuple(lines[first:last]),
        paragraphs=tuple(_paragraphs(lines, away, first, last)),
        furniture=tuple(line for line, gone in zip(lines, away, strict=True) if gone),
    )


def _drop_head(lines: Sequence[Line], away: list[bool], first: int) -> None:
    """Above the headline only sentences stay, as the captions they are."""
    for index in range(first):
        away[index] = away[index] or not (lines[index].sentence or is_caption(lines[index].text))


def _drop_tails(lines: Sequence[Line], away: list[bool], start: int) -> None:
    last_prose = max(
        (index for index in range(start, len(lines)) if lines[index].prose and not away[index]), default=-1
    )
    inside = False
    for index in range(start, len(lines)):
        line = lines[index]
        if opens_tail(line) or (index > last_prose >= 0 and closes_text(line)):
            inside = True
        elif inside and len(line.text) >= _TEXT_AGAIN and line.sentence and not away[index]:
            inside = False
        away[index] = away[index] or inside


def _keep_signed_dates(lines: Sequence[Line], away: list[bool], start: int) -> None:
    """Keep a date under a signature, which belongs to the document; one under the headline belongs to the page."""
    text_seen = False
    for index, line in enumerate(lines):
        if away[index] and text_seen and not away[index - 1] and DATE_ONLY.fullmatch(line.text):
            away[index] = False
        text_seen = text_seen or (index >= start and len(line.text) >= _REPEATED and not away[index])


def _drop_repeats(lines: Sequence[Line], away: list[bool], first: int, last: int) -> None:
    """Drop the headline where it stands again, and an abstract that is the first paragraph cut short."""
    titles = {line.text for line in lines[first:last]} | {"".join(line.text for line in lines[first:last])}
    beginnings = {
        line.text[:_REPEATED]
        for index, line in enumerate(lines)
        if index >= last and not away[index] and not is_abstract(line.text)
    }
    for index, line in enumerate(lines):
        if first <= index < last:
            continue
        told = re.split(r"[:：\s]", line.text, maxsplit=1)[-1] if is_abstract(line.text) else ""
        if line.text in titles or (told and told[:_REPEATED] in beginnings):
            away[index] = True


def _paragraphs(lines: Sequence[Line], away: Sequence[bool], first: int, last: int) -> list[Paragraph]:
    captions = {id(line) for index, line in enumerate(lines) if below_image(lines, index)}
    above = paragraphs_of([line for line, gone in zip(lines[:first], away, strict=False) if not gone], captions)
    below = paragraphs_of([line for line, gone in zip(lines[last:], away[last:], strict=True) if not gone], captions)
    if first == last:
        return [*above, *below]
    title = Paragraph(kind=BlockKind.TITLE, lines=tuple(map(_trimmed, lines[first:last])))
    return [*(Paragraph(kind=BlockKind.CAPTION, lines=paragraph.lines) for paragraph in above), title, *below]


def _trimmed(line: Line) -> Line:
    text = without_site(line.text)
    return replace(line, text=text, end=line.start + len(text))
