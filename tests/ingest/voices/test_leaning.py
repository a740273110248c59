"""Sentences that a reader who sees them first would look back from."""

from __future__ import annotations

import pytest

from ingest.voices.leaning import opens_midway


@pytest.mark.parametrize(
    "sentence",
    [
        "Es ist daher nur folgerichtig, dass der Deich erhöht wird.",
        "Sie bricht den Plan auf einzelne Abschnitte herunter.",
        "Darüber hinaus fehlt das Geld für den zweiten Abschnitt.",
        "Vor diesem Hintergrund wundert die Eile nicht.",
        "Auch die Fähre zählt ihre Gäste.",
        "So wurde aus dem Graben ein Kanal.",
        "„Doch der Damm hielt“, schrieb sie.",
        "Als er zurückkam, stand das Wasser im Keller.",
        "However, this left the pumps idle.",
        "And the ferry was never repaired.",
        "On this the two reports differ.",
        "When she came back, the cellar was flooded.",
        "It was therefore closed in March.",
        "Some of them had been cut for fuel.",
        "Поэтому плотину закрыли.",
        "Таким образом, вода ушла.",
    ],
)
def test_what_goes_on_from_another_sentence_opens_midway(sentence: str) -> None:
    """A pronoun without its noun, a connective, "this" behind a preposition."""
    assert opens_midway(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 3. Mai brach der Deich bei Ostwarf.",
        "Auch wenn der Rat zahlt, bleibt der Damm ein Wagnis.",
        "Vor dem Deich liegt das Watt.",
        "Als der Damm brach, war es Nacht.",
        "So mancher Fischer verkaufte sein Boot an die Stadt.",
        "Es kommt darauf an, wann die Pumpen laufen.",
        "On Monday the council met in the old customs house.",
        "When the dam broke, the town slept.",
        "One of the five fens was never drained.",
        "Sandbags were stacked along the quay wall.",
        "Плотину построили в 1925 году.",
    ],
)
def test_what_says_itself_of_whom_it_speaks_does_not(sentence: str) -> None:
    """Its first words need nothing before them."""
    assert not opens_midway(sentence)
