"""SPARQL 1.1 Protocol: each case of cases/protocol.json, put to a real server of three small graphs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parent / "cases" / "protocol.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_answer_to_a_request(case, quads_client):
    body = (case.get("body", "") + "x" * case.get("fill", 0)).encode(case.get("encoding", "utf-8"))
    answer = quads_client.request(
        case["method"],
        case.get("path", "/sparql"),
        params=case.get("parameters"),
        headers=case.get("headers"),
        content=body,
    )
    expected = case["expect"]

    assert answer.status_code == expected["status"], answer.text
    assert answer.headers.get("content-type") == expected.get("type", answer.headers.get("content-type"))
    assert expected.get("contains", "") in answer.text
    assert len(answer.content) == expected.get("length", len(answer.content))
    if "answer" in expected:
        assert answer.json()["boolean"] is expected["answer"]
    if answer.status_code >= 400:
        assert answer.text.count("\n") == 1
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_other_sites_may_ask_but_not_as_their_reader(quads_client):
    answer = quads_client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "http://example.org"})

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
