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
        return write_more(opened, hits, language, settings.verbatim)
    return write_verbatim(opened, hits, language, settings.verbatim)


def _find_sides(
    sides: Sequence[Side], inquiry: Inquiry, opened: OpenGeneration, settings: Settings, encoder: Encoder
) -> list[tuple[str, tuple[Hit, ...]]]:
    """The hits of each side. What the first one says is searched for in the others, too: it tells what is compared."""
    found: list[tuple[str, tuple[Hit, ...]]] = []
    said: tuple[str, ...] = ()
    for one in sides:
        asked = make_inquiry(one.question, inquiry.language)
        asked = replace(asked, views=(*asked.views, *said))
        hits = find_hits(asked, opened, encoder, settings, limit=_FOR_A_SIDE, within=one.source).hits
        own = tuple(one.weigh(hit, opened) for hit in hits if one.holds(hit.passage, opened))
        found.append((one.name, own))
        if own and not said:
            best = own[0].best_span
            said = (opened.document(own[0].passage.source_id).plain(best.start, best.end),)
    return found
