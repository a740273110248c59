"""What is counted of a dossier."""

from __future__ import annotations

import pytest

from app.asking.kinds.about import reply_about
from app.service import Service


def _say(question: str, language: str, quays: Service) -> str:
    return " ".join(one.text for one in reply_about(question, language, quays.generation()))


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("Gibt es Fußnoten, die kein Werk nennen?", "de", "nennt jede Fußnote ein Werk"),
        ("Any footnotes that don't cite a source?", "en", "every footnote cites a work"),
        ("which notes only comment?", "en", "every footnote cites a work"),
        ("Welches Werk wird am häufigsten zitiert?", "de", "wird in 1 Fußnoten zitiert"),
        ("How many words does the report have?", "en", " words, its footnotes aside"),
        ("Wie lang ist der Bericht?", "de", " Wörter, die Fußnoten nicht gezählt"),
        ("list all footnotes citing Diekhoff", "en", "is cited by footnote 1."),
        ("Wie zitiere ich den Bericht?", "de", "„Die Kaimauer von Ostwarf“ ist bei Hafenbote erschienen."),
        ("full reference for the report please", "en", "“Die Kaimauer von Ostwarf” is dated 3 May 2021."),
        ("Wo wird Diekhoff zitiert?", "de", "zitiert Fußnote 1."),
        ("Liegt die Mauerprüfung im Volltext vor?", "de", "liegt hier vor"),
        ("Is the Hafenbuch von Tornsund included in the dossier?", "en", "is not here"),
    ],
)
def test_what_is_counted_is_told(quays: Service, question: str, language: str, said: str) -> None:
    """From the manifest and the notes."""
    assert said in _say(question, language, quays)


@pytest.mark.parametrize(
    "question",
    [
        "Wie lang ist die Kaimauer?",
        "How long is it?",
        "Wo wird der Rat zitiert?",
        "Wer wird am häufigsten zitiert?",
        "Which notes don't cite Diekhoff?",
        "Was fehlt in der Mauerprüfung?",
        "Warum nennen manche Fußnoten kein Werk?",
    ],
)
def test_what_only_sounds_so_is_left_to_the_search(quays: Service, question: str) -> None:
    """A wall's length, a person, why."""
    assert "" == _say(question, "de", quays)
