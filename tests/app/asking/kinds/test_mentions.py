"""Where a name or a word stands in the texts."""

from __future__ import annotations

import pytest

from app.asking.kinds.mentions import read_mention
from app.service import Service


@pytest.mark.parametrize(
    ("question", "times", "places"),
    [
        ("where is Ostwarf mentioned?", "1×", ["1. Der Zustand: 1×"]),
        ("Wo kommt Ostwarf vor?", "einmal", ["1. Der Zustand: 1-mal"]),
        ("In welchen Abschnitten wird der Rat erwähnt?", "3-mal", ["1. Der Zustand: 1-mal", "2. Die Pläne: 1-mal"]),
        ("which section mentions the Liegeplätze", "2 times", ["2. Die Pläne: 1×", "3. Fazit: 1×"]),
        ("Wie oft fällt das Wort Nordkai?", "2-mal", ["1. Der Zustand: 1-mal", "2. Die Pläne: 1-mal"]),
        ("which texts mention timber piles?", "once", ["“A Survey of the Quays”: 1×"]),
        ("does the essay mention Tornsund", "once in “Die Kaimauer", ["footnote 3: 1×"]),
        ("is the word timber mentioned in Mary Pell's survey?", "once", []),
        ("welcher Abschnitt handelt vom Bürgermeister", "einmal", ["2. Die Pläne: 1-mal"]),
    ],
)
def test_each_place_is_told_with_how_often(quays: Service, question: str, times: str, places: list[str]) -> None:
    """Inflected, too: sections and notes of the analysis, works as a whole, each with a sentence that has it."""
    answer = quays.ask(question)
    assert ("answered", "place") == (answer.status, answer.kind)
    first = answer.sentences[0].text
    assert times in first or times == "1×"
    said = [one.text for one in answer.sentences]
    assert all(any(one.endswith(place) for one in said) for place in places)
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Wo wird Helgoland erwähnt?", "steht nirgends"),
        ("is Rotterdam mentioned anywhere", "stands nowhere"),
    ],
)
def test_what_stands_nowhere_is_said_to(quays: Service, question: str, says: str) -> None:
    """And that only words were looked for."""
    answer = quays.ask(question)
    assert ("replied", "place") == (answer.status, answer.kind)
    assert says in answer.answer


def test_another_spelling_is_shown(quays: Service) -> None:
    """A name that is spelt so in the asker's language alone."""
    answer = quays.ask("where is Ostwarp mentioned?")
    assert "Ostwarf" in answer.sentences[0].text
    assert "stands nowhere" in answer.sentences[0].text


def test_what_is_not_there_may_be_elsewhere(quays: Service) -> None:
    """Where notes are asked for, sections are shown as such."""
    answer = quays.ask("Which footnote mentions the Bürgermeister?")
    assert "does not stand in footnotes" in answer.sentences[0].text
    assert [one.section for one in answer.citations] == ["2. Die Pläne"]


@pytest.mark.parametrize(
    "question",
    [
        "Wo liegt Ostwarf?",
        "Wo kommt das Wasser im Hafenbecken her?",
        "wo kommt der Hering vor?",
        "Where do the herrings appear in spring?",
        "where was Mary Pell born?",
        "wo traf sich der Rat mit den Fischern",
        "where is he mentioned?",
        "wo wird das erwähnt",
        "Welche Quellen nennt Diekhoff?",
        "which sources does Brunken name?",
        "In welchem Abschnitt steht, dass die Mauer Risse hat?",
        "wie oft wird gemessen",
        "how often does flooding occur",
        "Wo wird die Kaimauer saniert?",
        "which report mentions the fishermen?",
        "who mentioned the fishermen?",
        "Does the survey mention why the piles are sound?",
        "Which section of the Dykes Act mentions quays?",
        "where was the quay named after the mayor",
    ],
)
def test_what_asks_for_the_thing_is_none_of_it(quays: Service, question: str) -> None:
    """Where something is in the world, what somebody names, which notes cite a work."""
    assert read_mention(question, quays.generation()) is None


def test_notes_that_cite_a_work_are_told_by_what_they_cite(quays: Service) -> None:
    """Whatever words they have for it."""
    answer = quays.ask("which footnotes mention Diekhoff's Mauerprüfung?")
    assert ("replied", "about") == (answer.status, answer.kind)


def test_a_work_may_be_described_that_notes_cite(quays: Service) -> None:
    """What no note says word for word is left to what tells which work is meant."""
    opened = quays.generation()
    asked = read_mention("In welchen Fußnoten kommt das Tagebuch des Bratschers vor?", opened)
    assert asked is not None
    assert not asked.by_word
    assert "place" != quays.ask("In welchen Fußnoten kommt das Tagebuch des Bratschers vor?").kind
