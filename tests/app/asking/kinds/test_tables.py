"""A table shown whole, or the row that is asked for, below its columns; and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.service import Service
from app.settings import Settings
from eval.measure.consistency import find_broken, find_inconsistencies
from tests.fakes import FakeEncoder

MANIFEST = """title = "Fährbetrieb"
languages = ["de"]

[[source]]
id = "bilanz"
kind = "analysis"
title = "Die Fähre nach Norderhagen"
path = "bilanz.md"
language = "de"
"""
TEXT = """# Die Fähre nach Norderhagen

## Das erste Jahr

Die Fähre nach Norderhagen hat im ersten Jahr mehr gekostet als geplant. Die Übersicht zeigt, wofür das Geld ging.

| Posten | Geplant (Euro) | Gezahlt (Euro) |
| --- | --- | --- |
| Diesel | 90.000 | 132.000 |
| Löhne | 210.000 | 198.000 |
| Liegeplatz | 12.000 | 12.500 |

## Die Fahrgäste

Gezählt wurden an den Wochenenden doppelt so viele Fahrgäste wie an den anderen Tagen der Woche.

| Monat | Fahrgäste |
| --- | --- |
| Mai | 1.840 |
| Juni | 2.310 |
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = Path(tmp_path_factory.mktemp("ferry"))
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "bilanz.md").write_text(TEXT, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    service.ingest(folder)
    return service


@pytest.mark.parametrize(
    ("question", "first", "rows"),
    [
        ("zeig mir die tabelle", "Diesel", 3),
        ("What is in the first table?", "Diesel", 3),
        ("Tabelle 2 bitte", "Mai", 2),
        ("show me the second table", "Mai", 2),
        ("die Tabelle über die Fahrgäste", "Mai", 2),
        ("was sagt die Tabelle zu den Löhnen?", "Löhne", 1),
    ],
)
def test_a_table_is_shown_below_its_columns(ferry: Service, question: str, first: str, rows: int) -> None:
    """By its number, or by what stands in it; of a row that is asked for only that."""
    answer = ferry.ask(question)
    assert ("place", rows) == (answer.kind, len(answer.citations))
    assert first in answer.citations[0].text
    assert answer.sentences[1].text.startswith(("Die Spalten der Tabelle: | ", "The table's columns: | "))
    opened = ferry.generation()
    assert ((), {}) == (find_inconsistencies(answer, opened), find_broken(answer, opened))


def test_a_table_that_is_not_there_is_said_to_be_none(ferry: Service, quays: Service) -> None:
    """Its number is not sought in the text."""
    assert "„Die Fähre nach Norderhagen“ hat keine Tabelle 5; es sind 2." == ferry.ask("Tabelle 5").answer
    assert "“Die Kaimauer von Ostwarf” has no tables." == quays.ask("show me the table").answer


@pytest.mark.parametrize("question", ["Worüber wurde am runden Tisch gesprochen?", "Was kostet der Diesel?"])
def test_a_question_for_no_table_is_another(ferry: Service, question: str) -> None:
    """A row may answer it all the same."""
    assert "place" != ferry.ask(question).kind
