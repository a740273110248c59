"""The note behind something: the sentence that says it, with its place and the notes that stand in it."""

from __future__ import annotations

import pytest

from app.asking.noted import read_noted
from app.service import Service
from eval.measure.consistency import find_broken, find_inconsistencies


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Welche Fußnote belegt die Risse der Kaimauer?", "die Risse der Kaimauer"),
        ("which footnote is behind the 40 million?", "the 40 million"),
        ("In welcher Anmerkung steht der Preis?", None),
        ("and what note supports the delay", "the delay"),
        ("Womit ist der Preis der Mauer belegt?", "der Preis der Mauer"),
        ("Which footnote cites the survey?", None),
        ("Was belegt Fußnote 3?", None),
        ("Welche Seite gehört zu Kapitel 2?", None),
    ],
)
def test_what_the_note_is_asked_of(question: str, what: str | None) -> None:
    """Only by words that say it stands behind something."""
    assert what == read_noted(question)


def test_the_sentence_comes_with_its_note(quays: Service) -> None:
    """Place, sentence, and the note whole."""
    answer = quays.ask("Welche Fußnote belegt die Risse auf ganzer Länge der Kaimauer von Ostwarf?")
    assert ("answered", "fact") == (answer.status, answer.kind)
    assert answer.citations[0].text.startswith("Die Kaimauer von Ostwarf hat auf ganzer Länge Risse")
    assert "Dazu Fußnote 1:" in answer.answer
    opened = quays.generation()
    assert ((), {}) == (find_inconsistencies(answer, opened), find_broken(answer, opened))


def test_a_sentence_without_a_note_is_said_to_have_none(quays: Service) -> None:
    """Nothing is made of a note that stands nearby."""
    answer = quays.ask("Welche Fußnote belegt, dass die Fischer am Ende mit ihren Liegeplätzen bezahlen?")
    assert "Zu diesem Satz gibt es keine Fußnote." in answer.answer


def test_a_named_work_has_all_its_notes(quays: Service) -> None:
    """That is asked of the dossier's own data."""
    assert "about" == quays.ask("Welche Fußnote gehört zur Mauerprüfung?").kind
