"""Fitting the weights that tell own from somebody else's."""

from pathlib import Path

import pytest

pytest.importorskip("scipy")

from eval.fit.voices import (
    LabelledText,
    describe_left_out,
    fit_weights,
    leave_one_out,
    read_labelled_texts,
    write_weights,
)
from ingest.voices.weighing import Weighed, read_weights, weigh_chain


def _text(name: str) -> LabelledText:
    """Two paragraphs: what follows a word of saying is somebody else's, too, and what says "I" is not."""
    told = [("said",), (), ("first",), ("said",), (), ("first",)]
    truth = [True, True, False, True, True, False]
    sentences = [Weighed(row // 3, row % 3, 3, signs, is_other="said" in signs) for row, signs in enumerate(told)]
    return LabelledText(name, "fresh", (tuple(zip(sentences, truth, strict=True)),))


def test_fitted_weights_follow_the_labels() -> None:
    """A sentence without signs of its own gets its probability from those around it."""
    texts = [_text(str(number)) for number in range(4)]
    weights = fit_weights(texts)
    chances = weigh_chain([one for one, _ in texts[0].chains[0]], weights)
    assert [True, True, False, True, True, False] == [chance > 0.5 for chance in chances]


def test_texts_are_judged_by_weights_that_have_not_seen_them() -> None:
    """One line a split and threshold, of as many sentences as there are labels."""
    texts = [_text(str(number)) for number in range(3)]
    assert 3 == len(leave_one_out(texts))
    assert any("others shown as own 0/12" in line for line in describe_left_out(leave_one_out(texts)))


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    """The file keeps every table, and signs with quotation marks and umlauts."""
    weights = read_weights()
    write_weights(weights, ["why"], tmp_path / "weights.toml")
    written = (tmp_path / "weights.toml").read_text(encoding="utf-8")
    assert written.startswith("# why")
    assert len(weights.signs) + len(weights.other) + len(weights.own) + 2 == written.count(" = ")


def test_labelled_texts_are_chains_of_labelled_sentences() -> None:
    """Both splits that are fitted on, and nothing of the test."""
    texts = read_labelled_texts()
    assert {"dev", "fresh"} == {text.split for text in texts}
    assert 2000 < sum(len(chain) for text in texts for chain in text.chains)
