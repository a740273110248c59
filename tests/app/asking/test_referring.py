"""Messages that ask something of the answer before them, and those that only look so."""

from __future__ import annotations

import pytest

from app.asking.referring import Sort, read_reference


@pytest.mark.parametrize(
    ("sort", "messages"),
    [
        ("shorter", ["kürzer bitte", "kannst du das kürzer machen?", "in one sentence", "tl;dr", "zu lang!", "gist?"]),
        (
            "shorter",
            ["nur das wichtigste Zitat", "komm auf den Punkt", "weniger ausführlich", "just one quote", "simplify"],
        ),
        ("shorter", ["und zusammengefasst?", "als Tweet", "only the key quote", "get to the point", "summary of that"]),
        ("detail", ["länger bitte", "can you go deeper", "vertiefe das", "a longer version"]),
        (
            "more",
            ["was gibt es noch?", "noch eins", "the remaining ones", "keep reading", "got more?", "sprich weiter"],
        ),
        ("detail", ["bisschen genauer", "more detail please", "can you elaborate", "im Zusammenhang bitte"]),
        ("more", ["mehr", "den Rest bitte", "anything else?", "was noch?", "go on", "ist das alles?", "ещё"]),
        ("where", ["wo steht das?", "Quelle?", "which footnote?", "what page is that on", "can I get the exact quote"]),
        ("where", ["Woher hast du das", "und die Fußnote dazu?", "where is this from?", "in welchem Abschnitt?"]),
        ("who", ["Wer sagt das?", "who said that", "whose words are these?", "von wem stammt das"]),
        ("sure", ["bist du sicher?", "are you sure", "stimmt das?", "is that confirmed?", "really?"]),
        ("spoken", ["auf Englisch bitte", "in german", "can you translate that?", "по-русски"]),
        ("when", ["wann war das?", "when?", "and when was that", "seit wann?"]),
        ("why", ["warum?", "and why is that?", "wieso eigentlich", "how come"]),
        ("how_much", ["how much was that?", "wie viel genau?", "und wie viele"]),
    ],
)
def test_what_is_asked_of_an_answer(sort: Sort, messages: list[str]) -> None:
    """Whatever courtesy stands around it."""
    found = [(one, asked.sort if (asked := read_reference(one)) else None) for one in messages]
    assert [(one, sort) for one in messages] == found


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("die zweite genauer", 2), ("Punkt 3 davon", 3), ("the last one", -1), ("and the first quote?", 1),
        ("number 4 please", 4), ("der dritte Punkt?", 3), ("erklär den letzten", -1),
        ("Punkt Nr. 2", 2), ("point number two", 2), ("Zitat Nummer 3", 3),
    ],
)  # fmt: skip
def test_one_of_the_quotes(message: str, number: int) -> None:
    """By its number, or as the last one."""
    found = read_reference(message)
    assert found
    assert ("nth", number) == (found.sort, found.number)


@pytest.mark.parametrize(
    "message",
    [
        "Wo wohnt Pell?", "more people died in 2004 than in 1998?", "Warum zahlt das Land nicht?",
        "When was the wall built?", "Wie viele Schiffe?", "which sources does he cite", "stimmt", "right", "sicher",
        "Kannst du Englisch?", "who are you?", "Was steht in Artikel 3 des Vertrags?",
        "wer sind Sie", "Zusammenfassung bitte", "Hauptaussagen?", "Wie kurz war der Auftritt?",
        "where did he say that?", "what is the shortest ship", "is there an English version of the report?",
    ],
)  # fmt: skip
def test_a_question_of_its_own_is_none(message: str) -> None:
    """What names something, agrees, or speaks to the chat."""
    assert read_reference(message) is None


@pytest.mark.parametrize(("message", "of_saying"), [("when did he say that?", True), ("wann war das?", False)])
def test_when_something_was_said(message: str, of_saying: bool) -> None:
    """Of that the notes tell more than the words."""
    found = read_reference(message)
    assert found
    assert ("when", of_saying) == (found.sort, found.of_saying)
