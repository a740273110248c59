"""Read-only views of a store: its works, its expected questions, slices of its texts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from app.records import ExpectedCount, SourceList
from index.errors import StoreError
from index.records import Generation
from index.store.generations import read_corpus_of
from ingest.errors import UsageError
from ingest.records import Corpus


def list_sources(corpus: Corpus) -> SourceList:
    """The works of a corpus, and the references in it that could not be resolved."""
    unresolved = tuple(line for document in corpus.documents for line in document.unresolved)
    return SourceList(corpus.manifest, unresolved)


def cut_slice(corpus: Corpus, source_id: str, start: int, end: int) -> str:
    """`text[start:end]` of a source's document; UsageError when there is no such document or slice."""
    document = next((document for document in corpus.documents if document.source_id == source_id), None)
    if document is None:
        known = ", ".join(document.source_id for document in corpus.documents)
        raise UsageError(
            "there is no document of that source", where=source_id, remedy=f"fundstelle show with one of: {known}"
        )
    if not 0 <= start <= end <= len(document.text):
        raise UsageError(
            f"{start}-{end} is no slice of a document of {len(document.text)} characters",
            where=source_id,
            remedy=f"give START <= END <= {len(document.text)}",
        )
    return document.text[start:end]


def count_expected(store: Path, generation: Generation) -> ExpectedCount | None:
    """How many questions a generation expects; None where its texts cannot be read.

    Status tells what is there; whoever asks is told what is damaged.
    """
    try:
        corpus = read_corpus_of(store, generation)
    except StoreError:
        return None
    asked = [chunk for chunk in corpus.chunks if chunk.asked_in]
    answered = [chunk for chunk in asked if not chunk.is_gap]
    return ExpectedCount(
        questions=len(answered),
        languages=dict(sorted(Counter(str(chunk.asked_in) for chunk in answered).items())),
        passages=len({chunk.passage_id for chunk in answered}),
        gaps=len(asked) - len(answered),
    )
