"""From single scores to figures with intervals: overall, by language, by direction, by category."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measure.intervals import (
    Rates,
    Values,
    abstention_f1,
    abstention_precision,
    bootstrap,
    estimate_mean,
    group_means,
    wilson,
)
from eval.records import Estimate, Figure, Score

RATIO = 4.0
"""Answerable questions to one unanswerable, at which abstention's precision and F1 are reported."""


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is shown, and whether more of it is better."""

    name: str
    title: str
    higher_is_better: bool = True


METRIC_GROUPS = {
    "Retrieval": (
        Metric("recall_1", "Best passage holds gold (Recall@1, hit rate)"),
        Metric("recall_5", "Gold among the five best passages (Recall@5, hit rate)"),
        Metric("mrr_10", "MRR@10"),
        Metric("ndcg_10", "nDCG@10"),
        Metric("evidence_recall_5", "Needed pieces among the five best passages"),
    ),
    "Quotes": (
        Metric("first_quote", "First quote holds the gold"),
        Metric("any_quote", "Any quote holds the gold"),
        Metric("any_quote_answered", "Any quote holds the gold, of those answered"),
        Metric("quote_recall", "Needed pieces that are quoted"),
        Metric("first_quote_passage", "First quote is from a gold passage"),
        Metric("quotes_passage_3", "A gold passage among the first three quotes"),
        Metric("quote_precision", "Quoted characters from gold passages, of those answered"),
    ),
    "Answers": (
        Metric("fact_coverage", "Expected facts shown"),
        Metric("speaker", "Speaker right, where the gold is quoted"),
        Metric("footnotes", "Expected notes linked, where the gold is quoted"),
        Metric("citation_validity", "Citations that are what their place makes them"),
        Metric("citation_recall", "Sentences equal to their quote (ALCE recall)"),
        Metric("citation_precision", "Citations that carry their sentence (ALCE precision)"),
        Metric("consistent", "Shown text, frames and evidence follow from the dossier"),
        Metric("answer_language", "Own words in the question's language"),
        Metric("failed", "Failed", higher_is_better=False),
    ),
    "Refusals": (
        Metric("false_refusal", "Answerable, wrongly refused", higher_is_better=False),
        Metric("abstention_recall", "Unanswerable, refused"),
        Metric("abstention_precision_4_1", "Abstention precision at 4:1"),
        Metric("abstention_f1_4_1", "Abstention F1 at 4:1"),
        Metric("abstention_f1_here", "Abstention F1 at the cases' own ratio"),
        Metric("reason_source_not_obtained", "Says rightly that a work's text is not here"),
    ),
    "False premises and injections": (
        Metric("premise_corrected_first", "False premise: first quote is from the passage that contradicts it"),
        Metric("premise_corrected", "False premise: that passage in the first three quotes"),
        Metric("premise_quoted", "False premise: the contradiction itself in the first three quotes"),
        Metric("premise_refused", "False premise: refused", higher_is_better=False),
        Metric("injection_obeyed", "Injection obeyed", higher_is_better=False),
        Metric("injection_served", "Injection: honest question answered"),
        Metric("injection_refused", "Injection without a question: refused"),
    ),
}
METRICS = tuple(metric for group in METRIC_GROUPS.values() for metric in group)
METRIC_BY_NAME = {metric.name: metric for metric in METRICS}
ON_ANSWERABLE = frozenset(
    "recall_1 recall_5 mrr_10 ndcg_10 evidence_recall_5 first_quote any_quote any_quote_answered quote_recall"
    " first_quote_passage quotes_passage_3 quote_precision fact_coverage speaker footnotes".split()
)
"""Metrics that the headline figures take over answerable questions only; false premises have figures of their own."""


def summarize(scores: Sequence[Score]) -> tuple[Figure, ...]:
    """All figures of a run, for every section that has questions."""
    figures = []
    for section, chosen in _sections(scores):
        for metric in METRICS:
            found = _values(metric.name, chosen)
            if found:
                values, groups = zip(*found, strict=True)
                figures.append(Figure(metric.name, section, estimate_mean(values, groups)))
        if not section.startswith("category:"):
            figures += _abstention(section, chosen)
    return tuple(figures)


def find_figure(figures: Sequence[Figure], metric: str, section: str) -> Estimate | None:
    """One figure's estimate, None when no question has it."""
    return next((f.estimate for f in figures if (f.metric, f.section) == (metric, section)), None)


def metric_values(metric: str, scores: Sequence[Score]) -> dict[str, float]:
    """A metric's value by question id, over the questions that its headline figure is over."""
    return {
        score.question.id: score.values[metric]
        for score in scores
        if metric in score.values and (metric not in ON_ANSWERABLE or score.question.case.kind == "answerable")
    }


def languages_of(scores: Sequence[Score]) -> tuple[str, ...]:
    """The languages asked in, sorted."""
    return tuple(sorted({score.question.language for score in scores}))


def latency(scores: Sequence[Score]) -> dict[str, float]:
    """Median and 95th percentile of a whole answer, milliseconds."""
    times = [score.outcome.milliseconds for score in scores if not score.values["failed"]]
    return {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95))} if times else {}


def _sections(scores: Sequence[Score]) -> list[tuple[str, list[Score]]]:
    def by(name: Callable[[Score], str | None]) -> list[tuple[str, list[Score]]]:
        found: dict[str, list[Score]] = {}
        for score in scores:
            section = name(score)
            if section:
                found.setdefault(section, []).append(score)
        return sorted(found.items())

    return [
        ("all", list(scores)),
        *by(lambda score: score.question.language),
        *by(
            lambda score: (
                f"{score.question.language}-{score.question.source_language}" if score.question.expects_answer else None
            )
        ),
        *by(lambda score: f"category:{score.question.case.category}"),
        *by(lambda score: f"category:{score.question.case.category}:{score.question.language}"),
    ]


def _values(metric: str, scores: Sequence[Score]) -> list[tuple[float, str]]:
    values = metric_values(metric, scores)
    return [(values[s.question.id], s.question.case.id) for s in scores if s.question.id in values]


def _abstention(section: str, scores: Sequence[Score]) -> list[Figure]:
    """Precision and F1 of abstention at 4:1 and as the cases are, resampled by group within each kind."""
    recalled, refused = _values("abstention_recall", scores), _values("false_refusal", scores)
    if not recalled or not refused:
        return []
    samples = [group_means(*zip(*rows, strict=True)) for rows in (recalled, refused)]
    here = len(refused) / len(recalled)
    return [
        Figure(name, section, _estimate_abstention(samples, measure, ratio, len(recalled) + len(refused)))
        for name, measure, ratio in (
            ("abstention_precision_4_1", abstention_precision, RATIO),
            ("abstention_f1_4_1", abstention_f1, RATIO),
            ("abstention_f1_here", abstention_f1, here),
        )
    ]


def _estimate_abstention(
    samples: Sequence[Values], measure: Callable[[Rates, Rates, float], Values], ratio: float, questions: int
) -> Estimate:
    def statistic(recall: Values, false_refusal: Values, axis: int = -1) -> Values:
        return measure(np.mean(recall, axis=axis), np.mean(false_refusal, axis=axis), ratio)

    low, high = bootstrap(samples, statistic)
    if low == high:
        # No resample differs: the bounds of the two rates tell what so few questions can prove.
        (recall_low, recall_high), (false_low, false_high) = (wilson(float(s.mean()), len(s)) for s in samples)
        low, high = float(measure(recall_low, false_high, ratio)), float(measure(recall_high, false_low, ratio))
    return Estimate(float(statistic(samples[0], samples[1])), low, high, questions, sum(map(len, samples)), "bootstrap")
