"""What kind of thing is asked, on one screen: each kind has a module, and whatever none of them knows is a fact.

Phrases decide first. What they take for a fact may, by its vector, be a question about the dossier, one for an overview
or a comparison, or small talk that is worded in another way; how sure that has to be stands below. A kind that has
nothing to say hands on: a wrong guess ends in retrieval. Small talk alone does not, so that less is enough only for
what asks nothing and names nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.answering.verbatim import Draft, quote_passages
from app.asking.about import reply_about
from app.asking.comparison import Side, compares_loosely, find_sides, split_question
from app.asking.inquiry import UNDETERMINED, Inquiry, has_words
from app.asking.items import find_asked_item
from app.asking.lists import asks_for_list
from app.asking.naming import names_something
from app.asking.notes import find_asked_note
from app.asking.overview import find_overview
from app.asking.place import find_asked_place
from app.asking.recognition import SHIPPED, read_model
from app.asking.small_talk import Said, is_statement, reply_to, tell_small_talk
from app.records import AnswerSentence, Kind
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration

_LONGEST = 200
"""Characters of a question whose kind is guessed."""
_GUESSED: frozenset[Kind] = frozenset({"fact", "list"})
"""What phrases tell that may be something else."""
_OF_SECTION, _LISTS = 0.6, 0.75
"""Probabilities that do for what names a section (of a place and an overview), and for a list, whose quotes are weighed
as those of a fact are."""
_MOSTLY = 0.5
"""Probability from which on chatter is of the likeliest kind."""
_COMPARES, _NO_LIST = 0.5, 0.2
"""A comparison's quotes are weighed as those of a fact are: of 640 messages of other types of `open` 6 lie above the
first. What phrases take for a list is one only where a list is less likely than the second."""
_OVERVIEW, _ABOUT = 0.87, 0.75
"""Probabilities from which on a kind is taken, of what is about the dossier that of the one datum. Of 2228 questions
that are put to texts, 11 lie above the first and 3 above the second: there the modules look, too, whether more is asked
for."""
_TALKS, _TELLS, _CHATS = 0.9, 0.7, 0.5
"""Probabilities from which on a message is small talk: any; one that asks nothing and names nobody and no topic; one of
these of which the dossier has no telling word. "The war will end soon." is at .68, "the sanctions are useless" at .15.
"""


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
    """What is compared, where it has names."""
    several: float = 0.0
    """How likely a fact is no single one, but several, or a comparison."""


def understand_kind(
    inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder, *, plain: bool = False
) -> Understanding:
    """Tell what kind of thing is asked.

    Args:
        inquiry: The question.
        opened: The generation that answers.
        encoder: Embeds a question whose kind no phrase tells; not asked for any other.
        plain: A fact, whatever it seems.

    """
    if plain:
        return Understanding("fact", inquiry.spoken)
    told = _tell_by_phrases(inquiry, opened, encoder)
    return _guess(inquiry, opened, encoder, told) if told.kind in _GUESSED else told


def _tell_by_phrases(inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder) -> Understanding:
    text, language = inquiry.text, inquiry.spoken
    said = tell_small_talk(text)
    if said:
        spoken = language if language in said.languages else said.languages[0]
        return Understanding("small_talk", spoken, reply=reply_to(said, spoken, opened.corpus.manifest))
    place = find_asked_note(text, opened) or find_asked_place(text, opened) or find_asked_item(text, opened)
    if place:
        return Understanding("place", language, draft=quote_passages(opened, place, language))
    # Of another encoder's vectors nothing is known: it is not opened for them.
    fits = opened.generation.encoder == read_model(SHIPPED).identity
    overview = find_overview(text, language, opened, encoder if fits else None)
    if overview and overview.citations:
        return Understanding("overview", language, draft=overview)
    about = reply_about(text, language, opened)
    if about:
        return Understanding("about", language, reply=about)
    sides = find_sides(text, opened)
    if sides:
        return Understanding("comparison", language, sides=sides)
    if asks_for_list(text, inquiry.language):
        return Understanding("list", language)
    return Understanding("comparison" if compares_loosely(text) else "fact", language)


def _least_of_talk(text: str, opened: OpenGeneration) -> float:
    if not is_statement(text) or names_something(text, opened):
        return _TALKS
    return _TELLS if names_something(text, opened, anywhere=True) else _CHATS


def _guess(inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder, told: Understanding) -> Understanding:
    """What a question is by its vector, where that is nearly certain; else what phrases `told`.

    What leans on earlier questions asks for what they asked for. What they take for a list may be an overview.
    """
    text, language = inquiry.text, inquiry.spoken
    if not has_words(text) or len(text) > _LONGEST or inquiry.language == UNDETERMINED or inquiry.earlier:
        return told
    model = read_model(SHIPPED)
    if opened.generation.encoder != model.identity:
        return told
    guess = model.tell(text, encoder.encode_query(text))
    if guess.of_kind("small_talk") >= _least_of_talk(text, opened):
        likeliest = guess.likeliest("small_talk")
        # Of none clearly: "I cannot do that" would answer what asks for nothing.
        clear = guess.labels[f"small_talk.{likeliest}"] >= _MOSTLY
        said = Said(likeliest if clear else "acknowledgement", (language,))
        return Understanding("small_talk", language, reply=reply_to(said, language, opened.corpus.manifest))
    overview = guess.of_kind("overview")
    of_section = overview + guess.of_kind("place") >= _OF_SECTION
    if overview >= _OVERVIEW or of_section:
        guessed: Literal["yes", "section"] = "yes" if overview >= _OVERVIEW else "section"
        draft = find_overview(text, language, opened, encoder, guessed=guessed)
        if draft and draft.citations:
            return Understanding("overview", language, draft=draft)
    compares, several = guess.of_kind("comparison"), guess.of_kind("list")
    if compares >= _COMPARES and (told.kind == "fact" or several < _NO_LIST):
        return Understanding("comparison", language)
    if told.kind != "fact":
        return told
    datum = guess.likeliest("about")
    sure = guess.labels[f"about.{datum}"] >= _ABOUT
    reply = reply_about(text, language, opened, guessed=datum) if sure else ()
    if reply:
        return Understanding("about", language, reply=reply)
    if several >= _LISTS and not split_question(text):
        return Understanding("list", language)
    return replace(told, several=compares + several)
