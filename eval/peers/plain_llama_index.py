"""The peer "llama-index, quick start": documents, the default splitter, a vector index in memory, a retriever."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks import CallbackManager
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.node_parser.text.utils import split_by_sentence_tokenizer_internal
from nltk.tokenize import PunktSentenceTokenizer

from eval.peers.texts import passage_texts
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration


@dataclass(frozen=True, slots=True)
class PlainLlamaIndex:
    """Nearest nodes of one vector index over all languages."""

    index: VectorStoreIndex
    name: str = "llama-index, quick start"

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the passages of the nearest `limit` nodes; fewer than `limit` where a passage was split.

        None for a blank question, to which llama-index gives no vector.
        """
        if not question.strip():
            return []
        nodes = self.index.as_retriever(similarity_top_k=limit).retrieve(question)
        return list(dict.fromkeys(str(found.node.ref_doc_id) for found in nodes))


class EncoderEmbedding(BaseEmbedding):
    """Our encoder as llama-index wants it."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.identity)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._encoder.encode_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        (vector,) = self._get_text_embeddings([text])
        return vector

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in vector] for vector in self._encoder.encode_passages(texts)]


def open_plain_llama_index(opened: OpenGeneration, encoder: Encoder) -> PlainLlamaIndex:
    """Embed the passages and index them; everything is passed, llama-index's global `Settings` stay as they are."""
    documents = [Document(id_=passage_id, text=text) for passage_id, text in passage_texts(opened).items()]
    index = VectorStoreIndex.from_documents(
        documents,
        embed_model=EncoderEmbedding(encoder),
        transformations=[_make_splitter()],
        callback_manager=CallbackManager(),
    )
    return PlainLlamaIndex(index)


def _make_splitter() -> SentenceSplitter:
    """The default splitter, 1024 tokens with 200 of overlap, with nothing that could want a download.

    The default counts tiktoken's tokens. llama-index brings their table along, but keeps the tokenizer in a global, and
    where TIKTOKEN_CACHE_DIR is set tiktoken looks there instead and downloads. Pieces of up to four letters are about
    as many (3% more on German text, 38% more on English); no passage of the bundled dossier comes near 1024 by either.
    The sentences are the default's own (Punkt, untrained), without its look for NLTK's data, which downloads too.
    """
    return SentenceSplitter(
        tokenizer=re.compile(r"\w{1,4}|[^\w\s]").findall,
        chunking_tokenizer_fn=partial(split_by_sentence_tokenizer_internal, tokenizer=PunktSentenceTokenizer()),
    )
