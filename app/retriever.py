"""The product's own retrieval as a llama-index `BaseRetriever`: it drops into anybody's query engine."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from app.records import Evidence
from app.service import Service


class DossierRetriever(BaseRetriever):
    """Finds what `Service.search` finds: the same question, the same passages in the same order with the same scores.

    A node's text is the passage, letter for letter; its metadata tells source, place, language, speaker and generation.
    """

    def __init__(self, service: Service, *, limit: int = 8) -> None:
        """Take an open service; `limit` is the most nodes to return."""
        super().__init__()
        self._service = service
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        result = self._service.search(query_bundle.query_str, limit=self._limit)
        return [NodeWithScore(node=_make_node(hit, result.generation), score=hit.score) for hit in result.hits]


def _make_node(hit: Evidence, generation: str) -> TextNode:
    return TextNode(
        id_=hit.passage,
        text=hit.quote,
        start_char_idx=hit.start,
        end_char_idx=hit.end,
        metadata={
            "source": hit.source,
            "title": hit.title,
            "section": hit.section,
            "headings": list(hit.headings),
            "page": hit.page,
            "anchor": hit.anchor,
            "language": hit.language,
            "speaker": hit.speaker,
            "attribution": hit.attribution,
            "note": hit.note.number if hit.note else None,
            "generation": generation,
        },
    )
