"""The same questions to every generator: quotes alone, the product's language model over them, a peer over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from app.asking.events import Event, Gathering, ProseChecked, make_answer
from app.models.errors import ModelError
from app.models.records import ModelUse
from app.prose.evidence import list_evidence
from app.prose.lines import read_lines, read_sentences
from app.prose.records import Piece
from app.records import Answer, AnswerSentence, Rejected
from app.service import Service
from eval.measure.consistency import find_broken
from eval.measure.prose import Cost, Said, Told
from eval.records import CaseQuestion
from eval.runs.kept_model import Kept, KeptModel

if TYPE_CHECKING:
    from eval.peers.citation_engine import CitationEngine

GeneratorName = Literal["quotes", "llm", "citation-engine"]
GENERATORS: tuple[GeneratorName, ...] = get_args(GeneratorName)
_ROOM = 10**9
"""Characters of evidence: all quotes of an answer."""


@dataclass(frozen=True, slots=True)
class Generators:
    """What is asked; the model is the service's own."""

    service: Service
    names: Sequence[GeneratorName]
    kept: KeptModel | None = None
    """What the service asks and the engine, too; None where quotes alone are measured."""
    engine: CitationEngine | None = None


def tell_all(
    questions: Sequence[CaseQuestion], generators: Generators, *, on_done: Callable[[], None] | None = None
) -> Iterator[Told]:
    """What each generator makes of each question; the engine gets the quotes that answer it without a model."""
    for question in questions:
        quoted = generators.service.ask(question.text, history=question.turns, prose=False, id=question.id)
        for name in generators.names:
            if name == "quotes":
                yield tell_quotes(question, quoted, generators.service)
            elif name == "llm":
                yield tell_llm(question, generators)
            else:
                yield tell_engine(question, quoted, generators)
            if generators.kept:
                generators.kept.confirm()
            if on_done:
                on_done()


def tell_quotes(question: CaseQuestion, answer: Answer, service: Service) -> Told:
    """The quotes as sentences, each in the language of its source and with its own citation as evidence.

    Where only the line above a quote says whose words it gives, the checks object: they judge the sentence alone.
    """
    languages = {one.id: one.language for one in answer.citations}
    said = tuple(
        Said(one.text, one.citations, languages[one.citations[0]], shown=True)
        for one in answer.sentences
        if one.support == "verbatim"
    )
    told = _begin("quotes", question, answer, service, _list_all(question, answer, service))
    seconds = answer.timings_ms.total / 1000
    return replace(told, said=said, cost=Cost(seconds, seconds))


def tell_llm(question: CaseQuestion, generators: Generators) -> Told:
    """The product's prose: every sentence that was written, and which of them a reader sees."""
    service, kept = generators.service, generators.kept
    if kept:
        kept.last = None
    gathered = Gathering()
    found: list[AnswerSentence | Rejected] = []
    for event in service.ask_events(question.text, history=question.turns, id=question.id):
        gathered.take(event)
        found += _read_sentence(event)
    answer = make_answer(gathered)
    shown = bool(gathered.prose)
    said = tuple(
        Said(one.text, one.citations, question.language, shown=False, problems=one.problems)
        if isinstance(one, Rejected)
        else Said(one.text, one.citations, question.language, shown=shown)
        for one in found
    )
    pieces = list_evidence(answer.citations, question.language, service.settings.prose)
    told = _begin("llm", question, answer, service, pieces)
    failure = answer.prose.note if answer.prose and answer.prose.outcome == "failed" else ""
    return replace(told, said=said, failure=failure, cost=_tell_cost(kept.last if kept else None))


def _read_sentence(event: Event) -> tuple[AnswerSentence | Rejected, ...]:
    return (event.sentence,) if isinstance(event, ProseChecked) else ()


def tell_engine(question: CaseQuestion, quoted: Answer, generators: Generators) -> Told:
    """The peer's answer over the quotes of ours, cut into sentences as the product's model is read.

    It refuses where it was given nothing; what it refuses in words of its own cannot be told from an answer and is
    judged as one. It shows nothing before the whole is there.
    """
    service, engine = generators.service, generators.engine
    pieces = _list_all(question, quoted, service)
    told = _begin("citation-engine", question, quoted, service, pieces)
    if not pieces or engine is None:
        return replace(told, refused=quoted.status == "abstained")
    # As the product's model is asked: with the question before, where this one leans on it.
    asked = " ".join((*quoted.follows[-1:], question.text))
    try:
        answer = engine.answer(asked, [piece.ground.text for piece in pieces])
    except ModelError as error:
        return replace(told, failure=error.line)
    numbers = {rank: piece.number for rank, piece in enumerate(pieces, start=1)}
    said = tuple(
        Said(one.text, tuple(numbers.get(number, number) for number in one.numbers), question.language, shown=True)
        for line in read_lines([answer.text])
        for one in read_sentences(line)
    )
    return replace(told, said=said, cost=_sum_up(answer.uses))


def _begin(
    generator: GeneratorName, question: CaseQuestion, answer: Answer, service: Service, pieces: tuple[Piece, ...]
) -> Told:
    return Told(
        generator,
        question,
        pieces=pieces,
        citations=answer.citations,
        broken=frozenset(find_broken(answer, service.generation())),
        refused=answer.status == "abstained",
        failure=str(answer.reason) if answer.status == "failed" else "",
    )


def _list_all(question: CaseQuestion, answer: Answer, service: Service) -> tuple[Piece, ...]:
    settings = replace(service.settings.prose, characters=_ROOM)
    return list_evidence(answer.citations, question.language, settings)


def _tell_cost(kept: Kept | None) -> Cost:
    if kept is None:
        return Cost()
    use = kept.use
    # Where whoever read it broke off, nobody knows how long the rest would have taken.
    whole = use.milliseconds / 1000 if use.milliseconds else None
    first = kept.line / 1000 if kept.line is not None else None
    return Cost(first, whole, use.prompt_tokens, use.answer_tokens)


def _sum_up(uses: Sequence[ModelUse]) -> Cost:
    seconds = sum(use.milliseconds for use in uses) / 1000
    prompt = [use.prompt_tokens for use in uses if use.prompt_tokens is not None]
    answer = [use.answer_tokens for use in uses if use.answer_tokens is not None]
    return Cost(seconds, seconds, sum(prompt) if prompt else None, sum(answer) if answer else None)
