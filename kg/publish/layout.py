"""Where the nodes of a network stand: computed beforehand, the same every time (the only importer of igraph)."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

import igraph
import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.publish.network import Network

Point = tuple[float, float]

#: Length of an edge on the page, in the page's own units.
_STEP = 110
#: Nodes stand at least so far apart, as long as they are not too many to be moved one by one.
_APART = 64
_MANY = 2000
#: Rounds of the springs, and from how many nodes on there are fewer of them.
_ROUNDS = 600
_FEWER_FROM = 5000
#: Up to this size a part is laid out by Kamada and Kawai, which reads better and costs the cube of the size.
_FEW = 150
_SEED = 20251124
#: Room around each part that is not joined to the others.
_GAP = 1.2 * _STEP
#: How much wider than high the whole should be.
_ASPECT = 1.5
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def layout(network: Network, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give each of these nodes its place: joined parts by their forces, one beside the other, lone nodes in rows."""
    parts, lone = _parts(network, ids)
    boxes = [_framed(_apart(_forces(part))) for part in parts]
    if lone:
        boxes.append(_framed(_rows(lone)))
    placed = _packed(boxes)
    return {node: (round(x), round(y)) for node, (x, y) in placed.items()}


def _parts(network: Network, ids: Sequence[str]) -> tuple[list[nx.Graph], list[str]]:
    """Give the joined parts, the largest first, and the nodes that nothing joins, all in the order of ids."""
    order = {node: rank for rank, node in enumerate(ids)}
    graph = nx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((e.source, e.target) for e in network.edges if e.source in order and e.target in order)
    groups = sorted((sorted(group, key=order.__getitem__) for group in nx.connected_components(graph)), key=_size)
    lone = [group[0] for group in groups if len(group) == 1]
    return [graph.subgraph(group) for group in groups if len(group) > 1], sorted(lone, key=order.__getitem__)


def _size(group: Sequence[str]) -> tuple[int, str]:
    return -len(group), group[0]


def _forces(part: nx.Graph) -> dict[str, Point]:
    """Lay out one joined part by springs, from a spiral start and with its own random numbers."""
    nodes = sorted(part, key=lambda node: (-part.degree(node), node))
    index = {node: at for at, node in enumerate(nodes)}
    edges = sorted(sorted((index[a], index[b])) for a, b in part.edges)
    graph = igraph.Graph(n=len(nodes), edges=edges)
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 -- a drawing, not a secret
    try:
        found = _sprung(graph)
    finally:
        igraph.set_random_number_generator(random)
    return {node: (x * _STEP, y * _STEP) for node, (x, y) in zip(nodes, found.coords, strict=True)}


def _sprung(graph: igraph.Graph) -> igraph.Layout:
    start = _spiral(graph.vcount())
    if graph.vcount() <= _FEW:
        return graph.layout_kamada_kawai(seed=start)
    rounds = max(100, min(_ROUNDS, _ROUNDS * _FEWER_FROM // graph.vcount()))
    return graph.layout_fruchterman_reingold(seed=start, niter=rounds)


def _spiral(count: int) -> list[Point]:
    return [
        (math.sqrt(at) * math.cos(at * _GOLDEN_ANGLE), math.sqrt(at) * math.sin(at * _GOLDEN_ANGLE))
        for at in range(count)
    ]


def _apart(points: dict[str, Point]) -> dict[str, Point]:
    """Push nodes off each other until none overlap, or for a while at most."""
    if len(points) > _MANY:
        return points
    moved = dict(points)
    for _ in range(60):
        if not _pushed(moved):
            break
    return moved


def _pushed(points: dict[str, Point]) -> bool:
    """Move the two nodes of each close pair away from each other by half of what they lack; tell whether any moved."""
    close = [(a, b) for a, b in _neighbours(points) if math.dist(points[a], points[b]) < _APART]
    for a, b in close:
        (ax, ay), (bx, by) = points[a], points[b]
        distance = math.hypot(bx - ax, by - ay)
        lack = max(0.0, _APART - distance) * 0.26
        across, down = ((bx - ax) / distance, (by - ay) / distance) if distance else (1.0, 0.0)
        points[a] = ax - across * lack, ay - down * lack
        points[b] = bx + across * lack, by + down * lack
    return bool(close)


def _neighbours(points: Mapping[str, Point]) -> Iterator[tuple[str, str]]:
    """Give the pairs of nodes in the same square or in squares that touch, each once."""
    squares: dict[tuple[int, int], list[str]] = defaultdict(list)
    for node, (x, y) in points.items():
        squares[math.floor(x / _APART), math.floor(y / _APART)].append(node)
    for (column, row), nodes in squares.items():
        yield from combinations(nodes, 2)
        for across, down in ((1, -1), (1, 0), (1, 1), (0, 1)):
            yield from product(nodes, squares.get((column + across, row + down), ()))


def _rows(nodes: Sequence[str]) -> dict[str, Point]:
    width = max(1, round(math.sqrt(len(nodes) * _ASPECT * 2)))
    return {node: (at % width * _APART, at // width * _APART) for at, node in enumerate(nodes)}


def _framed(points: Mapping[str, Point]) -> tuple[float, float, dict[str, Point]]:
    """Move points to the origin and give the width and height that they need with room around."""
    left = min(x for x, _ in points.values())
    top = min(y for _, y in points.values())
    moved = {node: (x - left, y - top) for node, (x, y) in points.items()}
    return max(x for x, _ in moved.values()) + _GAP, max(y for _, y in moved.values()) + _GAP, moved


def _packed(boxes: Iterable[tuple[float, float, dict[str, Point]]]) -> dict[str, Point]:
    """Set boxes in rows from left to right, as wide as a page of their area would be."""
    boxes = list(boxes)
    limit = math.sqrt(sum(width * height for width, height, _ in boxes) * _ASPECT)
    placed: dict[str, Point] = {}
    left = top = tallest = 0.0
    for width, height, points in boxes:
        if left and left + width > limit:
            left, top, tallest = 0.0, top + tallest, 0.0
        placed |= {node: (x + left, y + top) for node, (x, y) in points.items()}
        left, tallest = left + width, max(tallest, height)
    return placed
