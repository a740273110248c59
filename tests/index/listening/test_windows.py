"""Every sentence is read with as much around it as there is."""

from __future__ import annotations

import random

import pytest

from index.listening.windows import WIDTH, Sentence, choose_windows, fill_window, lay_windows, reach


def make_sentences(*lengths: int, in_passages_of: int = 3) -> list[Sentence]:
    """Sentences of so many tokens each; token ids start at 10."""
    return [Sentence(tuple(range(10, 10 + length)), row // in_passages_of) for row, length in enumerate(lengths)]


def test_a_window_knows_whose_each_token_is() -> None:
    """Beginning, end and the mark between two passages are nobody's."""
    window = fill_window(make_sentences(2, 1, 1, 2), 1, 4)
    assert (0, 10, 10, 2, 10, 11, 2) == window.ids
    assert (-1, 0, 1, -1, 2, 2, -1) == window.owners


@pytest.mark.parametrize("seed", range(20))
def test_each_sentence_stands_in_the_window_chosen_for_it(seed: int) -> None:
    """However long they are, the windows hold all, none is wider than the model reads, and none leaves a gap."""
    lengths = random.Random(seed).choices([0, 1, 7, 30, 60, 120, 200], k=60)
    sentences = make_sentences(*lengths)
    windows = lay_windows(sentences)
    chosen = choose_windows(sentences, windows)
    assert all(windows[number].start <= row < windows[number].stop for row, number in enumerate(chosen))
    assert all(len(window.ids) <= WIDTH for window in windows)
    assert len(sentences) == windows[-1].stop
    assert 0 == windows[0].start
    assert all(later.start <= earlier.stop for earlier, later in zip(windows, windows[1:], strict=False))


def test_what_stands_before_a_sentence_counts() -> None:
    """The first sentence of a later window is read in the one before, where it has its context."""
    sentences = make_sentences(*[40] * 20)
    windows = lay_windows(sentences)
    chosen = choose_windows(sentences, windows)
    assert windows[1].start not in (row for row, number in enumerate(chosen) if number == 1)


def test_a_sentence_too_long_for_company_stands_alone() -> None:
    """A window takes one sentence at least, and nothing is laid over no text."""
    assert 1 == reach(make_sentences(200, 200), 0)
    assert [] == lay_windows([])
