"""What would be refused is judged again by reading, where that surely says that a passage answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.asking.abstention import Judgement
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import make_inquiry
from app.asking.judging import judge_again
from app.service import Service
from tests.builders import a_passage
from tests.fakes import FakeReranker

REFUSED = Judgement(answerable=False, probability=0.3, confidence="doubtful")


@pytest.mark.parametrize(("logit", "asked_again"), [(0.5, False), (3.0, True)])
def test_reading_has_to_be_sure(quays: Service, logit: float, asked_again: bool) -> None:
    """Below the line the first judgement stands; above it the one that reading leads to, if that answers."""
    opened = quays.generation()
    settings = replace(quays.settings, abstention=replace(quays.settings.abstention, threshold=0.01))
    searcher = Searcher(opened, settings, quays.encoder, FakeReranker(first=logit))
    inquiry = make_inquiry("Welche Bedingungen nennt der Rat für die Sanierung?", "de")
    found = find_hits(inquiry, opened, quays.encoder, settings)
    judged = judge_again(REFUSED, inquiry, found, searcher)
    assert asked_again == judged.answerable
    assert asked_again == (judged is not REFUSED)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Welche drei Bedingungen nennt der Rat für die Sanierung der Kaimauer?", True),
        ("Welche vier Bedingungen nennt der Rat für die Sanierung der Kaimauer?", False),
        ("Welche Bedingungen nennt der Rat für die Sanierung der Kaimauer?", False),
    ],
)
def test_a_list_of_as_many_as_are_asked_for_answers(quays: Service, question: str, answered: bool) -> None:
    """Where most of the best hits are of it, nothing has to be read; another number proves nothing."""
    opened, settings = quays.generation(), quays.settings
    searcher = Searcher(opened, settings, quays.encoder, FakeReranker(first=-3.0))
    inquiry = make_inquiry(question, "de")
    found = find_hits(inquiry, opened, quays.encoder, settings)
    introduction = a_passage(opened.corpus, "Für die Sanierung nennt der Rat")[1]
    own = {introduction.id, *(one.id for one in opened.introduced[introduction.id])}
    hits = sorted(found.hits, key=lambda hit: hit.passage.id not in own)
    assert answered == judge_again(REFUSED, inquiry, replace(found, hits=tuple(hits)), searcher).answerable
