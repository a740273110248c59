"""Which text is meant that a question does not name: by its kind, its language, its author."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.genres import find_genres, tell_genres
from app.asking.kinds.texts import resolve_subject
from app.service import Service
from app.settings import Settings
from index.store.opened import OpenGeneration
from tests.fakes import FakeEncoder

MANIFEST = """title = "Der Deich von Ossel"
languages = ["de", "en", "ru"]

[[source]]
id = "aufsatz"
kind = "analysis"
title = "Ein Deich zu wenig"
path = "aufsatz.txt"
author = "Ole Hinrichs"
language = "de"

[[source]]
id = "sitzung"
kind = "cited_source"
title = "Niederschrift über die Sitzung des Deichverbands"
path = "sitzung.txt"
author = "Deichverband Ossel"
footnotes = [1]
language = "de"

[[source]]
id = "vortrag"
kind = "cited_source"
title = "Вода и песок"
path = "vortrag.txt"
author = "Нина Громова"
footnotes = [2]
language = "ru"

[[source]]
id = "land"
kind = "cited_source"
title = "Schreiben an den Deichverband vom 3. Mai 2019"
author = "Umweltministerium"
footnotes = [3]
language = "de"

[[source]]
id = "stadt"
kind = "cited_source"
title = "Schreiben an den Deichverband vom 8. Juni 2020"
author = "Stadt Ossel"
footnotes = [4]
language = "de"
"""
TEXTS = {
    "aufsatz": """Ein Deich zu wenig

Der Deich von Ossel ist im Winter gebrochen.[1] Das war lange vorher bekannt.[2] Das Land schwieg dazu.[3] Die Stadt
schrieb einen Brief.[4]

[1] Niederschrift, S. 2.

[2] Громова, Вода и песок.

[3] Umweltministerium, Schreiben vom 3. Mai 2019.

[4] Stadt Ossel, Schreiben vom 8. Juni 2020.
""",
    "sitzung": "Niederschrift über die Sitzung des Deichverbands\n\nDer Verband tagte am Abend in Ossel.\n",
    "vortrag": "Вода и песок\n\nРечь Нины Громовой на съезде. Дамба стоит на песке и не выдержит воды.\n",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    """An essay, minutes, a speech that calls itself so in its first line, two letters that are not here."""
    folder = Path(tmp_path_factory.mktemp("ossel"))
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    service.ingest(folder)
    return service.generation()


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What's in the minutes of the meeting?", "sitzung"),
        ("Fass mir das Sitzungsprotokoll zusammen", "sitzung"),
        ("Wer hat die Rede gehalten?", "vortrag"),
        ("opening lines of the speech, please", "vortrag"),
        ("Что говорится в протоколе?", "sitzung"),
        ("Worum geht es im Schreiben der Stadt?", "stadt"),
        ("summary of the letter of 2019", "land"),
    ],
)
def test_a_text_is_told_by_its_kind(opened: OpenGeneration, question: str, meant: str) -> None:
    """Its title need not say it, nor in the question's language; of two of a kind author or year tell."""
    subject = resolve_subject(question, opened)
    assert meant == (subject.source or subject.by_genre)


@pytest.mark.parametrize(
    "question",
    [
        "Worum geht es in dem Schreiben?",
        "Give me two minutes of facts",
        "please sum it up in brief",
        "Was kostet der Deich?",
        "What does the contract say?",
    ],
)
def test_what_tells_no_one_text_names_none(opened: OpenGeneration, question: str) -> None:
    """Two letters, minutes of time, "brief", no text at all, a kind of which there is none here."""
    subject = resolve_subject(question, opened)
    assert (None, None) == (subject.source, subject.by_genre)


def test_what_tells_which_text_is_meant_says_no_more(opened: OpenGeneration) -> None:
    """An adjective before the word for a text is none of what is asked in it."""
    assert "minutes" not in resolve_subject("gist of the long evening minutes", opened).rest
    assert () == resolve_subject("the public minutes", opened).leftover


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Zeitungsinterviews", "interview"),
        ("Deichordnung", "statute"),
        ("bylaws", "statute"),
        ("Niederschrift", "minutes"),
        ("речи", "speech"),
        ("выступления", "speech"),
        ("Urteils", "ruling"),
        ("Sonderprüferin", "audit"),
    ],
)
def test_a_word_stands_for_a_kind_of_text(word: str, kind: str) -> None:
    """Whatever its ending; of a German compound its last part."""
    assert kind in tell_genres(word)


@pytest.mark.parametrize("word", ["please", "Unordnung", "Parade", "wasser", "report", "gut"])
def test_what_only_ends_like_one_does_not(word: str) -> None:
    """Politeness is no lease, and disorder no statute."""
    assert not tell_genres(word) & {"contract", "statute", "speech", "opinion"}


def test_the_kinds_of_a_text_are_those_of_its_words() -> None:
    """A word may be of two kinds."""
    assert frozenset({"contract", "comparison"}) == find_genres("Vergleich")
