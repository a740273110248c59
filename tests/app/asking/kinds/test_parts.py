"""Parts that many texts have, asked for by what they are called in any of the product's languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.overview_wording import asks_for_end
from app.asking.kinds.parts import find_asked_part
from app.service import Service
from app.settings import Settings
from tests.fakes import FakeEncoder

MANIFEST = """title = "Ferry"
languages = ["de", "en"]

[[source]]
id = "report"
kind = "analysis"
title = "A ferry for two islands"
path = "report.md"
language = "en"

[[source]]
id = "vertrag"
kind = "cited_source"
title = "Fährvertrag"
path = "vertrag.md"
language = "de"
"""
REPORT = """# A ferry for two islands

## Introduction

The ferry has been late on two days in three since the new pier was built, and nobody knows why.

## Fares

The annex to the contract says what a bicycle costs, which is more than a child does.
"""
CONTRACT = """# Fährvertrag

## Präambel

Die Inseln wollen verbunden bleiben, auch im Winter und bei Eis.

## § 1 Fahrten

Die Fähre fährt sechsmal am Tag, sonntags viermal.

## Anlage A: Preise

Ein Fahrrad kostet vier Euro.

### Gruppen

Ab zehn Personen fährt eine umsonst.

## Anlage B: Fahrplan

Die erste Fähre legt um sechs Uhr ab.
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """An English report and a German contract."""
    folder = Path(tmp_path_factory.mktemp("ferry"))
    for name, text in (("manifest.toml", MANIFEST), ("report.md", REPORT), ("vertrag.md", CONTRACT)):
        (folder / name).write_text(text, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    service.ingest(folder)
    return service


def read(service: Service, question: str) -> str:
    opened = service.generation()
    found = find_asked_part(question, opened)
    return " ".join(opened.document(one.source_id).text[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Was steht in der Präambel?", "Die Inseln wollen verbunden bleiben"),
        ("Show me the preamble of the contract, please", "Die Inseln wollen verbunden bleiben"),
        ("Zeig mir Anlage B", "Die erste Fähre legt um sechs Uhr ab."),
        ("what is in appendix B?", "Die erste Fähre legt um sechs Uhr ab."),
        ("Что в приложении A?", "Ein Fahrrad kostet vier Euro."),
        ("Zeig mir die Einleitung", "The ferry has been late"),
    ],
)
def test_a_part_is_found_by_its_name_in_any_language(ferry: Service, question: str, said: str) -> None:
    """Its heading need not say it in the question's language."""
    assert said in read(ferry, question)


def test_what_stands_below_its_sub_headings_belongs_to_it(ferry: Service) -> None:
    """The annex on prices has one on groups."""
    assert "Ab zehn Personen" in read(ferry, "show annex A")
    assert "Die erste Fähre" not in read(ferry, "show annex A")


@pytest.mark.parametrize(
    "question",
    [
        "Was steht in der Anlage?",
        "What does a bicycle cost according to annex A?",
        "Wer baute die Anlage am Hafen?",
        "Was steht im Glossar?",
        "Show me annex C",
        "Was steht in der Anlagenverordnung?",
    ],
)
def test_where_more_is_asked_or_several_are_meant_none_is_shown(ferry: Service, question: str) -> None:
    """Two annexes, a fact in one, a plant, a part that no text has, a longer word."""
    assert read(ferry, question) == ""


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Was kommt am Ende heraus?", True),
        ("What does it conclude in the end?", True),
        ("When did it end?", False),
        ("Und wann war sie zu Ende?", False),
        ("And who closed it at the end?", False),
        ("Wie lange dauerte es bis zum Ende?", False),
    ],
)
def test_when_something_ended_is_no_conclusion(question: str, asks: bool) -> None:
    """A day, a person or a number is asked for."""
    assert asks == asks_for_end(question, question)
