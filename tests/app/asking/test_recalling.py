"""Follow-ups that speak of the answer before: each is said of that answer, not of whatever its words would find."""

from __future__ import annotations

import pytest

from app.answering.citations import cite_sentence
from app.answering.recalled import pick
from app.records import Answer, Turn
from app.service import Service
from eval.measure.consistency import find_broken, find_inconsistencies
from index.store.opened import OpenGeneration
from ingest.records import Passage, Sentence
from tests.builders import a_passage

CRACKS = "Wie tief reichen die Risse der Kaimauer?"
CONDITIONS = "Welche Bedingungen nennt der Rat für die Sanierung?"


def ask(service: Service, *messages: str) -> Answer:
    """The answer to the last message of a conversation."""
    history: list[Turn] = []
    for one in messages[:-1]:
        history += [Turn("user", one), Turn("assistant", service.ask(one, history=history).answer)]
    answer = service.ask(messages[-1], history=history)
    opened = service.generation()
    assert ((), {}) == (find_inconsistencies(answer, opened), find_broken(answer, opened))
    return answer


def frames(answer: Answer) -> str:
    """What the product itself says."""
    return " ".join(one.text for one in answer.sentences if one.support == "frame")


@pytest.mark.parametrize("message", ["kürzer bitte", "in einem Satz", "kannst du das kürzer machen?"])
def test_shorter_is_the_best_quote_alone(quays: Service, message: str) -> None:
    """Word for word as it was: nothing is reworded."""
    before = quays.ask(CRACKS)
    answer = ask(quays, CRACKS, message)
    assert [before.citations[0].quote] == [one.quote for one in answer.citations]
    assert ("answered", "Am kürzesten steht es so im Text:") == (answer.status, answer.sentences[0].text)
    assert CRACKS == answer.follows[-1]


def test_its_source_is_the_place_with_the_note(quays: Service) -> None:
    """Title, section, and the footnote behind the quote, itself quoted."""
    before = quays.ask("Seit wann verschiebt der Rat die Sanierung? Wie weit reichen die Risse?")
    answer = ask(quays, before.question, "Quelle?")
    assert "„Die Kaimauer von Ostwarf“, Abschnitt „1. Der Zustand“" in frames(answer)
    assert "Dazu Fußnote 1:" in frames(answer)
    assert any(one.note and one.note.number == 1 for one in answer.citations)
    assert all(one.support != "unsupported" for one in answer.sentences)


def test_a_doubt_is_met_with_the_places(quays: Service) -> None:
    """Never with a yes: whether it is true the dossier does not say."""
    answer = ask(quays, CRACKS, "bist du sicher?")
    assert answer.sentences[0].text.startswith("Dass es wörtlich so im Text steht, ist Buchstabe für Buchstabe geprüft")
    assert answer.citations


@pytest.mark.parametrize(
    ("message", "begins"),
    [("Punkt 2 davon", "Die Fischer behalten"), ("the last one", "Die Arbeiten beginnen"), ("der erste?", "Das Land")],
)
def test_a_point_of_the_list(quays: Service, message: str, begins: str) -> None:
    """Its introducing line is not counted."""
    answer = ask(quays, CONDITIONS, message)
    assert answer.citations[0].quote.lstrip("• ").startswith(begins)


@pytest.mark.parametrize("shown", [("drei Bedingungen",), ("auf ganzer Länge", "zahlt die Hälfte", "ersten Frost")])
def test_what_is_counted_is_the_list_that_was_led_to(quays: Service, shown: tuple[str, ...]) -> None:
    """Whether only its line is quoted, or several of its items beside something else."""
    opened = quays.generation()
    quotes = [
        cite_sentence(opened, one, _find_sentence(opened, one, words), 1)
        for words in shown
        for one in (_find(opened, words),)
    ]
    draft = pick(opened, quotes, 2, "de")
    assert draft is not None
    assert "Die Fischer behalten" in draft.citations[0].quote


def _find(opened: OpenGeneration, words: str) -> Passage:
    return a_passage(opened.corpus, words)[1]


def _find_sentence(opened: OpenGeneration, passage: Passage, words: str) -> Sentence:
    text = opened.document(passage.source_id).text
    return next(one for one in passage.sentences if words in text[one.start : one.end])


def test_a_point_that_is_not_there(quays: Service) -> None:
    """Said, with how many there are."""
    answer = ask(quays, CONDITIONS, "Punkt 7 davon")
    assert "replied" == answer.status
    assert "keine Nummer 7" in answer.answer
    assert not answer.citations


def test_the_list_is_still_meant_after_one_of_its_points(quays: Service) -> None:
    """What is the last one after the second one is the list's last one."""
    answer = ask(quays, CONDITIONS, "Punkt 2 davon", "der letzte")
    assert answer.citations[0].quote.lstrip("• ").startswith("Die Arbeiten beginnen")


def test_in_another_language_the_words_stay(quays: Service) -> None:
    """And it says that they stand in one language only."""
    before = quays.ask(CONDITIONS)
    answer = ask(quays, CONDITIONS, "in English please")
    assert "The dossier has this in German only." in answer.answer
    assert [one.quote for one in before.citations] == [one.quote for one in answer.citations]
    assert "en" == answer.language


def test_more_shows_nothing_twice(quays: Service) -> None:
    """However often it is asked for, and at last it says that there is no more."""
    shown: set[int] = {one.start for one in quays.ask(CRACKS).citations if one.source == "bericht"}
    messages = [CRACKS]
    for _ in range(4):
        messages.append("mehr")
        answer = ask(quays, *messages)
        new = {one.start for one in answer.citations if one.source == "bericht"}
        assert not shown & new
        shown |= new
        if answer.status == "abstained":
            break
    assert "Mehr habe ich dazu im Dossier nicht gefunden." in answer.answer


def test_more_of_a_section_is_from_that_section(quays: Service) -> None:
    """What was not selected before."""
    before = quays.ask("Was steht in Abschnitt 1 des Berichts?")
    answer = ask(quays, before.question, "mehr")
    starts = {one.start for one in before.citations}
    assert all(one.start not in starts for one in answer.citations)


def test_a_day_is_sought_beside_the_quote(quays: Service) -> None:
    """In its own sentence, its notes, or those beside it."""
    answer = ask(quays, "Was sackte am Nordkai in das Hafenbecken ab?", "wann war das?")
    assert "Im Jahr 2004" in answer.citations[0].quote
    assert "Dort steht dazu wörtlich:" == answer.sentences[0].text


def test_thanks_do_not_break_the_thread(quays: Service) -> None:
    """What is said in between is no answer."""
    before = quays.ask(CRACKS)
    answer = ask(quays, CRACKS, "danke dir", "wo steht das?")
    assert before.citations[0].quote == answer.citations[0].quote


@pytest.mark.parametrize("message", ["kürzer bitte", "wo steht das?", "the second one"])
def test_of_no_answer_nothing_is_said(quays: Service, message: str) -> None:
    """After a refusal, as before everything."""
    assert ask(quays, "Wer gewann die Weltmeisterschaft im Hochsprung?", message).status in ("abstained", "answered")
    assert quays.ask(message).status in ("abstained", "answered", "replied")


def test_a_shorter_comparison_keeps_both_sides(quays: Service) -> None:
    """One quote of each, under the line that names it."""
    before = quays.ask("Was sagen die Mauerprüfung und der Quay Survey zu den Kosten im Vergleich?")
    assert "comparison" == before.kind
    answer = ask(quays, before.question, "kürzer")
    assert ["pruefung", "survey"] == [one.source for one in answer.citations]


def test_of_the_dossiers_own_data_there_is_no_more(quays: Service) -> None:
    """What was said without evidence was said whole."""
    answer = ask(quays, "Wie viele Fußnoten hat der Bericht?", "mehr")
    assert ("replied", "Mehr habe ich dazu im Dossier nicht gefunden.") == (answer.status, answer.answer)


def test_a_long_chain_of_follow_ups_is_answered(quays: Service) -> None:
    """Each refers to the one before it, and none is asked more than once."""
    history = [Turn("user", CRACKS), *(Turn("user", "wo steht das?") for _ in range(80))]
    assert "answered" == quays.ask("wo steht das?", history=history).status
