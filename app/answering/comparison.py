"""Two sides of a comparison, each in its own quotes, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answering.verbatim import Draft, VerbatimSettings, frame_quotes, write_verbatim
from app.records import AnswerSentence, Citation
from index.records import Hit
from index.store.opened import OpenGeneration

_MARGIN = 0.1
"""How much weaker than a side's best quote its second may be (a cosine): each side has to be heard."""
_OF_A_SIDE = 2
"""Quotes shown for each side."""


def write_comparison(
    opened: OpenGeneration,
    sides: Sequence[tuple[str, Sequence[Hit]]],
    language: str,
    settings: VerbatimSettings,
) -> Draft | None:
    """What stands on each side; None where one of them has nothing.

    Args:
        opened: The opened generation.
        sides: The line before each one's quotes, and its hits, best first.
        language: The asker's.
        settings: How sentences are chosen.

    """
    if any(not hits for _, hits in sides):
        return None
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    quoted: set[tuple[str, int]] = set()
    for line, hits in sides:
        # What one side has said already is not said again, so that the other has its own.
        most = _OF_A_SIDE + len(quoted)
        draft = write_verbatim(opened, hits, language, replace(settings, most=most, spread=1, margin=_MARGIN))
        new = [one for one in draft.citations if (one.source, one.start) not in quoted][:_OF_A_SIDE]
        quoted |= {(one.source, one.start) for one in new}
        numbered = [replace(one, id=len(citations) + place) for place, one in enumerate(new, start=1)]
        if not numbered:
            return None
        opening = AnswerSentence(line, (), "frame")
        sentences += frame_quotes(numbered, language, opening=opening, names_author=True).sentences
        citations += numbered
    return Draft(tuple(sentences), tuple(citations))
