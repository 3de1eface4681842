"""The part of a graph around one thing, as the page of a network."""

from __future__ import annotations

from typing import Final

from kg.store import Store

#: All that the network of what is one edge away may need; what is too much is left out by the network itself.
NEAR: Final = """CONSTRUCT {{ ?s ?p ?o }} {{
  {{ SELECT DISTINCT ?near {{
    {{ BIND(<{iri}> AS ?near) }} UNION
    {{ ?one cg:about|cg:indicator|cg:initiative <{iri}> ; cg:about|cg:indicator|cg:initiative ?near }} UNION
    {{ <{iri}> cg:within|org:subOrganizationOf|skos:closeMatch|skos:broader ?near }} UNION
    {{ ?near cg:within|org:subOrganizationOf|skos:closeMatch|skos:broader <{iri}> }}
  }} }}
  {{ BIND(?near AS ?s) }} UNION
  {{ ?s cg:about ?near }} UNION
  {{ ?t cg:about ?near ; cg:evidence ?s }} UNION
  {{ ?near cg:mentionedIn ?s }} UNION
  {{ ?near cg:mentionedIn/oa:hasSource ?s }} UNION
  {{ ?t cg:about ?near ; cg:evidence/oa:hasSource ?s }}
  ?s ?p ?o
}}"""


def network_page(turtle: bytes, iri: str) -> str:
    """Draw what is one edge away from a thing."""
    from kg.publish.html import page  # noqa: PLC0415  # slow to import, seldom used
    from kg.publish.network import neighbourhood, network_of  # noqa: PLC0415

    return page(neighbourhood(network_of(Store.of_turtle(turtle).values), [iri]))
