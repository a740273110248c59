"""What each part of retrieval gives: the same questions ranked with parts switched off, then added back one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.records import Turn
from app.service import Service
from eval.compare.rankers import CachingEncoder, Ranker
from eval.runs.temporary import temporary_service
from index.encoders.open import open_encoder
from index.search.retrieve import RetrievalSettings
from index.store.generations import without_questions
from index.store.opened import OpenGeneration

_TEXT_STEPS: tuple[tuple[str, dict[str, float]], ...] = (
    ("dense, whole passages", {"lexical_weight": 0.0, "span_weight": 0.0}),
    ("dense + spans", {"lexical_weight": 0.0}),
    ("dense + spans + words", {}),
)
"""Settings that differ from the product's, over the dossier's text alone."""
FULL = "all parts (the product)"


@dataclass(frozen=True, slots=True)
class ServiceRanker:
    """The product's own retrieval, with settings of its own."""

    name: str
    service: Service
    follows: bool = True
    """Whether earlier questions are searched along with those that lean on them."""

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the best passages."""
        if not self.follows:
            # The conversation would still tell the language of a question of few words.
            found = self.service.search(question, limit=limit, language=language)
        else:
            found = self.service.search(question, limit=limit, history=[Turn("user", text) for text in history])
        return [hit.passage for hit in found.hits]


@dataclass(frozen=True, slots=True)
class LexicalRanker:
    """BM25 alone."""

    opened: OpenGeneration
    name: str = "lexical only (BM25)"

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the passages that share a term with the question."""
        opened = self.opened
        spoken = opened.lexical.choose_language(language)
        terms = opened.lexical.question_terms(question, language, spoken)
        ranked = [opened.lexical_ids[row] for row in opened.lexical.top(terms, spoken, 4 * limit)]
        return [passage for passage in ranked if not opened.passages[passage].names_only][:limit]


def measure_steps(service: Service, measure: Callable[[Ranker], None]) -> None:
    """Call `measure` with the product's parts, from the plainest to all, and with single ones taken away.

    What leaves out the expected questions or the adapter searches an index of its own, built in a folder that is
    deleted afterwards; an encoder without an adapter has no such step.
    """
    settings = service.settings
    corpus = without_questions(service.generation().corpus)
    with temporary_service(settings, corpus, service.encoder) as bare:
        measure(LexicalRanker(bare.generation()))
        for name, changed in _TEXT_STEPS:
            measure(_with_settings(bare, name, replace(settings.retrieval, **changed)))  # type: ignore[arg-type]
    measure(_with_settings(service, "+ expected questions, no words", replace(settings.retrieval, lexical_weight=0.0)))
    measure(ServiceRanker("all but the conversation before", service, follows=False))
    measure(ServiceRanker(FULL, service))
    if settings.encoder.model == "bundled" and settings.encoder.adapter:
        plain = replace(settings, encoder=replace(settings.encoder, adapter=False))
        with temporary_service(plain, corpus, CachingEncoder(open_encoder(plain.encoder))) as other:
            whole = replace(settings.retrieval, **_TEXT_STEPS[0][1])  # type: ignore[arg-type]
            measure(_with_settings(other, "without the adapter: dense, whole passages", whole))
            measure(ServiceRanker("without the adapter: dense + spans + words", other))


def _with_settings(service: Service, name: str, retrieval: RetrievalSettings) -> ServiceRanker:
    other = Service(replace(service.settings, retrieval=retrieval), encoder=service.encoder, reranker=service.reranker)
    return ServiceRanker(name, other)
