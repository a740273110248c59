"""What a listener hears decides where no rule tells, and only there unless it is very sure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.readers.choose import choose_reader
from ingest.readers.protocol import ReadingHints
from ingest.records import UNNAMED, Document, Manifest, Snapshot, Source
from ingest.structure.document import build_document
from ingest.voices.hearing import Heard
from tests.ingest.voices.reading import find_sentence

TEXT = """The Lock

The county opened the lock in May. Few boats passed that year.

Mara Quill, who keeps the gate, said the hinges were rotten. Cheap timber does not last. Two boats a day pass here in summer.

“The hinges are rotten,” said Quill.
"""


class Ear:
    """A listener that hears others' words in sentences with these beginnings, and is sure of it or not."""

    identity = "ear"

    def __init__(self, **likely: float) -> None:
        self.likely = likely

    def hear(self, passages: Sequence[Sequence[str]]) -> Heard:
        """As likely as was said for the first word; .5 for others."""
        return tuple(tuple(self.likely.get(one.split()[0], 0.4) for one in row) for row in passages)


def read(ear: Ear | None) -> Document:
    """The text as a document."""
    source = Source("lock", "analysis", "The Lock", path="text.txt", language="en", author="Jane Roe")
    manifest = Manifest("The Lock", ("en",), (source,), Path())
    reading = choose_reader("text/plain")(TEXT.encode(), ReadingHints("The Lock"))
    return build_document(reading, source, Snapshot("lock", "", "text.txt", "", "text/plain", 9), manifest, ear)


def test_without_a_listener_the_rules_decide() -> None:
    """They are all there is."""
    assert "own" == find_sentence(read(None), "Cheap timber").attribution


def test_what_no_rule_tells_is_given_to_who_spoke_last() -> None:
    """A sentence without any sign, in which a listener hears others' words."""
    sentence = find_sentence(read(Ear(Cheap=0.9)), "Cheap timber")
    assert ("Mara Quill", "paraphrased") == (sentence.speaker, sentence.attribution)


def test_where_nobody_has_spoken_it_is_somebodys() -> None:
    """Nobody is made its speaker."""
    sentence = find_sentence(read(Ear(Few=0.9)), "Few boats")
    assert (UNNAMED, "reported") == (sentence.speaker, sentence.attribution)


@pytest.mark.parametrize("words", ["“The hinges", "Mara Quill"])
def test_quotation_marks_and_words_of_saying_hold(words: str) -> None:
    """What stands in the sentence itself is not heard away."""
    assert "own" != find_sentence(read(Ear(Mara=0.3, **{"“The": 0.0})), words).attribution
