"""Several sections that a question asks for by their numbers at once: "sections 2 and 3", "Kapitel 4-6"."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.overview import overview_of_section
from app.answering.verbatim import Draft
from app.asking.kinds.absent import find_told_text, tell_absent_section
from app.asking.kinds.sections import find_section
from index.store.opened import OpenGeneration

_WORD = r"(?:(?:abschnitte?n?|kapiteln?|sections?|chapters?|раздел\w*|глав\w*)\s*)"
_SEVERAL = re.compile(
    rf"(?i)(?<!\w){_WORD}(?P<numbers>\d{{1,2}}(?:\s*(?:,|und|and|&|sowie|bis|to|through|и|[–-])\s*{_WORD}?\d{{1,2}})+)(?![\w-]|\.\d)"
)
_RANGE = re.compile(rf"(?i)(\d+)(?:\s*(?:bis|to|through|–|-)\s*{_WORD}?(\d+))?")
_MOST, _FEWEST = 4, 2


def find_several_sections(question: str, language: str, opened: OpenGeneration) -> Draft | None:
    """An overview of each of the sections that a question asks for, a line for what is missing; None for anything else.

    Args:
        question: The cleaned question.
        language: The asker's.
        opened: The opened generation.

    """
    asked = _SEVERAL.search(question)
    if asked is None:
        return None
    numbers: list[int] = []
    for first, last in _RANGE.findall(asked["numbers"]):
        numbers += range(int(first), max(int(first), int(last or first)) + 1)[:_MOST]
    document = find_told_text(f"{question[: asked.start()]} {question[asked.end() :]}", opened)
    if document is None or len(set(numbers)) < _FEWEST:
        return None
    whole = Draft((), ())
    missing = []
    for number in list(dict.fromkeys(numbers))[:_MOST]:
        section = find_section(f"section {number}", [document])
        if section and section.by_number:
            own = overview_of_section(opened, document, section.heading, section.passages, language)
            whole = _join(whole, own)
        else:
            missing += [*tell_absent_section(str(number), document, language, opened)]
    return replace(whole, sentences=(*whole.sentences, *missing))


def _join(first: Draft, second: Draft) -> Draft:
    """One draft behind another, its citations counted on."""
    behind = len(first.citations)
    sentences = (replace(one, citations=tuple(each + behind for each in one.citations)) for one in second.sentences)
    citations = (replace(one, id=one.id + behind) for one in second.citations)
    return Draft((*first.sentences, *sentences), (*first.citations, *citations))
