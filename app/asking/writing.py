"""The kind of answer that a kind of question gets, of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answering.comparison import write_comparison
from app.answering.lists import complete_list, write_list, write_paragraph
from app.answering.verbatim import Draft, add_quotes, write_more, write_verbatim
from app.asking.comparison import Side, find_views, split_question
from app.asking.finding import Searcher
from app.asking.inquiry import Inquiry, make_inquiry
from app.asking.kinds import Understanding
from app.asking.lists import read_wanted_number
from app.asking.subject import find_author, find_subject
from app.records import CitedPassage
from index.records import Hit

_FOR_A_SIDE = 40
"""Passages among which those of one side are sought."""
_BESIDE_LIST = 4
"""Quotes of the best paragraph beside a list that stands elsewhere."""
_LOOSELY, _LOOSE_MARGIN = 6, 0.1
"""Quotes of a comparison whose sides have no names, and how much weaker than the best they may be (a cosine)."""
_OVER_TOPIC, _OF_ONE = 6, 3
"""Quotes of an overview of what is no text and no part of one, and of one passage among them."""
_OF_SECOND = 2
"""Quotes for the second of two questions asked in one breath."""
_SECOND_MARGIN = 0.1
"""How much weaker they may be than what answers both (a cosine): the first one is not to drown the second."""


def write_answer(
    inquiry: Inquiry,
    understood: Understanding,
    hits: Sequence[Hit],
    searcher: Searcher,
) -> Draft:
    """Quote what answers: both sides of a comparison, a list whole, else the best sentences."""
    language, opened, settings = inquiry.spoken, searcher.opened, searcher.settings
    if understood.sides:
        sides = _find_sides(understood.sides, inquiry, searcher)
        compared = write_comparison(opened, sides, language, settings.verbatim)
        if compared:
            return compared
    if understood.kind == "comparison" and inquiry.again != "more":
        return _compare_loosely(inquiry, hits, searcher)
    if understood.kind == "list" and inquiry.again != "more":
        hits = _of_text_meant(inquiry, hits, searcher)
        listed = write_list(opened, hits, language, wanted=read_wanted_number(inquiry.text))
        running = write_paragraph(opened, hits, language, verbatim=settings.verbatim)
        if listed:
            # Its things may stand in the best paragraph instead, as running text.
            if running is None or _is_in_list(hits[0], listed):
                return listed
            return add_quotes(listed, running, language, most=_BESIDE_LIST)
        if running:
            # Its things may stand elsewhere all the same.
            best = write_verbatim(opened, hits, language, settings.verbatim)
            return add_quotes(running, best, language, most=settings.verbatim.most)
    if understood.topic:
        wider = replace(settings.verbatim, most=_OVER_TOPIC, of_one_passage=_OF_ONE, margin=_LOOSE_MARGIN)
        return complete_list(opened, write_verbatim(opened, hits, language, wider), language, most=_OVER_TOPIC)
    if inquiry.again == "more":
        return write_more(opened, hits, language, settings.verbatim, times=inquiry.times)
    draft = write_verbatim(opened, hits, language, settings.verbatim)
    draft = complete_list(opened, draft, language, most=settings.verbatim.most)
    second = _find_second(inquiry, searcher)
    if not second:
        return draft
    wider = replace(settings.verbatim, most=len(draft.citations) + _OF_SECOND, margin=_SECOND_MARGIN)
    return add_quotes(draft, write_verbatim(opened, second, language, wider), language, most=_OF_SECOND)


def _is_in_list(hit: Hit, listed: Draft) -> bool:
    """Whether the sentence of a hit that answers best is quoted with the list."""
    best = hit.passage.sentences[hit.sentence_scores.index(max(hit.sentence_scores))]
    return any(one.passage == hit.passage.id and one.start <= best.start < one.end for one in listed.citations)


def _compare_loosely(inquiry: Inquiry, hits: Sequence[Hit], searcher: Searcher) -> Draft:
    """The best sentences, several of one passage, where both sides often stand, and the best one for each side."""
    language, opened, settings = inquiry.spoken, searcher.opened, searcher.settings
    wider = replace(settings.verbatim, most=_LOOSELY, spread=1, of_one_passage=_LOOSELY - 1, margin=_LOOSE_MARGIN)
    draft = complete_list(opened, write_verbatim(opened, hits, language, wider), language, most=_LOOSELY)
    for view in find_views(inquiry.text):
        found = searcher.find(make_inquiry(view, inquiry.language)).hits
        if found:
            draft = add_quotes(draft, write_verbatim(opened, found, language, settings.verbatim), language, most=1)
    return draft


def _of_text_meant(inquiry: Inquiry, hits: Sequence[Hit], searcher: Searcher) -> Sequence[Hit]:
    """The hits in the held text that a question names, by its author alone, too: "Wennigsen's recommendations"."""
    opened = searcher.opened
    manifest = opened.corpus.manifest
    subject = find_subject(inquiry.text, manifest)
    meant = subject.source or subject.by_genre or (None if subject.named else find_author(inquiry.text, manifest))
    document = opened.held_document(meant) if meant else None
    if document is None:
        return hits
    found = searcher.find(inquiry, limit=_FOR_A_SIDE, within=meant).hits
    return [hit for hit in found if hit.passage.source_id == document.source_id] or hits


def _find_second(inquiry: Inquiry, searcher: Searcher) -> Sequence[Hit]:
    """What is found for the second of two things asked in one breath; empty where one is asked.

    By itself it may not say of what it is asked, so that the whole question counts as much.
    """
    parts = () if inquiry.earlier else split_question(inquiry.text)
    if not parts:
        return ()
    asked = replace(inquiry, views=(*inquiry.views, parts[1]))
    return searcher.find(asked).hits


def _find_sides(sides: Sequence[Side], inquiry: Inquiry, searcher: Searcher) -> list[tuple[str, tuple[Hit, ...]]]:
    """The hits of each side. What the first one says is searched for in the others, too: it tells what is compared."""
    opened = searcher.opened
    found: list[tuple[str, tuple[Hit, ...]]] = []
    said: tuple[str, ...] = ()
    proved: tuple[CitedPassage, ...] = ()
    for one in sides:
        asked = make_inquiry(one.question, inquiry.language)
        asked = replace(asked, views=(*asked.views, *said))
        hits = searcher.find(asked, limit=_FOR_A_SIDE, within=one.source).hits
        own = [one.weigh(_lift(hit, proved), opened) for hit in hits if one.holds(hit.passage, opened)]
        own.sort(key=lambda hit: -hit.score)
        found.append((one.name, tuple(own)))
        if own and not said:
            for best in write_verbatim(opened, own, inquiry.language, searcher.settings.verbatim).citations[:1]:
                said = (best.text,)
                proved = tuple(passage for note in best.footnotes for passage in note.passages)
    return found


def _lift(hit: Hit, proved: Sequence[CitedPassage]) -> Hit:
    """The hit, put first where a note of the other side leads to it."""
    place = next((one for one in proved if one.passage == hit.passage.id), None)
    if place is None:
        return hit
    pairs = zip(hit.passage.sentences, hit.sentence_scores, strict=True)
    scores = tuple(score + (place.start <= one.start < place.end) for one, score in pairs)
    return replace(hit, score=hit.score + 1, sentence_scores=scores)
