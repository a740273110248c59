"""What an asker calls the sides that he compares."""

from __future__ import annotations

import pytest

from app.asking.kinds.calling import call_works, call_years, is_span
from app.asking.kinds.comparison import asks_apart, find_sides
from app.service import Service


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Mauerprüfung vs Quay Survey", ("Mauerprüfung", "Quay Survey")),
        ("Diekhoff gegen Pell", ("Diekhoff", "Pell")),
        ("die Prüfung und der Survey", ("Prüfung der Kaimauer", "Survey")),
    ],
)
def test_works_are_called_as_the_asker_does(quays: Service, question: str, called: tuple[str, ...]) -> None:
    """By name, by author, by the word for the text in its title; else by their title."""
    found = call_works(question, ("pruefung", "survey"), quays.generation().corpus.manifest)
    assert called == tuple(found.values())


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Quay Survey 1998 vs Quay Survey 2004", ("Quay Survey 1998", "Quay Survey 2004")),
        ("1998 Quay Survey versus 2004 Quay Survey", ("1998 Quay Survey", "2004 Quay Survey")),
        ("Vergleiche die Mauerprüfung von 1998 mit der von 2004", ("Mauerprüfung von 1998", "Mauerprüfung 2004")),
        ("the wall in 1998 vs 2004", ("1998", "2004")),
    ],
)
def test_years_are_called_with_their_work(quays: Service, question: str, called: tuple[str, ...]) -> None:
    """Where the asker says of which work; a year alone stays one."""
    manifest = quays.generation().corpus.manifest
    assert called == tuple(call_years(question, ("1998", "2004"), manifest).values())


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Pell's piles vs Diekhoff's cracks", ("Pell's piles", "Diekhoff's cracks")),
        ("Wie unterscheiden sich Diekhoff und Pell?", ("", "")),
        ("Diekhoff figures vs Pell estimate on the piles", ("Diekhoff figures", "Pell estimate")),
        ("Quay Survey vs Mauerprüfung", ("Quay Survey", "Mauerprüfung")),
    ],
)
def test_sides_bear_the_asker_s_words(quays: Service, question: str, called: tuple[str, ...]) -> None:
    """What he says of each, short of what both are asked about."""
    assert called == tuple(one.called for one in find_sides(question, quays.generation()))


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("Wann erschien die Mauerprüfung und was kostet die Sanierung laut Quay Survey?", True),
        ("When was the Quay Survey published and what limit does the Mauerprüfung set?", True),
        ("Wer schrieb die Mauerprüfung, und wie viele Pfähle nennt der Quay Survey?", True),
        ("Was kostet es laut Mauerprüfung, und was sagt der Quay Survey?", False),
        ("What does the Mauerprüfung say and how does the Quay Survey see it?", False),
        ("Vergleiche die Mauerprüfung mit dem Quay Survey", False),
    ],
)
def test_two_questions_of_different_sorts_are_no_comparison(quays: Service, question: str, *, apart: bool) -> None:
    """A time and a thing have nothing to be set side by side; what two texts say of one thing has."""
    assert apart == asks_apart(question)
    if apart:
        assert () == find_sides(question, quays.generation())


def test_a_span_of_years_is_no_pair() -> None:
    """In both languages; "vs" makes them two."""
    assert is_span("Was wurde zwischen 2016 und 2021 aus dem Geld?")
    assert is_span("Between 2016 and 2021 what became of the money?")
    assert not is_span("the wall in 2016 vs 2021")
