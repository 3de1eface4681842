"""HTML pages to lines of text, every character with its place in the raw page, in linear time whatever the page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.text.aligned import aligned, joined, standing_for
from kg.text.lines import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import CleanText

#: No alternative can begin where another does, and none looks further than the next "<": html.parser is quadratic here.
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+[^<>]*>"
    r"|<(?P<aside>[!?])[^<>]*>"
    r"|(?P<reference>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?)"
    r"|(?P<text>[^<&]+|[<&])"
)
_ATTRIBUTE = re.compile(r"([A-Za-z:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_RAW = ("script", "style", "textarea", "template", "svg")
_RAW_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _RAW}
_DROPPED = {
    "head",
    "nav",
    "footer",
    "aside",
    "noscript",
    "iframe",
    "select",
    "button",
    "form",
    "object",
    "video",
    "audio",
}
_INLINE = {
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
}
_HINTS = {"h1": Hint.TITLE, "figcaption": Hint.CAPTION, "caption": Hint.CAPTION}
_HINTS |= {f"h{level}": Hint.HEADING for level in range(2, 7)}
_CELLS = {"td", "th"}
#: Cells with more text than this are the columns of a page, not of a table.
_WIDEST_CELL = 60
#: So much of a line stands in links that it is one.
_LINKED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of an HTML page, a hint for each of its lines, and what its head says."""

    text: CleanText
    hints: tuple[Hint | None, ...]
    title: str | None
    meta: Mapping[str, str]


class _Token(NamedTuple):
    start: int
    end: int
    #: The element's name, "" for text.
    name: str
    closes: bool
    text: str


def page_of(raw: str) -> Page:
    """Read the visible text of a page, without scripts, navigation and footers."""
    tokens = list(_tokens(raw))
    partners = _partners(tokens)
    writer = _Writer(data_rows=_data_rows(tokens, partners))
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.name in _DROPPED and not token.closes and partners[index] > index:
            index = partners[index]
        writer.take(tokens[index], index)
        index += 1
    return Page(
        text=joined(writer.parts), hints=writer.hints(), title=_title(tokens, partners), meta=_meta(raw, tokens)
    )


def _tokens(raw: str) -> Iterator[_Token]:
    place = 0
    comments = True
    while place < len(raw):
        if raw.startswith("<!--", place) and comments:
            end = raw.find("-->", place)
            comments = end >= 0
            if comments:
                place = end + 3
                continue
        match = _TOKEN.match(raw, place)
        if match is None:
            place += 1
            continue
        place = match.end()
        if match["aside"] is None:
            yield _token(match)
        name = (match["name"] or "").lower()
        if name in _RAW_ENDS and not match["close"]:
            end_tag = _RAW_ENDS[name].search(raw, place)
            place = end_tag.end() if end_tag else len(raw)


def _token(match: re.Match[str]) -> _Token:
    text = html.unescape(match["reference"]) if match["reference"] else match["text"] or ""
    return _Token(match.start(), match.end(), (match["name"] or "").lower(), bool(match["close"]), text)


def _partners(tokens: Sequence[_Token]) -> list[int]:
    """Tell for each start tag the index of its end tag, its own where it has none."""
    partners = list(range(len(tokens)))
    open_tags: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.name and not token.closes:
            open_tags.setdefault(token.name, []).append(index)
        elif token.name and open_tags.get(token.name):
            partners[open_tags[token.name].pop()] = index
    return partners


def _data_rows(tokens: Sequence[_Token], partners: Sequence[int]) -> dict[int, int]:
    """Find the rows of tables that hold figures, as opposed to those that lay out a page."""
    rows: dict[int, int] = {}
    innermost = -1
    for index, token in enumerate(tokens):
        if token.name == "table" and not token.closes:
            innermost = index
        elif token.name == "table" and innermost >= 0:
            rows |= _rows_of(tokens, partners, innermost, index)
            innermost = -1
    return rows


def _rows_of(tokens: Sequence[_Token], partners: Sequence[int], start: int, end: int) -> dict[int, int]:
    cells = sum(token.name in _CELLS and not token.closes for token in tokens[start:end])
    length = sum(len(token.text.strip()) for token in tokens[start:end])
    if cells < 4 or length > _WIDEST_CELL * cells:
        return {}
    return {
        index: partners[index] for index in range(start, end) if tokens[index].name == "tr" and partners[index] > index
    }


@dataclass(slots=True)
class _Writer:
    """Puts tokens together to lines."""

    data_rows: Mapping[int, int]
    parts: list[CleanText] = field(default_factory=list)
    lines: list[Hint | None] = field(default_factory=list)
    hint: Hint | None = None
    row_end: int = -1
    links: int = 0
    linked: int = 0
    length: int = 0

    def take(self, token: _Token, index: int) -> None:
        """Add a text, or break the line where a tag does."""
        if not token.name:
            self._write(token)
        elif token.name == "a":
            self.links += -1 if token.closes else 1
            self.links = max(0, self.links)
        elif index <= self.row_end:
            self._inside_row(token, index)
        elif token.name not in _INLINE:
            self._break(token)
            self._open(token, index)

    def hints(self) -> tuple[Hint | None, ...]:
        """Give the hints of all lines, the one being written included."""
        return (*self.lines, self._line_hint())

    def _write(self, token: _Token) -> None:
        text = token.text.replace("\n", " ").replace("\r", " ")
        straight = len(text) == token.end - token.start
        self.parts.append(aligned(text, token.start) if straight else standing_for(text, token.start, token.end))
        inked = len(text.strip())
        self.length += inked
        self.linked += inked if self.links else 0

    def _inside_row(self, token: _Token, index: int) -> None:
        if index == self.row_end:
            self._break(token)
        elif token.name in _CELLS and not token.closes:
            self.parts.append(standing_for("\t", token.start, token.end))
        elif token.name not in _INLINE:
            self.parts.append(standing_for(" ", token.start, token.end))

    def _open(self, token: _Token, index: int) -> None:
        if token.closes:
            return
        if index in self.data_rows:
            self.row_end = self.data_rows[index]
            self.hint = Hint.ROW
        else:
            self.hint = _HINTS.get(token.name)

    def _break(self, token: _Token) -> None:
        self.parts.append(standing_for("\n", token.start, token.end))
        self.lines.append(self._line_hint())
        self.hint = None
        self.linked = self.length = 0

    def _line_hint(self) -> Hint | None:
        if self.hint is None and self.length and self.linked >= _LINKED * self.length:
            return Hint.LINK
        return self.hint


def _title(tokens: Sequence[_Token], partners: Sequence[int]) -> str | None:
    for index, token in enumerate(tokens):
        if token.name == "title" and not token.closes:
            return " ".join("".join(part.text for part in tokens[index + 1 : partners[index]]).split()) or None
    return None


def _meta(raw: str, tokens: Sequence[_Token]) -> dict[str, str]:
    meta: dict[str, str] = {}
    for token in tokens:
        if token.name in {"meta", "link"}:
            tag = raw[token.start : token.end]
            values = {
                match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
                for match in _ATTRIBUTE.finditer(tag)
            }
            name = values.get("name") or values.get("property") or values.get("itemprop") or values.get("rel")
            value = values.get("content") or values.get("href")
            if name and value:
                meta.setdefault(name.lower(), value.strip())
    return meta
