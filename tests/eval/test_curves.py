"""What the probability of an answer is worth: risk over coverage, AUC, calibration."""

from __future__ import annotations

import pytest

from eval.report.curves import brier_score, calibrate_bins, calibration_error, estimate_auc, trace_risk
from tests.eval.reports import score_with


def test_risk_grows_with_coverage() -> None:
    """Questions come by falling probability; an answer where there is none is wrong; the product has its own point."""
    scores = [
        score_with("c", 0.2, right=None, answered=False),
        score_with("a", 0.9, right=True),
        score_with("b", 0.5, right=False),
        score_with("d", 0.8, right=True),
    ]
    curve = trace_risk("de", scores)
    assert (0.25, 0.5, 0.75, 1.0) == curve.coverage
    assert (0.0, 0.0, pytest.approx(1 / 3), 0.5) == curve.risk
    assert (0.75, pytest.approx(1 / 3)) == curve.own
    assert 0.5 == curve.risk_at(1.0)
    assert 0.0 == curve.risk_at(0.5)


def test_auc_is_that_of_the_pairs() -> None:
    """AUC is the share of pairs, one with an answer and one without, in their right order; ties count half."""
    scores = [
        score_with("a", 0.9, right=True),
        score_with("b", 0.4, right=False),
        score_with("c", 0.5, right=None),
        score_with("d", 0.4, right=None),
    ]
    found = estimate_auc(scores)
    assert found is not None
    assert 0.625 == found.value
    assert 0.0 <= found.low <= 0.625 <= found.high <= 1.0
    assert estimate_auc(scores[:2]) is None


def test_calibration_counts_questions_of_like_probability() -> None:
    """Bins are fifths of the probability, 1 belongs to the last; empty ones are left out."""
    scores = [score_with(str(number), value, right=right) for number, (value, right) in enumerate(
        [(0.1, None), (0.15, True), (0.8, True), (1.0, True)]
    )]  # fmt: skip
    bins = calibrate_bins(scores)
    assert [(0.0, 0.2, 2, 0.5), (0.8, 1.0, 2, 1.0)] == [(b.low, b.high, b.questions, b.answerable) for b in bins]
    assert [pytest.approx(0.125), pytest.approx(0.9)] == [b.predicted for b in bins]
    assert pytest.approx((0.01 + 0.85**2 + 0.04 + 0.0) / 4) == brier_score(scores)
    assert pytest.approx(0.95 / 4) == calibration_error(scores)
    assert pytest.approx(1.3 / 5) == calibration_error(scores, ratio=4)
