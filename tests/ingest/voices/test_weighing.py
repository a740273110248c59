"""Own or somebody else's, weighed over the sentences around."""

from itertools import product
from math import exp

import pytest

from ingest.records import Slice
from ingest.voices.context import Attributed
from ingest.voices.weighing import Weighed, Weights, link_sentences, read_weights, weigh_chain
from tests.ingest.voices.reading import read_sentences

WEIGHTS = Weights(
    bias=-0.4,
    threshold=0.5,
    signs={"said": 1.5, "first": -2.0, "place first": -0.3},
    other={"joint": 0.8, "joint of paragraphs": -0.2},
    own={"joint": 0.5, "joint first": 0.7},
)


def _chain(*signs: tuple[str, ...]) -> tuple[Weighed, ...]:
    return tuple(Weighed(row // 3, row % 3, 3, one, is_other="said" in one) for row, one in enumerate(signs))


def _score(chain: tuple[Weighed, ...], states: tuple[int, ...]) -> float:
    total = 0.0
    for row, (one, state) in enumerate(zip(chain, states, strict=True)):
        signs = {*one.signs, "place first" if one.position == 0 else ""}
        total += state * (WEIGHTS.bias + sum(WEIGHTS.signs.get(sign, 0.0) for sign in signs))
        if row and states[row - 1] == state:
            inside = chain[row - 1].paragraph == one.paragraph
            joint = ["joint", *(f"joint {sign}" for sign in one.signs)] if inside else ["joint of paragraphs"]
            table = WEIGHTS.other if state else WEIGHTS.own
            total += sum(table.get(sign, 0.0) for sign in joint)
    return total


def test_probability_of_a_sentence_sums_over_all_ways_to_read_its_chain() -> None:
    """Forward and backward sums give what counting every way gives."""
    chain = _chain(("said",), (), ("first",), ("said", "first"), ())
    ways = {states: exp(_score(chain, states)) for states in product((0, 1), repeat=len(chain))}
    norm = sum(ways.values())
    expected = [sum(way for states, way in ways.items() if states[row]) / norm for row in range(len(chain))]
    assert pytest.approx(expected) == weigh_chain(chain, WEIGHTS)
    assert [] == weigh_chain((), WEIGHTS)


def test_headings_and_turns_part_chains() -> None:
    """What a heading or a turn parts says nothing of what stands behind it."""
    seen, turn = Attributed(signs=("said",)), Attributed("Lund", "quoted")
    passages = [
        ("paragraph", (Slice(0, 1), Slice(2, 3)), (seen, seen)),
        ("heading", (Slice(4, 5),), (seen,)),
        ("paragraph", (Slice(6, 7), Slice(8, 9), Slice(10, 11)), (seen, turn, seen)),
    ]
    assert [[0, 2], [6], [10]] == [list(chain) for chain in link_sentences(passages)]


def test_fitted_weights_are_read() -> None:
    """The file has weights for all three tables, and a threshold that leans to somebody else."""
    weights = read_weights()
    assert weights.signs
    assert weights.other
    assert weights.own
    assert weights.threshold <= 0.5


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "According to the coastguard, the boat had no lights."),
        ("de", "Laut Polizei war die Straße nass."),
        ("ru", "По словам врача, больных стало меньше."),
    ],
)
def test_weights_never_take_a_plain_word_of_saying_back(language: str, sentence: str) -> None:
    """Whoever is said to say it keeps it, whatever stands around it."""
    around = {"en": "I was there. It rained.", "de": "Ich war dort. Es regnete.", "ru": "Я был там. Шёл дождь."}[
        language
    ]
    found = {text: whose for text, _, whose in read_sentences(f"{around} {sentence} {around}", language)}
    assert "own" != found[sentence]
