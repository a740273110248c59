"""What the probability of an answer is worth: risk over coverage, AUC, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.measure.intervals import RESAMPLES, SEED, Values
from eval.records import Estimate, Score

_BINS = 5


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """Risk over coverage, questions taken in order of falling probability."""

    name: str
    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    own: tuple[float, float] | None
    """Coverage and risk at the product's own abstention."""
    area: float
    """Mean risk over all coverages."""
    auc: Estimate | None
    """How well the probability tells questions with an answer from those without; None where there is one kind only."""

    def risk_at(self, coverage: float) -> float:
        """The risk when at least this share is answered."""
        return self.risk[min(len(self.risk), max(1, round(coverage * len(self.risk)))) - 1]


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Questions of like probability."""

    low: float
    high: float
    questions: int
    predicted: float
    answerable: float
    """Share that has an answer in the dossier."""


def trace_risk(name: str, scores: Sequence[Score]) -> RiskCurve:
    """Risk over coverage in order of falling probability; an answer to a question without gold is wrong."""
    wrong = np.array([score.values.get("recall_1", 0.0) < 1 for score in scores])
    order = np.argsort(-probabilities(scores), kind="stable")
    counts = np.arange(1, len(scores) + 1)
    risk = np.cumsum(wrong[order]) / counts
    answered = np.array([score.outcome.answer["status"] == "answered" for score in scores])
    own = (float(answered.mean()), float(wrong[answered].mean())) if answered.any() else None
    coverage = tuple((counts / len(scores)).tolist())
    return RiskCurve(name, coverage, tuple(risk.tolist()), own, float(risk.mean()), estimate_auc(scores))


def estimate_auc(scores: Sequence[Score]) -> Estimate | None:
    """Area under the ROC curve of the probability, question with against question without gold; resampled by group."""
    answerable, others = ([s for s in scores if s.question.expects_answer is kind] for kind in (True, False))
    if not answerable or not others:
        return None
    # 1 where the answerable question of a pair is the more probable one, 1/2 where both are alike.
    right = np.sign(probabilities(answerable)[:, None] - probabilities(others)) / 2 + 0.5
    rows, columns = _group(answerable), _group(others)
    wins, pairs = rows @ right @ columns.T, np.outer(rows.sum(axis=1), columns.sum(axis=1))
    generator = np.random.default_rng(SEED)
    first, second = (
        generator.multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(float) for count in wins.shape
    )
    resampled = ((first @ wins) * second).sum(axis=1) / ((first @ pairs) * second).sum(axis=1)
    low, high = np.percentile(resampled, (2.5, 97.5))
    return Estimate(float(right.mean()), float(low), float(high), len(scores), sum(wins.shape), "bootstrap")


def calibrate_bins(scores: Sequence[Score]) -> list[CalibrationBin]:
    """What share has an answer among questions of like probability; empty bins are left out."""
    predicted = probabilities(scores)
    answerable = np.array([score.question.expects_answer for score in scores])
    bins = np.minimum((predicted * _BINS).astype(int), _BINS - 1)
    return [
        CalibrationBin(
            int(number) / _BINS,
            (int(number) + 1) / _BINS,
            int((bins == number).sum()),
            float(predicted[bins == number].mean()),
            float(answerable[bins == number].mean()),
        )
        for number in np.unique(bins)
    ]


def brier_score(scores: Sequence[Score]) -> float:
    """Mean squared distance of the probability from what is true; 0 is perfect."""
    return float(np.mean((probabilities(scores) - [score.question.expects_answer for score in scores]) ** 2))


def calibration_error(scores: Sequence[Score], *, ratio: float | None = None) -> float:
    """Expected calibration error (Naeini et al. 2015): mean distance of a bin's probability from its share of answers.

    Args:
        scores: Questions with a probability.
        ratio: Questions with an answer for each one without, as which they weigh; None: as they are.

    """
    answerable = np.array([score.question.expects_answer for score in scores])
    weights = np.ones(len(scores))
    if ratio is not None and 0 < answerable.mean() < 1:
        weights = np.where(answerable, ratio / answerable.sum(), 1 / (~answerable).sum())
    predicted = probabilities(scores)
    bins = np.minimum((predicted * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float((weights * (predicted - answerable))[bins == number].sum())) for number in np.unique(bins)]
    return sum(gaps) / float(weights.sum())


def probabilities(scores: Sequence[Score]) -> Values:
    """How likely the product thought an answer, (n,)."""
    return np.array([float(score.outcome.answer["probability"]) for score in scores])


def _group(scores: Sequence[Score]) -> Values:
    """Which question belongs to which group: (groups, questions), 0 or 1."""
    names = np.array([score.question.case.id for score in scores])
    return np.asarray(np.unique(names)[:, None] == names, dtype=np.float64)
