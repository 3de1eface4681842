"""Queries to a SPARQL endpoint elsewhere (the only importer of SPARQLWrapper)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import WrongCall
from kg.store import Store
from kg.terms import Rows, Term
from kg.vocab import DATA, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping


def ask(url: str, query: str, values: Mapping[str, Term], timeout: float) -> Rows | bool | list[tuple[str, str, str]]:
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
    return answer["boolean"] if "boolean" in answer else _rows(answer)


def _prologue() -> str:
    """Declare the prefixes that a query may use without declaring them, in one line so that line numbers stay right."""
    return f"BASE <{DATA}> " + " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + " "


def _rows(answer: Mapping[str, Any]) -> Rows:
    variables = tuple(answer["head"]["vars"])
    rows = answer["results"]["bindings"]
    return Rows(variables, tuple(tuple(_term(row.get(name)) for name in variables) for row in rows))


def _term(found: Mapping[str, str] | None) -> Term | None:
    if found is None:
        return None
    kind = "literal" if found["type"] == "typed-literal" else found["type"]
    return Term(kind, found["value"], found.get("datatype"), found.get("xml:lang"))
