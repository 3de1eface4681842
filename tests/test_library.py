"""What the commands do, as functions with plain values."""

from __future__ import annotations

import pytest

import kg


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("library") / "build"
    return out, kg.build_graph(out=out)


def test_a_build_says_what_it_found(built):
    _, told = built

    assert told["found"]["articles"] == 5
    assert [given["status"] for given in told["inputs"]] == ["read"] * 5


def test_a_query_gives_rows_as_plain_values(built):
    out, _ = built

    rows = kg.run_query("cq03", graph=out)

    records = rows.to_dict("records") if hasattr(rows, "to_dict") else rows
    assert [(r["period"], float(r["value"]), r["unit"]) for r in records] == [
        ("2020", 21.55, "%"),
        ("2025", 35.0, "%"),
    ]


def test_a_question_is_answered_with_its_sparql(built):
    out, _ = built

    reply = kg.answer_question("永州市有多少张床位？", graph=out)

    assert reply.rows is not None
    assert reply.sparql


def test_a_drawing_shows_itself_in_a_notebook(built):
    out, _ = built

    assert "永州市" in kg.show(out, "永州市")._repr_html_()


def test_what_is_not_there_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing
