"""Fit the small models that decide between an answer and an abstention, and write them as data with their provenance.

`fundstelle eval calibrate` fits logistic regressions on the signals of `app.asking.abstention`, over `dev`: one on
the dossier as it is, with its expected questions and gaps, two on the same dossier without them, and one where other
texts stand beside it and come first. Cases weigh as if
four in five questions had an answer, so that the probability means something to a reader. Each operating point is the
highest threshold at which, judged out of fold by group, at most so many of the questions with an answer would be
refused.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.asking import abstention
from app.asking.abstention import LIKELY, POSSIBLE, SIGNALS, AnswerSignals, ModelName, measure_signals, tell_offered
from app.asking.finding import find_hits
from app.asking.inquiry import understand_question
from app.asking.reading import read_hits
from app.records import Caution, Question
from app.service import Service
from eval.cases.gold import ask_all
from eval.cases.taught import HeldQuestion
from eval.errors import UsageError
from eval.records import Case
from eval.runs.provenance import hash_cases
from eval.runs.temporary import build_service, temporary_service
from index.store.generations import without_questions
from ingest.records import Corpus

FALSE_REFUSALS: dict[Caution, float] = {"bold": 0.015, "balanced": 0.04, "careful": 0.1}
"""Share of the questions with an answer that an operating point may refuse. `abstention.toml` says what each refuses of
the questions without one, out of fold: with expected questions on dev, .04 refuses about three in four."""
RATIO = 4
"""Questions with an answer for each one without, in the use that probabilities are meant for: assumed, not measured,
and the same as in the figures of abstention; the bundled dev cases have 1.5."""
FOLDS = 10
_FEWEST = 2
"""Groups of either kind below which a fold would have none to learn from."""
TARGET = Path(abstention.__file__).parent / "abstention.toml"
Rows = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FittedModel:
    """One model, and how it did on questions it had not seen."""

    name: ModelName
    regression: Any
    """A scikit-learn pipeline: standardisation, logistic regression."""
    thresholds: dict[Caution, float]
    refused: dict[Caution, tuple[float, float]]
    """By operating point, out of fold: shares refused of questions with an answer, and of those without."""
    shares: dict[str, float]
    """For each word that readers see, the share of answerable questions it was given to, out of fold, at `RATIO`."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a calibration came to."""

    toml: str
    """The models as `app.asking.abstention` reads them."""
    models: tuple[FittedModel, ...]


def calibrate(
    cases: Sequence[Case],
    service: Service,
    *,
    company: Callable[[Corpus], Corpus] | None = None,
    company_questions: Sequence[HeldQuestion] = (),
) -> Fit:
    """Fit on the `dev` cases that should be answered or refused; injections say nothing about either.

    Args:
        cases: Labelled questions.
        service: Over their dossier.
        company: Makes of its corpus one with other texts beside it, in which every question is asked as well.
        company_questions: What is asked there of those texts.

    """
    chosen = [case for case in cases if case.split == "dev" and case.kind != "injection"]
    opened = service.generation()
    questions = ask_all(chosen, opened.corpus)
    _require_enough(chosen, service)
    asked = [_Asked(Question(one.text, history=one.turns), one.case.id, one.expects_answer) for one in questions]
    of_texts = [_Asked(Question(one.text), one.group, one.answerable) for one in company_questions if company]
    rows = [_measure(question, service) for question in asked]
    models = service.encoder, service.reranker
    with temporary_service(service.settings, without_questions(opened.corpus), *models) as bare:
        plain = [_measure(question, bare) for question in asked]
    if company:
        more, more_plain = _measure_beside(asked, of_texts, company(opened.corpus), service)
        rows, plain = [*rows, *more], [*plain, *more_plain]
    beside = [row for row in rows if row.offered == "mixed"]
    chosen_rows: dict[ModelName, list[_Row]] = {
        "questions": [row for row in rows if row.offered == "questions"],
        "plain": plain,
        # Without company there is none of it: what has no questions is judged the same with gaps and without.
        "mixed": beside if _can_be_fitted(beside) else plain,
        "words": plain,
    }
    fitted = tuple(_fit(name, chosen_rows[name]) for name in SIGNALS)
    provenance = {
        "cases_sha256": hash_cases(chosen),
        "answerable": sum(question.expects_answer for question in questions),
        "unanswerable": sum(not question.expects_answer for question in questions),
        "company": bool(company),
        "company_answerable": sum(question.answerable for question in of_texts),
        "company_unanswerable": sum(not question.answerable for question in of_texts),
        "encoder": service.encoder.identity,
        "reranker": service.reranker.identity,
        "generation": opened.generation.id,
    }
    return Fit(_as_toml(fitted, provenance), fitted)


def _measure_beside(
    asked: Sequence[_Asked], of_texts: Sequence[_Asked], whole: Corpus, service: Service
) -> tuple[list[_Row], list[_Row]]:
    """What is measured with other texts beside the dossier, with its questions and without."""
    models = service.encoder, service.reranker
    with tempfile.TemporaryDirectory(prefix="fundstelle-eval-") as folder:
        beside = build_service(service.settings, whole, *models, store=Path(folder))
        rows = [_measure(question, beside) for question in (*asked, *of_texts)]
        # What is asked of the texts finds them as well without the dossier's questions: it would count twice.
        beside = build_service(service.settings, without_questions(whole), *models, store=Path(folder))
        return rows, [_measure(question, beside) for question in asked]


def _can_be_fitted(rows: Sequence[_Row]) -> bool:
    groups = [{row.group for row in rows if row.answerable == kind} for kind in (False, True)]
    return min(map(len, groups)) >= _FEWEST


def _require_enough(chosen: Sequence[Case], service: Service) -> None:
    """UsageError where the cases or the dossier have not what every model is fitted on."""
    opened = service.generation()
    if min(_count_groups(chosen, expected=True), _count_groups(chosen, expected=False)) < _FEWEST:
        raise UsageError(
            f"calibrating needs at least {_FEWEST} dev cases of both kinds, answerable and unanswerable",
            remedy="fundstelle eval calibrate --cases FILE",
        )
    if not opened.asked_in or not opened.gaps_in:
        raise UsageError(
            "calibrating needs a dossier with expected questions and gaps",
            where=service.settings.store,
            remedy="fundstelle ingest",
        )


def _count_groups(cases: Sequence[Case], *, expected: bool) -> int:
    return sum(bool(case.gold) == expected for case in cases)


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    group: str
    answerable: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A question as it was measured in one store."""

    group: str
    answerable: bool
    signals: AnswerSignals
    offered: ModelName
    """Which model would judge it there."""


def _measure(asked: _Asked, service: Service) -> _Row:
    opened = service.generation()
    inquiry = understand_question(asked.question, opened.corpus.manifest)
    found = find_hits(inquiry, opened, service.encoder, service.settings)
    if "answers" in SIGNALS[tell_offered(found)]:
        found = read_hits(found, inquiry.words, opened, service.reranker, service.settings.reading)
    signals = measure_signals(inquiry.words, inquiry.language, found, opened)
    return _Row(asked.group, asked.answerable, signals, tell_offered(found))


def _fit(name: ModelName, measured: Sequence[_Row]) -> FittedModel:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = np.array([[getattr(row.signals, field) for field in SIGNALS[name]] for row in measured])
    answerable, groups = np.array([row.answerable for row in measured]), [row.group for row in measured]
    weights = np.where(answerable, RATIO / answerable.mean(), 1 / (~answerable).mean()) / (RATIO + 1)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    kinds = [len({group for group, flag in zip(groups, answerable, strict=True) if flag == kind}) for kind in (0, 1)]
    split = StratifiedGroupKFold(min(FOLDS, *kinds))
    probabilities = np.zeros(len(rows))
    for rest, fold in split.split(rows, answerable, groups):
        model.fit(rows[rest], answerable[rest], logisticregression__sample_weight=weights[rest])
        probabilities[fold] = model.predict_proba(rows[fold])[:, 1]
    refused: dict[Caution, Flags] = {}
    for caution, most in FALSE_REFUSALS.items():
        refused[caution] = np.zeros(len(rows), dtype=bool)
        for rest, fold in split.split(rows, answerable, groups):
            # The threshold, too, is judged by questions that it was not chosen on.
            line = _threshold(probabilities[rest][answerable[rest]], most)
            refused[caution][fold] = probabilities[fold] < line
    return FittedModel(
        name=name,
        regression=model.fit(rows, answerable, logisticregression__sample_weight=weights),
        thresholds={caution: _threshold(probabilities[answerable], most) for caution, most in FALSE_REFUSALS.items()},
        refused={
            caution: (float(said[answerable].mean()), float(said[~answerable].mean()))
            for caution, said in refused.items()
        },
        shares=_shares(probabilities, answerable, weights),
    )


def _threshold(probabilities: Rows, most: float) -> float:
    """The highest threshold at which at most the share `most` of questions with an answer are refused."""
    return float(np.quantile(probabilities, most, method="lower"))


def _shares(probabilities: Rows, answerable: Flags, weights: Rows) -> dict[str, float]:
    bands = {
        "likely": probabilities >= LIKELY,
        "possible": (probabilities >= POSSIBLE) & (probabilities < LIKELY),
        "doubtful": probabilities < POSSIBLE,
    }
    return {
        word: float(weights[band & answerable].sum() / weights[band].sum())
        for word, band in bands.items()
        if band.any()
    }


def _as_toml(models: Sequence[FittedModel], provenance: dict[str, object]) -> str:
    lines = ["# Written by `fundstelle eval calibrate`; not to be edited by hand."]
    for fitted in models:
        scaler, regression = fitted.regression[0], fitted.regression[1]
        lines += ["", f"[{fitted.name}]", f"intercept = {float(regression.intercept_[0]):.6f}"]
        for table, values in (("weights", regression.coef_[0]), ("means", scaler.mean_), ("scales", scaler.scale_)):
            named = zip(SIGNALS[fitted.name], values, strict=True)
            lines += ["", f"[{fitted.name}.{table}]", *(f"{name} = {value:.6f}" for name, value in named)]
        lines += ["", f"[{fitted.name}.thresholds]"]
        lines += [f"{caution} = {value:.6f}" for caution, value in fitted.thresholds.items()]
        lines += ["", f"[{fitted.name}.out_of_fold]"]
        lines += [f"refused_{name} = [{wrong:.3f}, {right:.3f}]" for name, (wrong, right) in fitted.refused.items()]
        lines += [f"answerable_if_{word} = {share:.3f}" for word, share in fitted.shares.items()]
    lines += ["", "[provenance]", *(f"{name} = {json.dumps(value)}" for name, value in provenance.items())]
    return "\n".join(lines) + "\n"
