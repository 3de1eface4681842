"""What a query is told to be by its words alone."""

from __future__ import annotations

import pytest

from kg.serve.limits import Limits
from kg.serve.refusal import Refusal
from kg.serve.tokens import checked

LIMITS = Limits()


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("PREFIX select: <http://e/> ASK { select:a ?p ?o }", "ASK"),
        ("# SELECT\nBASE <http://e/select> construct where { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE<http://e/a>", "DESCRIBE"),
    ],
)
def test_the_form(query, form):
    assert checked(query, LIMITS) == form


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://e/> { }" }',
        "SELECT * { ?s ?p '''it's SERVICE <http://e/>''' }",
        "SELECT * { ?s <http://e/SERVICE> ?o } # SERVICE <http://e/> { }",
        "PREFIX service: <http://e/> SELECT * { ?s service:a ?o ; a service:Service }",
        "SELECT ?service { ?service ?p ?o FILTER(1<2 && 3>2) }",
        "SELECT * { ?s ?p " + "(" * 90 + "1" + ")" * 90 + " }",
        "SELECT * { ?s ?p ?o }" + "{}" * 500,
    ],
)
def test_words_that_only_look_dangerous(query):
    assert checked(query, LIMITS) == "SELECT"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://e/> {} }", 403),
        ("SELECT * { service silent ?s {} }", 403),
        ("SELECT * { FILTER(1<2)SERVICE#>\n<http://e/> {} }", 403),
        ("SELECT * { SERVICESILENT<http://e/> {} }", 403),
        ("SELECT * { ?s ?p 1e5SERVICE <http://e/> {} }", 403),
        ("PREFIX e: <http://e/> SELECT * { SERVICEe:a {} }", 403),
        ("PREFIX : <http://e/> SELECT * { SERVICE:a {} }", 403),
        ("PREFIX e: <http://e/> SELECT * { ?s ?p e:a.SERVICE <http://e/> {} }", 403),
        (r"SELECT * { SERV\u0049CE <http://e/> {} }", 403),
        ("PREFIX e: <http://e/> DELETE WHERE { ?s ?p ?o }", 403),
        ("SELECT * " + "{" * 101 + "}" * 101, 400),
        ("SELECT * { FILTER(" + "! " * 101 + "true) }", 400),
        ("SELECT * {} #" + "永" * 22_000, 413),
    ],
)
def test_what_is_refused(query, status):
    with pytest.raises(Refusal) as refused:
        checked(query, LIMITS)

    assert refused.value.status == status
