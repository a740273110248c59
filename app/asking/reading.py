"""Reading the best hits together with the question: whether any of them answers.

Search compares a question with passages that were embedded without it; it finds what is about the same things. Whether
the very thing asked for is said there shows only when both are read at once, which costs too much for more than a few.
What comes of it decides whether to answer, and how sure that is. It does not choose: of the sentences that search puts
first, fewer would be right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.records import Found
from index.reranking.reranker import Candidate, Reranker
from index.store.opened import OpenGeneration
from ingest.records import Passage


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How many hits are read."""

    hits: int = 2
    """Best hits that are read. Area under ROC of whether to answer, on `dev` of the bundled dossier and of one without
    expected questions: with 1 .80 and .80, with 2 .82 and .84, with 3 .80 and .84; each takes some 50 ms."""


def read_hits(
    found: Found,
    question: str,
    opened: OpenGeneration,
    reranker: Reranker,
    settings: ReadingSettings = ReadingSettings(),
) -> Found:
    """What was found, the best hits of it read with the question; EncoderError when the reranker cannot be opened."""
    chosen = found.hits[: settings.hits]
    if not chosen:
        return found
    readings = reranker.read(question, [_as_candidate(hit.passage, opened) for hit in chosen])
    read = (
        replace(hit, signals=replace(hit.signals, answers=reading.answers))
        for hit, reading in zip(chosen, readings, strict=True)
    )
    return replace(found, hits=(*read, *found.hits[settings.hits :]))


def _as_candidate(passage: Passage, opened: OpenGeneration) -> Candidate:
    """The passage below what it leans on: the line that introduces it, else the nearest heading."""
    document = opened.document(passage.source_id)
    above = opened.passages.get(passage.introduced_by or "")
    heading = document.plain(above.start, above.end) if above else (passage.headings[-1:] or ("",))[0]
    return Candidate(heading, tuple(document.plain(one.start, one.end) for one in passage.sentences))
