"""The signs by themselves: mood by dictionary, direction of quotation marks, names of many works."""

import time
from pathlib import Path

import pytest

from ingest.records import Manifest, Slice, Source
from ingest.voices.indirect_mood import find_mood, read_mood
from ingest.voices.known import find_voices
from ingest.voices.lexicon import LANGUAGES, find_sayings
from ingest.voices.quotations import find_quotations

INDIRECT = "sei habe werde könne gebe verkürze zurückgehe wiedergewinne übertreibe handle verstelle beruhe"
UNREAL = "wäre stünden träten würden lägen flöge"
NEITHER = "sagte heute gerade lange große beide Rede kostete ging fielen ohne spielt"


@pytest.mark.parametrize(
    ("words", "mood"), [(INDIRECT, "indirect"), (UNREAL, "unreal"), (NEITHER, None)], ids=["indirect", "unreal", "no"]
)
def test_mood_is_told_by_form_against_infinitive(words: str, mood: str | None) -> None:
    """No list of verbs: a form that only the indirect mood has, against the dictionary's infinitive."""
    assert dict.fromkeys(words.split(), mood) == {word: read_mood(word) for word in words.split()}


@pytest.mark.parametrize(
    "sentence",
    ["Es sei denn, er kommt.", "Er tat, als sei er krank.", "Das sei hier nur erwähnt.", "Ich habe und werde."],
)
def test_set_expressions_and_the_first_person_report_nothing(sentence: str) -> None:
    """These forms stand in them, too."""
    assert "indirect" != find_mood(sentence.rstrip(".").replace(",", "").split(), sentence)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er rief: »Halt ein!« Dann ging er. »Nie wieder«, sagte sie.", ["»Halt ein!«", "»Nie wieder«"]),
        ("Il dit: «Non.» Puis «oui» encore.", ["«Non.»", "«oui»"]),
        ("Он сказал: «Нет». Потом «да».", ["«Нет»", "«да»"]),
        ("Sie sagte „ja“ und er “nein, never” dazu.", ["„ja“", "“nein, never”"]),
        ('"One," he said, "two."', ['"One,"', '"two."']),
        ("„Er nannte es ‚Unsinn‘, und ich auch.“ Ende.", ["„Er nannte es ‚Unsinn‘, und ich auch.“"]),
        ("She said ‘we don’t know’ and left the boys’ room.", ["‘we don’t know’"]),
    ],
)
def test_direction_of_marks_is_the_documents(text: str, quoted: list[str]) -> None:
    """»German« against «French», “ that opens or closes, and nested single marks."""
    spans = find_quotations(text, [Slice(0, len(text))]).spans
    assert quoted == [text[span.start : span.end] for span in spans]


def test_verbs_of_saying_are_many_and_found_by_lemma() -> None:
    """Any form of a verb, separable ones by their base, participles and gaps of the dictionary included."""
    for language, words in {
        "de": "sagt entgegnet rügte beklagten hingewiesen vorgeworfen wies räumte",
        "en": "said insists warned reckons replied",
        "ru": "сообщила заявили утверждает пояснил",
    }.items():
        assert language in LANGUAGES
        assert [] == [word for word in words.split() if not find_sayings(word, language)]


def test_names_of_a_thousand_works_are_found_in_one_pass() -> None:
    """The time grows with the text, not with the number of works."""
    works = tuple(
        Source(f"work-{n}", "cited_source", f"Work {n}", names=(f"Concept {n} of the Council",), voice=f"Concept {n}")
        for n in range(1000)
    )
    voices = find_voices(Manifest("d", ("en",), works, Path()))
    text = "The Concept 17 of the Council says little. " * 2_000
    begun = time.process_time()
    assert 2_000 == sum(mention.voice == "Concept 17" for mention in voices.find(text))
    assert time.process_time() - begun < 5
