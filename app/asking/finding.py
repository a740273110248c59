"""From an inquiry to hits: the one retrieval that answers, searches and the llama-index retriever share."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.answering.citations import cite_hits
from app.asking.inquiry import Inquiry, asks_for_sources, has_words, understand_question
from app.asking.kinds.texts import resolve_subject
from app.asking.reading import read_where_needed
from app.records import Question, SearchResult
from app.settings import Settings
from index.encoders.protocol import Encoder
from index.records import Found
from index.reranking.reranker import Reranker
from index.search.retrieve import embed_question, retrieve
from index.search.scoring import nearest_gap
from index.store.opened import OpenGeneration


def find_hits(
    inquiry: Inquiry,
    opened: OpenGeneration,
    encoder: Encoder,
    settings: Settings,
    *,
    limit: int | None = None,
    within: str | None = None,
) -> Found:
    """Retrieve passages for an inquiry with words. Notes that only name works take part when it asks for sources.

    Args:
        inquiry: What is searched for.
        opened: The opened generation.
        encoder: Embeds the inquiry.
        settings: How hits are found and weighed.
        limit: How many at the most; None: as many as the settings say.
        within: Id of a source whose passages all take part, as if the question named it.

    """
    # "The press release" names a work as well as its title does.
    meant = (*resolve_subject(inquiry.text, opened).named, *((within,) if within else ()))
    held = (opened.held_document(one) for one in meant)
    with_notes = asks_for_sources(inquiry.text) or inquiry.again == "where"
    vector = np.mean([embed_question(view, encoder, opened) for view in inquiry.views], axis=0)
    vector = np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
    hits = retrieve(
        opened,
        inquiry.words,
        vector,
        inquiry.language,
        limit=limit or settings.evidence,
        settings=replace(settings.retrieval, with_naming_notes=with_notes),
        within=[document.source_id for document in held if document],
    )
    return Found(hits, nearest_gap(opened, vector, inquiry.language))


@dataclass(frozen=True, slots=True)
class Searcher:
    """What a search needs: the texts, how hits are found and weighed, what embeds, and what reads the best of them."""

    opened: OpenGeneration
    settings: Settings
    encoder: Encoder
    reranker: Reranker

    def find(self, inquiry: Inquiry, *, limit: int | None = None, within: str | None = None) -> Found:
        """As `find_hits`, and the best hits read with the inquiry where that tells more.

        Raises:
            EncoderError: Encoder or reranker cannot be opened.

        """
        found = find_hits(inquiry, self.opened, self.encoder, self.settings, limit=limit, within=within)
        # Read with the question before it alone, what answered that would answer this, too.
        also = inquiry.views[0] if inquiry.earlier and not inquiry.again else None
        return read_where_needed(found, inquiry.words, self.opened, self.reranker, self.settings.reading, also=also)


def search_passages(query: Question, searcher: Searcher, *, limit: int) -> SearchResult:
    """The best `limit` passages for a query, whole and ranked, without an answer."""
    opened = searcher.opened
    inquiry = understand_question(query, opened.corpus.manifest)
    # A few are read that are not shown: among them may be the one that answers.
    most = max(limit, searcher.settings.reading.hits)
    hits = searcher.find(inquiry, limit=most).hits if has_words(inquiry.text) else ()
    return SearchResult(
        query.text, inquiry.language, opened.generation.id, cite_hits(opened, hits[:limit]), id=query.id
    )
