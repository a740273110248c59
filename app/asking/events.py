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
    Prose,
    Question,
    Rejected,
    Status,
    Timings,
    render_answer,
)
from prompts import frame


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
class ProseBegun:
    """The quotes are whole, and a language model has been asked to write over them."""

    model: str
    """As a generator: "llm:NAME"."""


@dataclass(frozen=True, slots=True)
class ProseChecked:
    """The next sentence of prose, shown above the quotes, or one that is not shown because of its problems."""

    sentence: AnswerSentence | Rejected


@dataclass(frozen=True, slots=True)
class ProseDone:
    """No more prose comes; the quotes stand, whatever became of it."""

    prose: Prose
    line: AnswerSentence | None
    """What is said in its place; None where some is shown."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The quotes are taken back: what follows is said instead."""


@dataclass(frozen=True, slots=True)
class Done:
    """The last event: what became of the question."""

    status: Status
    reason: str | None
    """See `Answer.reason`."""
    timings: Timings


Event = Understood | EvidenceFound | SentenceChecked | ProseBegun | ProseChecked | ProseDone | Withdrawn | Done


def tell_model(generator: str) -> str:
    """A model's name as readers are told it: without "llm:", and without the folders that its file lies in."""
    name = generator.removeprefix("llm:").rsplit("/", 1)[-1]
    return name.removesuffix(".gguf")


class Gathering:
    """An answer as its events make it: at any moment what is known by then."""

    def __init__(self) -> None:
        self.understood: Understood | None = None
        self.found = EvidenceFound((), None, None)
        self.quotes: list[AnswerSentence] = []
        self.citations: list[Citation] = []
        self.prose: list[AnswerSentence] = []
        self.rejected: list[Rejected] = []
        self.begun: ProseBegun | None = None
        self.written: ProseDone | None = None
        self.done: Done | None = None

    def take(self, event: Event) -> None:
        """Take in the next event."""
        match event:
            case Understood():
                self.understood = event
            case EvidenceFound():
                self.found = event
            case SentenceChecked():
                self.quotes.append(event.sentence)
                self.citations.extend(event.citations)
            case ProseBegun():
                self.begun = event
            case ProseChecked(sentence=Rejected() as rejected):
                self.rejected.append(rejected)
            case ProseChecked(sentence=AnswerSentence() as sentence):
                self.prose.append(sentence)
            case ProseDone():
                self.written = event
                if event.line:
                    # Broken off, half an answer may say the contrary of the whole.
                    self.prose = []
            case Withdrawn():
                self.quotes, self.citations, self.prose = [], [], []
            case Done():
                self.done = event

    @property
    def sentences(self) -> tuple[AnswerSentence, ...]:
        """The prose under its line, then the quotes."""
        language = self.understood.language if self.understood else ""
        if self.prose and self.begun:
            opening = AnswerSentence(frame("prose", language, model=tell_model(self.begun.model)), (), "frame")
            return (opening, *self.prose, *self.quotes)
        line = self.written.line if self.written else None
        return (*((line,) if line else ()), *self.quotes)

    @property
    def generator(self) -> str:
        """What wrote: "verbatim", or "llm:MODEL" where prose of its is shown."""
        return self.begun.model if self.prose and self.begun else GENERATOR


def gather_answer(events: Iterable[Event]) -> Answer:
    """Build the answer from the events of one question; ValueError when the first or the last is missing."""
    gathered = Gathering()
    for event in events:
        gathered.take(event)
    return make_answer(gathered)


def make_answer(gathered: Gathering) -> Answer:
    """The answer of which all events were taken in; ValueError when the first or the last is missing."""
    if gathered.done is None:
        raise ValueError("the events of a question begin with Understood and end with Done")
    return make_partial(gathered, gathered.done)


def make_partial(gathered: Gathering, done: Done | None = None) -> Answer:
    """What is known by now, as an answer; ValueError before `Understood`."""
    done = done or Done("answered", None, Timings())
    understood, found = gathered.understood, gathered.found
    if understood is None:
        raise ValueError("the events of a question begin with Understood and end with Done")
    sentences = gathered.sentences
    return Answer(
        question=understood.question.text,
        language=understood.language,
        status=done.status,
        reason=done.reason,
        generator=gathered.generator,
        generation=understood.generation,
        answer=render_answer(sentences) if sentences else str(done.reason),
        sentences=sentences,
        citations=tuple(gathered.citations),
        evidence=found.evidence,
        timings_ms=done.timings,
        probability=found.probability,
        confidence=found.confidence,
        follows=understood.follows,
        id=understood.question.id,
        kind=understood.kind,
        prose=gathered.written.prose if gathered.written else None,
        rejected=tuple(gathered.rejected),
    )
