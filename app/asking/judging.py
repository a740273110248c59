"""A second look at what would be refused: the best passages are read with the question."""

from __future__ import annotations

from app.asking.abstention import Judgement, judge
from app.asking.finding import Searcher
from app.asking.inquiry import Inquiry
from app.asking.reading import read_hits
from index.records import Found

_ANSWERS = 1.0
"""Logit from which on a passage surely answers. Below it what was judged stands."""


def judge_again(judgement: Judgement, inquiry: Inquiry, found: Found, searcher: Searcher) -> Judgement:
    """The judgement by what reading says, where that is surely that a passage answers; else the one there is.

    Questions expected of a text are for one thing each: what asks for several is near none of them, and near those that
    the text leaves open.
    """
    opened, settings = searcher.opened, searcher.settings
    read = read_hits(found, inquiry.words, opened, searcher.reranker, settings.reading)
    if max((hit.signals.answers or 0.0 for hit in read.hits), default=0.0) < _ANSWERS:
        return judgement
    again = judge(inquiry.words, inquiry.language, read, opened, settings.abstention)
    return again if again.answerable else judgement
