"""Answering a comparison whose sides nobody can tell apart by phrases: the best of the texts and people it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.answering.comparison import quote_together
from app.answering.lists import ListSettings, complete_list, write_paragraph
from app.answering.verbatim import SPREAD, Draft, VerbatimSettings, add_behind, add_quotes, frame_quotes, write_verbatim
from app.asking.finding import Searcher, find_hits
from app.asking.inquiry import Inquiry, make_inquiry
from app.asking.kinds.comparison import Side, find_parties, find_views, leave_out_comparing, split_question
from app.asking.reading import was_read
from app.records import Citation
from index.records import Hit

FOR_A_SIDE = 40
"""Passages among which those of one side are sought."""
LOOSELY = VerbatimSettings(most=6, spread=1, of_one_passage=5, margin=0.1)
"""How the quotes of a comparison are chosen whose sides have no names: several of one passage, weaker ones, too."""
_RUN = ListSettings(sentences=6, sentence_margin=0.2, beside=0)
"""How the best paragraph is quoted: where a text sets two things against each other, they mostly stand together."""
_ANSWERS = 1.5
"""Logit from which on a second paragraph is quoted whole: each side may stand in one of its own."""
_OF_OTHERS = 6
"""Quotes of other passages: each side may stand in one of its own."""
_SHORTEST = 40
"""Characters of a passage that says something of whom it names."""
_TWO = 2
_OF_A_PARTY = 2
"""Quotes for each text or person that is named."""


def compare_loosely(inquiry: Inquiry, hits: Sequence[Hit], searcher: Searcher) -> Draft:
    """The best sentences, several of one passage, where both sides often stand, and the best ones for each side."""
    language, opened, settings = inquiry.spoken, searcher.opened, searcher.settings
    draft = complete_list(opened, write_verbatim(opened, hits, language, LOOSELY), language, most=LOOSELY.most)
    together = find_together(inquiry, hits, find_parties(inquiry.named, opened), searcher)
    if together:
        draft = add_quotes(frame_quotes(together, language), draft, language, most=LOOSELY.most)
    for view in find_views(inquiry.named) or split_question(inquiry.named):
        found = searcher.find(make_inquiry(view, inquiry.language)).hits
        if found:
            draft = add_quotes(draft, write_verbatim(opened, found, language, settings.verbatim), language, most=1)
    draft = hear_parties(add_run(draft, inquiry, hits, searcher), inquiry, searcher)
    if not was_read(hits):
        return draft
    return add_behind(draft, write_verbatim(opened, hits, language, SPREAD), language, most=_OF_OTHERS)


def find_together(
    inquiry: Inquiry, hits: Sequence[Hit], sides: Sequence[Side], searcher: Searcher
) -> tuple[Citation, ...]:
    """The quotes that set the sides against each other, by what is compared before how it is asked; empty for none."""
    if len(sides) < _TWO:
        return ()
    of_sides = [partial(one.is_named, opened=searcher.opened) for one in sides]
    bare = make_inquiry(leave_out_comparing(inquiry.text), inquiry.language)
    found = find_hits(bare, searcher.opened, searcher.encoder, searcher.settings).hits
    return quote_together(searcher.opened, found, of_sides) or quote_together(searcher.opened, hits, of_sides)


def add_run(draft: Draft, inquiry: Inquiry, hits: Sequence[Hit], searcher: Searcher) -> Draft:
    """The draft with the other sentences of the best paragraph behind it, and of a second one that surely answers."""
    sure = [one for one in hits[1:] if (one.signals.answers or 0.0) >= _ANSWERS]
    for row in (hits, sure):
        run = row and write_paragraph(
            searcher.opened, row[:1], inquiry.spoken, verbatim=searcher.settings.verbatim, settings=_RUN
        )
        draft = add_behind(draft, run or None, inquiry.spoken, most=_RUN.sentences)
    return draft


def hear_parties(draft: Draft, inquiry: Inquiry, searcher: Searcher) -> Draft:
    """The draft with the best quotes of each text and person that the question names, where it names several."""
    opened, language = searcher.opened, inquiry.spoken
    for side in find_parties(inquiry.named, opened):
        own = _find_own(side, inquiry, searcher)
        if own:
            few = replace(searcher.settings.verbatim, most=2 * _OF_A_PARTY, margin=LOOSELY.margin)
            draft = add_behind(draft, write_verbatim(opened, own, language, few), language, most=_OF_A_PARTY)
    return draft


def _find_own(side: Side, inquiry: Inquiry, searcher: Searcher) -> tuple[Hit, ...]:
    """What one of them says or is said of. What is asked of both it need not answer by itself: it is not read."""
    opened = searcher.opened
    asked = make_inquiry(side.question, inquiry.language)
    found = find_hits(asked, opened, searcher.encoder, searcher.settings, limit=FOR_A_SIDE, within=side.source)
    own = (
        side.weigh(hit, opened)
        for hit in found.hits
        if hit.passage.end - hit.passage.start >= _SHORTEST and side.holds(hit.passage, opened)
    )
    return tuple(sorted(own, key=lambda hit: -hit.score))
