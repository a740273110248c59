"""Several sections asked for at once."""

from __future__ import annotations

import pytest

from app.asking.kinds.several import find_several_sections
from app.service import Service


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("Abschnitte 1 und 3", ["1. Der Zustand", "3. Fazit"]),
        ("summarise sections 2-3 please", ["2. Die Pläne", "3. Fazit"]),
        ("Was steht in Kapitel 1 und Kapitel 2?", ["1. Der Zustand", "2. Die Pläne"]),
    ],
)
def test_each_section_is_told_of(quays: Service, question: str, sections: list[str]) -> None:
    """One after the other, each with its own line; citations are counted on."""
    answer = quays.ask(question)
    assert ("answered", "overview") == (answer.status, answer.kind)
    assert sections == list(dict.fromkeys(one.section for one in answer.citations))
    assert [*range(1, len(answer.citations) + 1)] == [one.id for one in answer.citations]


def test_one_that_is_not_there_is_said_to_be_missing(quays: Service) -> None:
    """Beside those that are."""
    draft = find_several_sections("Abschnitt 3 und 9", "de", quays.generation())
    assert draft is not None
    assert any("Abschnitt 9" in one.text for one in draft.sentences)


def test_where_none_is_there_nothing_is_quoted(quays: Service) -> None:
    """What the text has is said."""
    answer = quays.ask("Kapitel 7 und 8")
    assert ("replied", "place") == (answer.status, answer.kind)
    assert "• 3. Fazit" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between sections 1 and 2?",
        "Abschnitt 2",
        "Abschnitt 2 der Hafenordnung und 3 Schiffe",
        "Was steht in Abschnitt 1 und 2 der Hafenordnung?",
        "Fußnoten 1 und 2",
        "Wer saß am 2. und 3. Mai im Rat?",
    ],
)
def test_near_misses(quays: Service, question: str) -> None:
    """A comparison, another text, one section alone."""
    assert find_several_sections(question, "de", quays.generation()) is None
