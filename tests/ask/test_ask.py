"""Questions in Chinese: how many are answered rightly, refused, and answered wrongly."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.ask import ask

FILE = Path(__file__).with_name("questions.tsv")
QUESTIONS = list(csv.DictReader(FILE.open(encoding="utf-8"), delimiter="\t"))


def _outcome(row, select):
    """right, refused or wrong; a refusal is right where nothing can be answered."""
    reply = ask(row["question"], select)
    if reply.refusal:
        return "right" if row["expected"] == "refuse" else "refused"
    told = "\n".join(term.value for line in reply.rows for term in line if term)
    fits = reply.kind.rstrip("s") == row["expected"].rstrip("s") or (reply.kind, row["expected"]) == ("firsts", "ranks")
    return "right" if fits and all(part in told for part in row["must"].split("|")) else "wrong"


def test_the_questions_are_a_hundred_and_thirty_of_them_have_no_answer():
    assert len({row["question"] for row in QUESTIONS}) == len(QUESTIONS) >= 100
    assert sum(row["expected"] == "refuse" for row in QUESTIONS) >= 30


def test_few_are_answered_wrongly_and_most_rightly(seeds_store, record_property):
    outcomes = {row["question"]: _outcome(row, seeds_store.select) for row in QUESTIONS}
    counts = {kind: sum(o == kind for o in outcomes.values()) for kind in ("right", "refused", "wrong")}
    record_property("outcomes", counts)
    print(counts, [q for q, o in outcomes.items() if o != "right"])  # noqa: T201

    assert counts["wrong"] < 0.03 * len(QUESTIONS)
    assert counts["right"] >= 0.8 * len(QUESTIONS)


@pytest.mark.parametrize(
    ("question", "reason"),
    [("长沙有多少张床位？", "长沙"), ("市人民医院有哪些院区？", "不止一个"), ("帮我写一首诗", "不明白")],
)
def test_a_refusal_says_why_and_what_can_be_asked(seeds_store, question, reason):
    reply = ask(question, seeds_store.select)

    assert reason in reply.refusal
    assert reply.examples


def test_an_answer_has_its_sparql_and_its_passage(seeds_store):
    reply = ask("永州有多少张床位?", seeds_store.select)
    row = dict(zip(reply.rows.variables, [t.value if t else "" for t in reply.rows.rows[0]], strict=True))

    assert seeds_store.select(reply.sparql[0]) == reply.rows
    assert (row["value"], row["publisher"]) == ("40953", "红网")
    assert "40953" in row["quote"]
