"""What a question is taken to be: its clean text, its language, what it follows, and what is searched for.

Answers, searches, the llama-index retriever and the evaluation understand a question by this one function.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.asking.followups import leans_on_history
from app.asking.small_talk import leave_out_small_talk, tell_small_talk
from app.records import Question
from ingest.text.canonical import canonicalize
from ingest.text.language import tell_language
from prompts import LANGUAGES

UNDETERMINED = "und"
"""ISO 639's code for a language that is not known."""
_TURNS = 3
"""Earlier questions that are searched along with one that leans on them."""
_SOURCES = re.compile(
    r"(?i)(?<!\w)(?:quellen?|fußnoten?|fussnoten?|beleg(?:e|t|en)?|nachweis(?:e)?|nachlesen|zitiert|literatur|link|url|adresse"
    r"|woher stammt|source|sources|footnotes?|reference|references|cited|cites|citation|where can i read"
    r"|published where|web address"
    r"|источник\w*|сноск\w*|ссылк\w*)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as it is searched for."""

    text: str
    """The question itself, cleaned."""
    language: str
    """The question's; "und" where it is in one that neither the product nor the dossier speaks."""
    words: str
    """What its words, names and numbers are taken from: where it leans on the question before, that one's too."""
    views: tuple[str, ...]
    """The texts whose vectors, averaged, are searched for."""
    earlier: tuple[str, ...] = ()
    """Earlier questions that are searched along."""


def understand_question(question: Question, languages: Sequence[str]) -> Inquiry:
    """How to search for a question among documents in `languages`, those of the dossier, its first one first."""
    text = leave_out_small_talk(clean_question(question.text))
    earlier = tuple(clean_question(turn.text) for turn in question.history if turn.role == "user")
    language = _tell_language(text, earlier, question.language or languages[0], languages)
    return make_inquiry(text, language, tuple(one for one in earlier if has_words(one) and not tell_small_talk(one)))


def make_inquiry(text: str, language: str, earlier: Sequence[str] = ()) -> Inquiry:
    """How to search for a clean question that was asked after `earlier` ones, oldest first.

    A question that leans on them is searched for half by itself and half with the last few in front of it: its own part
    says what is wanted now, the whole says of what.
    """
    if not earlier or not leans_on_history(text, language):
        return Inquiry(text, language, text, (text,))
    last = tuple(earlier[-_TURNS:])
    return Inquiry(text, language, f"{last[-1]} {text}", (text, " ".join((*last, text))), last)


def clean_question(text: str) -> str:
    """The question without characters nobody sees and with single spaces."""
    return " ".join(canonicalize(text.replace("\t", " ")).split())


def has_words(text: str) -> bool:
    """Whether anything is asked: a letter or a digit."""
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def asks_for_sources(question: str) -> bool:
    """Whether the question wants to know where something is from, so that notes that only name a work are evidence."""
    return bool(_SOURCES.search(question))


def _tell_language(text: str, earlier: Sequence[str], fallback: str, languages: Sequence[str]) -> str:
    """The question's language; where its words do not tell, the conversation's, the asker's, the dossier's first.

    "und" for a text that is surely in a language which neither the product nor the dossier speaks: a question in
    Ukrainian is not one in Russian. Its frames are in English.
    """
    spoken = tuple(dict.fromkeys((*LANGUAGES, *languages)))
    for before in earlier:
        fallback = tell_language(before, spoken, fallback=fallback).language
    told = tell_language(text, spoken, fallback=fallback)
    return told.language if told.known else UNDETERMINED
