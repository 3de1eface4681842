"""A query's words, read as SPARQL has them, and what is refused by them before the engine sees the query.

Where a text can be read in two ways, as `1<2)SERVICE#>` can, the dangerous reading counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.serve.limits import Limits

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"
        |'(?:[^'\\\r\n]|\\.)*'|\"(?:[^\"\\\r\n]|\\.)*\")
    |(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPENING, _CLOSING = "{([", "})]"
_PREFIXED_SIGNS = "!+-^"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query and its kind."""

    kind: str
    text: str


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query without white space and comments."""
    for found in _TOKEN.finditer(query):
        if found.lastgroup and found.lastgroup != "space":
            yield Token(found.lastgroup, found[0])


def checked(query: str, limits: Limits) -> str:
    """Give the form of a query, SELECT, ASK, CONSTRUCT or DESCRIBE; raises where it must not reach the engine."""
    if len(query.encode("utf-8", "replace")) > limits.length:
        raise Refusal(f"the query is longer than {limits.length} bytes", 413)
    read = list(tokens(query))
    _check_service(read)
    if "\\" in query:
        _check_service(list(tokens(_ESCAPE.sub(_unescaped, query))))
    _check_depth(read, limits.depth)
    return _form(read)


def _form(read: list[Token]) -> str:
    """Take the first word that begins a query; where there is none, the engine will say what is wrong."""
    for token in read:
        if token.kind != "word":
            continue
        word = token.text.upper()
        if form := next((form for form in FORMS if word.startswith(form)), None):
            return form
        if word in _UPDATES:
            raise Refusal(f"{word}: this endpoint is read-only and takes no updates", 403)
    return FORMS[0]


def _check_service(read: list[Token]) -> None:
    for token, after in zip(read, [*read[1:], Token("sign", "")], strict=False):
        if _may_call(token, after.text):
            raise Refusal("SERVICE: this endpoint asks no other; query the other one yourself", 403)


def _may_call(token: Token, after: str) -> bool:
    """Tell whether a token, followed by some text, could be taken for the keyword SERVICE, perhaps run into others."""
    text = token.text.lower()
    if token.kind == "word":
        return "service" in text
    if token.kind == "iri":
        return bool(re.search(r"\).*service", text))  # 1<2)SERVICE#>
    if token.kind == "name":
        prefix, _, local = text.partition(":")
        return ("service" in prefix and after == "{") or local.endswith(".service")
    return False


def _check_depth(read: list[Token], most: int) -> None:
    depth = signs = 0
    for token in read:
        sign = token.text if token.kind == "sign" else ""
        depth += (sign in _OPENING) - (sign in _CLOSING) if sign else 0
        signs = signs + 1 if sign and sign in _PREFIXED_SIGNS else 0
        if max(depth, signs) > most:
            raise Refusal(f"the query is nested deeper than {most} levels", 400)


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else " "
