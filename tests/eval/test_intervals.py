"""Intervals and tests against values that are known from elsewhere."""

import numpy as np
import pytest

from eval.measure.figures import METRICS, ON_ANSWERABLE, find_figure, metric_values, summarize
from eval.measure.intervals import (
    abstention_f1,
    abstention_precision,
    adjust_for_many,
    bootstrap,
    compare_paired,
    estimate_mean,
    exact_mcnemar,
    group_means,
)
from eval.records import Case, CaseQuestion, Figure, Gold, Outcome, Score


def test_rates_of_one_language_get_wilson_intervals() -> None:
    """95 of 100 is .888 to .978, as Wilson's formula has it."""
    found = estimate_mean([1.0] * 95 + [0.0] * 5, [str(n) for n in range(100)])
    assert ("wilson", 0.95, 100) == (found.method, found.value, found.groups)
    assert pytest.approx((0.888, 0.978), abs=5e-4) == (found.low, found.high)


def test_none_wrong_proves_only_so_much() -> None:
    """Where all questions came out alike no resample differs; the interval still says what n groups can prove."""
    found = estimate_mean([1.0] * 40, [str(n // 2) for n in range(40)])
    assert (1.0, 1.0, 20) == (found.value, found.high, found.groups)
    assert pytest.approx(0.839, abs=1e-3) == found.low


def test_translations_of_a_question_are_not_independent() -> None:
    """Twice the same answers in two languages prove as much as once: the interval does not shrink."""
    rng = np.random.default_rng(3)
    values = rng.integers(0, 2, 60).astype(float).tolist()
    groups = [str(n) for n in range(60)]
    once, twice = estimate_mean(values, groups), estimate_mean(values * 2, groups * 2)
    assert ("wilson", "bootstrap") == (once.method, twice.method)
    assert pytest.approx(once.high - once.low, rel=0.1) == twice.high - twice.low


def test_group_means_weigh_groups_alike() -> None:
    """The mean over groups, each group one voice."""
    assert [0.5, 1.0] == group_means([0, 1, 1], ["a", "a", "b"]).tolist()


def test_bootstrap_covers_what_a_normal_interval_covers() -> None:
    """For the mean of many values the percentile bootstrap is the normal interval, and the seed makes it repeatable."""
    values = np.random.default_rng(1).normal(size=400)
    low, high = bootstrap([values], np.mean)
    half = 1.96 * values.std() / np.sqrt(400)
    assert pytest.approx((values.mean() - half, values.mean() + half), abs=0.01) == (low, high)
    assert (low, high) == bootstrap([values], np.mean)


def test_exact_mcnemar_is_a_binomial_test_of_the_flips() -> None:
    """Nine flips one way and one back: 2 * (1 + 10) / 1024; no flips prove nothing."""
    before, after = [0.0] * 9 + [1.0] + [1.0] * 30, [1.0] * 9 + [0.0] + [1.0] * 30
    assert pytest.approx(22 / 1024) == exact_mcnemar(before, after)
    assert 1.0 == exact_mcnemar(after, after)


def test_paired_differences_find_what_unpaired_ones_hide() -> None:
    """A small gain that is always there is certain, however much questions differ among themselves."""
    before = np.linspace(0, 0.9, 30).tolist()
    after = [value + 0.05 for value in before]
    found = compare_paired(before, after, [str(n) for n in range(30)])
    assert pytest.approx((0.05, 0.05, 0.05)) == (found.value, found.low, found.high)
    assert found.p_value < 0.001
    assert found.mcnemar is None
    same = compare_paired(before, before, [str(n) for n in range(30)])
    assert (0.0, 1.0) == (same.value, same.p_value)
    alone = compare_paired([0.0], [1.0], ["a"])
    assert (1.0, 1.0, 1.0, 1.0) == (alone.value, alone.low, alone.high, alone.p_value)


def test_sign_flips_do_not_cry_wolf() -> None:
    """Differences that point both ways alike are no difference."""
    found = compare_paired([0.0, 1.0] * 20, [1.0, 0.0] * 20, [str(n) for n in range(40)])
    assert found.p_value > 0.5
    assert found.low < 0 < found.high


def test_many_metrics_are_corrected() -> None:
    """Holm: the smallest of three p-values counts three times."""
    assert pytest.approx({"a": 0.03, "b": 0.08, "c": 0.5}) == adjust_for_many({"a": 0.01, "b": 0.04, "c": 0.5})
    assert {} == adjust_for_many({})


def test_abstention_is_reported_at_a_stated_ratio() -> None:
    """All unanswerable refused, 5% of the others too: at 4:1 precision is 1 / 1.2; nothing refused scores 0."""
    assert pytest.approx(1 / 1.2) == float(abstention_precision(1.0, 0.05, 4))
    assert pytest.approx(2 / (1.2 + 1)) == float(abstention_f1(1.0, 0.05, 4))
    assert [0.0, 0.0] == [float(abstention_precision(0.0, 0.0, 4)), float(abstention_f1(0.0, 0.0, 4))]
    assert (
        pytest.approx([1 / 1.2, 0.0]) == abstention_precision(np.array([1.0, 0.0]), np.array([0.05, 0.0]), 4).tolist()
    )


def test_questions_weigh_alike_and_groups_are_drawn() -> None:
    """A group of which only one language has a figure counts once, not twice: means agree with those of the parts."""
    values, groups = [0.0, 1.0, 1.0] + [1.0, 0.0] * 10, ["a", "b", "b"] + [f"{n // 2}" for n in range(20)]
    assert pytest.approx(12 / 23) == estimate_mean(values, groups).value
    found = compare_paired([0.0] * 23, values, groups)
    assert pytest.approx(12 / 23) == found.value


def make_score(group: str, language: str, kind: str, **values: float) -> Score:
    gold = (("quote",),) if kind != "unanswerable" else ()
    case = Case(group, kind, "number", "dev", {"de": "?", "en": "?"}, gold=gold)  # type: ignore[arg-type]
    question = CaseQuestion(
        f"{group}-{language}", case, language, Gold((), frozenset(), (), (), frozenset({"de"} if gold else ()))
    )
    return Score(question, Outcome(question.id, {}, (), (), 0, (), 5.0), values)


def value_of(figures: tuple[Figure, ...], metric: str, section: str) -> float | None:
    found = find_figure(figures, metric, section)
    return None if found is None else found.value


def test_figures_are_parted_by_language_direction_and_category() -> None:
    """Each section has the mean of its own questions, and a metric that no question has is not there."""
    scores = [make_score("a", "de", "answerable", recall_1=1), make_score("a", "en", "answerable", recall_1=0)]
    figures = summarize(scores)
    wanted = {"all": 0.5, "de": 1.0, "en": 0.0, "de-de": 1.0, "en-de": 0.0}
    wanted |= {"category:number": 0.5, "category:number:de": 1.0, "category:number:en": 0.0}
    assert wanted == {figure.section: figure.estimate.value for figure in figures}
    assert None is value_of(figures, "recall_5", "all")


def test_false_premises_do_not_mix_with_answerable_questions() -> None:
    """Headline figures of finding and quoting are over answerable questions; a premise has figures of its own."""
    scores = [
        make_score("a", "de", "answerable", recall_1=1),
        make_score("b", "de", "false_premise", recall_1=0, premise_corrected_first=0),
    ]
    figures = summarize(scores)
    assert (1.0, 0.0) == (value_of(figures, "recall_1", "all"), value_of(figures, "premise_corrected_first", "all"))
    assert {"a-de": 1} == metric_values("recall_1", scores)


def test_abstention_figures_need_both_kinds() -> None:
    """Precision and F1 of abstention are told where there is something to refuse and something not to."""
    refused = make_score("u", "de", "unanswerable", abstention_recall=1)
    answered = make_score("a", "de", "answerable", false_refusal=0)
    both = summarize([refused, answered])
    assert (1.0, 1.0) == (value_of(both, "abstention_precision_4_1", "de"), value_of(both, "abstention_f1_4_1", "all"))
    estimate = find_figure(both, "abstention_f1_4_1", "all")
    assert estimate is not None
    assert estimate.low < 0.3  # two questions prove next to nothing
    assert None is value_of(summarize([refused]), "abstention_f1_4_1", "all")


def test_every_metric_has_one_title() -> None:
    """The report names each metric once; those on answerable questions are metrics."""
    names = [metric.name for metric in METRICS]
    assert len(names) == len(set(names)) == len({metric.title for metric in METRICS})
    assert set(ON_ANSWERABLE) <= set(names)
