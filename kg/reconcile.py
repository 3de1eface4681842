"""What becomes one thing across articles, with a ledger that says by which rule.

Names that are the same in the same area are one thing already, by the key of their IRI. Here come the others: a short
form that another article explains, the decisions of a user, and copies of an article.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import WrongCall
from kg.gazetteer import gazetteer
from kg.model import Implementation, Initiative, Institution, InstitutionKind, Mention, Observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.model import ArticleFacts, Place

    Thing = Institution | Initiative


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a user says of two names: that they are one thing, or that they are not."""

    same: bool
    name: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One name became another, or could have."""

    name: str
    became: str
    rule: str
    #: The identifiers of the articles that use the name.
    articles: tuple[str, ...]


COLUMNS = ("decision", "name", "other")
_WORDS = {"same": True, "different": False}


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read a CSV file with the columns decision (same or different), name and other; WrongCall where it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WrongCall(f"{path}: cannot be read as a CSV file of decisions: {error}") from error
    return tuple(_decision(path, number, row) for number, row in enumerate(rows, start=2))


def _decision(path: Path, number: int, row: Mapping[str, str | None]) -> Decision:
    word, name, other = ((row.get(column) or "").strip() for column in COLUMNS)
    if word not in _WORDS or not name or not other:
        raise WrongCall(f"{path}, line {number}: needs a decision (same or different), a name and an other name")
    return Decision(same=_WORDS[word], name=name, other=other)


def reconciled(
    facts: Sequence[ArticleFacts], decisions: Iterable[Decision] = ()
) -> tuple[list[ArticleFacts], tuple[LedgerEntry, ...]]:
    """Return the facts with each thing under the name it is known by, and the ledger of what was renamed and why.

    The result does not depend on the order of the articles; without a decision it is as if it had never been made.
    """
    used = _uses(facts)
    chosen: dict[Thing, tuple[Thing, str]] = {}
    kept_apart = {frozenset((d.name, d.other)) for d in decisions if not d.same}
    for name, institution in _explained(facts, used):
        if frozenset((name.name, institution.name)) not in kept_apart:
            chosen[name] = (institution, "another article explains the short form")
    for thing, other in _decided(used, [d for d in decisions if d.same]):
        chosen[thing] = (other, "decided by the user")
    ledger = tuple(
        sorted(
            (
                LedgerEntry(name=thing.name, became=other.name, rule=rule, articles=tuple(sorted(used[thing])))
                for thing, (other, rule) in chosen.items()
            ),
            key=lambda entry: (entry.name, entry.became),
        )
    )
    renaming = {thing: _end(thing, chosen) for thing in chosen}
    return [_renamed(of_article, renaming) for of_article in facts], ledger


def _uses(facts: Sequence[ArticleFacts]) -> dict[Thing, set[str]]:
    """Return in which articles each institution and initiative is named."""
    used: dict[Thing, set[str]] = defaultdict(set)
    for of_article in facts:
        for mention in of_article.mentions:
            if isinstance(mention.entity, Institution | Initiative):
                used[mention.entity].add(of_article.article.source.id)
    return used


def _explained(
    facts: Sequence[ArticleFacts], used: Mapping[Thing, set[str]]
) -> Iterable[tuple[Institution, Institution]]:
    """Yield the institutions known only by a short form, with the one that another article gives that form to."""
    fuller: dict[str, set[Institution]] = defaultdict(set)
    for of_article in facts:
        for mention in of_article.mentions:
            entity = mention.entity
            if isinstance(entity, Institution) and mention.surface != entity.name:
                fuller[mention.surface].add(entity)
    for thing in used:
        if not isinstance(thing, Institution):
            continue
        near = [i for i in fuller.get(thing.name, ()) if i != thing and i.kind is thing.kind and _near(thing, i)]
        if len(near) == 1:
            yield thing, near[0]


def _near(one: Institution, other: Institution) -> bool:
    """Whether two institutions lie in one province, as far as is known."""
    if one.kind in {InstitutionKind.GOVERNMENT, InstitutionKind.PARTY}:
        return one.area == other.area
    return one.area is None or other.area is None or _province(one.area) == _province(other.area)


def _province(place: Place) -> str:
    chain = (place, *gazetteer().ancestors(place.key))
    return chain[-1].key


def _decided(used: Mapping[Thing, set[str]], decisions: Sequence[Decision]) -> Iterable[tuple[Thing, Thing]]:
    """Yield the things that a user says are one: all of the first name become the one of the other name."""
    for decision in decisions:
        named = sorted((t for t in used if t.name == decision.name), key=repr)
        targets = sorted((t for t in used if t.name == decision.other), key=repr)
        for thing in named:
            target = next((t for t in targets if type(t) is type(thing)), replace(thing, name=decision.other))
            yield thing, target


def _end(thing: Thing, chosen: Mapping[Thing, tuple[Thing, str]]) -> Thing:
    seen: set[Thing] = set()
    while thing in chosen and thing not in seen:
        seen.add(thing)
        thing = chosen[thing][0]
    return thing


def _renamed(facts: ArticleFacts, renaming: Mapping[Thing, Thing]) -> ArticleFacts:
    return replace(
        facts,
        mentions=tuple(_mention(mention, renaming) for mention in facts.mentions),
        observations=tuple(_observation(said, renaming) for said in facts.observations),
        implementations=tuple(_implementation(said, renaming) for said in facts.implementations),
    )


def _mention(mention: Mention, renaming: Mapping[Thing, Thing]) -> Mention:
    entity = mention.entity
    return (
        replace(mention, entity=renaming.get(entity, entity))
        if isinstance(entity, Institution | Initiative)
        else mention
    )


def _observation(said: Observation, renaming: Mapping[Thing, Thing]) -> Observation:
    about = renaming.get(said.about, said.about) if isinstance(said.about, Institution) else said.about
    initiatives = tuple(renaming.get(initiative, initiative) for initiative in said.initiatives)
    return replace(said, about=about, initiatives=initiatives)  # type: ignore[arg-type]


def _implementation(said: Implementation, renaming: Mapping[Thing, Thing]) -> Implementation:
    about = renaming.get(said.about, said.about) if isinstance(said.about, Institution) else said.about
    initiative = renaming.get(said.initiative, said.initiative)
    return replace(said, about=about, initiative=initiative)  # type: ignore[arg-type]


# ---------------------------------------------------------------- copies

#: Two texts with this share of their stretches in common are one report.
_COPY = 0.8
_STRETCH = 12


def with_copies(facts: Sequence[ArticleFacts]) -> list[ArticleFacts]:
    """Return the facts with each copy of another article marked as one."""
    sources = {of_article.article.source.id: of_article.article.source for of_article in facts}
    originals = copies(facts)
    return [
        replace(of_article, copy_of=sources[originals[key]])
        if (key := of_article.article.source.id) in originals
        else of_article
        for of_article in facts
    ]


def copies(facts: Sequence[ArticleFacts]) -> dict[str, str]:
    """Return for each article that copies another the identifier of the one it counts with: the first by date and name.

    Articles are compared by those stretches of twelve characters whose hash is a multiple of seven, so the time
    grows with the number of articles that share a stretch, not with the number of pairs.
    """
    sketches = {f.article.source.id: _sketch(f.article.clean.text) for f in facts}
    holders: dict[int, list[str]] = defaultdict(list)
    for identifier, sketch in sorted(sketches.items()):
        for stretch in sketch:
            holders[stretch].append(identifier)
    dated = {f.article.source.id: (f.article.published or "9999", f.article.source.id) for f in facts}
    found: dict[str, str] = {}
    for identifier in sorted(sketches, key=lambda key: dated[key]):
        near = {
            other for stretch in sketches[identifier] for other in holders[stretch] if dated[other] < dated[identifier]
        }
        original = next(
            (
                o
                for o in sorted(near, key=lambda key: dated[key])
                if o not in found and _alike(sketches[o], sketches[identifier])
            ),
            None,
        )
        if original:
            found[identifier] = original
    return found


def _sketch(text: str) -> frozenset[int]:
    plain = "".join(sign for sign in text if sign.isalnum())
    stretches = (plain[at : at + _STRETCH] for at in range(max(0, len(plain) - _STRETCH + 1)))
    values = (sum((ord(sign) * (31**place)) for place, sign in enumerate(stretch)) % 1_000_003 for stretch in stretches)
    return frozenset(value for value in values if value % 7 == 0)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller = min(len(one), len(other))
    return bool(smaller) and len(one & other) >= _COPY * smaller
