"""Articles -> a folder with the graph, its page, its store and a report; all of it or nothing."""

from __future__ import annotations

import ctypes
import json
import os
import tempfile
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.data import data_path
from kg.errors import WrongCall
from kg.gazetteer import gazetteer
from kg.graph.merge import Background, graph_triples
from kg.model import Indicator, Initiative
from kg.publish.turtle import turtle_parts
from kg.report import report
from kg.store import FOLDER, Store
from kg.validate import validate
from kg.words import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model import ArticleFacts
    from kg.reconcile import LedgerEntry
    from kg.report import Report

TURTLE: Final = "graph.ttl"
PAGE: Final = "graph.html"
REPORT: Final = "report.json"
_OURS = {TURTLE, PAGE, REPORT, FOLDER}
_EXCHANGE = 2
_VALUE_LISTS = """
CONSTRUCT { ?thing a ?kind ; skos:prefLabel ?label ; skos:notation ?notation ; skos:inScheme ?scheme } WHERE {
  { ?thing a skos:ConceptScheme } UNION { ?thing skos:inScheme ?scheme }
  ?thing a ?kind ; skos:prefLabel ?label
  OPTIONAL { ?thing skos:notation ?notation }
}"""


@cache
def value_lists() -> tuple[tuple[str, str, str], ...]:
    """Give the controlled lists of the vocabulary (levels, kinds, …), so that a graph can be asked without it."""
    triples = Store.of_file(data_path("ontology", "municipal.ttl")).ask(_VALUE_LISTS)
    return tuple(triples) if isinstance(triples, list) else ()


@cache
def background() -> Background:
    """Take what is known beforehand from the gazetteer and the word lists."""
    listed = [(Initiative, row) for row in rows("initiatives")] + [(Indicator, row) for row in rows("indicators")]
    return Background(
        place_of=gazetteer().place,
        broader={kind(name=row["name"]): kind(name=row["broader"]) for kind, row in listed if row["broader"]},
        english={kind(name=row["name"]): row["english"] for kind, row in listed if row["english"]},
    )


def write_graph(  # noqa: PLR0913
    facts: Sequence[ArticleFacts],
    out: Path,
    known: Background,
    *,
    refusals: Iterable[tuple[str, str]] = (),
    ledger: Iterable[LedgerEntry] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """Write graph.ttl, graph.html, store/ and report.json into a folder, in place of an earlier build there.

    Until all is written the earlier build stays as it was. WrongCall where the folder holds anything else.
    Returns what report.json says; `tell` hears what is being done.
    """
    target = _target(out)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as made:
        generation = Path(made) / target.name
        generation.mkdir()
        tell("writing the graph")
        with (generation / TURTLE).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(turtle_parts(chain(value_lists(), graph_triples(facts, known))))
        store = Store.create(generation / FOLDER, generation / TURTLE)
        tell("checking the graph")
        told = report(facts, refusals, store, validate(store).as_report(), ledger)
        (generation / REPORT).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
        tell("drawing the page")
        (generation / PAGE).write_text(_page(store), "utf-8", newline="\n")
        del store
        _put(generation, target)
    return told


def _page(store: Store) -> str:
    from kg.publish.html import page  # noqa: PLC0415  # pyvis is slow to import
    from kg.publish.network import network_of  # noqa: PLC0415

    return page(network_of(store.values))


def _target(out: Path) -> Path:
    """Give the folder to write, once it is clear that nothing but an earlier build would be replaced."""
    target = out.resolve()
    if target == Path.cwd() or target in Path.cwd().parents:
        raise WrongCall(f"{out}: is where you stand; name a folder of its own with --out")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        found = {entry.name for entry in target.iterdir()} if target.exists() else set()
    except OSError as error:
        raise WrongCall(f"{out}: cannot be written: {error.strerror}") from error
    if found and REPORT not in found:
        raise WrongCall(f"{out}: holds other files and no earlier build; name another folder with --out")
    return target


def _put(generation: Path, target: Path) -> None:
    """Set a finished folder in the place of the earlier one, keeping what others laid there."""
    if not target.exists():
        generation.rename(target)
        return
    if not _exchanged(generation, target):
        aside = generation.with_name(generation.name + ".old")
        target.rename(aside)
        generation.rename(target)
        aside.rename(generation)
    for entry in list(generation.iterdir()):
        if entry.name not in _OURS:
            entry.rename(target / entry.name)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step, where the system can (Linux)."""
    if os.name != "posix" or not hasattr(library := ctypes.CDLL(None), "renameat2"):
        return False
    here = -100
    return bool(library.renameat2(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0)
