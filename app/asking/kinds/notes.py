"""Footnotes that a question asks for by their number."""

from __future__ import annotations

import re

from app.asking.kinds.ordinals import ORDINAL, read_ordinal
from index.store.opened import OpenGeneration
from ingest.records import Passage

_WORD = r"(?:fu(?:ß|ss)note|anmerkung|endnote|footnote|сноск\w*|примечани\w*)"
_NOTE = rf"(?:{_WORD}|note|(?:fu(?:ß|ss)n|anm|endn|fn|ftn|прим)(?!\w)\.?)"
_NUMBER = r"\s*(?:nr\.?|no\.?|nummer|number|№)?\s*(?P<number>\d{1,4})(?!\w|[.,]\d)"
_NTH = rf"(?P<nth>(?<![\w-])(?:{ORDINAL}|\d{{1,4}}(?:\.|st|nd|rd|th)))\s+"
# "Kapitel 2. Fußnote 14" asks for note 14.
_NOTE_ASKED = re.compile(rf"(?i)(?<!\w)(?:{_NOTE}{_NUMBER}|{_NTH}{_WORD}(?!\w|\s*(?:nr\.?|no\.?|№)?\s*\d))")


def asks_for_note(question: str) -> bool:
    """Whether a question asks for a note by its number, there or not."""
    return _NOTE_ASKED.search(question) is not None


def find_asked_note(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The paragraphs of the note that the question asks for by its number; empty when there is none.

    Numbers may start again in each section and in each document: the notes of all of them are returned, in order.
    """
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return ()
    number = read_ordinal(asked["number"] or asked["nth"])
    return tuple(passage for passage in opened.passages.values() if passage.note == number)
