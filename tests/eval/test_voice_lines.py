"""Texts written sentence by sentence are read as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import CaseError
from eval.measure.voice_lines import VoiceLine, read_labelled_folder, read_taught
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
    assert VoiceLine("Nobody came, she said.", "paraphrased", ("Mara Quill", "the keeper"), 2) == texts["first"][2]
    assert "reported" == texts["second"][0].whose


def test_line_of_another_form_is_named(tmp_path: Path) -> None:
    """The file and the line's number."""
    (tmp_path / "a.txt").write_text("= one\no| Right.\nWrong.\n", encoding="utf-8")
    with pytest.raises(CaseError, match="line 3"):
        read_taught(tmp_path / "a.txt")


def test_heading_stands_apart_from_what_follows(tmp_path: Path) -> None:
    """As at an ingest, with or without an empty line."""
    (tmp_path / "a.txt").write_text(LINES, encoding="utf-8")
    heading, told, _ = read_taught(tmp_path / "a.txt")["first"]
    assert heading.passage < told.passage


@pytest.mark.parametrize("text", ["o| Before any name.\n", "= one\no| A.\n= one\no| B.\n"])
def test_text_without_a_name_of_its_own_is_an_error(text: str, tmp_path: Path) -> None:
    """Nothing is dropped or joined silently."""
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError):
        read_taught(tmp_path / "a.txt")


def test_label_that_is_not_in_its_text_is_an_error(tmp_path: Path) -> None:
    """Else the rest of the text would pass for headings."""
    (tmp_path / "text.txt").write_text("Titel\n\nEin Satz.\n", encoding="utf-8")
    row = '{"sentence": "Kein Satz.", "whose": "own", "speaker": null, "accept": []}\n'
    (tmp_path / "labels.jsonl").write_text(row, encoding="utf-8")
    with pytest.raises(CaseError, match="does not fit"):
        read_labelled_folder(tmp_path)


def test_every_text_that_is_there_can_be_read() -> None:
    """Thousands of sentences, both sides well represented."""
    labels = [
        line.whose for path in (VOICES / "taught").glob("*.txt") for text in read_taught(path).values() for line in text
    ]
    assert labels.count("own") > 5000
    assert labels.count("paraphrased") > 4000
