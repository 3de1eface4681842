"""Triples -> one readable Turtle text, the same bytes whatever their order."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import vocab as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.terms import Triple

    #: Subject -> its predicates and objects.
    Graph = dict[str, set[tuple[str, str]]]

#: The parts of the file, in their order: its heading and the class of the things below it.
_SECTIONS = (
    ("文章 Articles", v.ARTICLE),
    ("行政区 Places", v.PLACE),
    ("机构 Institutions", v.INSTITUTION),
    ("举措 Initiatives", v.INITIATIVE),
    ("指标 Indicators", v.INDICATOR),
    ("举措实施 Implementations", v.IMPLEMENTATION),
    ("指标观测 Observations", v.OBSERVATION),
    ("原文片段 Passages", v.PASSAGE),
)
_OTHER = "其他 Other"
#: Predicates in the order in which they are read best; the others follow by name.
_FIRST = {
    predicate: place
    for place, predicate in enumerate(
        (
            v.A, v.TITLE, v.PREF_LABEL, v.ALT_LABEL, v.IDENTIFIER, v.ABOUT, v.OF_INDICATOR, v.VALUE, v.UNIT, v.BOUND,
            v.VALUE_KIND, v.STATUS, v.PERIOD, v.PERIOD_START, v.PERIOD_END, v.ABOUT_INITIATIVE, v.HAS_SOURCE,
            v.START, v.END, v.EXACT, v.READING,
        )
    )
}  # fmt: skip
_OURS = f"<{v.DATA}"
_TOLD = {v.PREF_LABEL, v.READING}
#: How long a comment gets.
_COMMENT = 80
_IN_ONE_LINE = 3
_PREFIX_OF = {iri: prefix for prefix, iri in v.PREFIXES.items()}

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[a-z]+/[A-Za-z0-9_-]+(#char=[0-9]+,[0-9]+)?")
_TYPED = re.compile(r'("(?:[^"\\]|\\.)*")\^\^(<[^>]*>)', re.DOTALL)
_BARE = {v.INTEGER: re.compile(r'"[+-]?[0-9]+"'), v.DECIMAL: re.compile(r'"[+-]?[0-9]*\.[0-9]+"')}


def turtle(triples: Iterable[Triple]) -> str:
    """Write triples of N-Triples terms as Turtle: a subject after the other, grouped by class, sorted.

    A comment beside an object tells its Chinese name. Repeats are dropped.
    """
    return "".join(turtle_parts(triples))


def turtle_parts(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield the text of `turtle` piece by piece."""
    graph: Graph = defaultdict(set)
    for subject, predicate, obj in triples:
        graph[subject].add((predicate, obj))
    names = _names(graph)
    yield f"@base <{v.DATA}> .\n"
    yield from (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in v.PREFIXES.items())
    for heading, subjects in _sections(graph).items():
        yield f"\n# --- {heading} ({len(subjects)})\n"
        for subject in sorted(subjects, key=_by_position):
            yield _subject(subject, graph[subject], names)


def _names(graph: Graph) -> dict[str, str]:
    """Give the Chinese name of a thing of ours, or the words of a passage, as escaped: they stay on their line."""
    names: dict[str, str] = {}
    for subject, pairs in graph.items():
        if subject.startswith(_OURS):
            labels = [obj.removesuffix("@zh") for predicate, obj in pairs if predicate in _TOLD and _chinese(obj)]
            if labels:
                names[subject] = min(labels)[1:-1]
    return names


def _chinese(literal: str) -> bool:
    return literal.endswith(('"@zh', '"'))


def _sections(graph: Graph) -> dict[str, list[str]]:
    """Give the subjects under each heading, without headings that have none."""
    heading_of = {kind: heading for heading, kind in _SECTIONS}
    sections: dict[str, list[str]] = {heading: [] for heading in (*heading_of.values(), _OTHER)}
    for subject, pairs in graph.items():
        headings = [heading_of[obj] for predicate, obj in pairs if predicate == v.A and obj in heading_of]
        sections[min(headings, default=_OTHER)].append(subject)
    return {heading: subjects for heading, subjects in sections.items() if subjects}


def _by_position(subject: str) -> tuple[str, int, int, str]:
    """Sort by IRI, but passages by where they stand in their article."""
    article, _, span = subject.partition("#char=")
    start, _, end = span.rstrip(">").partition(",")
    numbers = start.isascii() and start.isdigit() and end.isascii() and end.isdigit()
    return (article, int(start), int(end), subject) if numbers else (subject, -1, -1, subject)


def _subject(subject: str, pairs: set[tuple[str, str]], names: Mapping[str, str]) -> str:
    """Write one subject with its predicates, a line each."""
    objects: dict[str, list[str]] = {}
    for predicate, obj in sorted(pairs, key=lambda pair: (_FIRST.get(pair[0], len(_FIRST)), *pair)):
        objects.setdefault(predicate, []).append(obj)
    lines = [
        (f"{'a' if predicate == v.A else _short(predicate)} {_list(of)}", _comment(of, names))
        for predicate, of in objects.items()
    ]
    ends = [" ;"] * (len(lines) - 1) + [" ."]
    first, *others = (f"{line}{end}{comment}" for (line, comment), end in zip(lines, ends, strict=True))
    return "".join((f"\n{_short(subject)} {first}\n", *(f"    {line}\n" for line in others)))


def _list(objects: list[str]) -> str:
    """Write the objects of one predicate; many of them a line each."""
    return (" ,\n        " if len(objects) > _IN_ONE_LINE else " , ").join(map(_short, objects))


def _comment(objects: list[str], names: Mapping[str, str]) -> str:
    """Tell the names of things that have only a number or hash in their IRI."""
    if len(objects) > _IN_ONE_LINE:
        return ""
    shown = "、".join(names[obj] for obj in objects if obj in names)
    return f"  # {shown[:_COMMENT]}" if shown else ""


def _short(token: str) -> str:
    """Write a term as Turtle does."""
    if token.startswith("<"):
        return _short_iri(token)
    if not token.endswith(">") or not (typed := _TYPED.fullmatch(token)):
        return token
    text, datatype = typed.groups()
    if datatype in _BARE and _BARE[datatype].fullmatch(text):
        return text[1:-1]
    return f"{text}^^{_short_iri(datatype)}"


@lru_cache(maxsize=1 << 16)
def _short_iri(token: str) -> str:
    if token.startswith(_OURS) and _RELATIVE.fullmatch(token, len(_OURS), len(token) - 1):
        return "<" + token[len(_OURS) :]
    cut = max(token.rfind("#"), token.rfind("/")) + 1
    prefix = _PREFIX_OF.get(token[1:cut])
    return f"{prefix}:{token[cut:-1]}" if prefix and _LOCAL.fullmatch(token, cut, len(token) - 1) else token
