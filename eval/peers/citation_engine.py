"""The peer "citation engine": llama-index's `CitationQueryEngine` over given quotes, with its default prompts.

It is set up as its documentation starts, but for two things: the quotes are given instead of retrieved, so that it has
the evidence that the product has, and they are kept whole instead of being cut anew. Nothing checks what it writes.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks import CallbackManager
from llama_index.core.indices.prompt_helper import ChatPromptHelper, PromptHelper
from llama_index.core.llms import CustomLLM
from llama_index.core.node_parser.interface import TextSplitter
from llama_index.core.query_engine.citation_query_engine import (
    CITATION_QA_TEMPLATE,
    CITATION_REFINE_TEMPLATE,
    CitationQueryEngine,
)
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from app.models.protocol import LanguageModel
from app.models.records import Message, ModelUse

_NAMED = re.compile(r"[\[(]\s*Sources?\s+\d{1,3}(?:\s*(?:,|;|&|and)\s*(?:Sources?\s+)?\d{1,3})*\s*[\])]")
"""How some models write [1] after a prompt that calls its evidence "Source 1"."""
_count_pieces = re.compile(r"\w{1,4}|[^\w\s]").findall
"""About as many as a model's tokens; llama-index's own tokenizer is a global that may want a download."""


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """What the engine wrote, and what its calls took; none where it was given no quote."""

    text: str
    """In it, [Source 1] and (Source 1, Source 2) are [1] and [1, 2], in favour of the engine."""
    uses: tuple[ModelUse, ...]


class CitationEngine:
    """Answers from numbered quotes."""

    name = "citation-engine"

    def __init__(self, model: LanguageModel, *, window: int, longest: int) -> None:
        """Args: window: tokens of prompt and answer together; longest: tokens of an answer at most."""
        self._llm = GivenModel(model, window=window, longest=longest)
        self._synthesizer = get_response_synthesizer(
            llm=self._llm,
            prompt_helper=PromptHelper.from_llm_metadata(self._llm.metadata, tokenizer=_count_pieces),
            chat_prompt_helper=ChatPromptHelper.from_llm_metadata(self._llm.metadata, tokenizer=_count_pieces),
            text_qa_template=CITATION_QA_TEMPLATE,
            refine_template=CITATION_REFINE_TEMPLATE,
            response_mode=ResponseMode.COMPACT,
            callback_manager=CallbackManager(),
        )

    def answer(self, question: str, quotes: Sequence[str]) -> EngineAnswer:
        """The answer, in which [n] is the n-th quote; ModelError where the model does not answer."""
        self._llm.uses.clear()
        engine = CitationQueryEngine(
            retriever=GivenQuotes(quotes),
            llm=self._llm,
            response_synthesizer=self._synthesizer,
            text_splitter=WholeQuotes(),
            callback_manager=CallbackManager(),
        )
        response = _NAMED.sub(_write_mark, str(engine.query(question)))
        # Without evidence llama-index says so in words of its own, and asks nobody.
        return EngineAnswer(response if self._llm.uses else "", tuple(self._llm.uses))


def _write_mark(found: re.Match[str]) -> str:
    return f"[{', '.join(re.findall(r'[0-9]+', found[0]))}]"


class GivenQuotes(BaseRetriever):
    """The quotes, in their order, whatever is asked."""

    def __init__(self, quotes: Sequence[str]) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._quotes = quotes

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [NodeWithScore(node=TextNode(text=text), score=1 / rank) for rank, text in enumerate(self._quotes, 1)]


class WholeQuotes(TextSplitter):
    """Cuts nothing."""

    def split_text(self, text: str) -> list[str]:
        """The text."""
        return [text]


class GivenModel(CustomLLM):
    """The product's language model as llama-index wants it."""

    _model: LanguageModel = PrivateAttr()
    _window: int = PrivateAttr()
    _longest: int = PrivateAttr()
    _uses: list[ModelUse] = PrivateAttr()

    def __init__(self, model: LanguageModel, *, window: int, longest: int) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._model, self._window, self._longest, self._uses = model, window, longest, []

    @property
    def uses(self) -> list[ModelUse]:
        """What the calls took since it was cleared."""
        return self._uses

    @property
    def metadata(self) -> LLMMetadata:
        """How much fits in."""
        return LLMMetadata(context_window=self._window, num_output=self._longest, model_name=self._model.name)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponse:
        """The whole answer; ModelError."""
        text = ""
        for response in self.stream_complete(prompt, formatted, **kwargs):
            text = response.text
        return CompletionResponse(text=text)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponseGen:
        """The answer as it comes."""

        def stream() -> Generator[CompletionResponse, None, None]:
            text = ""

            def listen() -> Generator[str, None, None]:
                self._uses.append((yield from self._model.stream([Message("user", prompt)], longest=self._longest)))

            for piece in listen():
                text += piece
                yield CompletionResponse(text=text, delta=piece)

        return stream()
