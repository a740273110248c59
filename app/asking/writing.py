"""The kind of answer that a kind of question gets, of what was found."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.comparison import write_comparison
from app.answering.lists import write_list, write_paragraph
from app.answering.verbatim import Draft, write_verbatim
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
    language = inquiry.language
    if understood.sides:
        sides = [(one.name, _find_side(inquiry, one, opened, settings, encoder)) for one in understood.sides]
        compared = write_comparison(opened, sides, language, settings.verbatim)
        if compared:
            return compared
    if understood.kind == "list":
        listed = write_list(opened, hits, language, wanted=read_wanted_number(inquiry.text))
        if listed:
            return listed
        running = write_paragraph(opened, hits, language, verbatim=settings.verbatim)
        if running:
            return running
    return write_verbatim(opened, hits, language, settings.verbatim)


def _find_side(
    inquiry: Inquiry, side: Side, opened: OpenGeneration, settings: Settings, encoder: Encoder
) -> tuple[Hit, ...]:
    asked = make_inquiry(side.question, inquiry.language)
    hits = find_hits(asked, opened, encoder, settings, limit=_FOR_A_SIDE).hits
    return tuple(hit for hit in hits if side.holds(hit.passage, opened))
