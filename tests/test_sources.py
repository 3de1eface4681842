"""Paths become sources, or refusals that say what to do."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from kg.sources import Refusal, read_sources

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "江州市新建卫生院\n\n全市新建乡镇卫生院12所，覆盖全部山区乡镇，群众看病更方便了。\n" * 3


def put(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def reasons(paths: list[Path]) -> dict[str, str]:
    return {refusal.path.name: refusal.reason for refusal in read_sources(paths)[1]}


def test_a_folder_gives_its_articles_sorted_by_id_at_any_depth(tmp_path: Path) -> None:
    put(tmp_path / "z.txt")
    put(tmp_path / "deep" / "er" / "a.txt")
    put(tmp_path / "m.html", f"<html><body><p>{TEXT}</p></body></html>")

    sources, refusals = read_sources([tmp_path])

    assert [source.id for source in sources] == ["a", "m", "z"]
    assert refusals == []


def test_hidden_files_notes_and_other_endings_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    for name in (".hidden.txt", ".git/b.txt", "README.md", "picture.png", "list.csv"):
        put(tmp_path / name)

    sources, refusals = read_sources([tmp_path])

    assert [source.id for source in sources] == ["a"]
    assert refusals == []


def test_neither_order_nor_repetition_of_paths_changes_the_result(tmp_path: Path) -> None:
    a, b = put(tmp_path / "x" / "a.txt"), put(tmp_path / "b.txt")
    again = put(tmp_path / "y" / "a.txt", "另一篇")

    one = read_sources([a, b, again, tmp_path])
    other = read_sources([tmp_path, again, b, b, a, tmp_path / "x" / ".." / "b.txt"])

    assert one == other
    assert [source.id for source in one[0]] == ["a", "b"]


def test_two_files_of_one_name_give_one_article_and_a_refusal_of_the_second(tmp_path: Path) -> None:
    first = put(tmp_path / "x" / "a.txt")
    second = put(tmp_path / "y" / "a.txt", "另一篇")

    sources, refusals = read_sources([tmp_path])

    assert [source.text for source in sources] == [TEXT]
    assert [refusal.path for refusal in refusals] == [second]
    assert str(first) in refusals[0].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", " \n　\n", "is empty"),
        ("only_a_mark.txt", codecs.BOM_UTF8, "is empty"),
        ("zip.txt", b"PK\x03\x04\x14\x00\x00\x00", "binary"),
        ("control.txt", "永州\x07市", "binary"),
        ("noise.txt", bytes(range(128, 256)) * 4 + b"\xff\xff\x80", "UTF-8"),
        ("cut.txt", codecs.BOM_UTF16_LE + b"\x00\xd8", "utf-16"),
        ("report.pdf", b"%PDF-1.7", "PDF document"),
        ("shell.html", "<html><body><script>var a=1;</script></body></html>", "without text"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line_that_says_what_to_do(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    good = put(tmp_path / "good.txt")
    bad = put(tmp_path / name, content)

    sources, refusals = read_sources([bad, good])

    assert [source.id for source in sources] == ["good"]
    assert [refusal.path for refusal in refusals] == [bad]
    assert reason in refusals[0].reason
    assert ": " in refusals[0].reason
    assert "\n" not in refusals[0].reason


def test_a_path_that_does_not_exist_and_a_folder_without_articles_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "folder" / "picture.png")

    found = reasons([tmp_path / "missing.txt", tmp_path / "folder"])

    assert found["missing.txt"].startswith("does not exist")
    assert found["folder"].startswith("is a folder without articles")


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")

    assert "leads nowhere" in reasons([link])["link.txt"]


def test_a_page_without_an_ending_for_html_is_known_by_its_first_tag(tmp_path: Path) -> None:
    page = put(tmp_path / "page.txt", f"\n<!-- saved -->\n<!DOCTYPE html>\n<html><body><p>{TEXT}</p></body></html>")

    (source,), _ = read_sources([page])

    assert source.html


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_the_encodings_of_chinese_pages_are_read(tmp_path: Path, encoding: str) -> None:
    text = "全市三級醫院增至二十一家，每千人口床位數達到五張，縣域就診率穩定。\n" * 20
    path = put(tmp_path / "a.txt", text.encode(encoding))

    (source,), refusals = read_sources([path])

    assert source.text == text
    assert refusals == []


def test_utf8_that_was_cut_inside_a_character_is_still_utf8(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", (TEXT * 3).encode()[:-3])

    (source,), _ = read_sources([path])

    assert source.text.startswith(TEXT)
    assert source.text.count("\ufffd") == 1


def test_line_ends_become_newlines_and_nothing_else_changes(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "永州市\r\n全市\r市\u0301　ｅ\n")

    (source,), _ = read_sources([path])

    assert source.text == "永州市\n全市\n市\u0301　ｅ\n"


def test_refusals_are_sorted_and_said_once(tmp_path: Path) -> None:
    missing = [tmp_path / "b.txt", tmp_path / "a.txt", tmp_path / "b.txt"]

    assert read_sources(missing)[1] == [
        Refusal(path, "does not exist: check the spelling of the path") for path in (missing[1], missing[0])
    ]
