"""What would be refused is judged again by reading, where that surely says that a passage answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.asking.abstention import Judgement
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import make_inquiry
from app.asking.judging import judge_again
from app.service import Service
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
