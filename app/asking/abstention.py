"""Whether the hits bear an answer: several signals, weighed by a small model that is data (`abstention.toml`).

Cosines of texts alone do not separate (the best one of an unanswerable question reaches .85). What does, where a
dossier has them, are its expected questions and its gaps: a question nearer to one that the dossier answers than to any
that it leaves open can be answered. The words count too: whether rare ones stand in the evidence, and whether the
question names someone the dossier never names. Where nothing is expected, the best passages are read together with the
question: of what is asked about the right people and things, only that tells what is answered from what is not.

Four models are kept, each fitted by `fundstelle eval calibrate`: "questions" for dossiers with expected questions and
gaps, "plain" for those without, "mixed" where a dossier has them and the best passage has not (a work held beside the
analysis), and "words", which uses neither cosines nor readings, for an encoder other than the fitted one.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from app.records import DEFAULT_CAUTION, Caution, Confidence
from index.records import Found
from index.store.opened import OpenGeneration
from ingest.text.german import is_common_noun
from ingest.text.terms import find_content_words, find_name_terms, find_names, find_terms
from ingest.text.words import is_word
from prompts import LANGUAGES

ModelName = Literal["questions", "plain", "mixed", "words"]
SIGNALS: Mapping[ModelName, tuple[str, ...]] = {
    "questions": ("text", "asked", "gap", "coverage", "strangers", "unknown"),
    "plain": ("text", "coverage", "strangers", "answers", "says"),
    "mixed": ("text", "asked", "gap", "coverage", "strangers", "answers", "says"),
    "words": ("strangers", "unknown"),
}
"""What each model weighs."""
LIKELY, POSSIBLE = 0.9, 0.7
"""Probabilities from which on an answer is called likely, or possible."""
_DOUBTED = 0.5
"""Greatest probability where a question names what stands nowhere around the quotes. Of questions of `dev` and `open`
answered at .6 or more, such are 5 of 168 with an answer and none of 45 with a right premise, but 32 of 105 with a
wrong one."""
_NONSENSE = 0.02
"""Probability that something answers what is no word."""
_FIRST = 3
_FEW_WORDS = 2
_MODEL = Path(__file__).parent / "abstention.toml"


@dataclass(frozen=True, slots=True)
class AbstentionSettings:
    """Where the line is drawn."""

    caution: Caution = DEFAULT_CAUTION
    """The operating point: "bold" refuses fewer questions with an answer, "careful" answers fewer without one."""
    threshold: float | None = None
    """Least probability that the evidence answers; None: the model's own for `caution`."""
    reported: float = 0.85
    """Least probability where a question asks what a work says whose text is not here: the dossier must report it."""


@dataclass(frozen=True, slots=True)
class AnswerSignals:
    """What is known about a question and its hits before anything is answered. All are plain numbers."""

    text: float
    """Best cosine of a passage's own text (its own and its best span's, averaged)."""
    asked: float
    """Cosine of the nearest expected question; 0 where there is none."""
    gap: float
    """Cosine of the nearest question that the dossier is known not to answer; 0 where there is none."""
    coverage: float
    """Share of the question's terms (rare ones weigh more) that the best passage has, or what is expected of it."""
    strangers: float
    """Share of the question's names and numbers that the text of the best hit has nowhere."""
    unknown: float
    """Share of the question's terms that stand nowhere in that text, nor in what is expected to be asked of it."""
    answers: float = 0.0
    """Logit, from reading it with the question, that a passage answers: the greatest; 0 where none was read."""
    says: float = 0.0
    """The same of a sentence of the best passage."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer, and how likely the evidence is to bear it."""

    answerable: bool
    probability: float
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over standardised signals."""

    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    intercept: float
    thresholds: Mapping[str, float]
    """By operating point: the least probability with which a question is answered."""


def judge(
    question: str, language: str, found: Found, opened: OpenGeneration, settings: AbstentionSettings
) -> Judgement:
    """Judge whether what was found answers `question`."""
    if not found.hits:
        return Judgement(answerable=False, probability=0.0, confidence="doubtful")
    if language in LANGUAGES and is_gibberish(question, opened):
        return Judgement(answerable=False, probability=_NONSENSE, confidence="doubtful")
    name = choose_model(found, opened)
    model = read_models()[name]
    signals = measure_signals(question, language, found, opened)
    values = [float(getattr(signals, signal)) for signal in SIGNALS[name]]
    logit = model.intercept + sum(
        weight * (value - mean) / scale
        for weight, value, mean, scale in zip(model.weights, values, model.means, model.scales, strict=True)
    )
    probability = 1 / (1 + math.exp(-logit))
    threshold = model.thresholds[settings.caution] if settings.threshold is None else settings.threshold
    # A passage for which no question is expected, and which has every word asked, bears on it: without its expected
    # questions 11 of 432 questions of the bundled dossier with an answer have one, and 1 of 286 without. In a small
    # dossier cosines alone would refuse them. Expected questions lend a passage words that it does not say.
    full = [hit for hit in found.hits[:_FIRST] if hit.signals.coverage > 1 - 1e-6]
    says_all = name in ("plain", "mixed") and any(hit.signals.asked is None for hit in full)
    is_named = says_all or (bool(full) and _is_short(question, language))
    return Judgement(probability >= threshold or is_named, probability, _in_a_word(probability))


def _is_short(question: str, language: str) -> bool:
    """Whether a question says no more than a word or two: a passage that has them is about nothing else."""
    return sum(bool(find_terms(word, language)) for word in re.findall(r"\w+", question)) <= _FEW_WORDS


def doubt(judgement: Judgement) -> Judgement:
    """The same of a question that takes something for granted which the quotes do not have."""
    probability = min(judgement.probability, _DOUBTED)
    return replace(judgement, probability=probability, confidence=_in_a_word(probability))


def is_gibberish(question: str, opened: OpenGeneration) -> bool:
    """Whether nothing that a question says is a word of the product's languages, or stands anywhere in the dossier."""
    words = [word for word in re.findall(r"[^\W\d_]+", question) if find_content_words(word)]
    if not words or any(char.isdigit() for char in question):
        return False
    if any(is_word(word, language) for word in words for language in LANGUAGES):
        return False
    here = opened.lexical
    return not any(
        here.knows_name(term, language) if is_name else here.knows(term, language)
        for word in words
        for language in here.languages
        for is_name, terms in ((True, find_name_terms(word.capitalize())), (False, find_terms(word, language)))
        for term in terms
    )


def choose_model(found: Found, opened: OpenGeneration) -> ModelName:
    """The model for what a generation offers: its encoder, and whether questions were written for its dossier."""
    return tell_offered(found) if opened.generation.encoder == fitted_encoder() else "words"


def tell_offered(found: Found) -> ModelName:
    """The same with the fitted encoder; a source that came without questions is judged by its text, and by reading.

    What was read stays so judged, though reading may have put a passage first that has questions.
    """
    if found.gap is None:
        return "plain"
    was_read = any(hit.signals.answers is not None for hit in found.hits)
    return "mixed" if was_read or found.hits[0].signals.asked is None else "questions"


def measure_signals(question: str, language: str, found: Found, opened: OpenGeneration) -> AnswerSignals:
    """The signals for a question and what was found for it."""
    spoken = opened.lexical.choose_language(language)
    terms = list(dict.fromkeys(find_terms(question, language)))
    names = list(dict.fromkeys(find_name_terms(" ".join(_proper_names(question, language)))))
    # What other works say, however many are held, makes this text no likelier to answer.
    within = opened.lexical_range[found.hits[0].passage.source_id]
    kind = opened.is_work(found.hits[0].passage)
    hits = [hit for hit in found.hits if opened.is_work(hit.passage) == kind]
    return AnswerSignals(
        text=max(hit.signals.text for hit in hits),
        asked=max((hit.signals.asked for hit in found.hits if hit.signals.asked is not None), default=0.0),
        gap=found.gap or 0.0,
        coverage=hits[0].signals.coverage,
        strangers=_share(names, lambda name: not opened.lexical.knows_name(name, spoken, within)),
        unknown=_share(terms, lambda term: not opened.lexical.knows(term, spoken, within))
        if spoken == language
        else 0.5,
        answers=max((hit.signals.answers for hit in found.hits if hit.signals.answers is not None), default=0.0),
        says=found.hits[0].signals.says or 0.0,
    )


def _proper_names(question: str, language: str) -> Iterator[str]:
    """Names and numbers; of a German question without its nouns, which other languages need not spell alike."""
    return (name for name in find_names(question) if language != "de" or not is_common_noun(name))


def _share(items: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, items)) / len(items) if items else 0.0


def _in_a_word(probability: float) -> Confidence:
    return "likely" if probability >= LIKELY else "possible" if probability >= POSSIBLE else "doubtful"


def fitted_encoder() -> str:
    """Identity of the encoder whose cosines the models were fitted on."""
    return str(_read_table()["provenance"]["encoder"])


@lru_cache(maxsize=1)
def read_models() -> Mapping[ModelName, Model]:
    """The fitted models by name."""
    table = _read_table()
    return {
        name: Model(
            weights=tuple(table[name]["weights"][signal] for signal in signals),
            means=tuple(table[name]["means"][signal] for signal in signals),
            scales=tuple(table[name]["scales"][signal] for signal in signals),
            intercept=table[name]["intercept"],
            thresholds=table[name]["thresholds"],
        )
        for name, signals in SIGNALS.items()
    }


@lru_cache(maxsize=1)
def _read_table() -> dict[str, Any]:
    return tomllib.loads(_MODEL.read_text(encoding="utf-8"))
