"""What a reader's own browser keeps of a conversation, so that it outlives a reload of the page.

The browser is handed each exchange as one line of JSON and hands all of them back when the page comes up again. Nothing
that comes back is believed: it has to fit the records, and every quote has to stand in the text it is said to be from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from app.records import Answer, Turn
from app.service import Service
from app.web.places import Exchange, record_answer
from app.wording import NEAREST
from ingest.errors import FundstelleError
from ingest.records import Document
from prompts import page_text


@dataclass(frozen=True, slots=True)
class Kept:
    """An exchange without what can be read from the store again."""

    question: str
    answer: Answer | None
    problem: str | None
    turns: tuple[Turn, ...]
    report: str


def dump_exchange(exchange: Exchange) -> str:
    """The exchange as one line of JSON; of the evidence, what the page shows of it."""
    answer = exchange.answer and replace(exchange.answer, evidence=exchange.answer.evidence[:NEAREST])
    kept = Kept(exchange.question, answer, exchange.problem, exchange.turns, exchange.report)
    return _adapter().dump_json((kept,)).decode()[1:-1]


def load_exchanges(text: object, service: Service, labels: str) -> tuple[Exchange, ...]:
    """The exchanges that a browser kept; none where it sends anything else. Args: text: a list in JSON."""
    try:
        kept = _adapter().validate_json(text if isinstance(text, str) else "")
    except ValidationError:
        return ()
    return tuple(_restore(one, service, labels) for one in kept)


@cache
def _adapter() -> TypeAdapter[tuple[Kept, ...]]:
    return TypeAdapter(tuple[Kept, ...])


def _restore(kept: Kept, service: Service, labels: str) -> Exchange:
    """The exchange, or its question alone where its text is not in the store any more."""
    bare = Exchange(kept.question, problem=kept.problem, turns=kept.turns, report=kept.report)
    if kept.answer is None:
        return bare
    try:
        _check_quotes(kept.answer, service)
        exchange = record_answer(service.confirm_prose(kept.answer), service)
    except (FundstelleError, LookupError, ValueError):
        return replace(bare, problem=page_text("not_restored", labels))
    return replace(exchange, question=kept.question, turns=kept.turns, report=kept.report)


def _check_quotes(answer: Answer, service: Service) -> None:
    """ValueError or LookupError unless each quote stands where it is said to, letter for letter."""
    if not answer.citations and not answer.evidence:
        return
    documents = service.documents(answer.generation)
    for citation in (*answer.citations, *answer.evidence):
        _check_quote(documents[citation.source], citation.start, citation.end, citation.quote)
        if citation.text != documents[citation.source].plain(citation.start, citation.end):
            raise ValueError(f"not as it is shown: {citation.text}")
    shown = {citation.id: citation.text for citation in answer.citations}
    for sentence in answer.sentences:
        if sentence.support == "verbatim" and sentence.text not in [shown.get(number) for number in sentence.citations]:
            raise ValueError(f"no quote: {sentence.text}")


def _check_quote(document: Document, start: int, end: int, quote: str) -> None:
    if document.text[start:end] != quote:
        raise ValueError(f"no quote of {document.source_id} {start}-{end}")
