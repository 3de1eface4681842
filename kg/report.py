"""What a build read, found and left open, as plain values for report.json."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg import vocab as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import ArticleFacts, Unresolved
    from kg.reconcile import LedgerEntry
    from kg.store import Store

    Report = dict[str, Any]

_COUNTED = {
    "articles": v.ARTICLE,
    "passages": v.PASSAGE,
    "places": v.PLACE,
    "institutions": v.INSTITUTION,
    "initiatives": v.INITIATIVE,
    "indicators": v.INDICATOR,
    "implementations": v.IMPLEMENTATION,
    "observations": v.OBSERVATION,
}
#: How many examples of one kind of unresolved thing are told.
_EXAMPLES = 5


def report(
    facts: Sequence[ArticleFacts],
    refusals: Iterable[tuple[str, str]],
    store: Store,
    checks: Report,
    ledger: Iterable[LedgerEntry] = (),
) -> Report:
    """Tell of each input what became of it, what the graph holds, what stayed unresolved and what was checked.

    `refusals` are pairs of input and reason. Nothing depends on the order of the inputs, on time or on place.
    """
    read = [_read(of_article) for of_article in facts]
    refused = [{"input": name, "status": "refused", "why": why} for name, why in refusals]
    unresolved = [(of_article.article.source.id, what) for of_article in facts for what in of_article.unresolved]
    return {
        "inputs": sorted((*read, *refused), key=lambda told: (told["input"], str(told))),
        "found": _found(store),
        "unresolved": _unresolved(unresolved),
        "merged": [asdict(entry) for entry in ledger],
        "checks": checks,
    }


def _read(facts: ArticleFacts) -> Report:
    told = {"input": facts.article.source.id, "status": "read", "title": facts.article.title}
    return told | {
        "mentions": len(facts.mentions),
        "implementations": len(facts.implementations),
        "observations": len(facts.observations),
        "unresolved": len(facts.unresolved),
        "copy_of": facts.copy_of.id if facts.copy_of else None,
    }


def _found(store: Store) -> dict[str, int]:
    """Count the things of each class, and the triples."""
    rows = store.values("SELECT ?kind (COUNT(?thing) AS ?count) { ?thing a ?kind } GROUP BY ?kind")
    counts = {str(kind): count for kind, count in rows}
    found = {name: int(str(counts.get(kind[1:-1], 0))) for name, kind in _COUNTED.items()}
    return found | {"triples": len(store)}


def _unresolved(found: Iterable[tuple[str, Unresolved]]) -> list[Report]:
    """Tell what could not be made a statement, by what it is and why, the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for article, unresolved in found:
        groups[unresolved.what, unresolved.reason].append((article, unresolved.surface))
    told = [
        {
            "what": what,
            "reason": reason,
            "count": len(seen),
            "articles": sorted({article for article, _ in seen}),
            "examples": sorted({surface for _, surface in seen})[:_EXAMPLES],
        }
        for (what, reason), seen in groups.items()
    ]
    return sorted(told, key=lambda group: (-group["count"], group["what"], group["reason"]))
