"""Namespaces and terms: the only file that holds IRIs. A term is written as in N-Triples, `<…>`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Bound, InstitutionKind, Level, Status, ValueKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

#: A placeholder until the project controls an IRI space: replace it here and in ontology/ and queries/.
BASE: Final = "https://w3id.org/citygraph/"
#: Everything that is not vocabulary lies below this.
DATA: Final = BASE + "id/"

PREFIXES: Final = {
    "cg": BASE + "ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(curie: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Expand `prefix:name` to an N-Triples IRI."""
    prefix, _, name = curie.partition(":")
    return f"<{prefixes[prefix]}{name}>"


def _camel(notation: str) -> str:
    """primary_care -> PrimaryCare."""
    return "".join(part.capitalize() for part in notation.split("_"))


A: Final = term("rdf:type")

# Classes
PLACE: Final = term("cg:Place")
INSTITUTION: Final = term("cg:Institution")
INITIATIVE: Final = term("cg:Initiative")
INDICATOR: Final = term("cg:Indicator")
IMPLEMENTATION: Final = term("cg:Implementation")
OBSERVATION: Final = term("cg:Observation")
ARTICLE: Final = term("cg:Article")
PASSAGE: Final = term("cg:Passage")
CITY: Final = term("schema:City")
SCHEME: Final = term("skos:ConceptScheme")

# Names
PREF_LABEL: Final = term("skos:prefLabel")
ALT_LABEL: Final = term("skos:altLabel")
IN_SCHEME: Final = term("skos:inScheme")
BROADER: Final = term("skos:broader")

# Places and institutions
ADCODE: Final = term("cg:adcode")
LEVEL: Final = term("cg:level")
WITHIN: Final = term("cg:within")
INSTITUTION_KIND: Final = term("cg:institutionKind")
SUB_ORGANIZATION_OF: Final = term("org:subOrganizationOf")
MENTIONED_IN: Final = term("cg:mentionedIn")

# Statements
ABOUT: Final = term("cg:about")
ABOUT_INITIATIVE: Final = term("cg:initiative")
STATUS: Final = term("cg:status")
PERIOD: Final = term("cg:period")
PERIOD_START: Final = term("cg:periodStart")
PERIOD_END: Final = term("cg:periodEnd")
EVIDENCE: Final = term("cg:evidence")
RULE: Final = term("cg:rule")
INHERITED: Final = term("cg:inherited")
COPY_OF: Final = term("cg:copyOf")
OF_INDICATOR: Final = term("cg:indicator")
VALUE: Final = term("cg:value")
MIN_VALUE: Final = term("cg:minValue")
MAX_VALUE: Final = term("cg:maxValue")
UNIT: Final = term("cg:unit")
HAS_UNIT: Final = term("qudt:hasUnit")
BOUND: Final = term("cg:bound")
VALUE_KIND: Final = term("cg:valueKind")
RANKED_WITHIN: Final = term("cg:rankedWithin")

# Articles and passages
TITLE: Final = term("dcterms:title")
IDENTIFIER: Final = term("dcterms:identifier")
LANGUAGE: Final = term("dcterms:language")
PUBLISHER: Final = term("dc:publisher")
ISSUED: Final = term("dcterms:issued")
SOURCE: Final = term("dcterms:source")
SPATIAL: Final = term("dcterms:spatial")
COVERAGE: Final = term("schema:temporalCoverage")
HAS_SOURCE: Final = term("oa:hasSource")
EXACT: Final = term("oa:exact")
READING: Final = term("cg:reading")
START: Final = term("oa:start")
END: Final = term("oa:end")

# Unit of QUDT; the others stand in ontology/words/units.csv
PERCENT: Final = term("unit:PERCENT")

# Datatypes
INTEGER: Final = term("xsd:integer")
DECIMAL: Final = term("xsd:decimal")
DATE: Final = term("xsd:date")

# Schemes of the data
INITIATIVE_SCHEME: Final = f"<{DATA}scheme/initiatives>"
INDICATOR_SCHEME: Final = f"<{DATA}scheme/indicators>"

#: Each value of the controlled lists, by its concept: cg:kindPrimaryCare, cg:statusActual, …
CONCEPTS: Final[dict[StrEnum, str]] = {
    value: term(f"cg:{stem}{_camel(value)}")
    for stem, values in (
        ("level", Level),
        ("kind", InstitutionKind),
        ("status", Status),
        ("bound", Bound),
        ("value", ValueKind),
    )
    for value in values
}

#: How the annotations and the hashes call each such value, by its IRI without brackets: …#statusActual -> actual.
NOTATIONS: Final = {iri[1:-1]: value.value for value, iri in CONCEPTS.items()}

#: The namespaces of what an endpoint says of itself; no graph of ours uses them.
SERVICE_PREFIXES: Final = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}


def service_term(curie: str) -> str:
    """Expand `prefix:name` of the namespaces above to an N-Triples IRI."""
    return term(curie, SERVICE_PREFIXES)
