"""What the commands do, as functions with plain values: for notebooks and for programs of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask import Reply
    from kg.publish.part import Drawing
    from kg.terms import Rows


def build_graph(paths: Iterable[str | Path] = (), out: str | Path = "build", *, processes: int = 1) -> dict[str, Any]:
    """Read articles (the seeds if no path is given), write the graph, and return what report.json says."""
    from kg import pipeline  # noqa: PLC0415
    from kg.build import background, write_graph  # noqa: PLC0415
    from kg.data import data_path  # noqa: PLC0415
    from kg.sources import read_sources  # noqa: PLC0415

    sources, refusals = read_sources([Path(path) for path in paths] or [data_path("seeds")])
    facts, ledger = pipeline.resolved(sources, processes=processes)
    refused = [(str(refusal.path), refusal.reason) for refusal in refusals]
    return write_graph(facts, Path(out), background(), refusals=refused, ledger=ledger)


def run_query(query: str, graph: str | Path = "build", **values: str) -> Any:
    """Ask a saved query, a .rq file or SPARQL text; rows come as a pandas frame where pandas is there, else as dicts.

    Graphs that a CONSTRUCT or DESCRIBE gives come as triples, an ASK as a bool.
    """
    from kg.query import answer, find_query  # noqa: PLC0415
    from kg.terms import Rows  # noqa: PLC0415

    given = answer(str(graph), find_query(query), values)
    return table(given) if isinstance(given, Rows) else given


def table(rows: Rows) -> Any:
    """Return rows as a pandas frame where pandas is installed, else as a list of dicts."""
    plain = [tuple(term.plain if term else None for term in row) for row in rows]
    records = [dict(zip(rows.variables, row, strict=True)) for row in plain]
    try:
        import pandas as pd  # noqa: PLC0415  # only where a user has it
    except ImportError:
        return records
    return pd.DataFrame(records, columns=list(rows.variables))


def show(graph: str | Path = "build", *names: str, depth: int = 1) -> Drawing:
    """Draw a graph, or what lies around some names; in a notebook the drawing shows itself."""
    from kg.publish.part import show as draw  # noqa: PLC0415

    return draw(str(graph), *names, depth=depth)


def answer_question(question: str, graph: str | Path = "build") -> Reply:
    """Answer a question in Chinese, or refuse it: a Reply has rows or a refusal, the SPARQL and the passages."""
    from kg.ask import ask  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    return ask(question, Store.open(Path(graph)).select)
