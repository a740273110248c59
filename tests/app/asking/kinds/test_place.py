"""Points and pages that a question asks for by number: quoted where the work is held, else the work is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.service import Service
from app.settings import Settings
from tests.fakes import FakeEncoder

MANIFEST = """title = "Das Hafenabkommen"
languages = ["de", "en"]

[[source]]
id = "analyse"
kind = "analysis"
title = "Was das Abkommen taugt"
path = "analyse.txt"
language = "de"

[[source]]
id = "abkommen"
kind = "cited_source"
title = "Hafenabkommen von Sandholm"
path = "abkommen.md"
names = ["Hafenabkommen", "Harbour Accord"]
footnotes = [1]
language = "de"

[[source]]
id = "ordnung"
kind = "cited_source"
title = "Lotsenordnung"
names = ["Lotsenordnung", "Pilotage Rules"]
url = "https://example.org/lotsen"
footnotes = [2, 3]
"""
ANALYSIS = """Was das Abkommen taugt

Das Abkommen regelt die Gebühren.[1] Die Lotsen haben ein eigenes Regelwerk.[2] Es schützt sie im Winter.[3]

Die Lotsenordnung lässt jeden Lotsen nach zwölf Stunden ruhen (9), wie der Hafenmeister lobt.

[1] Hafenabkommen, Punkt 2.
[2] Lotsenordnung, S. 4.
[3] Lotsenordnung, Punkt 7.
"""
ACCORD = """# Hafenabkommen von Sandholm

Die Häfen vereinbaren:

1. Jeder Hafen bleibt allen Schiffen offen.
2. Die Gebühren werden einmal im Jahr festgelegt.
3. Der Streit wird von drei Richtern entschieden:
   - einer aus jedem Hafen,
   - einer von außen.
4. Das Abkommen gilt zehn Jahre.

## 2. Übergang

Bis zum Frühjahr gelten die alten Sätze.
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("place")
    for name, text in (("manifest.toml", MANIFEST), ("analyse.txt", ANALYSIS), ("abkommen.md", ACCORD)):
        (Path(folder) / name).write_text(text, encoding="utf-8")
    opened = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    opened.ingest(folder)
    return opened


@pytest.mark.parametrize(
    "question",
    [
        "Was steht in Punkt 2 des Hafenabkommens?",
        "What does the Harbour Accord say in point 2?",
        "Was sagt der zweite Punkt des Hafenabkommens?",
    ],
)
def test_a_point_of_a_held_work_is_quoted(service: Service, question: str) -> None:
    """The point asked for, and none of the others."""
    answer = service.ask(question)
    assert "answered" == answer.status
    assert ["abkommen"] == [citation.source for citation in answer.citations]
    assert "einmal im Jahr" in answer.answer
    assert "zehn Jahre" not in answer.answer


def test_a_point_has_what_belongs_to_it(service: Service) -> None:
    """Points below a point are a part of it."""
    answer = service.ask("Was steht in Punkt 3 des Hafenabkommens?")
    assert "drei Richtern" in answer.answer
    assert "einer von außen" in answer.answer


def test_an_article_is_what_stands_under_its_heading(service: Service) -> None:
    """Points are numbered anew in each list; an article or section is a part of the text."""
    answer = service.ask("What does article 2 of the Harbour Accord say?")
    assert ["Bis zum Frühjahr gelten die alten Sätze."] == [one.text for one in answer.citations]


def test_whose_work_is_quoted_is_said(service: Service) -> None:
    """A work's own words are not taken for the analysis'."""
    answer = service.ask("Was steht in Punkt 2 des Hafenabkommens?")
    assert "„Hafenabkommen von Sandholm“" in answer.sentences[1].text


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Was steht in Punkt 7 der Lotsenordnung?", "3"),
        ("What do the Pilotage Rules say in point 7?", "3"),
        ("Was steht auf Seite 4 der Lotsenordnung?", "2"),
        ("Was steht in Punkt 12 der Lotsenordnung?", "2"),
    ],
)
def test_a_work_that_is_not_held_is_named_with_the_note_that_cites_the_place(
    service: Service, question: str, note: str
) -> None:
    """The note that cites this very point or page, else the first that cites the work; and where the work lies."""
    answer = service.ask(question)
    assert ("abstained", "source_not_obtained") == (answer.status, answer.reason)
    assert "Lotsenordnung" in answer.answer
    assert f"{note})" in answer.answer
    assert answer.answer.endswith("https://example.org/lotsen")


def test_what_the_analysis_reports_of_a_place_is_quoted(service: Service) -> None:
    """The work is not held, but a passage about it says what stands there: that answers."""
    answer = service.ask("Was steht in Punkt 9 der Lotsenordnung über die Ruhe der Lotsen?")
    assert "answered" == answer.status
    assert "zwölf Stunden" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Warum ist der Punkt 2 im Streit so wichtig?",
        "Wie viele Punkte hat das Hafenabkommen?",
        "How is the 3 point one different from the Harbour Accord?",
        "Was steht in Punkt 40 des Hafenabkommens?",
        "Wie lange gilt das Hafenabkommen von 1931?",
    ],
)
def test_near_misses_are_searched_as_ever(service: Service, question: str) -> None:
    """Without a work, a number or such a point, the search goes on."""
    answer = service.ask(question)
    assert "source_not_obtained" != answer.reason
    assert not any("einmal im Jahr" in sentence.text for sentence in answer.sentences) or len(answer.citations) > 1
