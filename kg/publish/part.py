"""The part of a graph that somebody wants to see, as a network, and as an object that shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import WrongCall
from kg.publish.network import Network, named, named_in, neighbourhood, network_of
from kg.query import answer, find_query
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network that a notebook shows as its page."""

    network: Network
    height: int = 640

    def _repr_html_(self) -> str:
        from kg.publish.html import page  # noqa: PLC0415  # pyvis is slow to import

        return (
            f'<iframe srcdoc="{escape(page(self.network))}" width="100%" height="{self.height}" '
            'style="border:0" title="CityGraph"></iframe>'
        )


def show(graph: str, *entities: str, depth: int = 1, query: str | None = None) -> Drawing:
    """Draw a built folder or an RDF file in a notebook: all, or what lies around some names, or what a query names."""
    return Drawing(network_part(graph, entities, depth=depth, query=query))


def network_part(graph: str, entities: Sequence[str] = (), *, depth: int = 1, query: str | None = None) -> Network:
    """Give the network of a graph, or the part that a CONSTRUCT names, or around some names; WrongCall if none."""
    network = network_of(Store.open(Path(graph)).values)
    if query is not None:
        network = _told_by(network, graph, query)
    return neighbourhood(network, _ids(network, entities), depth) if entities else network


def _told_by(network: Network, graph: str, query: str) -> Network:
    triples = answer(graph, find_query(query), {})
    if not isinstance(triples, list):
        raise WrongCall(f"{query}: only a CONSTRUCT or DESCRIBE can be drawn; a SELECT gives a table: kg query")
    part = named_in(network, {term[1:-1] for triple in triples for term in triple if term.startswith("<")})
    if not part.nodes:
        raise WrongCall(
            f"{query}: its answer names no place, institution, initiative, indicator or statement of the graph"
        )
    return part


def _ids(network: Network, entities: Iterable[str]) -> list[str]:
    ids = {name: named(network, name) for name in entities}
    if unknown := [name for name, found in ids.items() if not found]:
        raise WrongCall(f"not in the graph: {', '.join(unknown)}; give names as the graph has them, such as 永州市")
    return [found for some in ids.values() for found in some]
