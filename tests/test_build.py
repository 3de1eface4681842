"""A build: all of it or nothing, the same bytes each time, and nobody else's files lost."""

from __future__ import annotations

import json

import pytest

import kg.build
from kg.build import background, value_lists, write_graph
from kg.errors import WrongCall
from kg.graph.merge import Background
from kg.model import Indicator, Initiative
from kg.store import Store
from tests.handwritten import place_of, some_articles, yicheng

KNOWN = Background(place_of=place_of)


def test_a_build_has_four_parts(built, text):
    assert sorted(path.name for path in built.iterdir()) == ["graph.html", "graph.ttl", "report.json", "store"]
    assert (built / "graph.ttl").read_text("utf-8") == text
    assert sorted(Store.open(built).triples()) == sorted(Store.of_turtle(text).triples())
    assert "永州市" in (built / "graph.html").read_text("utf-8")


def test_the_report_tells_all_of_the_inputs(built):
    report = json.loads((built / "report.json").read_text("utf-8"))

    assert report["inputs"][0] == {
        "input": "000_c2c8826126cd08df",
        "status": "read",
        "title": "永州卫健“永冲锋”:织密健康“防护网” 筑牢全民健康“医”靠基石",
        "mentions": 5,
        "implementations": 1,
        "observations": 5,
        "unresolved": 1,
        "copy_of": None,
    }
    assert report["inputs"][-1] == {"input": "missing.txt", "status": "refused", "why": "does not exist"}
    assert report["found"] == {
        "articles": 4, "passages": 20, "places": 6, "institutions": 1, "initiatives": 3, "indicators": 7,
        "implementations": 3, "observations": 8, "triples": len(Store.open(built)),
    }  # fmt: skip
    assert report["unresolved"] == [
        {
            "what": "quantity",
            "reason": "nothing that it counts",
            "count": 1,
            "articles": ["000_c2c8826126cd08df"],
            "examples": ["11个"],
        }
    ]
    assert report["checks"] == {"ran": ["structure", "shapes"], "violations": [], "warnings": []}


def test_the_same_articles_give_the_same_files(built, tmp_path):
    write_graph(some_articles()[::-1], tmp_path / "again", KNOWN, refusals=[("missing.txt", "does not exist")])

    again = {name: (tmp_path / "again" / name).read_bytes() for name in ("graph.ttl", "graph.html", "report.json")}
    write_graph(some_articles(), tmp_path / "more", KNOWN, refusals=[("missing.txt", "does not exist")])
    assert again == {name: (tmp_path / "more" / name).read_bytes() for name in again}


def test_a_second_build_takes_the_place_of_the_first(tmp_path):
    out = tmp_path / "build"
    write_graph(some_articles(), out, KNOWN)
    (out / "notes.txt").write_text("mine")
    write_graph([yicheng()], out, KNOWN)

    assert len(Store.open(out).values("SELECT ?a { ?a a cg:Article }")) == 1
    assert (out / "notes.txt").read_text() == "mine"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("exchange", [True, False])
def test_a_build_that_fails_leaves_the_earlier_one(tmp_path, monkeypatch, exchange):
    out = tmp_path / "build"
    if not exchange:
        monkeypatch.setattr(kg.build, "_exchanged", lambda *_: False)
    write_graph([yicheng()], out, KNOWN)
    before = (out / "graph.ttl").read_bytes()

    with monkeypatch.context() as broken:
        broken.setattr(kg.build, "_page", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_graph(some_articles(), out, KNOWN)
    assert (out / "graph.ttl").read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]

    write_graph(some_articles(), out, KNOWN)
    assert (out / "graph.ttl").read_bytes() != before
    assert list(tmp_path.iterdir()) == [out]


def test_a_reader_of_the_earlier_build_can_go_on(tmp_path):
    out = tmp_path / "build"
    write_graph(some_articles(), out, KNOWN)
    reader = Store.open(out)
    triples = len(reader)
    write_graph([yicheng()], out, KNOWN)

    assert len(reader) == triples
    assert len(reader.values("SELECT ?a { ?a a cg:Article }")) == 4


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")

    with pytest.raises(WrongCall, match="holds other files"):
        write_graph([yicheng()], tmp_path, KNOWN)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_nobody_builds_where_he_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(WrongCall, match="where you stand"):
        write_graph([yicheng()], tmp_path, KNOWN)


def test_a_file_cannot_be_a_folder(tmp_path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(WrongCall, match="cannot be written"):
        write_graph([yicheng()], tmp_path / "file", KNOWN)


def test_the_value_lists_come_with_every_graph():
    notations = [obj for _, predicate, obj in value_lists() if predicate.endswith("notation>")]

    assert len(notations) == 5 + 9 + 2 + 4 + 4
    assert not any(part.startswith("_:") for triple in value_lists() for part in triple)


def test_the_word_lists_are_the_background():
    known = background()

    assert known.place_of("431103").name == "冷水滩区"
    assert all(type(narrow) is type(wide) for narrow, wide in known.broader.items())
    assert {type(concept) for concept in known.english} == {Initiative, Indicator}
