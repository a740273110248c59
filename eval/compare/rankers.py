"""Rankers side by side, as ablation and peers need them: each one's figures, and its distance to the product in pairs.

A ranker is whatever ranks the passages of one generation for a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from eval.errors import RunError
from eval.measure.intervals import Difference, compare_paired, estimate_mean
from eval.measure.metrics import CUT, rank_measures
from eval.records import CaseQuestion, Estimate
from eval.runs.folder import write_whole
from index.encoders.protocol import Encoder

RANK_METRICS = ("recall_1", "recall_5", "mrr_10", "ndcg_10")
_FEWEST = 10
"""Groups a direction needs to get a row."""


class Ranker(Protocol):
    """Ranks passages; all rankers of one comparison search the same passages with the same encoder."""

    @property
    def name(self) -> str:
        """How the comparison calls it."""
        ...

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the best passages for a question in a language, best first, none twice.

        `history` are the questions asked before, oldest first: what cannot use them ignores them.
        """
        ...


@dataclass(frozen=True, slots=True)
class RankerScore:
    """The retrieval metrics of one ranker for one question."""

    ranker: str
    question: CaseQuestion
    values: dict[str, float]
    milliseconds: float

    @property
    def sections(self) -> tuple[str, str]:
        """The question's language, and its direction such as "en-de"."""
        return self.question.language, f"{self.question.language}-{self.question.source_language}"


@dataclass(frozen=True, slots=True)
class RankerFigures:
    """One ranker's figures over one section of the questions."""

    ranker: str
    section: str
    """A question language, or a direction such as "en-de"."""
    figures: dict[str, Estimate]
    """By metric of `RANK_METRICS`."""
    behind: dict[str, Difference]
    """The ranker's value minus the product's, in pairs by question group; empty for the product itself."""
    milliseconds: float
    """Median time of one question in this section, its vector not counted."""


@dataclass(frozen=True, slots=True)
class _Kept:
    run: str
    """Fingerprint of the run that the figures belong to."""
    rows: tuple[RankerFigures, ...]


_kept_json = TypeAdapter(_Kept)


class CachingEncoder:
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
    for question in (question for question in questions if question.expects_answer):
        history = [turn.text for turn in question.turns if turn.role == "user"]
        ranker.rank(question.text, question.language, history=history, limit=CUT)
        started = perf_counter()
        ranking = ranker.rank(question.text, question.language, history=history, limit=CUT)
        elapsed = (perf_counter() - started) * 1000
        scores.append(RankerScore(ranker.name, question, rank_measures(question.gold.units, ranking), elapsed))
    return scores


def compare_rankers(scores: Sequence[RankerScore], product: str) -> tuple[RankerFigures, ...]:
    """One row for each ranker and section; rankers keep the order in which they were measured."""
    reference = {score.question.id: score for score in scores if score.ranker == product}
    return tuple(
        _row(ranker, section, chosen, {} if ranker == product else reference)
        for section in _sections(scores)
        for ranker in dict.fromkeys(score.ranker for score in scores)
        if (chosen := [score for score in scores if score.ranker == ranker and section in score.sections])
    )


def write_rankers(path: Path, run: str, rows: Sequence[RankerFigures]) -> None:
    """Keep a comparison beside the run with this fingerprint, where the report finds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _kept_json.dump_json(_Kept(run, tuple(rows)), indent=1))
    except OSError as error:
        raise RunError(f"the comparison cannot be written ({error.strerror})", where=path) from error


def read_rankers(path: Path, run: str) -> tuple[RankerFigures, ...]:
    """The comparison of an earlier command over the same run; empty where there is none, or one of another run."""
    try:
        kept = _kept_json.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return ()
    return kept.rows if kept.run == run else ()


def _sections(scores: Sequence[RankerScore]) -> list[str]:
    groups: dict[str, set[str]] = {}
    for score in scores:
        for section in score.sections:
            groups.setdefault(section, set()).add(score.question.case.id)
    large = [section for section, found in groups.items() if len(found) >= _FEWEST or "-" not in section]
    return sorted(large, key=lambda section: ("-" in section, section))


def _row(ranker: str, section: str, scores: Sequence[RankerScore], reference: dict[str, RankerScore]) -> RankerFigures:
    groups = [score.question.case.id for score in scores]
    figures, behind = {}, {}
    for metric in RANK_METRICS:
        values = [score.values[metric] for score in scores]
        figures[metric] = estimate_mean(values, groups)
        if reference:
            product = [reference[score.question.id].values[metric] for score in scores]
            behind[metric] = compare_paired(product, values, groups)
    return RankerFigures(ranker, section, figures, behind, float(np.median([score.milliseconds for score in scores])))
