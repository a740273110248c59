"""A second look at what would be refused: the best passages are read with the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answering.wholes import find_whole
from app.asking.abstention import Judgement, judge
from app.asking.comparing import FOR_A_SIDE
from app.asking.finding import Searcher
from app.asking.inquiry import Inquiry, make_inquiry
from app.asking.kinds.comparison import Side
from app.asking.kinds.lists import read_wanted_number
from app.asking.kinds.subject import find_author
from app.asking.reading import read_hits
from index.records import Found
from index.store.opened import OpenGeneration

_ANSWERS = 1.0
"""Logit from which on a passage surely answers. Below it what was judged stands."""
_BEST, _OF_BEST = 6, 3
"""Best hits, and how many of them have to be of one list that has as many items as are asked for."""


def judge_again(judgement: Judgement, inquiry: Inquiry, found: Found, searcher: Searcher) -> Judgement:
    """The judgement by what reading says, where that is surely that a passage answers; else the one there is.

    Questions expected of a text are for one thing each: what asks for several is near none of them, and near those that
    the text leaves open.
    """
    opened, settings = searcher.opened, searcher.settings
    if _has_wanted_list(inquiry, found, opened):
        return replace(judgement, answerable=True)
    read = read_hits(found, inquiry.words, opened, searcher.reranker, settings.reading)
    if max((hit.signals.answers or 0.0 for hit in read.hits), default=0.0) < _ANSWERS:
        return judgement
    again = judge(inquiry.words, inquiry.language, read, opened, settings.abstention)
    return again if again.answerable else judgement


def _has_wanted_list(inquiry: Inquiry, found: Found, opened: OpenGeneration) -> bool:
    """Whether most of the best hits are of one list with as many items as the question says: "the four rules"."""
    wanted = read_wanted_number(inquiry.text)
    lists = [find_whole(opened, hit.passage) for hit in found.hits[:_BEST]] if wanted else []
    return any(one and len(one.items) == wanted and lists.count(one) >= _OF_BEST for one in lists)


def judge_sides(judgement: Judgement, sides: Sequence[Side], inquiry: Inquiry, searcher: Searcher) -> Judgement:
    """The judgement of the weaker one of two texts that are compared, each searched by itself, where both answer.

    A question for both is near no passage of either. What one of them does not tell is not compared.
    """
    manifest, opened = searcher.opened.corpus.manifest, searcher.opened
    each = []
    for side in sides:
        within = side.source or find_author(side.name, manifest)
        if within is None:
            return judgement
        asked = make_inquiry(side.question, inquiry.language)
        found = searcher.find(asked, limit=FOR_A_SIDE, within=within)
        if not any(side.holds(hit.passage, opened) for hit in found.hits):
            return judgement
        each.append(judge(asked.words, inquiry.language, found, opened, searcher.settings.abstention))
    weaker = min(each, key=lambda one: one.probability, default=judgement)
    return weaker if each and all(one.answerable for one in each) else judgement
