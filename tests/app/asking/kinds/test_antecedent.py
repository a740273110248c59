"""Whether "it" is a work that was spoken of, the text at hand, or something in it; and what is asked of it then."""

from __future__ import annotations

import pytest

from app.asking.kinds.antecedent import find_antecedent, put_title
from app.records import Answer, Turn
from app.service import Service

COSTS = "Was sagt die Mauerprüfung zu den Kosten?"
CRACKS = "Wie tief reichen die Risse der Kaimauer?"


def ask(service: Service, *messages: str) -> Answer:
    history = [turn for one in messages[:-1] for turn in (Turn("user", one), Turn("assistant", "..."))]
    return service.ask(messages[-1], history=history)


@pytest.mark.parametrize(
    ("text", "earlier", "of", "work"),
    [
        ("wer hat sie geschrieben?", (COSTS,), "work", "pruefung"),
        ("who wrote it?", (COSTS, "when was it published"), "work", "pruefung"),
        ("who wrote it?", ("What is the report about?",), "text", None),
        ("wie viele Fußnoten hat der Bericht?", (COSTS,), "text", None),
        ("who wrote it?", (CRACKS,), "topic", None),
        ("what is her thesis?", ("Where does the diver Hilke Saathoff work?",), "topic", None),
    ],
)
def test_the_nearest_text_spoken_of_is_meant(
    quays: Service, text: str, earlier: tuple[str, ...], of: str, work: str | None
) -> None:
    """Past questions that leaned on it in their turn; one that stands by itself and names none ends the search."""
    found = find_antecedent(text, earlier, "en", quays.generation().corpus.manifest)
    assert (of, work) == (found.of, found.work.id if found.work else None)


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("worum geht es darin?", "worum geht es in Hafenbuch?"),
        ("what is it about?", "what is Hafenbuch about?"),
        ("von wem?", None),
    ],
)
def test_a_title_takes_the_place_of_what_stands_for_it(text: str, put: str | None) -> None:
    """Only of that: "its" and a bare question have no such place."""
    assert put == put_title(text, "Hafenbuch")


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        ((COSTS, "wer hat sie geschrieben?"), "Enno Diekhoff"),
        (("What does the Quay Survey say about the piles?", "who wrote it?"), "Mary Pell"),
        (("Worum geht es in dem Bericht?", "wer hat ihn geschrieben?"), "Jette Brunken"),
        (("list the sections", "how long is it?"), "words"),
    ],
)
def test_data_are_those_of_the_text_that_was_spoken_of(quays: Service, messages: tuple[str, ...], says: str) -> None:
    """A work's after a question about it, the analysis' after one about that."""
    answer = ask(quays, *messages)
    assert "about" == answer.kind
    assert says in answer.answer


@pytest.mark.parametrize("message", ["when did it end?", "was kam dabei heraus?", "who wrote it?"])
def test_of_a_topic_no_data_of_the_dossier_are_told(quays: Service, message: str) -> None:
    """When the report was published says nothing of when the quay sank; nor is all of it what came of that."""
    answer = ask(quays, "Was geschah im Jahr 2004 am Nordkai?", message)
    assert answer.kind in ("fact", "overview")
    assert "Die Kaimauer von Ostwarf" not in answer.answer.split("\n")[0]


def test_what_stands_in_a_work_is_told_of_that_work(quays: Service) -> None:
    """What "it" is decides of what an overview is given, not the words alone."""
    answer = ask(quays, COSTS, "worum geht es darin?")
    assert "overview" == answer.kind
    assert {"pruefung"} == {one.source for one in answer.citations}


@pytest.mark.parametrize("message", ["kürzer bitte", "source?", "mehr", "warum?", "bist du sicher?"])
def test_of_a_refusal_there_is_nothing_shorter_and_no_source(quays: Service, message: str) -> None:
    """It is refused again for the same reason; that message alone would find something."""
    refused = "Welche Oper dirigierte der Kapellmeister in Venedig?"
    first = quays.ask(refused)
    assert "abstained" == first.status
    answer = ask(quays, refused, message)
    assert ("abstained", first.reason) == (answer.status, answer.reason)
