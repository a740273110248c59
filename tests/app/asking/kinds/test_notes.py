"""Notes asked for by their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.notes import find_asked_note, read_notes
from app.service import Service
from app.settings import Settings
from tests.fakes import FakeEncoder

MANIFEST = """title = "Zwei Berichte"
languages = ["de", "en"]

[[source]]
id = "{one}"
kind = "analysis"
title = "Der {one}"
path = "{one}.txt"
language = "de"

[[source]]
id = "{two}"
kind = "cited_source"
title = "Der {two}"
path = "{two}.txt"
language = "de"
"""
TEXT = """Der {name}

Die Brücke von {name} wurde im Winter 1904 gesperrt.[1] Damit begann der Streit.[2]

[1] Akten des Amts {name}, Bl. 4.

[2] {name} Zeitung vom 14./15. Dezember 1904, S. 2.
"""


@pytest.mark.parametrize(
    "text",
    [
        "Was steht in Fußnote 2?",
        "What does footnote no. 2 say?",
        "Anmerkung 2",
        "Что в сноске № 2?",
        "fn 2 says what",
        "Anm. 2 vorlesen",
        "the second footnote",
        "Kapitel 1. Fußnote 2?",
    ],
)
def test_a_note_is_the_analysis_own(text: str, tmp_path: Path) -> None:
    """Each document counts for itself: who names none means the text that he reads, not each that has such a note."""
    names = {"one": "nordbericht", "two": "suedbericht"}
    (tmp_path / "manifest.toml").write_text(MANIFEST.format(**names), encoding="utf-8")
    for name in names.values():
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name=name), encoding="utf-8")
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    service.ingest(tmp_path)
    opened = service.generation()
    assert [2] == [passage.note for passage in find_asked_note(text, opened)]
    answer = service.ask(text)
    assert ("answered", None, None) == (answer.status, answer.probability, answer.confidence)
    assert ["nordbericht"] == [citation.source for citation in answer.citations]
    assert all("Zeitung vom 14./15. Dezember 1904" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Fußnote 2 im Südbericht bitte", "suedbericht"),
        ("what's note 2 of the Südbericht, not the analysis' own", "suedbericht"),
        ("Südbericht, Anmerkung 2", "suedbericht"),
        ("Wird in Fußnote 2 der Südbericht zitiert?", "nordbericht"),
        ("Fußnote 2", "nordbericht"),
    ],
)
def test_a_note_of_the_text_that_is_named(text: str, meant: str, tmp_path: Path) -> None:
    """Not of one that is said to be cited there."""
    manifest = MANIFEST.format(one="nordbericht", two="suedbericht") + 'names = ["Südbericht"]\n'
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    for name in ("nordbericht", "suedbericht"):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name=name), encoding="utf-8")
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    service.ingest(tmp_path)
    assert [meant] == [passage.source_id for passage in find_asked_note(text, service.generation())]


@pytest.mark.parametrize("text", ["Was steht in Fußnote 77?", "Wie viele Fußnoten gibt es?", "Notes for 2030?"])
def test_no_such_note_is_no_note(text: str, fake_service: Service) -> None:
    """A number that no note has, or none at all, leaves the question to the search."""
    assert () == find_asked_note(text, fake_service.generation())


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("fn 3 und 4", (3, 4)),
        ("Fußnoten 5-7", (5, 6, 7)),
        ("footnotes 12, 13 and 15", (12, 13, 15)),
        ("notes 7 to 9", (7, 8, 9)),
        ("Fn. 4 und fn 6", (4, 6)),
        ("сноски 3 и 4", (3, 4)),
        ("Fußnote 12", (12,)),
        ("the second footnote", (2,)),
        ("footnote 12, 2024", (12,)),
        ("Fußnote 12. 5 Sätze bitte", (12,)),
        ("Abschnitt 3 und 4", ()),
        ("12 und 13 Uhr", ()),
    ],
)
def test_several_notes_are_read(question: str, numbers: tuple[int, ...]) -> None:
    """Named one by one, or from the first to the last."""
    assert numbers == read_notes(question)
