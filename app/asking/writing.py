"""The kind of answer that a kind of question gets, of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answering.comparison import write_comparison
from app.answering.lists import add_whole, complete_list
from app.answering.verbatim import (
    SPREAD,
    Draft,
    add_behind,
    add_quotes,
    leave_out_shown,
    widen,
    write_verbatim,
)
from app.asking.comparing import FOR_A_SIDE, LOOSELY, add_run, compare_loosely, find_together, hear_parties
from app.asking.finding import Searcher
from app.asking.hearing import hear_speakers
from app.asking.inquiry import Inquiry, make_inquiry
from app.asking.joined import JOINING, split_lists, write_joined
from app.asking.kinds.attested import find_attesting, keep_attested
from app.asking.kinds.comparison import Side, asks_for_several, find_parties, split_question
from app.asking.kinds.subject import find_author
from app.asking.listed import quote_headed
from app.asking.listing import write_listing
from app.asking.noted import quote_noted
from app.asking.reading import spread_over, was_read
from app.asking.understanding import Understanding
from app.records import Citation, CitedPassage, Kind
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.text.names import name_key
from prompts import frame

_OF_SPEAKER: frozenset[Kind] = frozenset({"fact", "list", "overview"})
"""Kinds of questions that may ask for somebody's words: of a comparison each side has its own."""
_OVER_TOPIC, _OF_ONE = 6, 3
"""Quotes of an overview of what is no text and no part of one, and of one passage among them."""
_OF_SECOND = 2
"""Quotes for the second of two questions asked in one breath."""
_SURELY_SEVERAL, _SEVERAL, _PERHAPS = 0.6, 0.4, 0.15
"""Likelihoods that several things are asked for from which on more is quoted: the first where questions are expected of
the passages; from the last on, the best sentences of other passages. Of what is taken for one fact in the conversations
(`dev`, `open`, all over the moor), 37 of 102 lists and comparisons are above the second, and 16 of 312 premises and
follow-ups; above the third 77 and 61."""
_OF_BOTH = 3
"""Quotes of the best passages behind those of each side."""
_OF_OTHERS, _OF_FEW = 6, 3
"""Quotes of other passages where several things are asked for, which need not stand together; and where questions are
expected of the passages."""
_OF_LISTING = 6
"""Quotes of a list behind those of what seems to be one fact."""
_BELOW_HEADING = 8
"""Paragraphs below a heading that asks the same of which a sentence is quoted."""
_OF_ONE_LIST = 3
"""Best hits that are of one list where the whole of it answers what seems to be asked of one thing."""
_SECOND_MARGIN = 0.1
"""How much weaker they may be than what answers both (a cosine): the first one is not to drown the second."""


def write_answer(
    inquiry: Inquiry,
    understood: Understanding,
    hits: Sequence[Hit],
    searcher: Searcher,
    *,
    shown: Sequence[Citation] = (),
) -> Draft:
    """Quote what answers, the words of the one whom the question asks for his before all.

    Args:
        inquiry: The question.
        understood: Its kind.
        hits: What was found, best first.
        searcher: Finds more.
        shown: What was quoted before, where more is asked for.

    """
    if inquiry.again == "more":
        settings = searcher.settings.verbatim
        wide = write_verbatim(searcher.opened, hits, inquiry.spoken, widen(settings, inquiry.times))
        return leave_out_shown(wide, shown, inquiry.spoken, most=settings.most)
    noted = quote_noted(searcher.opened, hits, inquiry.spoken, searcher.settings.verbatim) if inquiry.noted else None
    if noted:
        return noted
    draft = _write(inquiry, understood, hits, searcher)
    if understood.kind not in _OF_SPEAKER or inquiry.again == "where":
        return draft
    return hear_speakers(draft, inquiry, hits, searcher, before=understood.kind != "list")


def _write(inquiry: Inquiry, understood: Understanding, hits: Sequence[Hit], searcher: Searcher) -> Draft:
    """Quote both sides of a comparison, a list whole, else the best sentences."""
    language, opened, settings = inquiry.spoken, searcher.opened, searcher.settings
    hits = keep_attested(hits, find_attesting(inquiry.text, opened), opened)
    joined = split_lists(inquiry) if understood.kind in JOINING and not inquiry.again else ()
    if joined:
        return write_joined(joined, searcher)
    if understood.sides:
        sides = _find_sides(understood.sides, inquiry, searcher)
        if not any(side.source or hits for side, hits in sides):
            return Draft((), ())  # Nobody here is either of them.
        named = [(_tell_side(one, language), hits) for one, hits in sides]
        together = find_together(inquiry, hits, [one for one, _ in sides], searcher)
        compared = write_comparison(opened, named, language, settings.verbatim, together=together)
        if compared:
            # What stands on both may name neither.
            both = write_verbatim(opened, hits, language, LOOSELY)
            compared = add_behind(compared, both, language, most=_OF_BOTH)
            others = write_verbatim(opened, hits, language, SPREAD) if was_read(hits) else None
            compared = add_behind(compared, others, language, most=_OF_OTHERS)
            # Of whom others only report, his own words come, too.
            return hear_parties(compared, inquiry, searcher) if inquiry.told else compared
    if understood.kind == "comparison":
        return compare_loosely(inquiry, hits, searcher)
    if understood.kind == "list":
        return write_listing(inquiry, searcher)
    if understood.topic:
        wider = replace(LOOSELY, most=_OVER_TOPIC, of_one_passage=_OF_ONE)
        return complete_list(opened, write_verbatim(opened, hits, language, wider), language, most=_OVER_TOPIC)
    draft = write_verbatim(opened, hits, language, settings.verbatim)
    draft = complete_list(opened, draft, language, most=settings.verbatim.most)
    draft = add_behind(draft, quote_headed(inquiry.text, hits, opened, language), language, most=_BELOW_HEADING)
    second = _find_second(inquiry, searcher)
    if not second:
        return _widen(draft, inquiry, understood, hits, searcher)
    wider = replace(settings.verbatim, most=len(draft.citations) + _OF_SECOND, margin=_SECOND_MARGIN)
    draft = add_quotes(draft, write_verbatim(opened, second, language, wider), language, most=_OF_SECOND)
    return _widen(draft, inquiry, understood, hits, searcher)


def _widen(draft: Draft, inquiry: Inquiry, understood: Understanding, hits: Sequence[Hit], searcher: Searcher) -> Draft:
    """The draft, with more behind it where a question that seems to be for one thing may be for several."""
    opened, language = searcher.opened, inquiry.spoken
    likely = understood.several >= (_SEVERAL if was_read(hits) else _SURELY_SEVERAL)
    if likely:
        draft = add_whole(opened, add_run(draft, inquiry, hits, searcher), hits, language)
        draft = add_behind(draft, write_listing(inquiry, searcher), language, most=_OF_LISTING)
    elif split_question(inquiry.text) or (understood.several >= _PERHAPS and was_read(hits)):
        others = write_verbatim(opened, hits, language, spread_over(hits))
        draft = add_behind(draft, others, language, most=_OF_OTHERS if was_read(hits) else _OF_FEW)
    elif understood.several >= _PERHAPS and _names_several(inquiry, opened):
        draft = add_run(draft, inquiry, hits, searcher)
    else:
        # What is expected of single items tells which of them answers.
        return add_whole(opened, draft, hits, language, fewest=_OF_ONE_LIST) if was_read(hits) else draft
    return hear_parties(draft, inquiry, searcher)


def _names_several(inquiry: Inquiry, opened: OpenGeneration) -> bool:
    return asks_for_several(inquiry.text, inquiry.language) and bool(find_parties(inquiry.named, opened))


def _find_second(inquiry: Inquiry, searcher: Searcher) -> Sequence[Hit]:
    """What is found for the second of two things asked in one breath; empty where one is asked.

    By itself it may not say of what it is asked, so that the whole question counts as much.
    """
    parts = () if inquiry.earlier else split_question(inquiry.text)
    if not parts:
        return ()
    asked = replace(inquiry, views=(*inquiry.views, parts[1]))
    return searcher.find(asked).hits


def _find_sides(sides: Sequence[Side], inquiry: Inquiry, searcher: Searcher) -> list[tuple[Side, tuple[Hit, ...]]]:
    """The hits of each side. What the first one says is searched for in the others, too: it tells what is compared."""
    opened = searcher.opened
    found: list[tuple[Side, tuple[Hit, ...]]] = []
    said: tuple[str, ...] = ()
    proved: tuple[CitedPassage, ...] = ()
    for one in sides:
        asked = make_inquiry(one.question, inquiry.language)
        asked = replace(asked, views=(*asked.views, *said))
        within = one.source or find_author(one.name, opened.corpus.manifest)
        hits = searcher.find(asked, limit=FOR_A_SIDE, within=within).hits
        own = [one.weigh(_lift(hit, proved), opened) for hit in hits if one.holds(hit.passage, opened)]
        own.sort(key=lambda hit: -hit.score)
        found.append((one, tuple(own)))
        if own and not said:
            for best in write_verbatim(opened, own, inquiry.language, searcher.settings.verbatim).citations[:1]:
                said = (best.text,)
                proved = tuple(passage for note in best.footnotes for passage in note.passages)
    return found


def _tell_side(side: Side, language: str) -> str:
    """The line before a side's quotes: what the asker calls it, with a work's title beside where that says more."""
    if side.source is None or not side.called or name_key(side.called) == name_key(side.name):
        return frame("comparison_side", language, side=side.called or side.name)
    return frame("comparison_work", language, side=side.called, title=side.name)


def _lift(hit: Hit, proved: Sequence[CitedPassage]) -> Hit:
    """The hit, put first where a note of the other side leads to it."""
    place = next((one for one in proved if one.passage == hit.passage.id), None)
    if place is None:
        return hit
    pairs = zip(hit.passage.sentences, hit.sentence_scores, strict=True)
    scores = tuple(score + (place.start <= one.start < place.end) for one, score in pairs)
    return replace(hit, score=hit.score + 1, sentence_scores=scores)
