"""What a listener hears decides whether a report goes on where no rule tells, and takes back weak signs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.readers.choose import choose_reader
from ingest.readers.protocol import ReadingHints
from ingest.records import Document, Manifest, Snapshot, Source
from ingest.structure.document import build_document
from ingest.voices.hearing import Heard
from tests.ingest.voices.reading import find_sentence

TEXT = """The Lock

The county opened the lock in May. Few boats passed that year.

Mara Quill, who keeps the gate, said the hinges were rotten. Cheap timber does not last.
Two boats a day pass here in summer.

“The hinges are rotten,” said Quill.
"""


class Ear:
    """A listener that hears others' words in sentences with these beginnings as surely as is said."""

    identity = "ear"

    def __init__(self, **likely: float | None) -> None:
        self.likely = likely

    def hear(self, passages: Sequence[Sequence[str]]) -> Heard:
        """As likely as was said for the first word; .4 for others."""
        return tuple(tuple(self.likely.get(one.split()[0], 0.4) for one in row) for row in passages)


def read(ear: Ear | None, text: str = TEXT, *works: Source) -> Document:
    """The text as a document, in a dossier with these works."""
    source = Source("lock", "analysis", "The Lock", path="text.txt", language="en", author="Jane Roe")
    manifest = Manifest("The Lock", ("en",), (source, *works), Path())
    reading = choose_reader("text/plain")(text.encode(), ReadingHints("The Lock"))
    return build_document(reading, source, Snapshot("lock", "", "text.txt", "", "text/plain", 9), manifest, ear)


def test_without_a_listener_the_rules_decide() -> None:
    """They are all there is."""
    assert "own" == find_sentence(read(None), "Cheap timber").attribution


def test_what_no_rule_tells_is_given_to_who_spoke_last() -> None:
    """A sentence without any sign, in which a listener hears others' words."""
    sentence = find_sentence(read(Ear(Cheap=0.9)), "Cheap timber")
    assert ("Mara Quill", "paraphrased") == (sentence.speaker, sentence.attribution)


def test_alone_it_makes_words_somebodys() -> None:
    """Where nobody has spoken before it has to be sure, and then nobody is named."""
    sure = find_sentence(read(Ear(Few=0.96)), "Few boats")
    assert ("unnamed", "reported") == (sure.speaker, sure.attribution)
    assert "own" == find_sentence(read(Ear(Few=0.92)), "Few boats").attribution


def test_what_goes_on_by_a_rule_is_taken_back_where_the_author_is_sure() -> None:
    """The rule takes the past perfect for what she goes on to say, also where she is a work's author and not named."""
    text = TEXT.replace("Cheap timber does not last.", "The timber had been cheap.")
    work = Source("diary", "cited_source", "A Keeper's Diary", author="Mara Quill")
    assert "own" != find_sentence(read(Ear(The=0.5), text), "The timber").attribution
    assert "own" == find_sentence(read(Ear(The=0.3), text), "The timber").attribution
    assert "own" == find_sentence(read(Ear(The=0.3), text, work), "The timber").attribution


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("Cheap wood, says the council, and it puts the cost at nothing.", "the council"),
        ("Cheap wood was the choice that Ada Finch likens to bad bread.", "Ada Finch"),
        ("Cheap timber does not last.", "Mara Quill"),
    ],
)
def test_whoever_may_tell_it_in_the_sentence_goes_before_who_spoke_last(told: str, speaker: str) -> None:
    """Where others' words are heard: one with a word of saying, one whom the sentence is about, else the last."""
    sentence = find_sentence(read(Ear(Cheap=0.95), TEXT.replace("Cheap timber does not last.", told)), "Cheap")
    assert speaker == sentence.speaker


def test_with_a_word_of_saying_less_is_enough() -> None:
    """„The council puts the cost at nine“ is the council's from one half on, where no rule tells."""
    text = TEXT.replace("Few boats passed that year.", "Finch puts the loss at nine boats.")
    assert "own" == find_sentence(read(Ear(Finch=0.45), text), "Finch puts").attribution
    assert "Finch" == find_sentence(read(Ear(Finch=0.55), text), "Finch puts").speaker


def test_what_nobody_is_heard_to_say_has_no_one_to_go_on_with() -> None:
    """Behind a sentence that only the listener gives to somebody, the indirect mood is that of whom the text names."""
    text = "Die Schleuse\n\nMara Quill kam zur Schleuse. Balken waren morsch. Das Holz sei billig gewesen.\n"
    assert "unnamed" != find_sentence(read(Ear(Balken=0.95), text), "Das Holz").speaker


@pytest.mark.parametrize("words", ["“The hinges", "Mara Quill"])
def test_quotation_marks_and_words_of_saying_hold(words: str) -> None:
    """What stands in the sentence itself is taken back by no doubt, and a quotation by nothing."""
    assert "own" != find_sentence(read(Ear(Mara=0.25, **{"“The": 0.0})), words).attribution


def test_a_sentence_that_was_not_heard_is_the_rules() -> None:
    """One that is too long has no value."""
    assert "own" != find_sentence(read(Ear(Mara=None)), "Mara Quill").attribution


def test_what_is_told_of_a_work_of_the_dossier_stays_the_works() -> None:
    """However sure the listener hears the author: of others who are said to say something he takes it back."""
    work = Source("diary", "cited_source", "A Keeper's Diary", author="Mara Quill")
    assert "own" == find_sentence(read(Ear(Mara=0.01)), "Mara Quill").attribution
    assert "own" != find_sentence(read(Ear(Mara=0.01), TEXT, work), "Mara Quill").attribution


@pytest.mark.parametrize(
    ("goes_on", "speaker"),
    [
        ("Die Balken sind vom Wasser schwarz.", "author"),
        ("Die Balken seien vom Wasser schwarz.", "Mara Quill"),
        ("Balken kosten wenig, rechnet Ada Finch vor.", "Ada Finch"),
    ],
)
def test_behind_the_indirect_mood_a_plain_statement_is_the_authors(goes_on: str, speaker: str) -> None:
    """German reports go on in the indirect mood; who speaks up in the indicative has to be named."""
    text = f"Die Schleuse\n\nMara Quill sagte, das Tor sei morsch. {goes_on}\n"
    assert speaker == find_sentence(read(Ear(Die=0.95, Balken=0.95), text), goes_on).speaker


@pytest.mark.parametrize(
    ("goes_on", "speaker"),
    [
        ("That was one way of putting it.", "author"),
        ("They are also beside the point.", "author"),
        ("They were the cheapest to be had.", "Mara Quill"),
        ("That hinge broke in the first year.", "Mara Quill"),
    ],
)
def test_behind_a_report_in_the_past_that_is_opens_a_comment(goes_on: str, speaker: str) -> None:
    """A sentence that opens with "That was" or "They are" takes a report up; the report goes on in the past."""
    text = TEXT.replace("Cheap timber does not last.", goes_on)
    assert speaker == find_sentence(read(Ear(That=0.95, They=0.95), text), goes_on).speaker


def test_a_quotation_woven_into_what_happened_is_taken_back() -> None:
    """Six quoted words make no one's statement of a deed that the listener hears the author tell."""
    woven = "Two boats raced for the cup “with nothing but oars, bread and beer”."
    text = TEXT.replace("Two boats a day pass here in summer.", woven)
    assert "own" == find_sentence(read(Ear(Two=0.05), text), woven).attribution
    assert "own" != find_sentence(read(Ear(Two=0.5), text), woven).attribution
