"""The kind of answer that a kind of question gets, of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answering.comparison import write_comparison
from app.answering.lists import write_list, write_paragraph
from app.answering.verbatim import Draft, write_more, write_verbatim
from app.asking.comparison import Side
from app.asking.finding import find_hits
from app.asking.inquiry import Inquiry, make_inquiry
from app.asking.kinds import Understanding
from app.asking.lists import read_wanted_number
from app.records import CitedPassage
from app.settings import Settings
from index.encoders.protocol import Encoder
from index.records import Hit
from index.store.opened import OpenGeneration

_FOR_A_SIDE = 40
"""Passages among which those of one side are sought."""


def write_answer(
    inquiry: Inquiry,
    understood: Understanding,
    hits: Sequence[Hit],
    *,
    opened: OpenGeneration,
    settings: Settings,
    encoder: Encoder,
) -> Draft:
    """Quote what answers: both sides of a comparison, a list whole, else the best sentences."""
    language = inquiry.spoken
    if understood.sides:
        compared = write_comparison(
            opened, _find_sides(understood.sides, inquiry, opened, settings, encoder), language, settings.verbatim
        )
        if compared:
            return compared
    if understood.kind == "list" and inquiry.again != "more":
        listed = write_list(opened, hits, language, wanted=read_wanted_number(inquiry.text))
        if listed:
            return listed
        running = write_paragraph(opened, hits, language, verbatim=settings.verbatim)
        if running:
            return running
    if inquiry.again == "more":
        return write_more(opened, hits, language, settings.verbatim, times=inquiry.times)
    return write_verbatim(opened, hits, language, settings.verbatim)


def _find_sides(
    sides: Sequence[Side], inquiry: Inquiry, opened: OpenGeneration, settings: Settings, encoder: Encoder
) -> list[tuple[str, tuple[Hit, ...]]]:
    """The hits of each side. What the first one says is searched for in the others, too: it tells what is compared."""
    found: list[tuple[str, tuple[Hit, ...]]] = []
    said: tuple[str, ...] = ()
    proved: tuple[CitedPassage, ...] = ()
    for one in sides:
        asked = make_inquiry(one.question, inquiry.language)
        asked = replace(asked, views=(*asked.views, *said))
        hits = find_hits(asked, opened, encoder, settings, limit=_FOR_A_SIDE, within=one.source).hits
        own = [one.weigh(_lift(hit, proved), opened) for hit in hits if one.holds(hit.passage, opened)]
        own.sort(key=lambda hit: -hit.score)
        found.append((one.name, tuple(own)))
        if own and not said:
            for best in write_verbatim(opened, own, inquiry.language, settings.verbatim).citations[:1]:
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
