"""Where the nodes of a network stand: computed beforehand, the same every time (the only importer of rustworkx).

The most joined nodes are laid out by springs, so that what is alike stands near and what is not apart. All others
come after, one by one, to the nearest free spot by their neighbours: around their city, or between those it shares.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import rustworkx as rx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.publish.network import Network

Point = tuple[float, float]

#: Nodes stand at least so far apart, in the page's own units.
_APART = 58
#: At most so many nodes are laid out by springs, which cost the square of their number.
_SPRUNG = 600
_ROUNDS = 300
_PUSHES = 60
#: Searches for a free spot share what they learnt within squares of so many times that distance.
_SHARED = 4
_SEED = 20251124
#: Room around each part that is not joined to the others.
_GAP = 120
#: How much wider than high the whole should be.
_ASPECT = 1.5
#: How much of the area around the first nodes is kept for those that come after them.
_AIRY = 2.2
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def layout(network: Network, ids: Sequence[str], joined: Iterable[tuple[str, str]] = ()) -> dict[str, tuple[int, int]]:
    """Give each of these nodes its place: joined parts one beside the other, lone nodes in rows.

    `joined` are pairs of nodes that belong together beyond the edges of the network.
    """
    pairs = [(edge.source, edge.target) for edge in network.edges]
    parts, lone = _parts(ids, [*pairs, *joined])
    boxes = [_framed(_laid(part)) for part in parts]
    if lone:
        boxes.append(_framed(_rows(lone)))
    placed = _packed(boxes)
    return {node: (round(x), round(y)) for node, (x, y) in placed.items()}


def _parts(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> tuple[list[nx.Graph], list[str]]:
    """Give the joined parts, the largest first, and the nodes that nothing joins, all in the order of ids."""
    order = {node: rank for rank, node in enumerate(ids)}
    graph = nx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((one, other) for one, other in pairs if one in order and other in order)
    groups = sorted((sorted(group, key=order.__getitem__) for group in nx.connected_components(graph)), key=_size)
    lone = [group[0] for group in groups if len(group) == 1]
    return [graph.subgraph(group) for group in groups if len(group) > 1], sorted(lone, key=order.__getitem__)


def _size(group: Sequence[str]) -> tuple[int, str]:
    return -len(group), group[0]


def _laid(part: nx.Graph) -> dict[str, Point]:
    """Lay out one joined part: its most joined nodes by springs, then the others around them."""
    nodes = sorted(part, key=lambda node: (-part.degree(node), node))
    first = [node for node in nodes[:_SPRUNG] if part.degree(node) > 1] or nodes[:1]
    sprung = _spread(part, first, _springs(part, first))
    return _Ground(sprung).with_others(part, nodes)


def _springs(part: nx.Graph, nodes: Sequence[str]) -> dict[str, Point]:
    """Let springs find where some nodes stand, from a spiral start, in a square of one by one."""
    index = {node: at for at, node in enumerate(nodes)}
    pairs = sorted(
        (min(index[one], index[other]), max(index[one], index[other]))
        for one, other in part.subgraph(nodes).edges
        if one != other
    )
    graph = rx.PyGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from_no_data(pairs)
    start = {at: (x / math.sqrt(len(nodes)), y / math.sqrt(len(nodes))) for at, (x, y) in enumerate(_spiral(nodes))}
    found = rx.spring_layout(graph, pos=start, num_iter=_ROUNDS, seed=_SEED)
    return {node: (found[at][0], found[at][1]) for node, at in index.items()}


def _spiral(nodes: Sequence[str]) -> list[Point]:
    return [_turn(at, math.sqrt(at)) for at in range(len(nodes))]


def _turn(step: int, reach: float) -> Point:
    """Give a point of a sunflower; rounded, because cosines differ in their last digits between machines."""
    angle = step * _GOLDEN_ANGLE
    return round(reach * math.cos(angle), 4), round(reach * math.sin(angle), 4)


def _spread(part: nx.Graph, first: Sequence[str], points: Mapping[str, Point]) -> dict[str, Point]:
    """Widen what the springs found until there is room for all nodes, and for those of each one around it."""
    placed = set(first)
    guests = {node: sum(other not in placed and part.degree(other) == 1 for other in part[node]) for node in first}
    width = max(1e-9, *(max(abs(x), abs(y)) for x, y in points.values()))
    scale = _APART * math.sqrt(_AIRY * len(part)) / (2 * width)
    reach = {node: _APART * (0.5 + 0.48 * math.sqrt(guests[node])) for node in first}
    return _apart({node: (x * scale * 1.3, y * scale) for node, (x, y) in points.items()}, reach)


def _apart(points: Mapping[str, Point], reach: Mapping[str, float]) -> dict[str, Point]:
    """Push nodes off each other until none reaches into another, or for a while at most."""
    at = np.array(list(points.values()), dtype=float)
    reaches = np.array([reach[node] for node in points])
    needed = reaches[:, None] + reaches[None, :]
    np.fill_diagonal(needed, 0)
    for _ in range(_PUSHES):
        push = _push(at, needed)
        if not push.any():
            break
        at += push
    return {node: (float(x), float(y)) for node, (x, y) in zip(points, at, strict=True)}


def _push(at: np.ndarray, needed: np.ndarray) -> np.ndarray:
    """Give each node's way off those that it reaches into: a quarter of what they lack."""
    across, down = (at[:, None, axis] - at[None, :, axis] for axis in (0, 1))
    distance = np.maximum(np.sqrt(across * across + down * down), 1e-3)
    share = np.where(needed - distance > 1, 0.26 * (needed - distance) / distance, 0.0)
    return np.stack([(share * across).sum(axis=1), (share * down).sum(axis=1)], axis=1)


def _distance(one: Point, other: Point) -> float:
    across, down = one[0] - other[0], one[1] - other[1]
    return math.sqrt(across * across + down * down)


def _square(point: Point, width: float) -> tuple[int, int]:
    return math.floor(point[0] / width), math.floor(point[1] / width)


class _Ground:
    """A plane on which each node keeps others at a distance."""

    def __init__(self, points: Mapping[str, Point]) -> None:
        self._points = dict(points)
        self._squares: dict[tuple[int, int], list[Point]] = defaultdict(list)
        self._full: dict[tuple[int, int], int] = {}
        for point in points.values():
            self._squares[_square(point, _APART)].append(point)

    def with_others(self, part: nx.Graph, nodes: Sequence[str]) -> dict[str, Point]:
        """Place the other nodes, the most joined first, each by those of its neighbours that stand already."""
        waiting = [node for node in nodes if node not in self._points]
        while waiting:
            ready = [node for node in waiting if any(other in self._points for other in part[node])]
            for node in ready:
                self._place(node, sorted(other for other in part[node] if other in self._points))
            waiting = [node for node in waiting if node not in self._points]
        return self._points

    def _place(self, node: str, neighbours: Sequence[str]) -> None:
        stand = [self._points[other] for other in neighbours]
        middle = sum(x for x, _ in stand) / len(stand), sum(y for _, y in stand) / len(stand)
        point = self._free_near(middle)
        self._points[node] = point
        self._squares[_square(point, _APART)].append(point)

    def _free_near(self, middle: Point) -> Point:
        """Go outwards from a point until there is room, starting where the search around here ended before."""
        about = _square(middle, _APART * _SHARED)
        step = self._full.get(about, 0)
        while True:
            across, down = _turn(step, _APART * 0.55 * math.sqrt(step))
            point = middle[0] + across, middle[1] + down
            if self._is_free(point):
                self._full[about] = max(0, step - 12)
                return point
            step += 1 + step // 60

    def _is_free(self, point: Point) -> bool:
        column, row = _square(point, _APART)
        near = (self._squares.get((column + across, row + down), ()) for across, down in product((-1, 0, 1), repeat=2))
        return all(_distance(point, other) >= _APART * 0.94 for square in near for other in square)


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
