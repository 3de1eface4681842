"""From sources to facts: the only place that names the order of the stages."""

from __future__ import annotations

from multiprocessing import get_context
from typing import TYPE_CHECKING

from kg.facts.assemble import facts_of
from kg.reconcile import reconciled, with_copies
from kg.text.read import read_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import ArticleFacts, Source
    from kg.reconcile import Decision, LedgerEntry


def facts_of_source(source: Source) -> ArticleFacts:
    """Read one source and return all that it says."""
    return facts_of(read_article(source))


def resolved(
    sources: Sequence[Source], *, processes: int = 1, decisions: Sequence[Decision] = ()
) -> tuple[list[ArticleFacts], tuple[LedgerEntry, ...]]:
    """Return the facts of each source with the same thing one thing in all of them, and what was made one and why."""
    facts, ledger = reconciled(build(sources, processes=processes), decisions)
    return with_copies(facts), ledger


def build(sources: Sequence[Source], *, processes: int = 1) -> list[ArticleFacts]:
    """Return the facts of each source by itself, in the order given, whatever the number of processes."""
    if processes <= 1 or len(sources) < 2:
        return [facts_of_source(source) for source in sources]
    with get_context("spawn").Pool(min(processes, len(sources))) as pool:
        return list(pool.imap(facts_of_source, sources, chunksize=4))
