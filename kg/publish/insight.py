"""What the statements of a network say taken together: what contradicts what, and what several places share."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.publish.network import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.publish.network import Network, Statement

#: A place, an initiative, and the statements of the place or of what lies in it on the initiative.
Shared = tuple[str, str, tuple[str, ...]]


def contradictions(statements: Iterable[Statement]) -> list[tuple[str, str]]:
    """Give the pairs of figures that cannot both be true: of one thing at one time, and no value fits both."""
    groups: dict[tuple[str | None, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.indicator is not None:
            groups[one.about, one.indicator, one.value_kind, one.status, one.unit, one.ranked_within].append(one)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    return sorted((one.id, other.id) for one, other in pairs if _overlap(one, other) and _apart(one, other))


def _overlap(one: Statement, other: Statement) -> bool:
    """Tell whether two periods share a day; a period that is not stated overlaps only another that is not."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one.period == other.period
    return one.start <= other.end and other.start <= one.end


def _apart(one: Statement, other: Statement) -> bool:
    """Tell whether no value fits both: a bound that is open on one side excludes nothing there."""
    return any(
        low.most is not None and high.least is not None and low.most < high.least
        for low, high in ((one, other), (other, one))
    )


def shared(network: Network) -> list[Shared]:
    """Give what places that stand for themselves have to do with each initiative that at least two of them share."""
    seat = _seats(network)
    kinds = {node.id: node.kind for node in network.nodes}
    behind: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in network.statements:
        place = one.about if kinds[one.about] is NodeKind.PLACE else seat.get(one.about)
        for initiative in one.initiatives if place else ():
            behind[initiative][place or ""].append(one.id)
    return [
        (place, initiative, tuple(ids))
        for initiative, places in sorted(behind.items())
        if len(places) > 1
        for place, ids in sorted(places.items())
    ]


def _seats(network: Network) -> Mapping[str, str]:
    """Give the nearest place of each institution."""
    return {edge.source: edge.target for edge in network.edges if edge.kind is EdgeKind.WITHIN}
