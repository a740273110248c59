"""Sentences that only look as if somebody spoke in them: they are the author's."""

from __future__ import annotations

import pytest

from ingest.voices.speakable import name_speaker
from tests.ingest.voices.reading import read_sentences


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Unter dem Estrich, der lange als dicht gegolten hatte, fanden sich die Reste eines Brunnens."),
        ("de", "Der Turm steht schief, und nur ein Viertel davon erklärt sich daraus, dass er auf Lehm steht."),
        ("de", "Sie bezahlt die Fuhre mit 90 Euro, was bei vier Fuhren 360 Euro ergibt, zu denen die Miete kommt."),
        ("de", "Steigt der Druck, so schließt das Ventil den Kessel von selbst."),
        ("de", "Der Umbau beginnt, wenn der Rat festgestellt hat, dass das Geld reicht."),
        ("de", "Den Ertrag der Wiese, also ohne das Obst, beziffere ich auf 40 Euro."),
        ("de", "Der Speicher ist dicht, und nur die Kosten zeigen sich darin, dass er klein ist."),
        ("de", "Bei vier Metern, wie sie das Bauamt vorgeschlagen hat, passt kein Traktor hindurch."),
        ("en", "The gutters will want cleaning every autumn."),
        ("en", "First, lower the water, and say beforehand by how much."),
        ("en", "The winter was colder than anybody expects on this coast."),
        ("en", "Almost half went to a fund that the heirs had never been told of."),
        ("en", "Kestrel spoke for forty minutes."),
        ("en", "Our own samples suggest that the sand came from the north."),
        ("en", "For example, its lever to prevent third-party states from buying is far from weak."),
        ("ru", "Кто спешит, тот обещает не мост, а паром."),
    ],
)
def test_what_nobody_says_is_the_authors(language: str, sentence: str) -> None:
    """What happens by itself, an amount, a condition, an object and the author himself are no speakers."""
    assert [("author", "own")] == [(speaker, kind) for _, speaker, kind in read_sentences(sentence, language)]


def test_list_that_an_amount_of_things_introduces_is_the_authors() -> None:
    """„Drei Dinge lassen sich ableiten:“ is a passive: the points behind it are not what the things say."""
    text = "Der Teich ist flach. Drei Dinge lassen sich daraus ableiten:\n\n• Er friert zu.\n\n• Er wird warm."
    assert {("author", "own")} == {(speaker, kind) for _, speaker, kind in read_sentences(text, "de")}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Every other year somebody proposes to drain the lake."),
        ("ru", "Меня спрашивают, сколько стоит лодка."),
        ("ru", "Мне передали, что паром стоит."),
        ("ru", "Стены оказались каменными, а не кирпичными, как считали прежде."),
    ],
)
def test_somebody_whom_nothing_names_stays_unnamed(language: str, sentence: str) -> None:
    """A verb whose subject is nobody in particular reports; no other word of the sentence is taken for him."""
    assert [("unnamed", "reported")] == [(speaker, kind) for _, speaker, kind in read_sentences(sentence, language)]


@pytest.mark.parametrize(
    ("who", "language", "expected"),
    [
        ("einer von ihnen über", "de", "einer von ihnen"),
        ("den ersten Brunnen", "de", None),
        ("ein Drittel", "de", None),
        ("ein Teil der Anwohner", "de", "ein Teil der Anwohner"),
        ("Some of the members", "en", "Some of the members"),
        ("More than half", "en", None),
        ("people close to the harbour", "en", "people close to the harbour"),
        ("the plan to close", "en", None),
        ("двести рублей", "ru", "кто-то"),
        ("Каждую среду дети из школы", "ru", "дети из школы"),
        ("чем", "ru", None),
    ],
)
def test_only_words_that_can_name_a_speaker_are_kept(who: str, language: str, expected: str | None) -> None:
    """What was cut off in the middle is mended; objects, amounts and clauses name nobody."""
    assert expected == name_speaker(who, language)
