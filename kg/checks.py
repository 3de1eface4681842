"""What is asked of a graph to see whether it is well formed, in SPARQL; each query selects ?node first."""

from __future__ import annotations

from typing import Final

#: What the shapes say too, for graphs that are too large for them: sentence -> the nodes it is true of.
LIKE_SHAPES: Final = {
    "A statement needs at least one passage as evidence (cg:evidence).": """
        ?node a ?kind FILTER(?kind IN (cg:Observation, cg:Implementation))
        FILTER NOT EXISTS { ?node cg:evidence ?passage }""",
    "cg:evidence or cg:mentionedIn must lead to a passage that is in the graph.": """
        ?node cg:evidence|cg:mentionedIn ?passage FILTER NOT EXISTS { ?passage a cg:Passage }""",
    "A passage must come from exactly one article that is in the graph (oa:hasSource).": """
        ?node a cg:Passage FILTER NOT EXISTS { ?node oa:hasSource/a cg:Article }""",
    "It needs exactly one Chinese name (skos:prefLabel @zh).": """
        ?node a ?kind FILTER(?kind IN (cg:Place, cg:Institution, cg:Initiative, cg:Indicator))
        FILTER(!EXISTS { ?node skos:prefLabel ?one FILTER(LANG(?one) = "zh") } || EXISTS {
            ?node skos:prefLabel ?a, ?b FILTER(LANG(?a) = "zh" && LANG(?b) = "zh" && STR(?a) < STR(?b)) })""",
    "A statement must be about exactly one place or institution that is in the graph (cg:about).": """
        { SELECT ?node {
            ?node cg:status ?status
            OPTIONAL { ?node cg:about ?about . { ?about a cg:Place } UNION { ?about a cg:Institution } }
        } GROUP BY ?node HAVING (COUNT(DISTINCT ?about) != 1) }""",
    "An observation needs exactly one number (cg:value), an xsd:integer or xsd:decimal.": """
        { SELECT ?node {
            ?node a cg:Observation OPTIONAL { ?node cg:value ?n FILTER(DATATYPE(?n) IN (xsd:integer, xsd:decimal)) }
        } GROUP BY ?node HAVING (COUNT(DISTINCT ?n) != 1) }""",
    "cg:period must be one ISO 8601 period, such as 2025, 2025-11 or 2021/2025.": """
        ?node cg:period ?period FILTER(!REGEX(?period,
        "^[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?(/[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?)?$"))""",
}

#: What shapes cannot say, or say slowly (pySHACL parses a query anew for each passage).
BEYOND_SHAPES: Final = {
    "The quote (oa:exact) is not as long as its positions (oa:start, oa:end) say.": """
        ?node oa:exact ?quote ; oa:start ?start ; oa:end ?end FILTER(STRLEN(?quote) != ?end - ?start)""",
    "The positions in its IRI (#char=) are not its oa:start and oa:end.": """
        ?node a cg:Passage ; oa:start ?start ; oa:end ?end
        FILTER(!STRENDS(STR(?node), CONCAT("#char=", STR(?start), ",", STR(?end))))""",
    "The article in its IRI is not its oa:hasSource.": """
        ?node a cg:Passage ; oa:hasSource ?article FILTER(STRBEFORE(STR(?node), "#char=") != STR(?article))""",
    "An exact number must be its own cg:minValue and cg:maxValue.": """
        ?node cg:bound cg:boundExact ; cg:value ?value ; cg:minValue ?least ; cg:maxValue ?greatest
        FILTER(?value != ?least || ?value != ?greatest)""",
    "It lies within itself (cg:within).": "?node cg:within+ ?node",
    "Two articles have this dcterms:identifier.": """
        ?node dcterms:identifier ?id . ?other dcterms:identifier ?id ; a cg:Article . ?node a cg:Article
        FILTER(STR(?node) > STR(?other))""",
    "cg:adcode is not the code in its IRI.": """
        ?node cg:adcode ?code FILTER(!STRENDS(STR(?node), CONCAT("/", ?code)))""",
}

OTHER_CONTENT: Final = "Its IRI was made for other content; was it changed by hand?"

#: What is odd, but may be meant.
ODD: Final = {
    "Nothing refers to this passage.": """
        ?node a cg:Passage FILTER NOT EXISTS { ?thing cg:evidence|cg:mentionedIn ?node }""",
}


#: What the IRI of a statement is made of.
STATEMENTS: Final = """
SELECT ?node ?about ?indicator ?initiative ?status ?period ?kind ?value ?unit ?bound ?scope {
  ?node cg:about ?about ; cg:status ?status .
  { ?node a cg:Implementation ; cg:initiative ?initiative }
  UNION {
    ?node a cg:Observation ; cg:indicator ?indicator ; cg:valueKind ?kind ; cg:value ?value ; cg:unit ?unit ;
          cg:bound ?bound
  }
  OPTIONAL { ?node cg:period ?period } OPTIONAL { ?node cg:rankedWithin ?scope }
}"""

#: What the IRI of an initiative or indicator is made of.
CONCEPTS: Final = """
SELECT ?node ?kind ?name {
  { ?node a cg:Initiative BIND("initiative" AS ?kind) } UNION { ?node a cg:Indicator BIND("indicator" AS ?kind) }
  ?node skos:prefLabel ?name FILTER(LANG(?name) = "zh")
}"""


#: Where a thing is said: each query tells it in words, the first that has an answer counts.
WHERE: Final = (
    # a passage, or what has one
    """SELECT ?node ?told {
    { ?node cg:evidence|cg:mentionedIn ?passage } UNION { ?node a cg:Passage BIND(?node AS ?passage) }
    ?passage oa:hasSource/dcterms:identifier ?id
    OPTIONAL { ?passage cg:reading ?reading } OPTIONAL { ?passage oa:exact ?exact }
    BIND(CONCAT("article ", ?id, ", “", COALESCE(?reading, ?exact, "?"), "”") AS ?told) }""",
    "SELECT ?node ?told { ?node a cg:Article ; dcterms:identifier ?id BIND(CONCAT('article ', ?id) AS ?told) }",
    # what refers to a passage that is missing or comes from nowhere
    """SELECT ?node ?told {
    { ?node cg:evidence|cg:mentionedIn ?passage } UNION { ?node a cg:Passage BIND(?node AS ?passage) }
    ?article dcterms:identifier ?id FILTER(STR(?article) = STRBEFORE(STR(?passage), "#char="))
    BIND(CONCAT("article ", ?id, ", characters ", STRAFTER(STR(?passage), "#char=")) AS ?told) }""",
    # a statement without evidence: a passage that has its indicator and its number
    """SELECT ?node ?told { ?node cg:indicator|cg:initiative ?thing . ?thing skos:prefLabel|skos:altLabel ?label
    OPTIONAL { ?node cg:value ?value } ?passage cg:reading ?reading ; oa:hasSource/dcterms:identifier ?id
    FILTER(CONTAINS(?reading, STR(?label)) && CONTAINS(?reading, COALESCE(STR(?value), "")))
    BIND(CONCAT("perhaps article ", ?id, ", “", ?reading, "”") AS ?told) }""",
)
#: What a thing is called.
NAME: Final = (
    """SELECT ?node ?told {
    ?node cg:about/skos:prefLabel ?who ; cg:indicator/skos:prefLabel ?what ; cg:value ?value ; cg:unit ?unit
    FILTER(LANG(?who) = "zh" && LANG(?what) = "zh")
    BIND(CONCAT("observation ", ?who, " · ", ?what, " ", STR(?value), ?unit) AS ?told) }""",
    """SELECT ?node ?told {
    ?node cg:about/skos:prefLabel ?who ; a cg:Implementation ; cg:initiative/skos:prefLabel ?what
    FILTER(LANG(?who) = "zh" && LANG(?what) = "zh") BIND(CONCAT("implementation ", ?who, " · ", ?what) AS ?told) }""",
    "SELECT ?node ?told { ?node skos:prefLabel ?label BIND(STR(?label) AS ?told) }",
)
