"""Questions for several things, and how many the reader expects."""

from __future__ import annotations

import pytest

from app.asking.kinds.lists import asks_for_list, find_asked_terms, read_wanted_number
from ingest.text.terms import find_terms


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Welche Bedingungen nennt der Rat?", "de"),
        ("Welche alten Boote sanken?", "de"),
        ("Was sind die Gründe?", "de"),
        ("Nenne mir die drei Punkte", "de"),
        ("Wer alles war dabei?", "de"),
        ("welche forderungen stellte der rat", "de"),
        ("welche neuen regeln gelten am kai", "de"),
        ("welche zusätzlichen bedingungen gibt es", "de"),
        ("Welche Geldgeber hatte die Mauer?", "de"),
        ("welche fehler machte der rat", "de"),
        ("Which conditions apply?", "en"),
        ("Which old boats sank?", "en"),
        ("List the reasons for the delay", "en"),
        ("What are the costs of all the works?", "en"),
        ("Перечисли условия", "ru"),
        ("Gib mir das bitte als Liste", "de"),
        ("List Pell's main demands", "en"),
        ("Things the council could do - list please", "en"),
        ("Wer bezahlte die Mauer? Ich brauche jeden Geldgeber mit Summe", "de"),
        ("Who paid for the wall? I need each donor with the sum", "en"),
        ("Warum sank das Boot? Nenn mir die Gründe.", "de"),
        ("Wie viele Schiffe kamen in jedem der Jahre?", "de"),
        ("How many ships called in each year?", "en"),
    ],
)
def test_several_things_are_asked_for(question: str, language: str) -> None:
    """A plural after "which", a word for all, or an order to list."""
    assert asks_for_list(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Welche Obergrenze gilt?", "de"),
        ("Welches Schiff sank?", "de"),
        ("welche neue regel gilt am kai", "de"),
        ("welchen zusätzlichen betrag zahlt der kreis", "de"),
        ("welche partei gewann", "de"),
        ("welcher geldgeber zahlte am meisten", "de"),
        ("Welche Mauer riss?", "de"),
        ("Welche Umsatzsteuer fiel an?", "de"),
        ("Welche Rolle spielt der Berater?", "de"),
        ("welche rolle spielt der rat", "de"),
        ("Wie hoch ist die Mauer?", "de"),
        ("Was geschah in zwei Jahren?", "de"),
        ("Which boat sank?", "en"),
        ("On which grounds of the law was it refused?", "en"),
        ("Which business failed?", "en"),
        ("How high is the wall?", "en"),
        ("Warum sank das Boot? Nenn mir den Grund.", "de"),
        ("Wer bezahlte die Mauer? Ich brauche nur den Namen", "de"),
        ("How many ships called in 1998?", "en"),
        ("Who built it, and how did they treat each other?", "en"),
    ],
)
def test_one_thing_is_no_list(question: str, language: str) -> None:
    """The reader gets the sentence and not the nearest list."""
    assert not asks_for_list(question, language)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Nenne die drei Bedingungen", 3),
        ("What are both reasons?", 2),
        ("Die BEIDEN Seiten?", 2),
        ("Zwei Gründe und beide Folgen", 2),
        ("Drei oder vier Punkte?", None),
        ("Ein Grund?", None),
        ("Dreiste Fragen?", None),
        ("Sind es zwei?", None),
    ],
)
def test_the_number_of_things_is_read(question: str, expected: int | None) -> None:
    """A number before a word; two different ones are none."""
    assert expected == read_wanted_number(question)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Terms of the loan: amount, interest, term", True),
        ("Was war kaputt (Rad, Welle, Mauer)?", True),
        ("Wo trafen sich der Rat, die Fischer und die Taucher?", False),
        ("Did the council, the divers and the fishermen agree?", False),
    ],
)
def test_what_is_named_in_a_row_at_the_end_is_asked_each(question: str, several: bool) -> None:
    """Behind a colon or in brackets; a row of people within a question asks for one thing."""
    assert several == asks_for_list(question, "de" if question.startswith("W") else "en")


@pytest.mark.parametrize(
    ("question", "language", "several"),
    [
        ("Welche Ursachen nennt die Ingenieurin für den Frost?", "de", "Ursachen"),
        ("Which causes does the engineer name?", "en", "causes"),
        ("Was waren die Folgen?", "de", "Folgen"),
        ("Warum lehnt die Mauer?", "de", ""),
        ("Why does the wall lean?", "en", ""),
    ],
)
def test_the_things_asked_for_are_nouns_of_several(question: str, language: str, several: str) -> None:
    """By the dictionary forms of a question's nouns: one of a single thing is none."""
    assert frozenset(find_terms(several, language)) == find_asked_terms(question, language)
