"""Paths to sources, and to reasons where a path holds none."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import InputRefused
from kg.model import Source
from kg.text.decode import decoded
from kg.text.html import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_HTML = frozenset({".html", ".htm", ".xhtml"})
ENDINGS = frozenset({".txt", ".md"}) | _HTML
#: Articles of a kind that is not read; named, so that nobody waits for them in the graph.
_DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".mht", ".mhtml"})
_LARGEST = 10_000_000
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A path that gave no article, and why: one line that says what is wrong and what to do."""

    path: Path
    reason: str


def read_sources(paths: Sequence[Path]) -> tuple[list[Source], list[Refusal]]:
    """Read files and folders; neither the order nor a repetition of the paths changes the result."""
    refusals: list[Refusal] = []
    files: dict[Path, Path] = {}
    for path in sorted(paths, key=str):
        for found in _articles_at(path, refusals):
            files.setdefault(found.resolve(), found)
    sources: dict[str, Source] = {}
    readers: dict[str, Path] = {}
    for resolved, path in sorted(files.items()):
        try:
            source = _source(path)
            _refuse_second(source, readers)
        except InputRefused as refused:
            refusals.append(Refusal(path, refused.message))
        else:
            sources[source.id] = source
            readers[source.id] = resolved
    return [sources[key] for key in sorted(sources)], sorted(set(refusals))


def _articles_at(path: Path, refusals: list[Refusal]) -> Iterator[Path]:
    if path.is_dir():
        found = list(_articles_in(path, refusals))
        if not found:
            refusals.append(Refusal(path, f"is a folder without articles: put files ending in {_endings()} into it"))
        yield from found
    elif path.exists() or path.is_symlink():
        yield path
    else:
        refusals.append(Refusal(path, "does not exist: check the spelling of the path"))


def _articles_in(folder: Path, refusals: list[Refusal]) -> Iterator[Path]:
    """Every article below a folder; hidden files, notes to readers and other endings are passed over."""

    def refuse(error: OSError) -> None:
        refusals.append(
            Refusal(type(folder)(error.filename), f"cannot be listed ({error.strerror}): check its permissions")
        )

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = type(folder)(root, name)
            if (
                not name.startswith(".")
                and path.stem.upper() != "README"
                and path.suffix.lower() in ENDINGS | _DOCUMENTS
            ):
                yield path


def _source(path: Path) -> Source:
    ending = path.suffix.lower()
    if ending in _DOCUMENTS:
        raise InputRefused(f"is a {ending[1:].upper()} document, which is not read: save it as text or HTML")
    text = decoded(_bytes(path))
    if not text.strip():
        raise InputRefused("is empty: give a file with the text of an article")
    html = ending in _HTML or _HTML_START.match(text) is not None
    if html and not page_of(text).text.text.strip():
        raise InputRefused("is an HTML page without text: save the page after it has been shown in a browser")
    return Source(id=path.stem, text=text, html=html)


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise InputRefused("is a link that leads nowhere: check what it points to")
    if not path.is_file():
        raise InputRefused("is neither a file nor a folder: give the path of an article")
    try:
        if path.stat().st_size > _LARGEST:
            raise InputRefused(f"is larger than {_LARGEST // 1_000_000} MB, too much for an article: split it")
        return path.read_bytes()
    except OSError as error:
        raise InputRefused(f"cannot be read ({error.strerror}): check its permissions") from error


def _refuse_second(source: Source, readers: dict[str, Path]) -> None:
    if source.id in readers:
        raise InputRefused(
            f"has the same name as {readers[source.id]}, and a name stands for one article: rename one of them"
        )


def _endings() -> str:
    return ", ".join(sorted(ENDINGS))
