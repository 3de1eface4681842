"""The floor under what the graph holds: measure the annotated articles of tests/eval, and keep tests/eval/floor.json.

    python tools/floor.py            what is measured beside the floor; exit status 1 where it is below
    python tools/floor.py --raise    write the floor anew where the measure is higher
    python tools/floor.py --lower    write it anew even where the measure is lower: the second, deliberate step

A figure may lie this much below its floor, for a change in the words may shift a border case: SLACK.
The articles of tests/eval/unseen are only scored: who reads them while tuning has none left to be honest with.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.annotations import annotated
from kg.build import background
from kg.data import data_path
from kg.evaluate import evaluate, read_gold
from kg.graph.merge import graph_triples
from kg.pipeline import resolved
from kg.publish.turtle import turtle
from kg.sources import read_sources
from kg.store import Store

EVAL = Path(__file__).parent.parent / "tests" / "eval"
FLOOR = EVAL / "floor.json"
SLACK = 0.003


def measured() -> dict[str, float]:
    """Return the F1 of each kind, 0 to 1: of the seeds and the annotated articles, and of the unseen ones."""
    seen = _measured([data_path("seeds"), EVAL / "articles"], EVAL / "gold")
    unseen = _measured([EVAL / "unseen" / "articles"], EVAL / "unseen" / "gold")
    return seen | {f"unseen {kind}": figure for kind, figure in unseen.items()}


def _measured(articles: list[Path], gold: Path) -> dict[str, float]:
    sources, refused = read_sources(articles)
    if refused:
        raise SystemExit(f"floor: {refused[0].path}: {refused[0].reason}")
    facts, _ = resolved(sources)
    store = Store.of_turtle(turtle(graph_triples(facts, background())))
    said = annotated(store)
    return {kind: round(float(of["f1"]), 4) for kind, of in evaluate(read_gold(gold), said).items()}


def below(now: dict[str, float], floor: dict[str, float]) -> list[str]:
    """Return a line for each figure that lies below its floor."""
    return [
        f"{kind}: {now.get(kind, 0):.4f} is below the floor of {least:.4f}"
        for kind, least in floor.items()
        if now.get(kind, 0) < least - SLACK
    ]


def main(arguments: list[str]) -> int:
    """Measure, compare and, if told to, write the floor anew."""
    now = measured()
    floor = json.loads(FLOOR.read_text("utf-8")) if FLOOR.exists() else {}
    for kind, figure in now.items():
        print(f"{kind:22} {figure:.4f}   floor {floor.get(kind, 0):.4f}")
    if "--raise" in arguments or "--lower" in arguments:
        kept = (
            now if "--lower" in arguments else {kind: max(figure, floor.get(kind, 0)) for kind, figure in now.items()}
        )
        FLOOR.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
        return 0
    problems = below(now, floor)
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
