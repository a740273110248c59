"""Retrieval as a llama-index `BaseRetriever`: it drops into anybody's query engine."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.encoders.protocol import Encoder
from index.records import Hit
from index.search.retrieve import RetrievalSettings, embed_question, retrieve
from index.store.opened import OpenGeneration
from ingest.text.language import detect_language


class DossierRetriever(BaseRetriever):
    """Finds passages in every source language of one opened generation.

    A node's text is the passage, letter for letter; its metadata tells source, section, language and offsets into the
    source's canonical text.
    """

    def __init__(
        self,
        opened: OpenGeneration,
        encoder: Encoder,
        *,
        limit: int = 8,
        settings: RetrievalSettings | None = None,
    ) -> None:
        """Take an opened generation and the encoder it was built with; `limit` is the most nodes to return."""
        super().__init__()
        self._opened = opened
        self._encoder = encoder
        self._limit = limit
        self._settings = settings or RetrievalSettings()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        text = " ".join(query_bundle.query_str.split())
        if not text:
            return []
        languages = self._opened.corpus.manifest.languages
        language = detect_language(text, languages, fallback=languages[0])
        vector = embed_question(text, self._encoder, self._opened)
        hits = retrieve(self._opened, text, vector, language, limit=self._limit, settings=self._settings)
        return [NodeWithScore(node=_make_node(self._opened, hit), score=hit.score) for hit in hits]


def _make_node(opened: OpenGeneration, hit: Hit) -> TextNode:
    passage = hit.passage
    document = opened.document(passage.source_id)
    return TextNode(
        id_=passage.id,
        text=document.text[passage.start : passage.end],
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "source": passage.source_id,
            "title": document.title,
            "section": passage.section,
            "language": passage.language,
            "note": passage.note,
            "generation": opened.generation.id,
        },
    )
