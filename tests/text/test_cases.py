"""Each file of tests/cases/reading holds a page and, below the line "# becomes", what must be read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Article, Source
from kg.text.read import read_article

CASES = sorted((Path(__file__).parent.parent / "cases" / "reading").iterdir())


def told(article: Article) -> list[str]:
    front = [
        f"{name}: {value}" for name in ("title", "publisher", "published", "url") if (value := getattr(article, name))
    ]
    blocks = [
        (block.kind, article.clean.text[block.start : block.end]) for block in article.blocks if block.kind != "title"
    ]
    return front + [f"{kind} | {text}".replace("\t", "⇥") for kind, text in blocks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_page_becomes_the_article_that_its_case_describes(case: Path) -> None:
    page, _, expected = case.read_text(encoding="utf-8").partition("# becomes\n")

    article = read_article(Source(id=case.stem, text=page, html=case.suffix == ".html"))

    assert told(article) == expected.splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_digit_of_an_article_was_read_at_its_place_in_the_page(case: Path) -> None:
    page = case.read_text(encoding="utf-8").partition("# becomes\n")[0]

    article = read_article(Source(id=case.stem, text=page, html=case.suffix == ".html"))

    for character, start, end in zip(article.clean.text, article.clean.starts, article.clean.ends, strict=True):
        if character.isdigit() and character in page:
            assert page[start:end] in {character, chr(ord(character) + 0xFEE0)}
