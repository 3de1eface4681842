"""A graph, by SPARQL alone -> what it says of each article, in the form of the annotation guidelines."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.vocab import NOTATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store import Store
    from kg.terms import Value

    Annotation = dict[str, Any]
    Rows = list[tuple[Value, ...]]

_ARTICLES = """
SELECT ?article ?id ?title ?publisher ?issued ?area {
  ?article a cg:Article ; dcterms:identifier ?id .
  OPTIONAL { ?article dcterms:title ?title }
  OPTIONAL { ?article dc:publisher ?publisher }
  OPTIONAL { ?article dcterms:issued ?issued }
  OPTIONAL { ?article dcterms:spatial/skos:prefLabel ?area FILTER(LANG(?area) = "zh") }
}"""

_LABELS = """
SELECT ?thing ?name ?alias {
  ?thing skos:prefLabel ?name FILTER(LANG(?name) = "zh")
  OPTIONAL { ?thing skos:altLabel ?alias }
}"""

_PLACES = """
SELECT DISTINCT ?article ?place ?level ?adcode {
  ?place cg:mentionedIn/oa:hasSource ?article ; a cg:Place ; cg:level ?level .
  OPTIONAL { ?place cg:adcode ?adcode }
}"""

_INSTITUTIONS = """
SELECT DISTINCT ?article ?institution ?kind ?area {
  ?institution cg:mentionedIn/oa:hasSource ?article ; a cg:Institution ; cg:institutionKind ?kind .
  OPTIONAL { ?institution cg:within ?area }
}"""

_INITIATIVES = """
SELECT DISTINCT ?article ?initiative ?area {
  { ?initiative cg:mentionedIn/oa:hasSource ?article ; a cg:Initiative }
  UNION {
    ?said a cg:Implementation ; cg:initiative ?initiative ; cg:evidence/oa:hasSource ?article ; cg:about ?about .
    { ?about a cg:Place BIND(?about AS ?area) } UNION { ?about a cg:Institution ; cg:within ?area }
  }
}"""

_METRICS = """
SELECT DISTINCT ?article ?said ?start ?reading ?indicator ?value ?unit ?bound ?status ?kind ?about ?period {
  ?said a cg:Observation ; cg:evidence ?passage ; cg:indicator ?indicator ; cg:value ?value ; cg:unit ?unit ;
        cg:bound ?bound ; cg:status ?status ; cg:valueKind ?kind ; cg:about ?about .
  ?passage oa:hasSource ?article ; oa:start ?start ; cg:reading ?reading .
  OPTIONAL { ?said cg:period ?period }
}"""

_LINKS = """
SELECT ?said ?initiative { ?said a cg:Observation ; cg:initiative ?initiative }"""

_NAMINGS = """
SELECT ?article ?initiative ?reading {
  ?initiative a cg:Initiative ; cg:mentionedIn ?passage .
  ?passage oa:hasSource ?article ; cg:reading ?reading
}"""


def annotated(store: Store) -> dict[str, Annotation]:
    """Give one annotation an identifier, sorted; the same text under two names is told twice."""
    labels = _labels(store)
    parts: dict[str, Mapping[Value, list[Annotation]]] = {
        "places": _places(store, labels),
        "institutions": _institutions(store, labels),
        "initiatives": _initiatives(store, labels),
        "metrics": _metrics(store, labels),
    }
    found: dict[str, Annotation] = {}
    for article, identifier, title, publisher, issued, area in sorted(store.values(_ARTICLES), key=str):
        head = {"id": identifier, "title": title, "publisher": publisher, "published": issued, "area": area}
        found[str(identifier)] = head | {kind: of.get(article, []) for kind, of in parts.items()}
    return dict(sorted(found.items()))


class _Labels:
    """The names of things: the Chinese one and the others."""

    def __init__(self, rows: Rows) -> None:
        self._names: dict[Value, str] = {}
        self._aliases: dict[Value, set[str]] = defaultdict(set)
        for thing, name, alias in rows:
            self._names[thing] = min(str(name), self._names.get(thing, str(name)))
            self._aliases[thing] |= {str(alias)} if alias is not None else set()

    def name(self, thing: Value) -> str | None:
        return self._names.get(thing)

    def aliases(self, thing: Value) -> list[str]:
        return sorted(self._aliases[thing])

    def wording(self, thing: Value, reading: str) -> str | None:
        """Give the longest of all names that stands in a passage, else the name."""
        name = self.name(thing)
        standing = [label for label in (*self._aliases[thing], name or "") if label and label in reading]
        return max(standing, key=lambda label: (len(label), label), default=name)


def _labels(store: Store) -> _Labels:
    return _Labels(store.values(_LABELS))


def _by_article(rows: Iterable[tuple[Value, Annotation]]) -> dict[Value, list[Annotation]]:
    """Gather annotations by article, sorted by name."""
    found: dict[Value, list[Annotation]] = defaultdict(list)
    for article, annotation in rows:
        found[article].append(annotation)
    for annotated in found.values():
        annotated.sort(key=lambda a: (a["name"] or "", str(a)))
    return found


def _places(store: Store, labels: _Labels) -> dict[Value, list[Annotation]]:
    return _by_article(
        (article, _named(place, labels) | {"level": _notation(level), "adcode": adcode})
        for article, place, level, adcode in store.values(_PLACES)
    )


def _institutions(store: Store, labels: _Labels) -> dict[Value, list[Annotation]]:
    areas: dict[tuple[Value, ...], set[str]] = defaultdict(set)
    for article, institution, kind, area in store.values(_INSTITUTIONS):
        areas[article, institution, kind] |= {labels.name(area) or ""}
    return _by_article(
        (article, _named(institution, labels) | {"kind": _notation(kind), "area": min(names) or None})
        for (article, institution, kind), names in areas.items()
    )


def _initiatives(store: Store, labels: _Labels) -> dict[Value, list[Annotation]]:
    areas: dict[tuple[Value, Value], set[str]] = defaultdict(set)
    for article, initiative, area in store.values(_INITIATIVES):
        areas[article, initiative] |= {labels.name(area) or ""}
    return _by_article(
        (article, _named(initiative, labels) | {"areas": sorted(names - {""})})
        for (article, initiative), names in areas.items()
    )


def _metrics(store: Store, labels: _Labels) -> dict[Value, list[Annotation]]:
    """One metric for each figure and article, quoted by its first passage, in the order of the text."""
    named = _initiatives_named(store, labels)
    links: dict[Value, list[Value]] = defaultdict(list)
    for said, initiative in store.values(_LINKS):
        links[said].append(initiative)
    first: dict[tuple[Value, Value], tuple[Value, ...]] = {}
    for row in sorted(store.values(_METRICS), key=lambda row: (int(str(row[2])), str(row))):
        first.setdefault((row[0], row[1]), row)
    found: dict[Value, list[Annotation]] = defaultdict(list)
    for (article, said), row in first.items():
        measured = min(links[said], key=lambda link: labels.name(link) or "", default=None)
        names = {labels.name(measured) or ""} | named[article, measured] if measured else set()
        found[article].append(_metric(row, sorted(names), labels))
    return found


def _initiatives_named(store: Store, labels: _Labels) -> dict[tuple[Value, Value], set[str]]:
    """Give for an article and an initiative those of its names that stand in the article's own passages."""
    found: dict[tuple[Value, Value], set[str]] = defaultdict(set)
    for article, initiative, reading in store.values(_NAMINGS):
        found[article, initiative].add(labels.wording(initiative, str(reading)) or "")
    return found


def _metric(row: tuple[Value, ...], initiative: list[str], labels: _Labels) -> Annotation:
    _, _, _, reading, indicator, value, unit, bound, status, kind, about, period = row
    wording = labels.wording(indicator, str(reading))
    others = {*labels.aliases(indicator), labels.name(indicator)} - {wording, None}
    return {
        "quote": reading,
        "indicator": wording,
        "aliases": sorted(filter(None, others)),
        "value": _json_number(value),
        "unit": unit,
        "bound": _notation(bound),
        "status": _notation(status),
        "kind": _notation(kind),
        "about": labels.name(about),
        "period": period,
        "initiative": initiative if len(initiative) > 1 else next(iter(initiative), None),
    }


def _named(thing: Value, labels: _Labels) -> Annotation:
    return {"name": labels.name(thing), "aliases": labels.aliases(thing)}


def _notation(concept: Value) -> str | None:
    return NOTATIONS.get(str(concept))


def _json_number(value: Value) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value if isinstance(value, int) else None
