"""Fit the small model that decides between an answer and an abstention, and write it as data with its provenance.

    python -m eval.calibrate tests/data/questions.jsonl [--store DIR]

Reads question lines (`q`, `group`, `gold`; no gold means unanswerable), fits a logistic regression on the signals of
`app.abstention`, and writes `app/abstention.toml`. The threshold is the highest one at which, judged out of fold by
group, at most `FALSE_REFUSALS` of the answerable questions would be refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import abstention
from app.abstention import AnswerSignals, measure_signals
from app.console import add_store, print_line
from app.desk import Desk
from app.pipeline import clean_question, find_hits, question_language
from app.records import Question
from app.settings import build_settings, go_offline

FALSE_REFUSALS = 0.06
FOLDS = 10
_TARGET = Path(abstention.__file__).parent / "abstention.toml"
Rows = NDArray[np.float64]


def main() -> None:
    """Fit on the cases of a file and write the model."""
    parser = argparse.ArgumentParser(description="Fit the model that decides between an answer and an abstention.")
    parser.add_argument("cases", type=Path)
    add_store(parser)
    options = parser.parse_args()
    go_offline()
    desk = Desk(build_settings(os.environ, store=options.store))
    lines = [json.loads(line) for line in options.cases.read_text(encoding="utf-8").splitlines()]
    signals = np.array([_measure(Question(line["q"], language=line.get("language")), desk) for line in lines])
    answerable = np.array([bool(line["gold"]) for line in lines])
    model, threshold, refused, recall = _fit(signals, answerable, [line["group"] for line in lines])
    provenance = {
        "cases": options.cases.name,
        "cases_sha256": hashlib.sha256(options.cases.read_bytes()).hexdigest(),
        "answerable": int(answerable.sum()),
        "unanswerable": int((~answerable).sum()),
        "encoder": desk.encoder.identity,
        "generation": desk.generation().generation.id,
        "false_refusals_out_of_fold": round(refused, 3),
        "abstention_recall_out_of_fold": round(recall, 3),
    }
    _TARGET.write_text(_as_toml(model, threshold, provenance), encoding="utf-8")
    print_line(f"{_TARGET}: false refusals {refused:.3f}, abstention recall {recall:.3f}, threshold {threshold:.3f}")


def _measure(question: Question, desk: Desk) -> tuple[float, ...]:
    opened = desk.generation()
    cleaned = clean_question(question.text)
    language = question_language(cleaned, question, opened)
    return astuple(measure_signals(cleaned, language, find_hits(cleaned, language, opened, desk), opened))


def _fit(signals: Rows, answerable: NDArray[np.bool_], groups: list[str]) -> tuple[Any, float, float, float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression())
    split = GroupKFold(FOLDS)
    found = cross_val_predict(model, signals, answerable, groups=groups, cv=split, method="predict_proba")[:, 1]
    threshold = float(np.quantile(found[answerable], FALSE_REFUSALS))
    refused = float((found[answerable] < threshold).mean())
    recall = float((found[~answerable] < threshold).mean())
    return model.fit(signals, answerable), threshold, refused, recall


def _as_toml(model: Any, threshold: float, provenance: dict[str, object]) -> str:  # noqa: ANN401 - a scikit-learn pipeline
    scaler, regression = model[0], model[1]
    names = [field.name for field in fields(AnswerSignals)]
    lines = [
        "# Written by `python -m eval.calibrate`; not to be edited by hand.",
        f"threshold = {threshold:.6f}",
        f"intercept = {float(regression.intercept_[0]):.6f}",
    ]
    for table, values in (("weights", regression.coef_[0]), ("means", scaler.mean_), ("scales", scaler.scale_)):
        lines += ["", f"[{table}]", *(f"{name} = {value:.6f}" for name, value in zip(names, values, strict=True))]
    lines += ["", "[provenance]", *(f"{name} = {json.dumps(value)}" for name, value in provenance.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
