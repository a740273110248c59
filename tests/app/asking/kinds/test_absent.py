"""Places that a text has not."""

from __future__ import annotations

import pytest

from app.asking.kinds.absent import reply_absent
from app.service import Service


@pytest.mark.parametrize(
    ("question", "language", "says"),
    [
        ("Abschnitt 7?", "de", ("Abschnitt 7", "• 1. Der Zustand", "• 3. Fazit")),
        ("show me chapter 5 please", "en", ("no section 5", "(3)")),
        ("What does section 9 say about the fishermen?", "en", ("no section 9",)),
        ("gibt es einen achten Abschnitt", "de", ("Abschnitt 8",)),
        ("was steht in fn 40", "de", ("Fußnote 40", "3 Fußnoten")),
        ("notes 3 and 12", "en", ("no footnote 12",)),
        ("Seite 4 des Berichts", "de", ("ohne Seiten",)),
        ("footnote 2 in Pell's survey", "en", ()),
    ],
)
def test_a_text_is_said_to_have_what_it_has(
    quays: Service, question: str, language: str, says: tuple[str, ...]
) -> None:
    """Instead of what else has such a number."""
    told = "\n".join(one.text for one in reply_absent(question, language, quays.generation()))
    assert all(one in told for one in says)
    assert bool(told) == bool(says) or "no footnote" in told


@pytest.mark.parametrize(
    "question",
    [
        "Abschnitt 2",
        "section 3 please",
        "Was sagt Abschnitt 7 der Hafenordnung?",
        "what does chapter 9 of the Dykes Act say about quays?",
        "Wer sitzt im Zimmer 7?",
        "the last section",
        "letzter Absatz",
        "Warum wurde 1998 verschoben?",
        "What did part 4 of the works cost?",
        "Seite 12 der Hafenzeitung",
        "Artikel 9 des Grundgesetzes",
        "the third condition",
    ],
)
def test_what_is_there_or_of_another_text_is_left_alone(quays: Service, question: str) -> None:
    """A section that is there, one of a law, a number of something else."""
    assert () == reply_absent(question, "de", quays.generation())


def test_of_several_notes_those_that_are_missing_are_named(quays: Service) -> None:
    """Those that are there are quoted."""
    answer = quays.ask("Fußnoten 2, 3 und 11")
    assert ("answered", "place") == (answer.status, answer.kind)
    assert [2, 3] == [one.note.number for one in answer.citations if one.note]
    assert "Fußnote 11" in answer.answer
