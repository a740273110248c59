"""The events of answering a question, in order. The plain answer is built from them, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.records import (
    GENERATOR,
    Answer,
    AnswerSentence,
    Citation,
    Confidence,
    Evidence,
    Kind,
    Question,
    Status,
    Timings,
    render_answer,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """The first event: what is looked for, and where."""

    question: Question
    language: str
    """See `Answer.language`."""
    generation: str
    """Id of the generation that answers."""
    follows: tuple[str, ...]
    """Earlier questions that are searched along."""
    kind: Kind = "fact"


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """What was found, before anything is written; does not come where nothing was sought."""

    evidence: tuple[Evidence, ...]
    """Best first."""
    probability: float | None
    """How likely the evidence is to bear an answer, 0-1; None where a certain place was asked for."""
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class SentenceChecked:
    """The next sentence of the answer, checked against the documents."""

    sentence: AnswerSentence
    citations: tuple[Citation, ...]
    """The citations that this sentence is the first to use."""


@dataclass(frozen=True, slots=True)
class Done:
    """The last event: what became of the question."""

    status: Status
    reason: str | None
    """See `Answer.reason`."""
    timings: Timings


Event = Understood | EvidenceFound | SentenceChecked | Done


def gather_answer(events: Iterable[Event]) -> Answer:
    """Build the answer from the events of one question; ValueError when the first or the last is missing."""
    understood, done = None, None
    found = EvidenceFound((), None, None)
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for event in events:
        match event:
            case Understood():
                understood = event
            case EvidenceFound():
                found = event
            case SentenceChecked():
                sentences.append(event.sentence)
                citations.extend(event.citations)
            case Done():
                done = event
    if understood is None or done is None:
        raise ValueError("the events of a question begin with Understood and end with Done")
    return Answer(
        question=understood.question.text,
        language=understood.language,
        status=done.status,
        reason=done.reason,
        generator=GENERATOR,
        generation=understood.generation,
        answer=render_answer(sentences) if sentences else str(done.reason),
        sentences=tuple(sentences),
        citations=tuple(citations),
        evidence=found.evidence,
        timings_ms=done.timings,
        probability=found.probability,
        confidence=found.confidence,
        follows=understood.follows,
        id=understood.question.id,
        kind=understood.kind,
    )
