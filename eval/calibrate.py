"""Fit the small model that decides between an answer and an abstention, and write it as data with its provenance.

`fundstelle eval calibrate` fits a logistic regression on the signals of `app.abstention`, over the `dev` cases, and
writes `app/abstention.toml`. The threshold is the highest one at which, judged out of fold by group, at most
`FALSE_REFUSALS` of the questions with an answer would be refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import abstention
from app.abstention import AnswerSignals, measure_signals
from app.desk import Desk
from app.pipeline import clean_question, find_hits, question_language
from app.records import Question
from eval.errors import UsageError
from eval.gold import ask_all
from eval.provenance import hash_cases
from eval.records import Case, CaseQuestion

FALSE_REFUSALS = 0.06
FOLDS = 10
TARGET = Path(abstention.__file__).parent / "abstention.toml"
Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model and how it did on questions it had not seen."""

    toml: str
    """The model as `app.abstention` reads it."""
    threshold: float
    false_refusals: float
    """Out of fold, 0-1."""
    recall: float
    """Unanswerable questions that would be refused, out of fold, 0-1."""


def calibrate(cases: Sequence[Case], desk: Desk) -> Fit:
    """Fit on the `dev` cases that should be answered or refused; orders inside questions are no measure of either."""
    chosen = [case for case in cases if case.split == "dev" and case.kind != "injection"]
    questions = ask_all(chosen, desk.generation().corpus)
    answerable = np.array([question.expects_answer for question in questions])
    if answerable.all() or not answerable.any():
        raise UsageError(
            "to calibrate takes dev cases of both kinds, answerable and unanswerable",
            remedy="fundstelle eval calibrate --cases FILE",
        )
    signals = np.array([_measure(question, desk) for question in questions])
    model, threshold, refused, recall = _fit(signals, answerable, [question.case.id for question in questions])
    provenance = {
        "cases_sha256": hash_cases(chosen),
        "answerable": int(answerable.sum()),
        "unanswerable": int((~answerable).sum()),
        "encoder": desk.encoder.identity,
        "generation": desk.generation().generation.id,
        "false_refusals_out_of_fold": round(refused, 3),
        "abstention_recall_out_of_fold": round(recall, 3),
    }
    return Fit(_as_toml(model, threshold, provenance), threshold, refused, recall)


def _measure(question: CaseQuestion, desk: Desk) -> tuple[float, ...]:
    opened = desk.generation()
    cleaned = clean_question(question.text)
    language = question_language(cleaned, Question(question.text), opened)
    return astuple(measure_signals(cleaned, language, find_hits(cleaned, language, opened, desk), opened))


def _fit(signals: Rows, answerable: NDArray[np.bool_], groups: list[str]) -> tuple[Any, float, float, float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression())
    split = GroupKFold(min(FOLDS, len(set(groups))))
    found = cross_val_predict(model, signals, answerable, groups=groups, cv=split, method="predict_proba")[:, 1]
    refused = np.zeros(len(found), dtype=bool)
    for rest, fold in split.split(signals, answerable, groups):
        # The threshold, too, is judged by questions that it was not chosen on.
        refused[fold] = found[fold] < _threshold(found[rest][answerable[rest]])
    return (
        model.fit(signals, answerable),
        _threshold(found[answerable]),
        float(refused[answerable].mean()),
        float(refused[~answerable].mean()),
    )


def _threshold(probabilities: Rows) -> float:
    """The highest threshold at which at most `FALSE_REFUSALS` of questions with an answer are refused."""
    return float(np.quantile(probabilities, FALSE_REFUSALS, method="lower"))


def _as_toml(model: Any, threshold: float, provenance: dict[str, object]) -> str:  # noqa: ANN401 - a scikit-learn pipeline
    scaler, regression = model[0], model[1]
    names = [field.name for field in fields(AnswerSignals)]
    lines = [
        "# Written by `fundstelle eval calibrate`; not to be edited by hand.",
        f"threshold = {threshold:.6f}",
        f"intercept = {float(regression.intercept_[0]):.6f}",
    ]
    for table, values in (("weights", regression.coef_[0]), ("means", scaler.mean_), ("scales", scaler.scale_)):
        lines += ["", f"[{table}]", *(f"{name} = {value:.6f}" for name, value in zip(names, values, strict=True))]
    lines += ["", "[provenance]", *(f"{name} = {json.dumps(value)}" for name, value in provenance.items())]
    return "\n".join(lines) + "\n"
