"""The synthetic dossiers that cost is measured on, and how growth is stated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.bench.scale import _ask, _build, _state_growth
from eval.bench.synthetic import WordVectors, make_corpus, make_questions


def test_synthetic_dossier_is_shaped_like_a_real_one() -> None:
    """Three languages, speakers, three to four vectors a passage besides its questions, offsets that fit their text."""
    corpus = make_corpus(1500)
    passages = [passage for document in corpus.documents for passage in document.passages]
    assert (2, 1500, 1500) == (len(corpus.documents), len(passages), len({passage.id for passage in passages}))
    assert {"de", "en", "ru"} == {passage.language for passage in passages}
    assert 1 < len({sentence.speaker for passage in passages for sentence in passage.sentences})
    assert 3 < sum(not chunk.asked_in for chunk in corpus.chunks) / 1500 < 4
    assert {"de", "en", None} == {chunk.asked_in for chunk in corpus.chunks}
    for document in corpus.documents:
        for passage in document.passages:
            ends = [(sentence.start, sentence.end) for sentence in passage.sentences]
            assert (passage.start, passage.end) == (ends[0][0], ends[-1][1])
            assert all(document.text[end - 1] == "." for _, end in ends)


def test_synthetic_dossier_is_the_same_every_time() -> None:
    """Two runs measure the same texts, questions and vectors."""
    first, second = make_corpus(40), make_corpus(40)
    assert first == second
    assert make_questions(first, 5) == make_questions(second, 5)
    text = make_questions(first, 1)[0].text
    assert np.array_equal(WordVectors().encode_query(text), WordVectors().encode_query(text))


def test_growth_is_stated_beside_the_corpus_own() -> None:
    """Times are divided, memory is what each 10,000 passages add; what a system does not tell is left out."""
    busy = "warm retrieval, processor time p50 (ms)"
    small = {"opening (s)": 0.1, "warm retrieval p50 (ms)": 10.0, "warm retrieval p95 (ms)": 20.0, busy: 8}
    large = {"opening (s)": 0.5, "warm retrieval p50 (ms)": 15.0, "warm retrieval p95 (ms)": 30.0, busy: 10}
    small, large = {**small, "memory (MiB)": 200}, {**large, "memory (MiB)": 290}
    disk = "generation on disk (MiB)"
    expected = {
        "1000 to 10000 passages (10 times): warm retrieval p50 (ms), times": 1.5,
        "1000 to 10000 passages (10 times): warm retrieval p95 (ms), times": 1.5,
        "1000 to 10000 passages (10 times): warm retrieval, processor time p50 (ms), times": 1.25,
        "1000 to 10000 passages (10 times): opening (s), times": 5.0,
        "1000 to 10000 passages (10 times): memory (MiB) a 10000 passages": 100.0,
        "1000 to 10000 passages (10 times): generation on disk (MiB) a 10000 passages": 50.0,
    }
    assert expected == _state_growth({1000: {**small, disk: 10}, 10_000: {**large, disk: 55}})
    assert {} == _state_growth({1000: small})


@pytest.mark.slow
def test_a_small_one_is_built_and_asked(tmp_path: Path) -> None:
    """The product's own build takes a synthetic dossier, and its own retrieval answers from it."""
    built = _build(tmp_path, 200)
    assert 200 * 5 < built["vectors"] < 200 * 6
    asked = _ask(tmp_path, 10)
    assert 0 < asked["warm retrieval p50 (ms)"] <= asked["warm retrieval p95 (ms)"]
