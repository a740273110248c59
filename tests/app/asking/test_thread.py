"""Messages that only the conversation gives a sense."""

from __future__ import annotations

import pytest

from app.asking.thread import Message, read_message
from app.records import Answer, Turn
from app.service import Service
from ingest.records import Manifest

COSTS = "Was kostet die Sanierung laut Mauerprüfung?"
CRACKS = "Was steht über die Kaimauer und ihre Risse?"


@pytest.fixture(scope="module")
def manifest(quays: Service) -> Manifest:
    return quays.generation().corpus.manifest


@pytest.mark.parametrize(
    ("text", "again", "sort", "reply_in"),
    [
        ("Wo steht das?", "where", "where", None),
        ("Tell me more, please!", "more", "more", None),
        ("Auf Deutsch bitte", None, "spoken", "de"),
        ("По-русски, пожалуйста", None, "spoken", "ru"),
        ("kürzer", None, "shorter", None),
    ],
)
def test_what_is_asked_of_the_answer(
    manifest: Manifest, text: str, again: str | None, sort: str, reply_in: str | None
) -> None:
    """Where nothing can be said of it, the question before is asked again."""
    found = read_message(text, ["Wer ist Pell?", COSTS], manifest)
    assert (COSTS, COSTS, again, reply_in) == (found.text, found.follows, found.again, found.reply_in)
    assert found.refers
    assert sort == found.refers.sort


@pytest.mark.parametrize("text", ["mehr", "Wo steht das?", "in English please", "Und Pell?", "Ich meinte 2004"])
def test_without_a_conversation_a_message_is_itself(manifest: Manifest, text: str) -> None:
    """Nothing is taken up where nothing was asked."""
    assert Message(text) == read_message(text, [], manifest)


@pytest.mark.parametrize(
    ("text", "last", "asked"),
    [
        ("Und Quay Survey?", COSTS, "Was kostet die Sanierung laut Quay Survey?"),
        ("Was ist mit Quay Survey?", COSTS, "Was kostet die Sanierung laut Quay Survey?"),
        ("Ich meinte 2004", "Was geschah im Hafen 1998?", "Was geschah im Hafen 2004?"),
        ("And in 2004?", "What happened here in 1998?", "What happened here in 2004?"),
        ("Und Pell?", "Was sagt Diekhoff über die Pfähle?", "Was sagt Pell über die Pfähle?"),
        ("what about kollwey?", "What does Pell say of the piles?", "What does Kollwey say of the piles?"),
        ("Und in der 27?", "Was steht in Fußnote 26?", "Was steht in Fußnote 27?"),
        ("what about number 3?", "When was well 5 shut down?", "When was well 3 shut down?"),
        ("und den nächsten?", "Fass Abschnitt 2 zusammen", "Fass Abschnitt 3 zusammen"),
        ("and the one after that?", "What's in point 4 of the accord?", "What's in point 5 of the accord?"),
        ("what about the previous one", "summarise the third section", "summarise the section 2"),
        ("und in der davor?", "Was steht in Fußnote 12?", "Was steht in Fußnote 11?"),
        ("Und im Südhafen?", "Wie tief ist das Wasser im Nordhafen?", "Wie tief ist das Wasser im Südhafen?"),
        ("and in the lower basin?", "How deep is the upper basin?", "How deep is the lower basin?"),
        ("Nein, ich meine die Fischer", COSTS, f"die Fischer: {COSTS}"),
    ],
)
def test_something_else_is_put_in_its_place(manifest: Manifest, text: str, last: str, asked: str) -> None:
    """A work for a work, a year for a year, a person for a person; a correction that fits none goes in front."""
    assert Message(asked, follows=last) == read_message(text, [last], manifest)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Und der Quay Survey?", "Was geschah im Hafen 1998?"),
        ("Und 2004?", COSTS),
        ("Und was ist mit dem Wetter in Rom im Winter?", "Was sagt Diekhoff über die Pfähle?"),
        ("Wie breit sind die Risse?", COSTS),
        ("Wo steht der alte Kran?", COSTS),
        ("Mehr Geld für wen?", COSTS),
        ("und danach?", "Wie breit sind die Risse?"),
        ("and the next one?", "Who is Pell?"),
        ("Und?", COSTS),
    ],
)
def test_what_fits_nothing_stays_as_it_is(manifest: Manifest, text: str, last: str) -> None:
    """A message is never bent into a question that was not asked."""
    assert Message(text) == read_message(text, [last], manifest)


def test_a_place_is_looked_up_in_the_work_last_named(manifest: Manifest) -> None:
    """A page alone means one of the work that was named last, however long ago."""
    found = read_message("Was steht auf Seite 7?", [COSTS, "Wie breit sind die Risse?"], manifest)
    assert "Was steht auf Seite 7 – Prüfung der Kaimauer" == found.text
    same = "Was steht auf Seite 7 der Mauerprüfung?"
    assert Message(same) == read_message(same, ["Was sagt der Quay Survey?"], manifest)


def ask(service: Service, text: str) -> tuple[Answer, Answer]:
    """The answer to the question for the cracks, and to what is said on it."""
    first = service.ask(CRACKS)
    return first, service.ask(text, history=(Turn("user", CRACKS), Turn("assistant", first.answer)))


def test_more_gives_what_was_not_yet_quoted(quays: Service) -> None:
    """New quotes under a line that says so, with the question that they are for."""
    first, more = ask(quays, "mehr dazu")
    assert ("answered", (CRACKS,)) == (more.status, more.follows)
    assert "Dazu steht im Dossier außerdem wörtlich:" == more.sentences[0].text
    assert more.citations
    assert {one.start for one in more.citations}.isdisjoint(one.start for one in first.citations)


def test_another_language_gives_the_same_quotes(quays: Service) -> None:
    """The product's words change; the dossier's do not."""
    first, english = ask(quays, "auf Englisch bitte")
    assert english.sentences[0].text.startswith("The dossier has this in German only.")
    assert "The dossier says, word for word:" == english.sentences[1].text
    assert [one.quote for one in first.citations] == [one.quote for one in english.citations]


@pytest.mark.parametrize(("last", "counted"), [("Welche Lehren zieht der Rat?", True), ("Wer ist Pell?", False)])
def test_what_is_counted_was_asked_for(manifest: Manifest, last: str, counted: bool) -> None:
    """The third lesson is one of those that were asked for, or a question of its own."""
    found = read_message("die dritte Lehre", [last], manifest)
    assert counted == (found.refers is not None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("nicht 2004, 2019", "Was kostete es 2019 am Nordkai?"),
        ("not 2004 but 2019", "Was kostete es 2019 am Nordkai?"),
        ("2019 statt 2004", "Was kostete es 2019 am Nordkai?"),
        ("sorry, 2019", "Was kostete es 2019 am Nordkai?"),
        ("2019 meinte ich", "Was kostete es 2019 am Nordkai?"),
    ],
)
def test_what_was_meant_instead(manifest: Manifest, text: str, asked: str) -> None:
    """However the one is set right by the other."""
    assert asked == read_message(text, ["Was kostete es 2004 am Nordkai?"], manifest).text
