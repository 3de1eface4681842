"""Triples in a store that answers SPARQL (the only importer of pyoxigraph)."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import CityGraphError, WrongCall
from kg.terms import Rows, Term
from kg.vocab import DATA, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from typing_extensions import Buffer

    from kg.terms import Triple, Value


#: The folder of a built DIR that holds the store.
FOLDER: Final = "store"
#: How much of a broken line is told.
_SHOWN: Final = 120
_TOO_MANY_BYTES: Final = "the answer has too many bytes"
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


class BrokenRdfError(CityGraphError):
    """A file that should be RDF cannot be read; the message names the file and the line."""


class TooLargeError(CityGraphError):
    """An answer is larger than allowed; the message says by what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query as a client of an endpoint puts it: what of the graphs it sees, and how the answer is written."""

    query: str
    #: The media type of the answer.
    media: str
    #: The most rows, or triples, and bytes that an answer may have.
    rows: int
    size: int
    #: The graphs that the client names as its data set; None where it names none.
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


class Store:
    """A set of triples, in memory or in a folder on disk, and the SPARQL that can be asked of it."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def of_turtle(cls, text: str | bytes) -> Store:
        """Hold the triples of a Turtle text in memory."""
        store = cls(ox.Store())
        store._engine.bulk_load(text, ox.RdfFormat.TURTLE)
        return store

    @classmethod
    def of_file(cls, path: Path) -> Store:
        """Hold the triples of an RDF file of any format in memory; named graphs become one with the default graph.

        BrokenRdfError where it cannot be parsed, WrongCall where its ending is unknown or it cannot be read.
        """
        store = cls(ox.Store())
        store._engine.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in _quads(path))
        return store

    @classmethod
    def create(cls, folder: Path, turtle: Path) -> Store:
        """Make a store on disk in a new folder from a Turtle file."""
        store = cls(ox.Store(folder))
        store._engine.bulk_load(path=turtle, format=ox.RdfFormat.TURTLE)
        store._engine.flush()
        return store

    @classmethod
    def open(cls, where: Path) -> Store:
        """Open what is there: a folder that kg build wrote, its store folder, or an RDF file; nothing is written."""
        if where.is_file():
            return cls.of_file(where)
        folder = where / FOLDER if (where / FOLDER).is_dir() else where
        if not (folder / "CURRENT").is_file():
            raise WrongCall(f"{where}: no graph here: run kg build first, or name one with --graph")
        try:
            return cls(ox.Store.read_only(str(folder)))
        except OSError as error:
            raise WrongCall(f"{folder}: the store cannot be opened: {error}") from error

    @classmethod
    def loaded(cls, where: Path) -> Store:
        """Hold in memory what is there, the quickest to ask; the default graph holds what named ones do, too."""
        memory = ox.Store()
        if where.is_file():
            memory.bulk_extend(_quads(where))
        else:
            on_disk = cls.open(where)._engine  # noqa: SLF001  # of this very class
            memory.bulk_load(on_disk.dump(format=ox.RdfFormat.N_QUADS) or b"", ox.RdfFormat.N_QUADS)
        for graph in list(memory.named_graphs()):
            quads = memory.quads_for_pattern(None, None, None, graph)
            memory.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in list(quads))
        return cls(memory)

    def __len__(self) -> int:
        return len(self._engine)

    def select(self, query: str, values: Mapping[str, Term] | None = None) -> Rows:
        """Answer a SELECT; the prefixes of the vocabulary are known; values stand in for projected variables."""
        answer = self.ask(query, values)
        if not isinstance(answer, Rows):
            raise WrongCall("not a SELECT query")
        return answer

    def values(self, query: str) -> list[tuple[Value, ...]]:
        """Answer a SELECT with plain values: numbers as int or Decimal, all else as text, None where unbound."""
        return [tuple(term.plain if term else None for term in row) for row in self.select(query)]

    def ask(self, query: str, values: Mapping[str, Term] | None = None) -> Rows | bool | list[Triple]:
        """Answer any query: SELECT with rows, ASK with a truth value, CONSTRUCT and DESCRIBE with sorted triples."""
        substitutions = {ox.Variable(name): _engine_term(term) for name, term in (values or {}).items()}
        with _query_errors():
            answer = self._engine.query(query, prefixes=PREFIXES, base_iri=DATA, substitutions=substitutions)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                return sorted({(str(t.subject), str(t.predicate), str(t.object)) for t in answer})
            names = tuple(variable.value for variable in answer.variables)
            return Rows(names, tuple(tuple(map(_term, solution)) for solution in answer))

    def written(self, request: Request) -> bytes:
        """Answer any query in the format asked for; TooLargeError where the answer would be too large."""
        with _query_errors():
            answer = self._engine.query(
                request.query, prefixes=PREFIXES, base_iri=DATA, **_data_set(request.default, request.named)
            )
            taken = _graph_taken(answer, request) if isinstance(answer, ox.QueryTriples) else _taken(answer, request)
        if isinstance(taken, bytes):
            return taken
        raise TooLargeError(taken)

    def triples(self) -> Iterator[Triple]:
        """Yield every triple as N-Triples terms, in no particular order."""
        for line in self.ntriples().split("\n")[:-1]:
            subject, predicate, rest = line.split(" ", 2)
            yield subject, predicate, rest[:-2]

    def ntriples(self) -> str:
        """Write all triples as canonical N-Triples, in no particular order."""
        written = self._engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        return written.decode() if written else ""


@contextmanager
def _query_errors() -> Iterator[None]:
    """Turn the engine's complaints about a query into calls that were wrong."""
    try:
        yield
    except SyntaxError as error:
        raise WrongCall(f"the query is not SPARQL: {_one_line(error)}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise WrongCall(f"the query failed: {_one_line(error)}") from error


def graph_text(triples: Iterable[Triple], media: str) -> bytes:
    """Write triples given as N-Triples terms in the RDF format of a media type."""
    text = "".join(f"{' '.join(triple)} .\n" for triple in sorted(set(triples)))
    quads = ox.parse(text, ox.RdfFormat.N_TRIPLES)
    return _serialized((ox.Triple(q.subject, q.predicate, q.object) for q in quads), media)


class _Bounded(io.BytesIO):
    """Takes bytes until there are too many."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def write(self, part: Buffer) -> int:
        self.left -= memoryview(part).nbytes
        if self.left < 0:
            raise OSError(_TOO_MANY_BYTES)
        return super().write(part)


def _taken(answer: ox.QuerySolutions | ox.QueryBoolean, request: Request) -> bytes | str:
    """Write a table or a truth value, or say what there is too much of."""
    writer = _Bounded(request.size)
    try:
        answer.serialize(writer, format=ox.QueryResultsFormat.from_media_type(request.media))
    except OSError:
        if writer.left >= 0:
            raise
        return _TOO_MANY_BYTES
    return writer.getvalue()


def _graph_taken(answer: ox.QueryTriples, request: Request) -> bytes | str:
    """Write a graph, or say what there is too much of."""
    triples = list(islice(answer, request.rows + 1))
    if len(triples) > request.rows:
        return f"the answer has more than {request.rows} triples"
    text = _serialized(dict.fromkeys(triples), request.media)
    return _TOO_MANY_BYTES if len(text) > request.size else text


def _data_set(default: tuple[str, ...] | None, named: tuple[str, ...] | None) -> dict[str, Any]:
    """Give the graphs that a client names, in the engine's terms; what it leaves out of them is empty."""
    if default is None and named is None:
        return {}
    return {
        "default_graph": [ox.NamedNode(iri) for iri in default or ()],
        "named_graphs": [ox.NamedNode(iri) for iri in named or ()],
    }


def _serialized(triples: Iterable[ox.Triple], media: str) -> bytes:
    """Write triples, with the prefixes of the vocabulary where the format has prefixes."""
    rdf = ox.RdfFormat.from_media_type(media)
    return ox.serialize(triples, format=rdf, prefixes=PREFIXES) or b""


def _quads(path: Path) -> Iterator[ox.Quad]:
    """Read an RDF file; BrokenRdfError where it cannot be parsed, WrongCall where it cannot be read."""
    format_ = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format_ is None:
        raise WrongCall(
            f"{path}: not a graph: give a folder that kg build wrote, or a file .ttl .nt .nq .trig .jsonld .rdf"
        )
    try:
        yield from ox.parse(path=path, format=format_)
    except SyntaxError as error:
        raise BrokenRdfError(_located(path, error)) from error
    except (OSError, UnicodeError) as error:
        raise WrongCall(f"{path}: cannot be read: {error}") from error


def _located(path: Path, error: SyntaxError) -> str:
    """Say what is wrong in which line, and what stands there."""
    if not error.lineno:
        return f"{path}: {_one_line(error)}"
    lines = path.read_text("utf-8", errors="replace").split("\n")
    line = lines[error.lineno - 1].strip() if error.lineno <= len(lines) else ""
    return f"{path}: line {error.lineno}: {' '.join(str(error.msg).split())}: {line[:_SHOWN]}"


def _one_line(error: Exception) -> str:
    said = " ".join(str(error).split())
    # The parser goes on with every character that could have stood in the prefix.
    before, missing, _ = said.partition("expected one of Prefix not found")
    return f"{before}the prefix is not declared" if missing else said


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype.value == _STRING else term.datatype.value
        return Term("literal", term.value, datatype, term.language)
    return Term("bnode", term.value if isinstance(term, ox.BlankNode) else str(term))


def _engine_term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    if term.kind == "uri":
        return ox.NamedNode(term.value)
    datatype = ox.NamedNode(term.datatype) if term.datatype else None
    return ox.Literal(term.value, datatype=datatype, language=term.language)
