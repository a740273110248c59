"""Footnotes that a question asks for by their number."""

from __future__ import annotations

import re

from index.store.opened import OpenGeneration
from ingest.records import Passage

_NOTE_ASKED = re.compile(
    r"(?i)(?<!\w)(?:fu(?:ß|ss)note|anmerkung|endnote|footnote|note|сноск\w*)\s*(?:nr\.?|no\.?|№)?\s*(\d{1,4})(?!\w)"
)


def find_asked_note(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The paragraphs of the note that the question asks for by its number; empty when there is none.

    Numbers may start again in each section and in each document: the notes of all of them are returned, in order.
    """
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return ()
    return tuple(passage for passage in opened.passages.values() if passage.note == int(asked[1]))
