"""A question and a passage stand in one row; a long passage in several, each with the question in front."""

from __future__ import annotations

from index.reranking.pairs import ROOM, lay_pairs


def test_a_row_has_question_heading_and_sentences() -> None:
    (pair,) = lay_pairs([11, 12], [13], [[21, 22], [31]])
    assert (0, 11, 12, 2, 13, 2, 21, 22, 31, 2) == pair.ids
    assert (-1, -1, -1, -1, -1, -1, 0, 0, 1, -1) == pair.owners


def test_a_long_passage_is_cut_between_sentences() -> None:
    sentences = [[place + 100] * 60 for place in range(7)]
    pairs = list(lay_pairs([11], [], sentences))
    assert all(len(pair.ids) <= ROOM + 5 and pair.ids[:4] == (0, 11, 2, 2) for pair in pairs)
    assert list(range(7)) == sorted({place for pair in pairs for place in pair.owners if place >= 0})
    whole = [pair.owners.count(place) for pair in pairs for place in set(pair.owners) if place >= 0]
    assert {60} == set(whole)
    assert 4 == len(pairs)
    assert 2 == len(list(lay_pairs([11], [], sentences, room=240)))


def test_an_endless_sentence_is_read_as_far_as_it_goes() -> None:
    (first, second) = lay_pairs([11] * 500, [12] * 500, [[21] * 900, [31]])
    assert ROOM == first.owners.count(0)
    assert {-1, 0} == set(first.owners)
    assert {-1, 1} == set(second.owners)


def test_an_empty_passage_has_no_row() -> None:
    assert [] == list(lay_pairs([11], [], []))
