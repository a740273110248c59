"""Two questions for several things each in one breath: "Which rules did A name, and which donors gave to B?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answering.verbatim import Draft, add_behind, leave_out_behind
from app.asking.abstention import Judgement, judge
from app.asking.finding import Searcher
from app.asking.inquiry import Inquiry, make_inquiry
from app.asking.kinds.comparison import split_question
from app.asking.kinds.lists import asks_for_list, find_asked_terms
from app.asking.listing import write_listing
from app.records import Kind

JOINING: frozenset[Kind] = frozenset({"list", "comparison"})
"""Kinds that two such questions are taken for."""
_OF_SECOND = 8
"""Quotes for the second of them."""


def split_lists(inquiry: Inquiry) -> tuple[Inquiry, ...]:
    """The two questions, each for other things; empty where there are not two such.

    "Which demands did A make, and which demands did B?" compares.
    """
    parts = () if inquiry.earlier else split_question(inquiry.text)
    language = inquiry.language
    if not parts or not all(asks_for_list(one, language) for one in parts):
        return ()
    first, second = (find_asked_terms(one, language) for one in parts)
    if not first or not second or first & second:
        return ()
    asked = [replace(make_inquiry(one, language), reply_in=inquiry.spoken) for one in parts]
    # By itself the second may not say of what it is asked.
    return asked[0], replace(asked[1], views=(parts[1], inquiry.text))


def judge_joined(judgement: Judgement, parts: Sequence[Inquiry], searcher: Searcher) -> Judgement:
    """The judgement of the less likely one where both are answered; else the one there is of both in one.

    A question for two things is near to nothing that answers one.
    """
    opened, settings = searcher.opened, searcher.settings
    each = [judge(one.words, one.language, searcher.find(one), opened, settings.abstention) for one in parts]
    if not each or not all(one.answerable for one in each):
        return judgement
    return min(each, key=lambda one: one.probability)


def write_joined(parts: Sequence[Inquiry], searcher: Searcher) -> Draft:
    """What answers the first, and behind it what answers the second."""
    first, second = (write_listing(one, searcher) for one in parts)
    language = parts[0].spoken
    return add_behind(leave_out_behind(first, language), second, language, most=_OF_SECOND)
