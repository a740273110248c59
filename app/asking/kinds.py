"""What kind of thing is asked, on one screen: each kind has a module, and whatever none of them knows is a fact.

A kind that has nothing to say hands on: a wrong guess ends in retrieval, never in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.answering.verbatim import Draft, quote_passages
from app.asking.about import reply_about
from app.asking.inquiry import Inquiry
from app.asking.notes import find_asked_note
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
    """The place that was asked for."""


def understand_kind(inquiry: Inquiry, opened: OpenGeneration) -> Understanding:
    """Tell what kind of thing is asked."""
    said = tell_small_talk(inquiry.text)
    if said:
        language = inquiry.language if inquiry.language in said.languages else said.languages[0]
        return Understanding("small_talk", language, reply=reply_to(said, language, opened.corpus.manifest))
    place = find_asked_note(inquiry.text, opened) or find_asked_place(inquiry.text, opened)
    if place:
        return Understanding("place", inquiry.language, draft=quote_passages(opened, place, inquiry.language))
    about = reply_about(inquiry.text, inquiry.language, opened)
    if about:
        return Understanding("about", inquiry.language, reply=about)
    return Understanding("fact", inquiry.language)
