"""Queries to a SPARQL endpoint elsewhere (the only importer of SPARQLWrapper)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import WrongCall
from kg.store import Store
from kg.terms import rows_of
from kg.vocab import DATA, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.terms import Rows, Term, Triple


def ask(url: str, query: str, values: Mapping[str, Term], timeout: float) -> Rows | bool | list[Triple]:
    """Put a query to an endpoint; WrongCall where it does not answer in `timeout` seconds (0: whenever it likes)."""
    if values:
        raise WrongCall(
            f"an endpoint takes values only for the parameters of a saved query, not for {', '.join(values)}"
        )
    endpoint = SPARQLWrapper(url)
    endpoint.setQuery(_prologue() + query)
    if timeout:
        endpoint.setTimeout(max(1, round(timeout)))
    graphs = endpoint.queryType in {"CONSTRUCT", "DESCRIBE"}
    endpoint.setReturnFormat(TURTLE if graphs else JSON)
    try:
        answer: Any = endpoint.query().convert()
    except (SPARQLWrapperException, OSError, ValueError) as error:
        raise WrongCall(f"{url}: {' '.join(str(error).split())[:300]}") from error
    if graphs:
        return sorted(Store.of_turtle(answer).triples())
    return answer["boolean"] if "boolean" in answer else rows_of(answer)


def _prologue() -> str:
    """Declare the prefixes that a query may use without declaring them, in one line so that line numbers stay right."""
    return f"BASE <{DATA}> " + " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + " "
