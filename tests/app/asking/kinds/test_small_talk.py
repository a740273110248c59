"""What is said to the chat itself, and greetings that no mark parts from a question."""

from __future__ import annotations

import pytest

from app.asking.kinds.small_talk import addresses_chat, leave_out_small_talk, tell_small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Können wir auf Russisch weitermachen?", "ability"),
        ("is it ok if I ask in German", "ability"),
        ("may I write in English? my Russian is a bit rusty", "ability"),
        ("ha, the part with the goat made me laugh", "acknowledgement"),
        ("Schreib mir bitte eine Schlagzeile für die Titelseite", "order"),
        ("can you draft a short press release on this?", "order"),
        ("what's your opinion on dikes?", "order"),
        ("I'm a reporter working on harbours", "greeting"),
        ("Das ist doch völlig falsch!", "complaint"),
        ("Falsche Antwort.", "complaint"),
        ("das hilft mir nicht weiter", "complaint"),
        ("that is wrong", "complaint"),
        ("not what I asked for", "complaint"),
        ("that was no use at all, sorry", "complaint"),
        ("you misunderstood me", "complaint"),
        ("Вы меня не поняли.", "complaint"),
        ("that was helpful, thanks", "thanks"),
        ("das war sehr hilfreich", "thanks"),
        ("Ich bin Redakteurin bei einer Wochenzeitung", "greeting"),
    ],
)
def test_what_is_said_to_the_chat_is_small_talk(text: str, kind: str) -> None:
    """The language, the asker, what is to be written for him."""
    said = tell_small_talk(text)
    assert said is not None
    assert kind == said.kind


@pytest.mark.parametrize(
    "text",
    [
        "Können Deiche auf Sand stehen?",
        "Was ist an der Rechnung falsch?",
        "Who called the report useless?",
        "Which of the answers was wrong?",
        "Is the letter in German?",
        "Wer ist Redakteurin bei der Wochenzeitung?",
        "Write down the headline of the report",
        "What is the council's opinion on dikes?",
    ],
)
def test_what_asks_for_something_is_none(text: str) -> None:
    """A text's language, a person, a heading, somebody's opinion."""
    assert tell_small_talk(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("hallo wie viele noten hat der bericht", "wie viele noten hat der bericht"),
        ("good morning what does section 2 say", "what does section 2 say"),
        ("Hallo, was kostet der Deich?", "was kostet der Deich?"),
        ("hallo zusammen", "hallo zusammen"),
        ("Hi-Fi in der Kirche von Ossel", "Hi-Fi in der Kirche von Ossel"),
    ],
)
def test_a_greeting_goes_without_a_mark(text: str, left: str) -> None:
    """Where a question follows it."""
    assert left == leave_out_small_talk(text)


def test_who_is_spoken_to() -> None:
    """German "Sie" may be anybody."""
    assert addresses_chat("bist du sicher?")
    assert addresses_chat("are you sure")
    assert not addresses_chat("Sind sie sicher?")
