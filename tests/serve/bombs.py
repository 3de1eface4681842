"""Queries made to hurt a server; `{port}` stands for a port that listens on loopback."""

# a query stays on its line
from __future__ import annotations

_CALL = "<http://127.0.0.1:{port}/>"
_THREE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_FOUR = _THREE + " . ?j ?k ?l"

BOMBS = {
    "groups in groups": "SELECT * " + "{" * 3000 + "}" * 3000,
    "brackets in brackets": "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "options in options": "SELECT * {" + " OPTIONAL {" * 3000 + "}" * 3001,
    "one not after the other": "SELECT * { FILTER(" + "!" * 50_000 + "true) }",
    "a product to count": f"SELECT (COUNT(*) AS ?n) {{ {_FOUR} }}",
    "a product to sort": f"SELECT * {{ {_THREE} }} ORDER BY ?i ?f ?c",
    "a product to write": f"SELECT * {{ {_THREE} }}",
    "a product without doubles": f"SELECT DISTINCT ?a ?d ?g ?j {{ {_FOUR} }}",
    "a product as one text": f'SELECT (GROUP_CONCAT(STR(?c); separator="{"x" * 9000}") AS ?t) {{ {_THREE} }}',
    "a product as a graph": f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?c . ?g ?b ?f }} {{ {_THREE} }}",
    "a product described": f"DESCRIBE ?a ?d ?g ?j {{ {_FOUR} }}",
    "a product of values": "SELECT (SUM(?v0) AS ?n) {"
    + "".join(f"VALUES ?v{n} {{ 1 2 3 4 5 6 7 8 9 10 }}" for n in range(14))
    + "}",
    "paths from everywhere to everywhere": "SELECT (COUNT(*) AS ?n) { ?a (!<x:>|^!<x:>)* ?b . ?b (!<x:>|^!<x:>)* ?c . ?c (!<x:>)* ?d }",
    "nothing like anything": f"SELECT * {{ {_THREE} FILTER NOT EXISTS {{ ?x ?y ?z FILTER(STR(?x) > CONCAT(STR(?a), STR(?d), STR(?g))) }} }} ORDER BY ?a",
    "two hundred patterns": "SELECT * {" + " . ".join(f"?a{n} ?p{n} ?a{n + 1}" for n in range(200)) + "}",
    "a text that doubles": 'SELECT ?t40 { BIND("xxxxxxxxxxxxxxxx" AS ?t0)'
    + "".join(f" BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(40))
    + "}",
    "more than may be sent": "SELECT * { ?s ?p ?o } #" + "x" * 70_000,
    "another endpoint": f"SELECT * {{ SERVICE {_CALL} {{ ?s ?p ?o }} }}",
    "another endpoint behind a comparison": f"SELECT * {{ FILTER(1<2) SERVICE {_CALL} {{ ?s ?p ?o }} }}",
    "another endpoint behind what looks like an address": f"SELECT * {{ FILTER(1<2)SERVICE#>\n{_CALL} {{ ?s ?p ?o }} }}",
    "another endpoint in one word": f"SELECT * {{ SERVICESILENT{_CALL} {{ ?s ?p ?o }} }}",
    "another endpoint after a number": f"SELECT * {{ ?s ?p 1e5SERVICE {_CALL} {{ ?s ?p ?o }} }}",
    "another endpoint by a prefix": f"PREFIX e: {_CALL} SELECT * {{ SERVICEe:a {{ ?s ?p ?o }} }}",
    "another endpoint in escapes": rf"SELECT * {{ \u0053ERVICE {_CALL} {{ ?s ?p ?o }} }}",
    "loading": f"LOAD {_CALL}",
    "loading as a data set": f"SELECT * FROM {_CALL} {{ ?s ?p ?o }}",
}
#: These are no danger: they ask an empty graph.
HARMLESS = {"loading as a data set"}
