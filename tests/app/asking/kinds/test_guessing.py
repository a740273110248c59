"""Kinds that no phrase tells: guessed by the question's vector where that is nearly certain, and never otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.asking.inquiry import understand_question
from app.asking.kinds.guessing import SHIPPED, find_topic, read_model
from app.asking.kinds.subject import find_subject
from app.asking.understanding import understand_kind
from app.records import Question, Turn
from app.service import Service
from app.settings import Settings
from eval.fit.kinds import FRESH, Sample, count_right, hash_messages, read_samples
from index.encoders.open import open_encoder
from index.encoders.protocol import Encoder
from index.encoders.remembering import RememberingEncoder
from index.store.opened import OpenGeneration
from tests.fakes import FakeEncoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The one that the weights are of."""
    return open_encoder(Settings(store=Path("none")).encoder)


@pytest.fixture
def opened(quays: Service) -> OpenGeneration:
    """The dossier of a few lines, as if its vectors were of that encoder: no passage is searched for here."""
    opened = quays.generation()
    return replace(opened, generation=replace(opened.generation, encoder=read_model(SHIPPED).identity))


def _tell(text: str, opened: OpenGeneration, encoder: Encoder, *history: Turn) -> tuple[str, str]:
    """The kind, and the first line that is said at once."""
    inquiry = understand_question(Question(text, history=history), opened.corpus.manifest)
    told = understand_kind(inquiry, opened, encoder)
    lines = told.draft.sentences if told.draft else told.reply
    return told.kind, lines[0].text if lines else ""


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "einen wunderschönen guten abend wünsch ich dir",
        "servus, ich bin neu hier",
        "merci vielmals, sehr lieb von dir",
        "sauber, das hat mir wirklich weitergeholfen",
        "bist du am ende bloß ein computer?",
        "quatsch ich hier mit einer maschine oder mit einem menschen",
        "cheers mate, much appreciated",
        "brilliant, you saved my day",
        "right, I'm off to bed now",
        "am I chatting with a human being or a machine",
        "top of the morning to you",
        "спасибо огромное, выручил",
    ],
)
def test_small_talk_in_other_words_is_replied_to(opened: OpenGeneration, encoder: Encoder, text: str) -> None:
    """Nobody lists all the ways in which people greet, thank and take leave."""
    assert "small_talk" == _tell(text, opened, encoder)[0]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("whose byline is on this thing", "Jette Brunken"),
        ("aus wie vielen Fußnoten besteht der Apparat", "3"),
        ("footnote count please", "3"),
        ("könnte ich bitte eine Kapitelübersicht bekommen", "3"),
    ],
)
def test_what_is_asked_about_the_dossier_in_other_words_is_told(
    opened: OpenGeneration, encoder: Encoder, text: str, said: str
) -> None:
    """From the same data as where a phrase tells it."""
    kind, line = _tell(text, opened, encoder)
    assert "about" == kind
    assert said in line


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "worauf will das Ganze eigentlich hinaus",
        "what's the point of this whole thing",
        "what is it basically trying to tell us",
        "no time to read it all, what does it argue",
    ],
)
def test_an_overview_in_other_words_is_given(opened: OpenGeneration, encoder: Encoder, text: str) -> None:
    """Of the analysis, where no other text is named."""
    kind, line = _tell(text, opened, encoder)
    assert "overview" == kind
    assert "Die Kaimauer von Ostwarf" in line


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Wer dankte den Helfern nach der Sturmflut?",
        "Warum verabschiedete sich der Hafenmeister?",
        "Grüßte der Bürgermeister die Arbeiter?",
        "Kann der Kran schreiben?",
        "Who said goodbye to the crew?",
        "How are the fishermen doing?",
        "What can the council do?",
        "Wer hat den Vertrag geschrieben?",
        "Who wrote the report on the landfill?",
        "In which language was the treaty drafted?",
        "Wie viele Abschnitte hat der Zaun?",
        "Who is the author of the peace plan?",
        "Worum geht es beim Deichbau?",
        "What is the dike plan about?",
        "Was will der Hafenmeister erreichen?",
        "Fasse die Haltung der Fischer zusammen",
        "Kaimauer",
        "Pfähle?",
        "storm",
    ],
)
def test_near_misses_are_searched_for(opened: OpenGeneration, encoder: Encoder, text: str) -> None:
    """Who uses the words of another kind to ask for something in the texts gets it from there."""
    assert _tell(text, opened, encoder)[0] in ("fact", "list")


@pytest.mark.model
def test_what_leans_on_a_question_is_asked_of_it(opened: OpenGeneration, encoder: Encoder) -> None:
    """By itself it asks for an overview, after a question for more of the same."""
    text = "Und worauf will das hinaus?"
    assert "fact" == _tell(text, opened, encoder, Turn("user", "Wie breit sind die Risse?"))[0]


def _refuse() -> Encoder:
    raise AssertionError("opened")


@pytest.mark.parametrize("text", ["Hallo!", "Wer hat den Bericht geschrieben?", "Worum geht es?", "Fußnote 1", "?!"])
def test_no_encoder_is_opened_for_what_phrases_tell(opened: OpenGeneration, text: str) -> None:
    """Nor for a question without words."""
    _tell(text, opened, RememberingEncoder(_refuse))


def test_with_another_encoder_nothing_is_guessed(quays: Service) -> None:
    """The weights say nothing about its vectors."""
    opened = quays.generation()
    assert FakeEncoder.identity == opened.generation.encoder
    assert "fact" == _tell("bist du am ende bloß ein computer?", opened, RememberingEncoder(_refuse))[0]


def test_a_question_is_embedded_once() -> None:
    """Its kind and its passages are told by the same vector."""
    asked: list[str] = []

    class Counting(FakeEncoder):
        def encode_query(self, text: str):  # noqa: ANN202 - as the encoder's
            asked.append(text)
            return super().encode_query(text)

    encoder = RememberingEncoder(Counting)
    assert (encoder.encode_query("Risse") == encoder.encode_query("Risse")).all()
    assert ["Risse"] == asked


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("whose byline is on this", ()),
        ("Wer schrieb den Deponiebericht?", ("deponiebericht",)),
        ("the landfill report, what does it argue", ("landfill",)),
    ],
)
def test_what_tells_which_text_is_meant_is_a_topic(quays: Service, question: str, topic: tuple[str, ...]) -> None:
    """A word that is no name says nothing by itself, and much beside a word for a text."""
    assert topic == find_topic(find_subject(question, quays.generation().corpus.manifest))


def test_the_weights_are_of_the_messages_as_they_are() -> None:
    """Whoever changes the messages fits the weights anew: `fundstelle eval fit-kinds`."""
    assert hash_messages() == read_model(SHIPPED).messages


def test_what_is_measured_on_is_not_fitted_on() -> None:
    """No message stands in both files."""
    fitted = {one.text.casefold() for one in read_samples()}
    assert set() == fitted & {one.text.casefold() for one in read_samples(FRESH)}


@pytest.mark.model
def test_the_likeliest_kinds_are_counted(encoder: Encoder) -> None:
    """What is right and how many there are, a kind each: none of a kind that is not among them."""
    samples = [Sample("hallo zusammen", "small_talk.greeting"), Sample("hallo zusammen", "list")]
    assert {"list": (0, 1), "small_talk": (1, 1)} == count_right(read_model(SHIPPED), samples, encoder)


@pytest.mark.model
@pytest.mark.parametrize("text", ["my editor is driving me mad today lol", "moin, noch jemand wach da draußen heute"])
def test_chatter_is_never_refused_as_an_order(opened: OpenGeneration, encoder: Encoder, text: str) -> None:
    """Nothing is asked for, so that nothing can be refused; of what kind it is, is not clear."""
    kind, line = _tell(text, opened, encoder)
    assert "small_talk" == kind
    assert not line.startswith(("I cannot", "Das kann ich"))


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["Kann Tornsund helfen?", "Could you help me with the quay wall?", "Der Rat ist am Ende"]
)
def test_what_names_something_is_no_chatter(opened: OpenGeneration, encoder: Encoder, text: str) -> None:
    """Yes or no may be asked, and a statement may be about the dossier."""
    assert "small_talk" != _tell(text, opened, encoder)[0]
