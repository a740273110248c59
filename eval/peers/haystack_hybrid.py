"""The peer "Haystack, hybrid": BM25 and embedding retrieval over documents in memory, joined by reciprocal rank fusion.

Haystack is the optional extra `peers`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.peers.texts import passage_texts
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.errors import FundstelleError

if TYPE_CHECKING:
    from haystack import Pipeline

_DEPTH = 10
"""Documents that Haystack's retrievers return unless told otherwise."""


@dataclass(frozen=True, slots=True)
class HaystackHybrid:
    """One pipeline over all languages: words and vectors, each ranked alone, then fused."""

    pipeline: Pipeline
    encoder: Encoder
    name: str = "Haystack, hybrid"

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the best passages by both rankings; none for a blank question, which BM25 refuses."""
        if not question.strip():
            return []
        depth = max(limit, _DEPTH)
        vector = [float(value) for value in self.encoder.encode_query(question)]
        result = self.pipeline.run(
            {
                "words": {"query": question, "top_k": depth},
                "vectors": {"query_embedding": vector, "top_k": depth},
                "fusion": {"top_k": limit},
            }
        )
        return [str(document.id) for document in result["fusion"]["documents"]]


def open_haystack_hybrid(opened: OpenGeneration, encoder: Encoder) -> HaystackHybrid:
    """Embed the passages and connect the pipeline.

    Raises:
        FundstelleError: Haystack is not installed.

    """
    # Read once, when Haystack is imported; whatever the environment says, an evaluation reports to nobody.
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "false"
    try:
        from haystack import Document, Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
    except ImportError as error:
        raise FundstelleError(
            f"Haystack cannot be imported ({error})", remedy="pip install 'fundstelle[peers]'"
        ) from error

    texts = passage_texts(opened)
    store = InMemoryDocumentStore(shared=False)  # shared ones live as long as the process
    store.write_documents(
        [
            Document(id=passage_id, content=text, embedding=[float(value) for value in vector])
            for (passage_id, text), vector in zip(
                texts.items(), encoder.encode_passages(list(texts.values())), strict=True
            )
        ]
    )
    pipeline = Pipeline()
    pipeline.add_component("words", InMemoryBM25Retriever(store))
    pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("fusion", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("words", "fusion")
    pipeline.connect("vectors", "fusion")
    return HaystackHybrid(pipeline, encoder)
