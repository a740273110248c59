"""What kind of thing is asked, on one screen: each kind has a module, and whatever none of them knows is a fact.

A kind that has nothing to say hands on: a wrong guess ends in retrieval, never in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.answering.verbatim import Draft, quote_passages
from app.asking.about import reply_about
from app.asking.comparison import Side, find_sides
from app.asking.inquiry import Inquiry
from app.asking.lists import asks_for_list
from app.asking.notes import find_asked_note
from app.asking.overview import find_overview
from app.asking.place import find_asked_place
from app.asking.small_talk import reply_to, tell_small_talk
from app.records import AnswerSentence, Kind
from index.store.opened import OpenGeneration


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question's kind, and what is said to it where nothing has to be weighed."""

    kind: Kind
    language: str
    """Of the product's words."""
    reply: tuple[AnswerSentence, ...] = ()
    """Said without evidence."""
    draft: Draft | None = None
    """The place, or the overview, that was asked for."""
    sides: tuple[Side, ...] = ()
    """What is compared."""


def understand_kind(inquiry: Inquiry, opened: OpenGeneration, *, plain: bool = False) -> Understanding:
    """Tell what kind of thing is asked. Args: plain: a fact, whatever it seems."""
    if plain:
        return Understanding("fact", inquiry.spoken)
    text, language = inquiry.text, inquiry.spoken
    said = tell_small_talk(text)
    if said:
        spoken = language if language in said.languages else said.languages[0]
        return Understanding("small_talk", spoken, reply=reply_to(said, spoken, opened.corpus.manifest))
    place = find_asked_note(text, opened) or find_asked_place(text, opened)
    if place:
        return Understanding("place", language, draft=quote_passages(opened, place, language))
    overview = find_overview(text, language, opened)
    if overview and overview.citations:
        return Understanding("overview", language, draft=overview)
    about = reply_about(text, language, opened)
    if about:
        return Understanding("about", language, reply=about)
    sides = find_sides(text, opened)
    if sides:
        return Understanding("comparison", language, sides=sides)
    return Understanding("list" if asks_for_list(text, inquiry.language) else "fact", language)
