"""What each part of retrieval gives: the same questions ranked with parts switched off, one after another put back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk import Desk
from app.followups import understand
from app.pipeline import clean_question, earlier_questions, find_hits, question_language
from app.records import Question, Turn
from eval.rankers import Ranker, RememberingEncoder
from index.build import build_generation
from index.encoder import encoder_identity, open_encoder
from index.generations import lock_store
from index.opened import OpenGeneration
from index.retrieval import RetrievalSettings, lexical_language

_NOTHING = {"lexical_weight": 0.0, "asked_share": 0.0}
STEPS: tuple[tuple[str, dict[str, float]], ...] = (
    ("dense, whole passages", {**_NOTHING, "span_weight": 0.0}),
    ("dense + spans", _NOTHING),
    ("dense + spans + lexical", {"asked_share": 0.0}),
    ("dense + spans + expected questions", {"lexical_weight": 0.0}),
)
FULL = "all parts (the product)"


@dataclass(frozen=True, slots=True)
class DeskRanker:
    """The product's own retrieval, with settings of its own."""

    name: str
    desk: Desk
    follows: bool = True
    """Whether earlier questions are searched along with those that lean on them."""

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the best passages."""
        asked = Question(question, history=tuple(Turn("user", text) for text in history))
        text, opened = clean_question(question), self.desk.generation()
        told = question_language(text, asked, opened)  # As in an answer: nobody says which one it is.
        inquiry = understand(text, earlier_questions(asked) if self.follows else (), told)
        hits = find_hits(inquiry, told, opened, self.desk, limit=limit).hits
        return [hit.passage.id for hit in hits]


@dataclass(frozen=True, slots=True)
class LexicalRanker:
    """BM25 alone, over texts and expected questions."""

    opened: OpenGeneration
    name: str = "lexical only (BM25)"

    def rank(self, question: str, language: str, *, history: Sequence[str] = (), limit: int) -> Sequence[str]:
        """Ids of the passages that share a term with the question."""
        opened = self.opened
        spoken = lexical_language(opened, language)
        terms = opened.lexical.question_terms(question, language, spoken)
        ranked = [opened.lexical_ids[row] for row in opened.lexical.top(terms, spoken, 4 * limit)]
        return [passage for passage in ranked if not opened.passages[passage].names_only][:limit]


def open_steps(desk: Desk) -> list[Ranker]:
    """The product's parts over one generation, from the plainest to all."""
    full = desk.settings.retrieval
    rankers: list[Ranker] = [LexicalRanker(desk.generation())]
    rankers += [_with_settings(desk, name, replace(full, **changed)) for name, changed in STEPS]  # type: ignore[arg-type]
    return [*rankers, DeskRanker(FULL, desk)]


def measure_without_adapter(desk: Desk, measure: Callable[[Ranker], None]) -> None:
    """Call `measure` with the same retrieval over the encoder as it is without the project's adapter.

    Builds an index of the same dossier in a folder that is deleted afterwards; nothing happens where the encoder in
    use has no adapter.
    """
    settings = desk.settings
    if settings.encoder.model != "bundled" or not settings.encoder.adapter:
        return
    with tempfile.TemporaryDirectory(prefix="fundstelle-ablate-") as folder:
        plain = replace(settings, store=Path(folder), encoder=replace(settings.encoder, adapter=False))
        with lock_store(plain.store):
            build_generation(
                plain.store,
                desk.generation().corpus,
                identity=encoder_identity(plain.encoder),
                open_encoder=lambda: open_encoder(plain.encoder),
            )
        other = Desk(plain, encoder=RememberingEncoder(open_encoder(plain.encoder)))
        base = replace(settings.retrieval, **STEPS[0][1])  # type: ignore[arg-type]
        measure(_with_settings(other, "without the adapter: dense, whole passages", base))
        measure(DeskRanker("without the adapter: all parts", other))


def _with_settings(desk: Desk, name: str, retrieval: RetrievalSettings) -> DeskRanker:
    other = Desk(replace(desk.settings, retrieval=retrieval), encoder=desk.encoder)
    return DeskRanker(name, other)
