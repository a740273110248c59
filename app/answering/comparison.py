"""Two sides of a comparison, each in its own quotes, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answering.citations import cite_sentence
from app.answering.verbatim import Draft, VerbatimSettings, frame_quotes, write_verbatim
from app.records import AnswerSentence, Citation
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Passage, Sentence

_MARGIN = 0.1
"""How much weaker than a side's best quote its second may be (a cosine): each side has to be heard."""
_OF_A_SIDE = 2
"""Quotes shown for each side."""
_BEST, _FARTHER = 4, 0.04
"""Best passages among which one is sought that has both sides, and how much less near than the nearest sentence these
are on average (a cosine): of 15 comparisons tried, at most .034 where they were what was asked for, at least .043 where
they only named both."""

IsOf = Callable[[Sentence, Passage], bool]
"""Whether a sentence of a passage is of a side."""


def quote_together(opened: OpenGeneration, hits: Sequence[Hit], sides: Sequence[IsOf]) -> tuple[Citation, ...]:
    """The best sentence of each side in the best passage that has one of each; empty where none has.

    A text that sets two against each other says more of them than each says by itself.
    """
    nearest = max((max(hit.sentence_scores) for hit in hits), default=0.0)
    for hit in hits[:_BEST]:
        scored = list(zip(hit.sentence_scores, hit.passage.sentences, strict=True))
        each = [[(score, one) for score, one in scored if is_of(one, hit.passage)] for is_of in sides]
        if not all(each):
            continue
        best = [max(of_side, key=lambda pair: pair[0]) for of_side in each]
        if nearest - sum(score for score, _ in best) / len(best) > _FARTHER:
            continue
        starts = {one.start for _, one in best}
        chosen = [one for _, one in scored if one.start in starts]
        return tuple(cite_sentence(opened, hit.passage, one, number) for number, one in enumerate(chosen, start=1))
    return ()


def write_comparison(
    opened: OpenGeneration,
    sides: Sequence[tuple[str, Sequence[Hit]]],
    language: str,
    settings: VerbatimSettings,
    *,
    together: Sequence[Citation] = (),
) -> Draft | None:
    """What stands on each side; None where one of them has nothing.

    Args:
        opened: The opened generation.
        sides: The line before each one's quotes, and its hits, best first.
        language: The asker's.
        settings: How sentences are chosen.
        together: Quotes that set the sides against each other; they come first.

    """
    if any(not hits for _, hits in sides):
        return None
    sentences: list[AnswerSentence] = list(frame_quotes(together, language).sentences) if together else []
    citations: list[Citation] = list(together)
    quoted: set[tuple[str, int]] = {(one.source, one.start) for one in together}
    for line, hits in sides:
        # What one side has said already is not said again, so that the other has its own.
        most = _OF_A_SIDE + len(quoted)
        draft = write_verbatim(opened, hits, language, replace(settings, most=most, spread=1, margin=_MARGIN))
        new = [one for one in draft.citations if (one.source, one.start) not in quoted][:_OF_A_SIDE]
        quoted |= {(one.source, one.start) for one in new}
        numbered = [replace(one, id=len(citations) + place) for place, one in enumerate(new, start=1)]
        if not numbered and not together:
            return None
        if not numbered:
            continue
        opening = AnswerSentence(line, (), "frame")
        sentences += frame_quotes(numbered, language, opening=opening, names_author=True).sentences
        citations += numbered
    return Draft(tuple(sentences), tuple(citations))
