"""What kind of thing is asked: small talk and the dossier's own data are replied to, all else is searched for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.asking.kinds.small_talk import tell_small_talk
from app.records import Turn
from app.service import Service
from prompts import frame
from tests.builders import make_service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return make_service(Path(tmp_path_factory.mktemp("kinds")))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", "greeting"),
        ("Guten Morgen!", "greeting"),
        ("Hello there :)", "greeting"),
        ("Привет", "greeting"),
        ("Vielen Dank!", "thanks"),
        ("thanks a lot", "thanks"),
        ("ok, danke", "thanks"),
        ("🙂🙂", "acknowledgement"),
        ("ok danke, tschau", "goodbye"),
        ("are you a real person or just a bot", "identity"),
        ("Great stuff, you're really good at this", "thanks"),
        ("ah sorry, never mind", "acknowledgement"),
        ("👍 super", "acknowledgement"),
        ("Tschüss", "goodbye"),
        ("Wer bist du eigentlich?", "identity"),
        ("Are you a robot?", "identity"),
        ("What can you do?", "ability"),
        ("Hilfe", "ability"),
        ("Hallo, was kannst du?", "ability"),
        ("Write a poem about the harbour", "order"),
        ("Erzähl mir einen Witz", "order"),
    ],
)
def test_small_talk_is_replied_to_without_quotes(service: Service, text: str, kind: str) -> None:
    """A short reply of the product's own: no evidence, no percentage."""
    said = tell_small_talk(text)
    assert said is not None
    assert kind == said.kind
    answer = service.ask(text)
    assert ("replied", "small_talk", None) == (answer.status, answer.kind, answer.reason)
    assert ((), (), None, None) == (answer.citations, answer.evidence, answer.probability, answer.confidence)
    assert all("frame" == sentence.support for sentence in answer.sentences)
    assert "Dorf" in answer.answer


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, was sagt der Bericht zur Brücke?",
        "Danke der Eltern für die Turnhalle?",
        "Wer bist du laut Bericht gewesen, Bürgermeister?",
        "Help for the orchestra?",
        "Was kann die Schule tun?",
        "Who is the mayor?",
        "Gut bezahlte Handwerker?",
        "No trains?",
    ],
)
def test_near_misses_are_questions(service: Service, text: str) -> None:
    """Only what is covered whole by a phrase is small talk."""
    assert tell_small_talk(text) is None
    assert "replied" != service.ask(text).status


def test_what_is_said_is_told_from_what_is_asked() -> None:
    """Of 280 messages that ask nothing nearly all are known as such, of 40 questions that sound like them none."""
    lines = (Path(__file__).parent / "said.jsonl").read_text(encoding="utf-8").splitlines()
    said = [(row["kind"] != "question", tell_small_talk(row["text"]) is not None) for row in map(json.loads, lines)]
    assert 280 == sum(talk for talk, _ in said)
    assert 260 <= sum(talk and told for talk, told in said)
    assert [] == [row for row, (talk, told) in zip(lines, said, strict=True) if told and not talk]


def test_small_talk_is_no_history(service: Service) -> None:
    """A question after a greeting leans on nothing."""
    answer = service.ask("Und was zeigt es?", history=(Turn("user", "Hallo!"), Turn("assistant", "Guten Tag.")))
    assert () == answer.follows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wer hat den Bericht geschrieben?", "Erika Muster"),
        ("Who wrote this report?", "Erika Muster"),
        ("Wie viele Fußnoten gibt es?", "0"),
        ("Which sources does it cite?", "0"),
        ("In welcher Sprache ist der Bericht?", "de"),
        ("What is the title of this report?", "Der Dorfbericht"),
    ],
)
def test_the_dossiers_own_data_are_told(service: Service, question: str, told: str) -> None:
    """From the manifest and the structure: nothing is quoted, nothing estimated."""
    answer = service.ask(question)
    assert ("replied", "about") == (answer.status, answer.kind)
    assert told in answer.answer
    assert () == answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat die Brücke gesperrt?",
        "Wann wurde die Brücke gesperrt?",
        "Welche Abschnitte hat der Bericht?",
        "Wie viele Besucher zahlen am Sonntag?",
        "Welche Quellen hat der Fluss?",
        "Wer hat diesen Bericht verfasst und was war er früher von Beruf?",
    ],
)
def test_what_the_data_do_not_tell_is_searched_for(service: Service, question: str) -> None:
    """A wrong guess, or a dossier without that datum, ends in retrieval and never in silence."""
    answer = service.ask(question)
    assert "replied" != answer.status
    assert answer.kind in ("fact", "list")


def test_a_date_that_is_not_given_is_said_to_be_missing(service: Service) -> None:
    """Never the day on which a text was taken in."""
    answer = service.ask("Wann ist der Bericht erschienen?")
    assert ("replied", "about") == (answer.status, answer.kind)
    assert frame("about_no_date", "de", title="Der Dorfbericht") == answer.answer
