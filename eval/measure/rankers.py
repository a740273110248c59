"""What ablations and peers have in common: something that ranks the passages of one generation for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from eval.measure.metrics import CUT, rank_measures
from eval.records import CaseQuestion
from index.encoders.encoder import Encoder


class Ranker(Protocol):
    """Ranks passages; all rankers of one comparison search the same passages with the same encoder."""

    @property
    def name(self) -> str:
        """How the comparison calls it."""
        ...

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the best passages for a question in a language, best first, none twice.

        `history` are the questions asked before, oldest first: what cannot use them leaves them aside.
        """
        ...


@dataclass(frozen=True, slots=True)
class RankerScore:
    """The retrieval metrics of one ranker for one question."""

    ranker: str
    question: CaseQuestion
    values: dict[str, float]
    milliseconds: float


class RememberingEncoder:
    """An encoder that computes each question's vector once: rankers that share it are timed without that part."""

    def __init__(self, encoder: Encoder) -> None:
        self.identity, self.dimensions, self.max_tokens = encoder.identity, encoder.dimensions, encoder.max_tokens
        self.encode_passages = encoder.encode_passages
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The question's vector (d,), unit length."""
        if text not in self._vectors:
            self._vectors[text] = self._encoder.encode_query(text)
        return self._vectors[text]


def measure_ranker(ranker: Ranker, questions: Sequence[CaseQuestion]) -> list[RankerScore]:
    """Rank for every question that has gold. Times are of a second call, so that question vectors are there already."""
    scores = []
    for question in questions:
        if not question.expects_answer:
            continue
        history = [turn.text for turn in question.turns if turn.role == "user"]
        ranker.rank(question.text, question.language, history=history, limit=CUT)
        started = perf_counter()
        ranking = ranker.rank(question.text, question.language, history=history, limit=CUT)
        elapsed = (perf_counter() - started) * 1000
        scores.append(RankerScore(ranker.name, question, rank_measures(question.gold.units, ranking), elapsed))
    return scores
