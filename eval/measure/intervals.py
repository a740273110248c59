"""Intervals and tests, by `scipy` and `statsmodels`.

Translations of one question are not independent. Rates of one language get Wilson intervals; whatever mixes languages
or is graded is resampled by question group. Two runs are compared in pairs: exact McNemar for yes or no, sign flips
and a bootstrap of differences by group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.records import Estimate

RESAMPLES = 10_000
LEVEL = 0.95
SEED = 20260301
Values = NDArray[np.float64]
Rates = float | Values
"""One rate, or one for each resample."""


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A over the same question groups."""

    value: float
    low: float
    high: float
    groups: int
    p_value: float
    """Two-sided: sign flips of the groups' differences."""
    mcnemar: float | None
    """Two-sided exact McNemar over single questions, where the metric is yes or no and every group has one question."""


def estimate_mean(values: Sequence[float], groups: Sequence[str]) -> Estimate:
    """The mean over questions with its interval: Wilson where every group has one yes or no, else by groups."""
    sums, counts = group_sums(values, groups)
    mean = float(np.mean(values))
    alike = (
        len(set((sums / counts).tolist())) == 1
    )  # No resample differs, and yet n times the same proves only so much.
    if alike or (len(sums) == len(values) and set(values) <= {0.0, 1.0}):
        low, high = wilson(mean, len(sums))
        return Estimate(mean, low, high, len(values), len(sums), "wilson")
    low, high = _resample_groups(sums, counts)
    return Estimate(mean, low, high, len(values), len(sums), "bootstrap")


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something holds, with its 95% Wilson interval."""

    name: str
    count: int
    number: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """None where there is nothing to count."""
        return wilson(self.count / self.number, self.number) if self.number else None

    def to_json(self) -> dict[str, object]:
        """As plain JSON types; the interval's ends are null where there is nothing to count."""
        low, high = self.interval or (None, None)
        return {"name": self.name, "count": self.count, "number": self.number, "low": low, "high": high}

    def render(self) -> str:
        """One line."""
        if self.interval is None:
            return f"{self.name}: none"
        low, high = self.interval
        return f"{self.name}: {self.count / self.number:.2f} ({self.count}/{self.number}; {low:.2f}-{high:.2f})"


def wilson(rate: float, number: int) -> tuple[float, float]:
    """Wilson's interval for a rate among a number of independent trials."""
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(rate * number, number, alpha=1 - LEVEL, method="wilson")
    return float(low), float(high)


def group_sums(values: Sequence[float], groups: Sequence[str]) -> tuple[Values, Values]:
    """Each group's sum and number of values, in the order in which groups appear."""
    collected: dict[str, list[float]] = {}
    for value, group in zip(values, groups, strict=True):
        collected.setdefault(group, []).append(value)
    return np.array([sum(found) for found in collected.values()]), np.array([float(len(f)) for f in collected.values()])


def group_means(values: Sequence[float], groups: Sequence[str]) -> Values:
    """The mean of each group's values, in the order in which groups appear."""
    sums, counts = group_sums(values, groups)
    return np.asarray(sums / counts)


def _resample_groups(sums: Values, counts: Values) -> tuple[float, float]:
    """The bootstrap interval of a mean over values that belong together in groups."""

    def mean(sums: Values, counts: Values, axis: int = -1) -> Values:
        return np.asarray(np.sum(sums, axis=axis) / np.sum(counts, axis=axis))

    return bootstrap([sums, counts], mean, paired=True)


def bootstrap(samples: Sequence[Values], statistic: Callable[..., Any], *, paired: bool = False) -> tuple[float, float]:
    """Percentile bootstrap of a statistic of samples, independent or paired; `statistic` takes them and `axis`."""
    from scipy.stats import bootstrap as resample

    if all(len(set(sample.tolist())) == 1 for sample in samples) or any(len(sample) < 2 for sample in samples):
        value = float(statistic(*samples, axis=-1))
        return value, value
    found = resample(
        tuple(samples),
        statistic,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        vectorized=True,
        paired=paired,
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def compare_paired(before: Sequence[float], after: Sequence[float], groups: Sequence[str]) -> Difference:
    """The mean difference `after` minus `before`, question by question, with interval and tests over groups."""
    from scipy.stats import permutation_test

    sums, counts = group_sums(np.subtract(after, before).tolist(), groups)
    low, high = _resample_groups(sums, counts)
    p_value = 1.0
    if len(sums) > 1 and np.any(sums):
        p_value = float(
            permutation_test(
                (sums,),
                np.mean,
                permutation_type="samples",
                n_resamples=RESAMPLES,
                vectorized=True,
                rng=np.random.default_rng(SEED),
            ).pvalue
        )
    single = len(sums) == len(before) and set(before) | set(after) <= {0.0, 1.0}
    return Difference(
        value=float(np.mean(np.subtract(after, before))),
        low=low,
        high=high,
        groups=len(sums),
        p_value=p_value,
        mcnemar=exact_mcnemar(before, after) if single else None,
    )


def exact_mcnemar(before: Sequence[float], after: Sequence[float]) -> float:
    """The exact two-sided p-value of McNemar's test for paired yes-or-no outcomes."""
    from statsmodels.stats.contingency_tables import mcnemar

    table = np.zeros((2, 2), dtype=int)
    for first, second in zip(before, after, strict=True):
        table[int(first), int(second)] += 1
    return float(mcnemar(table, exact=True).pvalue)


def adjust_for_many(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm's correction of several p-values, by name."""
    from statsmodels.stats.multitest import multipletests

    if not p_values:
        return {}
    return dict(zip(p_values, multipletests(list(p_values.values()), method="holm")[1].tolist(), strict=True))


def abstention_precision(recall: Rates, false_refusal: Rates, ratio: float) -> Values:
    """Precision of abstention at `ratio` answerable questions to one unanswerable; 0 where nothing is refused."""
    recalled = np.asarray(recall, dtype=np.float64)
    refused = recalled + ratio * np.asarray(false_refusal, dtype=np.float64)
    return np.divide(recalled, refused, out=np.zeros_like(refused), where=refused > 0)


def abstention_f1(recall: Rates, false_refusal: Rates, ratio: float) -> Values:
    """F1 of abstention at `ratio` answerable questions to one unanswerable; 0 where nothing is refused rightly."""
    recalled = np.asarray(recall, dtype=np.float64)
    precision = abstention_precision(recalled, false_refusal, ratio)
    both = precision + recalled
    return np.divide(2 * precision * recalled, both, out=np.zeros_like(both), where=both > 0)
