"""Texts written sentence by sentence are read as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import CaseError
from eval.measure.voice_lines import VoiceLine, read_labelled_folder, read_taught, write_labelled_folder
from eval.measure.voices import VOICES

LINES = """= first
h| The Lock
o| The county opened the lock in May.

p[Mara Quill; the keeper]| Nobody came, she said.
= second
r| It is said to be closed.
"""


def test_form_is_read(tmp_path: Path) -> None:
    """Headings have no label, paragraphs are counted, speakers kept in their order."""
    (tmp_path / "a.txt").write_text(LINES, encoding="utf-8")
    texts = read_taught(tmp_path / "a.txt")
    assert ["first", "second"] == list(texts)
    assert VoiceLine("The Lock", None, (), 0) == texts["first"][0]
    assert VoiceLine("Nobody came, she said.", "paraphrased", ("Mara Quill", "the keeper"), 1) == texts["first"][2]
    assert "reported" == texts["second"][0].whose


def test_line_of_another_form_is_named(tmp_path: Path) -> None:
    """The file and the line's number."""
    (tmp_path / "a.txt").write_text("= one\no| Right.\nWrong.\n", encoding="utf-8")
    with pytest.raises(CaseError, match="line 3"):
        read_taught(tmp_path / "a.txt")


def test_written_as_a_labelled_text_it_says_the_same(tmp_path: Path) -> None:
    """What `eval voices` reads and what the listener is fitted on are one."""
    (tmp_path / "a.txt").write_text(LINES, encoding="utf-8")
    lines = read_taught(tmp_path / "a.txt")["first"]
    write_labelled_folder(lines, tmp_path / "first")
    again = read_labelled_folder(tmp_path / "first")
    assert [(one.text, one.whose, one.speakers) for one in lines] == [
        (one.text, one.whose, one.speakers) for one in again
    ]
    assert again[1].passage != again[2].passage


def test_every_text_that_is_there_can_be_read() -> None:
    """Thousands of sentences, both sides well represented."""
    labels = [
        line.whose for path in (VOICES / "taught").glob("*.txt") for text in read_taught(path).values() for line in text
    ]
    assert labels.count("own") > 5000
    assert labels.count("paraphrased") > 4000
