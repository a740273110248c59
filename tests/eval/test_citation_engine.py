"""llama-index's citation engine answers over given quotes, with its own prompts and the product's model."""

from __future__ import annotations

import pytest

from app.models.errors import ModelError
from eval.peers.citation_engine import CitationEngine, EngineAnswer
from tests.fakes import FakeModel

LONG = " ".join(f"Im Jahr {year} wurde das Wehr erneuert." for year in range(1700, 1800))


def open_engine(model: FakeModel) -> CitationEngine:
    return CitationEngine(model, window=8192, longest=300)


def test_it_is_asked_with_its_own_prompt_over_our_quotes() -> None:
    """One message, once: the engine's words, every quote whole under its number, the question."""
    model = FakeModel(["It is 40 metres long [1]. It is old [2]."])
    answer = open_engine(model).answer("How long is it?", ["Das Wehr ist {40} Meter lang.", LONG])
    assert "It is 40 metres long [1]. It is old [2]." == answer.text
    ((message,),) = model.asked
    assert "user" == message.role
    assert message.text.startswith("Please provide an answer based solely on the provided sources.")
    assert f"------\nSource 1:\nDas Wehr ist {{40}} Meter lang.\n\nSource 2:\n{LONG}\n------" in message.text
    assert message.text.endswith("Query: How long is it?\nAnswer: ")
    assert ([300], 1) == (model.longest, len(answer.uses))


def test_each_answer_has_what_its_own_calls_took() -> None:
    """Without a quote nobody is asked, and nothing is said."""
    engine = open_engine(FakeModel(["One [1].", "Two words [1]."]))
    counted = [engine.answer("What?", ["Das."]).uses[0].answer_tokens for _ in range(2)]
    assert [2, 3] == counted
    assert EngineAnswer("", ()) == engine.answer("What?", [])


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("So [Source 4].", "So [4]."),
        ("So (Source 1, Source 2).", "So [1, 2]."),
        ("So [Sources 1 and 3].", "So [1, 3]."),
        ("So [1], says Source 2 (2019).", "So [1], says Source 2 (2019)."),
    ],
)
def test_its_own_way_of_citing_counts(written: str, text: str) -> None:
    """Its prompt calls the evidence "Source 1": who cites it so in brackets cites it."""
    assert text == open_engine(FakeModel([written])).answer("What?", ["Das."]).text


def test_a_model_that_fails_is_told() -> None:
    """The product's own error passes through llama-index."""
    with pytest.raises(ModelError, match="broke off"):
        open_engine(FakeModel([["One", ModelError("broke off")]])).answer("What?", ["Das."])


def test_nothing_of_llama_index_is_set_for_everybody() -> None:
    """Neither its tokenizer, which may want a download, nor its settings."""
    import llama_index.core
    from llama_index.core import Settings

    before = (llama_index.core.global_tokenizer, vars(Settings).copy())
    open_engine(FakeModel(["One [1]."])).answer("What?", ["Das."])
    assert before == (llama_index.core.global_tokenizer, vars(Settings))
