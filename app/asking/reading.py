"""Reading the best hits together with the question: which of them answers, and whether any does.

Search compares a question with passages that were embedded without it; it finds what is about the same things. Whether
the very thing asked for is said there shows only when both are read at once, which costs too much for more than a few.
What comes of it decides whether to answer, and moves what answers forward.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.verbatim import NARROW, SPREAD, VerbatimSettings
from app.answering.wholes import Whole
from app.asking.abstention import SIGNALS, choose_model
from index.records import Found, Hit
from index.reranking.reranker import Candidate, Reading, Reranker
from index.store.opened import OpenGeneration
from ingest.records import Passage

_BRACKETED = re.compile(r"\[(\d{1,4})\]")
"""A number that the text has in brackets; the reranker has learned from texts without such."""


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How many hits are read, and what that counts."""

    hits: int = 6
    """Best hits that are read; each takes some 20 ms."""
    weight: float = 0.012
    """What a passage's logit counts beside its score. Of 140 questions of `dev` to the works of two invented dossiers
    the right passage is first for .66 without, .73 with it; of 40 to a third dossier for .48 and .58, of 109 to the
    bundled one without its expected questions for .52 and .55. From .01 to .02 it is much the same."""
    sentence_weight: float = 0.008
    """What a sentence's logit counts beside its score. Of the same 289 questions the first quote has the gold for
    144 without any of this, for 155 with it."""


def read_where_needed(
    found: Found,
    question: str,
    opened: OpenGeneration,
    reranker: Reranker,
    settings: ReadingSettings,
    *,
    also: str | None = None,
) -> Found:
    """The same as `read_hits` where whether to answer hangs on that: where nothing is expected of the best passage.

    What is expected of passages tells them apart better than this does, and costs nothing at a question.
    """
    if not found.hits or "answers" not in SIGNALS[choose_model(found, opened)]:
        return found
    return read_hits(found, question, opened, reranker, settings, also=also)


def read_hits(
    found: Found,
    question: str,
    opened: OpenGeneration,
    reranker: Reranker,
    settings: ReadingSettings = ReadingSettings(),
    *,
    also: str | None = None,
) -> Found:
    """What was found, the best of it read with the question and put in order by what that said, too.

    Args:
        found: What was found.
        question: The question.
        opened: The opened generation.
        reranker: Reads.
        settings: How many are read, and what that counts.
        also: The question in another way, which counts as much; None: in one way alone.

    Raises:
        EncoderError: The reranker cannot be opened.

    """
    chosen, rest = found.hits[: settings.hits], found.hits[settings.hits :]
    if not chosen:
        return found
    candidates = [_as_candidate(hit.passage, opened) for hit in chosen]
    in_turn = [reranker.read(one, candidates) for one in dict.fromkeys((question, also or question))]
    readings = [_average(readings) for readings in zip(*in_turn, strict=True)]
    read = [_weigh(hit, reading, settings) for hit, reading in zip(chosen, readings, strict=True)]
    return replace(found, hits=(*sorted(read, key=lambda hit: -hit.score), *rest))


def _average(readings: Sequence[Reading]) -> Reading:
    """What came of reading one passage with each way of asking."""
    if len(readings) == 1:
        return readings[0]
    sentences = zip(*(one.sentences for one in readings), strict=True)
    return replace(
        readings[0],
        answers=sum(one.answers for one in readings) / len(readings),
        sentences=tuple(sum(logits) / len(readings) for logits in sentences),
    )


def was_read(hits: Sequence[Hit]) -> bool:
    """Whether the best of the hits were read with the question."""
    return any(hit.signals.answers is not None for hit in hits)


def spread_over(hits: Sequence[Hit]) -> VerbatimSettings:
    """How quotes are chosen of hits where several things are asked for."""
    return SPREAD if was_read(hits) else NARROW


def read_whole(whole: Whole, question: str, opened: OpenGeneration, reranker: Reranker) -> float:
    """The logit that the passages of a list answer together: none of them alone is what was asked for."""
    first, *rest = (_as_candidate(one, opened) for one in whole.members)
    sentences = (*first.sentences, *(sentence for one in rest for sentence in one.sentences))
    (reading,) = reranker.read(question, [Candidate(first.heading, sentences)])
    return reading.answers


def _weigh(hit: Hit, reading: Reading, settings: ReadingSettings) -> Hit:
    pairs = zip(hit.sentence_scores, reading.sentences, strict=True)
    return replace(
        hit,
        score=hit.score + settings.weight * reading.answers,
        signals=replace(hit.signals, answers=reading.answers, says=max(reading.sentences, default=None)),
        sentence_scores=tuple(score + settings.sentence_weight * logit for score, logit in pairs),
    )


def _as_candidate(passage: Passage, opened: OpenGeneration) -> Candidate:
    """The passage below what it leans on: the line that introduces it, else the nearest heading."""
    document = opened.document(passage.source_id)
    above = opened.passages.get(passage.introduced_by or "")
    heading = document.plain(above.start, above.end) if above else (passage.headings[-1:] or ("",))[0]
    return Candidate(
        heading, tuple(_BRACKETED.sub(r"\1", document.plain(one.start, one.end)) for one in passage.sentences)
    )
