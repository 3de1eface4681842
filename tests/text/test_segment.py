"""Words and their parts of speech."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text import segment
from kg.text.segment import tag, words


@settings(deadline=None)
@given(st.text(max_size=40))
def test_the_words_of_a_stretch_make_up_the_stretch(text: str) -> None:
    assert text == "".join(words(text))


def test_the_short_terms_of_our_own_vocabulary_stay_whole() -> None:
    assert "医共体" in words("推进医共体建设")
    assert tag("医共体") == "n"


def test_parts_of_speech_come_from_the_dictionary() -> None:
    assert tag("推进") == "v"
    assert tag("医院") == "n"
    assert tag("鿕鿖") == "x"


def test_the_dictionary_is_not_kept_where_anybody_may_write(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    folder = Path(segment._own_folder())

    assert folder == tmp_path / "citygraph"
    assert folder.stat().st_mode & 0o077 == 0


def test_where_no_folder_can_be_made_a_private_one_is_taken(monkeypatch, tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(occupied))

    folder = Path(segment._own_folder())

    assert folder.parent == Path(tempfile.gettempdir())
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()
