"""A part that is headed by a day is found by it; what happened on a day is searched for."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.dated import find_asked_day
from app.service import Service
from app.settings import Settings
from tests.fakes import FakeEncoder

MANIFEST = """title = "Tagebuch"
languages = ["de", "en"]

[[source]]
id = "tagebuch"
kind = "analysis"
title = "Tagebuch der Baustelle"
path = "tagebuch.md"
language = "de"
"""
DIARY = """# Tagebuch der Baustelle

## 3. Mai 2021

Die Spundwand steht schief. Brunken hat sie nachmessen lassen.

## Montag, 10. Mai 2021

Heute kam der Taucher. Er fand das Loch.

## 12 Monate später

Das Loch ist zu.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A diary alone."""
    folder = Path(tmp_path_factory.mktemp("site"))
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "tagebuch.md").write_text(DIARY, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    service.ingest(folder)
    return service


def read(service: Service, question: str) -> str:
    opened = service.generation()
    found = find_asked_day(question, opened)
    return " ".join(opened.document(one.source_id).text[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Was steht im Eintrag vom 10. Mai 2021?", "Heute kam der Taucher"),
        ("diary entry for 3 May 2021, what does it say", "Die Spundwand steht schief"),
        ("Was schreibt er unter dem 3. Mai?", "Die Spundwand steht schief"),
        ("Запись от 10 мая 2021 года", "Heute kam der Taucher"),
    ],
)
def test_an_entry_is_told_by_its_day(site: Service, question: str, said: str) -> None:
    """In three languages, with its year and without."""
    assert read(site, question).startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "Was geschah am 10. Mai 2021?",
        "Was steht im Eintrag vom 11. Mai 2021?",
        "Was steht im Eintrag vom 10. Mai 2020?",
        "Which entry speaks of the diver?",
    ],
)
def test_other_days_and_what_happened_are_no_entry(site: Service, question: str) -> None:
    """They are searched for."""
    assert read(site, question) == ""
