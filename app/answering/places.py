"""A place that was asked for, quoted whole; of a list's point also which one of how many it is, and what is listed."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.verbatim import Draft, quote_passages
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.records import Passage
from prompts import frame

_LONGEST = 240
"""Characters of the line above a list that are shown with one of its points: else only its last sentence is."""


def quote_place(opened: OpenGeneration, passages: Sequence[Passage], language: str) -> Draft:
    """Quote the passages of a place, one after the other; one point of a list with its number and the line above it.

    Args:
        opened: The opened generation.
        passages: Those of the place, in order.
        language: The asker's.

    """
    draft = quote_passages(opened, passages, language)
    one = passages[0] if len(passages) == 1 else None
    items = opened.introduced.get(one.introduced_by, ()) if one and one.introduced_by else ()
    # A sentence of a point is no point.
    row = next((row for row, item in enumerate(items, start=1) if item == one), None)
    if one is None or row is None or one.kind != "list_item" or len(items) == 1:
        return draft
    line = _say_line(opened, str(one.introduced_by))
    said = frame("item_of", language, number=str(row), all=str(len(items)), line=line)
    _, *quotes = draft.sentences
    return Draft((AnswerSentence(said, (), "frame"), *quotes), draft.citations)


def _say_line(opened: OpenGeneration, passage_id: str) -> str:
    """The line above a list as it is shown; of a long one its last sentence."""
    line = next(one for document in opened.documents.values() for one in document.passages if one.id == passage_id)
    document = opened.document(line.source_id)
    text = document.plain(line.start, line.end)
    if len(text) <= _LONGEST or not line.sentences:
        return text
    last = line.sentences[-1]
    return document.plain(last.start, last.end)
