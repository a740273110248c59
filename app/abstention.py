"""Whether the hits bear an answer: several signals, weighed by a small model that is data (`abstention.toml`).

Cosines alone do not separate (the best one of an unanswerable question reaches .85), so the words of the question count
too: what share of them, rare ones most, stands in the evidence, and whether it names someone the dossier never names.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.opened import OpenGeneration
from index.records import Hit
from index.terms import find_name_terms, find_terms

_FIRST = 3
_MODEL = Path(__file__).parent / "abstention.toml"


@dataclass(frozen=True, slots=True)
class AbstentionSettings:
    """Where the line is drawn."""

    threshold: float | None = None
    """Least probability that the evidence answers; None: the model's own."""
    reported: float = 0.85
    """Least probability where a question asks what a work says whose text is not here: the dossier must report it."""


@dataclass(frozen=True, slots=True)
class AnswerSignals:
    """What is known about a question and its hits before anything is answered. All are plain numbers."""

    best: float
    """Dense score of the best hit (a cosine, own and best span averaged)."""
    lead: float
    """How far the best hit's dense score is above the mean of all hits."""
    coverage: float
    """Best share of the question's terms (rare ones weigh more) that one passage of the question's language has."""
    names: float
    """Share of the question's names and numbers that the best three hits have."""
    strangers: float
    """Share of the question's names and numbers that the dossier has nowhere."""
    unknown: float
    """Share of the question's terms that its own language's passages have nowhere."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer, and how likely the evidence is to bear it."""

    answerable: bool
    probability: float


@dataclass(frozen=True, slots=True)
class _Model:
    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    intercept: float
    threshold: float


def judge(
    question: str, language: str, hits: Sequence[Hit], opened: OpenGeneration, settings: AbstentionSettings
) -> Judgement:
    """Judge whether `hits` answer `question`."""
    if not hits:
        return Judgement(answerable=False, probability=0.0)
    model = _read_model()
    values = astuple(measure_signals(question, language, hits, opened))
    logit = model.intercept + sum(
        weight * (value - mean) / scale
        for weight, value, mean, scale in zip(model.weights, values, model.means, model.scales, strict=True)
    )
    probability = 1 / (1 + math.exp(-logit))
    threshold = model.threshold if settings.threshold is None else settings.threshold
    # A passage that has every word of a question in the question's own language is about nothing else ("Starlink?").
    has_all = any(hit.signals.coverage > 1 - 1e-6 and hit.passage.language == language for hit in hits[:_FIRST])
    return Judgement(answerable=probability >= threshold or has_all, probability=probability)


def measure_signals(question: str, language: str, hits: Sequence[Hit], opened: OpenGeneration) -> AnswerSignals:
    """The signals for a question and its hits, best first."""
    dense = [hit.signals.dense for hit in hits]
    terms = list(dict.fromkeys(find_terms(question, language)))
    own = language if language in opened.by_language else None
    known = [term for term in terms if own and opened.lexical.matching([term], own)[term]]
    same_language = [hit.signals.coverage for hit in hits if hit.passage.language == language]
    names = list(dict.fromkeys(find_name_terms(question)))
    return AnswerSignals(
        best=max(dense),
        lead=max(dense) - float(np.mean(dense)),
        coverage=max(same_language, default=0.0),
        names=_share(names, lambda name: any(_has_name(opened, hit, name) for hit in hits[:_FIRST]), empty=1.0),
        strangers=_share(names, lambda name: not _known_anywhere(opened, name), empty=0.0),
        unknown=1 - len(known) / len(terms) if terms and own else 0.5,
    )


def _share(names: Sequence[str], holds: Callable[[str], bool], *, empty: float) -> float:
    return sum(map(holds, names)) / len(names) if names else empty


def _has_name(opened: OpenGeneration, hit: Hit, name: str) -> bool:
    return opened.lexical_row[hit.passage.id] in opened.lexical.matching([name], hit.passage.language)[name]


def _known_anywhere(opened: OpenGeneration, name: str) -> bool:
    """Whether any passage has this name or number, or a longer name of the same beginning ("Senate" for "Senat")."""
    return any(opened.lexical.knows_name(name, language) for language in opened.by_language)


@lru_cache(maxsize=1)
def _read_model() -> _Model:
    table = tomllib.loads(_MODEL.read_text(encoding="utf-8"))
    order = [field.name for field in fields(AnswerSignals)]
    return _Model(
        weights=tuple(table["weights"][name] for name in order),
        means=tuple(table["means"][name] for name in order),
        scales=tuple(table["scales"][name] for name in order),
        intercept=table["intercept"],
        threshold=table["threshold"],
    )
