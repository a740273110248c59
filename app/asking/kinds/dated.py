"""A part that is headed by a day, and asked for by it: an entry of a diary, a day of a hearing."""

from __future__ import annotations

import re

from index.store.opened import OpenGeneration
from ingest.records import Passage
from ingest.text.quantities import find_quantities, starts_with_day

_ENTRY = re.compile(
    r"(?i)(?<!\w)(?:\w*ein(?:trag|träge|trags|trägen)|\w*tagebuch\w*|unter dem|\w*entry|entries|diary|journal|dated"
    r"|under|запис[ьи]\w*|дневник\w*)(?!\w)"
)
"""What asks for what stands under a day, not for what happened on it."""
_DAY = re.compile(r"\d\d-\d\d|\d{4}-\d\d-\d\d")
_WEEKDAY = re.compile(r"(?i)^\W*(?:[^\W\d_]*(?:tag|day|woch|abend)|[а-я]+),?\s+(?:de[nr]\s+|the\s+)?(?=\d)")
_WORDS = 4
"""Words of a heading that is a day and nothing else, at the most: "14th of June 2024"."""


def find_asked_day(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """What stands under the day that a question asks for; empty where it asks for none, or several parts have it."""
    asked = _read_days(question)
    if not asked or not _ENTRY.search(question):
        return ()
    found = {
        (passage.source_id, passage.headings[-1])
        for document in opened.documents.values()
        for passage in document.passages
        if passage.headings and _is_day(passage.headings[-1]) and asked <= _read_days(passage.headings[-1])
    }
    if len(found) != 1:
        return ()
    ((source, heading),) = found
    passages = opened.document(source).passages
    return tuple(one for one in passages if one.kind != "heading" and one.headings[-1:] == (heading,))


def _read_days(text: str) -> frozenset[str]:
    return frozenset(one for one in find_quantities(text) if _DAY.fullmatch(one))


def _is_day(heading: str) -> bool:
    day = _WEEKDAY.sub("", heading)
    return starts_with_day(day) and len(re.findall(r"\w+", day)) <= _WORDS
