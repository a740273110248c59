"""A whole answer with the language model that FUNDSTELLE_LLM_URL names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.asking.events import EvidenceFound, ProseBegun
from app.checking.quotes import find_problems
from app.models.records import ModelSettings
from app.service import Service
from ingest.text.language import tell_language
from tests.visits import ENGLISH, GERMAN


@pytest.mark.parametrize(("question", "language"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_a_real_model_writes_above_the_quotes(
    real_service: Service, model_settings: ModelSettings, question: str, language: str
) -> None:
    """Whatever it writes: the quotes are those without it, and each sentence shown cites some of them."""
    service = Service(replace(real_service.settings, model=model_settings), encoder=real_service.encoder)
    quotes, answer = real_service.ask(question), service.ask(question)
    assert quotes.citations == answer.citations
    assert [] == [problem for one in answer.citations for problem in find_problems(service.generation(), one)]
    assert answer.prose is not None
    assert answer.prose.outcome in ("written", "nothing", "refused")
    issued = {citation.id for citation in answer.citations}
    for sentence in answer.sentences:
        if sentence.support == "supported":
            assert set(sentence.citations) <= issued
            assert language == tell_language(sentence.text, ("de", "en"), fallback=language).language


def test_evidence_comes_before_the_model_is_asked(real_service: Service, model_settings: ModelSettings) -> None:
    """The quotes do not wait for it."""
    service = Service(replace(real_service.settings, model=model_settings), encoder=real_service.encoder)
    seen = []
    for event in service.ask_events(GERMAN):
        seen.append(type(event))
        if isinstance(event, ProseBegun):
            break
    assert EvidenceFound in seen
