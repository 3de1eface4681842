"""The vocabulary says of itself what the code and the shapes use."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS

from kg import vocab
from kg.data import data_path

CG = rdflib.Namespace(vocab.PREFIXES["cg"])


@pytest.fixture(scope="module")
def ontology():
    return rdflib.Graph().parse(data_path("ontology", "municipal.ttl"))


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(data_path("ontology", "shapes.ttl"))


def _own(ontology):
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({s for kind in kinds for s in ontology.subjects(RDF.type, kind) if str(s).startswith(CG)})


def test_every_own_term_has_names_and_a_definition_in_both_languages(ontology):
    terms = _own(ontology)

    assert len(terms) == 9 + 24
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(text.language for text in ontology.objects(term, predicate)) == ["en", "zh"], (
                term,
                predicate,
            )
        assert ontology.value(term, RDFS.isDefinedBy) == rdflib.URIRef(str(CG).removesuffix("#"))


def test_the_code_uses_only_terms_that_exist(ontology):
    used = {value[1:-1] for value in vars(vocab).values() if isinstance(value, str) and value.startswith(f"<{CG}")}
    used |= {iri[1:-1] for iri in vocab.CONCEPTS.values()}

    assert used <= {str(subject) for subject in ontology.subjects()}


def test_every_value_of_the_code_is_a_concept_with_its_notation(ontology):
    for value, iri in vocab.CONCEPTS.items():
        assert str(ontology.value(rdflib.URIRef(iri[1:-1]), SKOS.notation)) == value.value


def test_shapes_and_queries_use_only_terms_that_exist(ontology):
    known = {str(subject) for subject in ontology.subjects()}
    for path in (data_path("ontology", "shapes.ttl"), *data_path("queries").glob("*.rq")):
        for name in re.findall(r"\bcg:(\w+)", path.read_text("utf-8")):
            assert CG[name] in map(rdflib.URIRef, known), (path.name, name)


def test_every_property_shape_says_in_words_what_it_wants(shapes):
    for shape in set(shapes.objects(None, SH.property)):
        assert str(shapes.value(shape, SH.message) or "").endswith("."), shapes.value(shape, SH.path)


def test_iris_stand_in_one_file():
    """The vocabulary is the only module with IRIs of ours."""
    package = data_path("queries").parent / "kg"
    with_ours = [path for path in package.rglob("*.py") if "w3id.org" in path.read_text("utf-8")]

    assert with_ours == [package / "vocab.py"]
