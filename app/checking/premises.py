"""What a question takes for granted that the quotes do not have: its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from math import isclose

from app.records import Citation
from index.store.opened import OpenGeneration
from ingest.structure.works import without_named_works
from ingest.text.quantities import plain_numbers

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WRITTEN = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<=\d)(?:[ \u00a0\u202f]\d{3}(?!\d))*(?![\w-])")
_LEAST = 100
"""Smaller numbers may stand there in words."""
_SIZES = (1, 1e3, 1e6, 1e9, 1e12)
_ASIDE = re.compile(
    r"(?i)(?<!\w)(?:fu(?:ß|ss)note|anmerkung|footnote|note|seite|page|punkt|point|abschnitt|section|kapitel|chapter|artikel|article"
    r"|s\.|p\.|nr\.|no\.)\s*\d+"
)
"""Numbers that name a place, not an amount."""


def find_unmentioned_numbers(question: str, citations: Sequence[Citation], opened: OpenGeneration) -> tuple[str, ...]:
    """The numbers of a cleaned question that stand in none of the passages quoted from, as it writes them.

    Args:
        question: What is asked; numbers in the names of works and of places do not count.
        citations: What is quoted.
        opened: The opened generation.

    """
    asked = _ASIDE.sub(" ", without_named_works(question, opened.corpus.manifest))
    here = _values(" ".join(map(partial(_read_around, opened), citations)))
    missing = (
        one.strip()
        for one in _WRITTEN.findall(asked)
        if any(value >= _LEAST and not _stands_in(value, here) for value in _values(one))
    )
    return tuple(dict.fromkeys(missing))


def _values(text: str) -> list[float]:
    return [float(one) for one in _NUMBER.findall(plain_numbers(text))]


def _stands_in(value: float, here: Sequence[float]) -> bool:
    """Whether a number is among others, whatever size a word behind it gives one of them ("600 Tsd.", "2 million")."""
    return any(isclose(value, one * size) or isclose(one, value * size) for one in here for size in _SIZES)


def _read_around(opened: OpenGeneration, citation: Citation) -> str:
    """The passage of a quote with its headings, its notes and the line that introduces it."""
    document, passage = opened.document(citation.source), opened.passages[citation.passage]
    pieces = [document.text[passage.start : passage.end], *passage.headings, citation.title, citation.date or ""]
    pieces += [note.text for note in (*citation.footnotes, *citation.nearby_footnotes)]
    introduction = opened.passages.get(passage.introduced_by or "")
    if introduction:
        pieces.append(document.text[introduction.start : introduction.end])
    return " ".join(pieces)
