"""A place that was asked for, quoted whole; of a list's point also which one of how many it is, and what is listed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.verbatim import Draft, quote_passages
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.records import Passage
from prompts import frame

_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]]")
_NEAR = 6
"""Passages behind a list among which it may go on."""
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
    if one is None or row is None or one.kind != "list_item" or len(items) == 1 or _goes_on(opened, items[-1]):
        return draft
    line = _say_line(opened, str(one.introduced_by))
    said = frame("item_of", language, number=str(row), all=str(len(items)), line=line)
    _, *quotes = draft.sentences
    return Draft((AnswerSentence(said, (), "frame"), *quotes), draft.citations)


def _goes_on(opened: OpenGeneration, last: Passage) -> bool:
    """Whether a numbered list has more points than belong to its line: behind a page's notes, or a paragraph."""
    document = opened.document(last.source_id)
    number = _NUMBER.match(document.text, last.start, last.end)
    if number is None:
        return False
    row = next(row for row, one in enumerate(document.passages) if one.id == last.id)
    behind = (_NUMBER.match(document.text, one.start, one.end) for one in document.passages[row + 1 :][:_NEAR])
    return any(one and int(one[1]) == int(number[1]) + 1 for one in behind)


def _say_line(opened: OpenGeneration, passage_id: str) -> str:
    """The line above a list as it is shown; of a long one its last sentence."""
    line = next(one for document in opened.documents.values() for one in document.passages if one.id == passage_id)
    document = opened.document(line.source_id)
    text = document.plain(line.start, line.end)
    if len(text) <= _LONGEST or not line.sentences:
        return text
    last = line.sentences[-1]
    return document.plain(last.start, last.end)
