"""What the reranker learns from besides: passages of other texts, and how far it goes from what it knew."""

from __future__ import annotations

import pytest

from eval.cases.taught import Place, ReadQuestion, TaughtPassage
from eval.fit.strangers import find_strangers
from tests.fakes import FakeEncoder

WORDS = {
    Place("a/01.de", 1): "Der Leuchtturm wurde 1907 gebaut.",
    Place("a/01.de", 2): "Der Wärter zog 1978 fort.",
    Place("a/02.de", 1): "Der Leuchtturm von Wangersiel wurde 1921 gebaut.",
    Place("b/01.en", 1): "The lighthouse has never been painted.",
}
PASSAGES = {place: TaughtPassage((words,), "") for place, words in WORDS.items()}
QUESTIONS = [
    ReadQuestion("Wann wurde der Leuchtturm gebaut?", Place("a/01.de", 1), True, (0,)),
    ReadQuestion("Who painted the lighthouse?", Place("b/01.en", 1), False, ()),
]


def test_a_stranger_is_of_another_text_and_of_none_that_is_measured_on() -> None:
    said: list[str] = []
    found = find_strangers(QUESTIONS, PASSAGES, FakeEncoder(), without={"a/02.de"}, on_step=said.append)
    assert Place("b/01.en", 1) == found[0]
    assert "a/01.de" == found[1].text
    assert ["embedding 3 passages and 2 questions"] == said
    assert found == find_strangers(QUESTIONS, PASSAGES, FakeEncoder(), without={"a/02.de"}, on_step=said.append)


@pytest.mark.slow
@pytest.mark.parametrize(("share", "expected"), [(0.0, 4.0), (0.5, 3.0), (1.0, 2.0)])
def test_going_back_ends_between_what_was_known_and_what_was_learned(share: float, expected: float) -> None:
    torch = pytest.importorskip("torch")
    from eval.fit.training import go_back, remember

    model = torch.nn.Linear(1, 1)
    torch.nn.init.constant_(model.weight, 2.0)
    before = remember(model)
    torch.nn.init.constant_(model.weight, 4.0)
    go_back(model, before, share)
    assert expected == model.weight.item()
