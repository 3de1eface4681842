"""Annotations against gold annotations: precision, recall and F1 of each kind, as the guidelines define a match."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import WrongCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    Item = Mapping[str, Any]
    Score = Callable[[Item, Item], float]

_TAILS = re.compile(r"(建设|改革|工作|行动|计划|工程|项目|试点|制度|机制|模式|服务|活动|政策|体系)+$")
_NOISE = re.compile(r"[\s\"'“”‘’「」『』《》<>()（）\[\]【】、,，.。:：;；·—\-_/+]+")
_SAME_UNIT = ({"%", "％"}, {"名", "位"}, {"元", "人民币元", "人民币"}, {"人", "名"}, {"家", "个", "所"})
#: How near two wordings of an indicator must come.
_CLOSE = 0.5
FACETS: Final = ("about", "period", "bound", "status", "kind")


def norm(text: object) -> str:
    """Fold width and case, and drop white space and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(text or ""))).lower()


def similarity(one: str, other: str) -> float:
    """Give the Dice coefficient over pairs of characters; at least 0.6 where one wording contains the other."""
    one, other = norm(one), norm(other)
    if one == other or not one or not other:
        return float(bool(one) and one == other)
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and short in long:
        return max(0.6, len(short) / len(long))
    pairs, others = (Counter(text[i : i + 2] for i in range(len(text) - 1)) for text in (one, other))
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0


def _names(item: Item) -> set[str]:
    return {norm(name) for name in (item["name"], *item.get("aliases", []))} - {""}


def _stem(text: str) -> str:
    return _TAILS.sub("", norm(text)) or norm(text)


def _accepted(value: Any) -> list[Any]:
    """Take a gold value for a list: any of its entries is right."""
    return value if isinstance(value, list) else [value]


def _same(gold: Any, said: Any) -> bool:
    return not {norm(value) for value in _accepted(gold)}.isdisjoint(map(norm, _accepted(said)))


def _place_score(gold: Item, said: Item) -> float:
    if gold.get("adcode") and said.get("adcode"):
        return float(gold["adcode"] == said["adcode"])
    return float(not _names(gold).isdisjoint(_names(said)))


def _institution_score(gold: Item, said: Item) -> float:
    return float(not _names(gold).isdisjoint(_names(said))) + 0.1 * (norm(gold["name"]) == norm(said["name"]))


def _initiative_score(gold: Item, said: Item) -> float:
    forms, others = ({_stem(name) for name in (item["name"], *item.get("aliases", []))} - {""} for item in (gold, said))
    if forms & others:
        return 1.0
    lengths = [sorted((len(a), len(b))) for a in forms for b in others if a in b or b in a]
    best = max((short / long for short, long in lengths), default=0.0)
    return best if best >= 0.6 else 0.0


def _same_value(gold: float | None, said: float | None) -> bool:
    if gold is None or said is None:
        return gold is said
    return abs(float(gold) - float(said)) <= 1e-3 * max(1.0, abs(float(gold)))


def _same_unit(gold: str | None, said: str | None) -> bool:
    one, other = norm(gold), norm(said)
    return one == other or any(one in group and other in group for group in _SAME_UNIT)


def _same_facet(facet: str, gold: Item, said: Item) -> bool:
    if facet == "about":
        return _same(gold.get(facet), said.get(facet))
    return (said.get(facet) or None) in {value or None for value in _accepted(gold.get(facet))}


def _metric_score(gold: Item, said: Item) -> float:
    if not _same_value(gold["value"], said["value"]) or not _same_unit(gold.get("unit"), said.get("unit")):
        return 0.0
    close = max(similarity(wording, said["indicator"]) for wording in (gold["indicator"], *gold.get("aliases", [])))
    return close + 0.1 * sum(_same_facet(facet, gold, said) for facet in FACETS) if close >= _CLOSE else 0.0


KINDS: Final[dict[str, Score]] = {
    "places": _place_score,
    "institutions": _institution_score,
    "initiatives": _initiative_score,
    "metrics": _metric_score,
}


@dataclass
class Tally:
    """Counts of one kind; optional gold items and what matches them count on neither side."""

    right: int = 0
    gold: int = 0
    said: int = 0
    #: How many of the right ones are right in every facet.
    strict: int = 0

    def measures(self, right: int | None = None) -> dict[str, float | int]:
        """Give precision, recall and F1, each 0 to 1, beside the counts."""
        right = self.right if right is None else right
        precision = right / self.said if self.said else 0.0
        recall = right / self.gold if self.gold else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "right": right,
            "gold": self.gold,
            "said": self.said,
        }


def evaluate(gold: Mapping[str, Item], said: Mapping[str, Item]) -> dict[str, dict[str, float | int]]:
    """Measure what a graph says of articles by id against gold annotations; an article without any says nothing.

    The links are the initiatives that the metrics found in both measure.
    """
    tallies = {kind: Tally() for kind in (*KINDS, "article", "links")}
    for identifier, wanted in gold.items():
        _tally(wanted, said.get(identifier, {}), tallies)
    metrics = tallies["metrics"]
    found = {kind: tally.measures() for kind, tally in tallies.items()}
    return found | {"metrics strict": metrics.measures(metrics.strict)}


def _tally(gold: Item, said: Item, tallies: Mapping[str, Tally]) -> None:
    for kind, score in KINDS.items():
        pairs = _paired(gold.get(kind, []), said.get(kind, []), score)
        hits = [(wanted, found) for wanted, found in pairs if not wanted.get("optional")]
        tally = tallies[kind]
        tally.gold += sum(not item.get("optional") for item in gold.get(kind, []))
        tally.said += len(said.get(kind, [])) - (len(pairs) - len(hits))
        tally.right += len(hits)
        if kind == "metrics":
            for wanted, found in hits:
                tally.strict += all(_same_facet(facet, wanted, found) for facet in FACETS)
                _tally_link(wanted, found, tallies["links"])
    head = tallies["article"]
    for key in ("title", "publisher", "published", "area"):
        if gold.get(key):
            head.gold += 1
            head.said += bool(said.get(key))
            head.right += bool(said.get(key)) and _same(gold[key], said[key])


def _tally_link(gold: Item, said: Item, tally: Tally) -> None:
    """Count the initiative of a metric; where the gold leaves it open, none is as right as its own."""
    if gold.get("initiative_optional"):
        return
    right = _accepted(gold.get("initiative"))
    wanted = [name for name in right if name]
    linked = [name for name in _accepted(said.get("initiative")) if name]
    hit = any(_initiative_score({"name": one}, {"name": other}) for one in wanted for other in linked)
    tally.gold += hit or bool(wanted and None not in right)
    tally.said += bool(linked)
    tally.right += hit


def _paired(gold: Sequence[Item], said: Sequence[Item], score: Score) -> list[tuple[Item, Item]]:
    """Match one to one, the best pairs first."""
    scores = ((score(a, b), g, s) for g, a in enumerate(gold) for s, b in enumerate(said))
    ranked = sorted((found for found in scores if found[0] > 0), key=lambda found: (-found[0], *found[1:]))
    pairs: dict[int, int] = {}
    for _, g, s in ranked:
        if g not in pairs and s not in pairs.values():
            pairs[g] = s
    return [(gold[g], said[s]) for g, s in pairs.items()]


def read_gold(folder: Path) -> dict[str, Item]:
    """Read the annotations of a folder by id; WrongCall where there are none or one cannot be read."""
    try:
        found = [json.loads(path.read_text("utf-8")) for path in _files(folder)]
        return {annotation["id"]: annotation for annotation in found}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongCall(f"{folder}: cannot be read as annotations: {error}") from error


def _files(folder: Path) -> Iterable[Path]:
    files = sorted(folder.glob("*.json"))
    if not files:
        raise WrongCall(f"{folder}: holds no annotations (*.json)")
    return files
