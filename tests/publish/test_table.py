"""Rows as text."""

from __future__ import annotations

import csv
import io
import json

import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.publish.table import as_csv, as_json, as_markdown, as_table, as_tsv
from kg.terms import Rows, Term
from kg.vocab import INTEGER

XSD_INTEGER = INTEGER[1:-1]
ROWS = Rows(
    ("city", "value"),
    (
        (Term("literal", "永州市", None, "zh"), Term("literal", "35", XSD_INTEGER)),
        (Term("uri", "https://e.cn/a"), None),
        (Term("literal", 'a|b,"c"\nd'), Term("bnode", "b0")),
    ),
)


def test_a_table_has_its_columns_under_each_other():
    """A Chinese character is as wide as two others."""
    rows = Rows(("city", "value"), ROWS.rows[:2])

    assert as_table(rows) == (
        "city            value\n--------------  -----\n永州市          35\nhttps://e.cn/a\n(2 rows)\n"
    )


def test_no_rows_are_told():
    assert as_table(Rows(("city",), ())) == "city\n----\n(0 rows)\n"


def test_csv_has_a_mark_for_excel():
    assert as_csv(ROWS).startswith("\ufeffcity,value\r\n永州市,35\r\n")
    assert as_csv(ROWS, mark=False).startswith("city")


def test_tsv_keeps_the_kind_of_each_term():
    assert as_tsv(ROWS).splitlines() == [
        "?city\t?value",
        f'"永州市"@zh\t"35"^^<{XSD_INTEGER}>',
        "<https://e.cn/a>\t",
        '"a|b,\\"c\\"\\nd"\t_:b0',
    ]


def test_json_is_that_of_sparql():
    assert json.loads(as_json(ROWS)) == {
        "head": {"vars": ["city", "value"]},
        "results": {
            "bindings": [
                {
                    "city": {"type": "literal", "value": "永州市", "xml:lang": "zh"},
                    "value": {"type": "literal", "value": "35", "datatype": XSD_INTEGER},
                },
                {"city": {"type": "uri", "value": "https://e.cn/a"}},
                {"city": {"type": "literal", "value": 'a|b,"c"\nd'}, "value": {"type": "bnode", "value": "b0"}},
            ]
        },
    }


def test_rdflib_reads_the_json():
    result = rdflib.query.Result.parse(io.BytesIO(as_json(ROWS).encode()), format="json")

    assert result.bindings[0] == {
        rdflib.Variable("city"): rdflib.Literal("永州市", lang="zh"),
        rdflib.Variable("value"): rdflib.Literal(35),
    }


def test_markdown_escapes_its_own_signs():
    assert as_markdown(ROWS).splitlines() == [
        "| city | value |",
        "| --- | --- |",
        "| 永州市 | 35 |",
        "| https://e.cn/a |  |",
        '| a\\|b,"c" d | b0 |',
    ]


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")), st.text("a,\"';"))
    )
)
def test_csv_reads_back(cells):
    rows = Rows(("a", "b"), tuple((Term("literal", one), Term("literal", other)) for one, other in cells))

    assert list(csv.reader(io.StringIO(as_csv(rows, mark=False))))[1:] == [list(pair) for pair in cells]
