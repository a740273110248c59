"""What ablations and peers have in common: something that ranks the passages of one generation for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from eval.metrics import CUT, rank_measures
from eval.records import CaseQuestion


class Ranker(Protocol):
    """Ranks passages; all rankers of one comparison search the same passages with the same encoder."""

    @property
    def name(self) -> str:
        """How the comparison calls it."""
        ...

    def rank(self, question: str, language: str, *, limit: int) -> Sequence[str]:
        """Ids of the best passages for a question in a language, best first, none twice."""
        ...


@dataclass(frozen=True, slots=True)
class RankerScore:
    """The retrieval metrics of one ranker for one question."""

    ranker: str
    question: CaseQuestion
    values: dict[str, float]
    milliseconds: float


def measure_ranker(ranker: Ranker, questions: Sequence[CaseQuestion]) -> list[RankerScore]:
    """Rank for every question that has gold."""
    scores = []
    for question in questions:
        if not question.expects_answer:
            continue
        started = perf_counter()
        ranking = ranker.rank(question.text, question.language, limit=CUT)
        elapsed = (perf_counter() - started) * 1000
        scores.append(RankerScore(ranker.name, question, rank_measures(question.gold.passages, ranking), elapsed))
    return scores
