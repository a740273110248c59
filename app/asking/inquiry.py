"""What a question is taken to be: its clean text, its language, what it follows, and what is searched for.

Answers, searches, the llama-index retriever and the evaluation understand a question by this one function.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.asking.followups import leans_on_history
from app.asking.framing import leave_out_frame
from app.asking.kinds.small_talk import leave_out_small_talk, tell_small_talk
from app.asking.kinds.subject import spell_names
from app.asking.noted import read_noted
from app.asking.people import People
from app.asking.referring import Reference
from app.asking.thread import Again, Message, read_message
from app.records import Question
from ingest.records import Manifest
from ingest.structure.works import find_named_works
from ingest.text.canonical import canonicalize
from ingest.text.language import tell_language
from ingest.voices.holders import Holder
from prompts import LANGUAGES

UNDETERMINED = "und"
"""ISO 639's code for a language that is not known."""
_THREAD = 24
"""Earlier questions that are read to tell what a message takes up."""
_NO_LANGUAGE = 2
"""Words of a message about an answer up to which they do not tell its language."""
_LOOKED_BACK, _TURNS = 8, 2
"""Earlier questions among which the one is sought that started the topic, and how many after it are searched along."""
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
    again: Again | None = None
    """Whether the last question is asked again: for its place, or for more."""
    times: int = 0
    """How often in a row it has been asked again so, this time included."""
    refers: Reference | None = None
    """What is asked of the answer before, where nothing else is."""
    reply_in: str = ""
    """The language of the product's words where it is not the question's."""
    noted: bool = False
    """Whether the note behind it is asked for."""
    whole: str = ""
    """The message with the greetings and thanks around its question, where it has such."""
    told: str = ""
    """The question with names in the place of the roles by which it tells people; empty where it tells nobody so."""
    speakers: tuple[Holder, ...] = ()
    """Those whose words it asks for, where it means them by a role or one as "he"."""

    @property
    def named(self) -> str:
        """The question with those whom it tells by a role named."""
        return self.told or self.text

    @property
    def spoken(self) -> str:
        """The language of the product's words."""
        return self.reply_in or self.language


def understand_question(question: Question, manifest: Manifest, people: People | None = None) -> Inquiry:
    """How to search for a question among the documents of a dossier.

    Args:
        question: What was asked.
        manifest: The dossier's table of contents.
        people: Knows whom a role means; None: nobody is told by one.

    """
    languages = manifest.languages

    def spell(said: str) -> str:
        spelt = spell_names(clean_question(said), manifest)
        return people.spell(spelt) if people and not question.plain else spelt

    text = spell(question.text)
    said = text if question.plain else leave_out_small_talk(text)
    turns = tuple(spell(turn.text) for turn in question.history if turn.role == "user")
    earlier = tuple(one for one in turns if has_words(one) and not tell_small_talk(one))
    thread = () if question.plain else _join_thread(earlier, manifest, people)
    taken_up = people.take_up(said, thread) if people and not question.plain else None
    message = taken_up or (Message(said) if question.plain else read_message(said, thread, manifest))
    spoken = _tell_language(said, turns, question.language or languages[0], languages)
    if message.refers and message.refers.sort != "spoken" and len(said.split()) <= _NO_LANGUAGE and turns:
        # "Source?" and "original?" are words of every language here.
        spoken = _tell_language(turns[-1], turns[:-1], question.language or languages[0], languages)
    if message.follows is None:
        noted = None if question.plain or find_named_works(said, manifest) else read_noted(said)
        asked = make_inquiry(noted or said, spoken, earlier, plain=question.plain)
        asked = replace(asked, noted=noted is not None)
        asked = replace(asked, whole=text if said != text else "", refers=message.refers)
    else:
        language = _tell_language(message.text, turns, spoken, languages)
        asked = _take_up(message, message.follows, said, language, spoken)
        asked = replace(asked, times=_count_again(earlier, message, manifest))
    if people is None or question.plain:
        return asked
    meant = people.find_meant(asked.text, thread, taken_up=taken_up is not None)
    if meant.is_who and not asked.earlier:
        # Of who that is, his name tells more than the role that the asker knows.
        asked = replace(asked, words=meant.told, views=(meant.told,))
    return replace(asked, told=meant.told, speakers=meant.speakers)


def _take_up(message: Message, follows: str, said: str, language: str, spoken: str) -> Inquiry:
    """How to search for a message that is an earlier question, asked again or for something else."""
    # What was replaced may have been only a part of what has to be: the message is searched for as it was said, too.
    views = (message.text,) if message.refers else (message.text, f"{follows} {said}")
    return Inquiry(
        message.text, language, message.text, views, (follows,),
        again=message.again, refers=message.refers, reply_in=message.reply_in or spoken,
    )  # fmt: skip


def _count_again(earlier: Sequence[str], message: Message, manifest: Manifest) -> int:
    """How often in a row the last question has been asked again in this way, this time included."""
    times = 1
    for row in range(len(earlier) - 1, 0, -1):
        if read_message(earlier[row], earlier[:row], manifest).again != message.again:
            break
        times += 1
    return times if message.again else 0


def _join_thread(earlier: Sequence[str], manifest: Manifest, people: People | None) -> tuple[str, ...]:
    """The earlier questions, each as it was understood in its turn: "more" after "more" asks for the same."""
    joined: list[str] = []
    for one in earlier[-_THREAD:]:
        taken_up = people.take_up(one, joined) if people else None
        message = taken_up or read_message(one, joined, manifest)
        # "When was that?" asks of the answer, and changes nothing of what the conversation is about.
        joined.append(joined[-1] if message.refers and joined else message.text)
    return tuple(joined)


def make_inquiry(text: str, language: str, earlier: Sequence[str] = (), *, plain: bool = False) -> Inquiry:
    """How to search for a clean question that was asked after `earlier` ones, oldest first.

    A question that leans on them is searched for half by itself and half with the last few in front of it: its own part
    says what is wanted now, the whole says of what. Args: plain: as it stands, with whatever is said around it.
    """
    bare = text if plain else leave_out_frame(text)
    if not earlier or not leans_on_history(bare, language):
        return Inquiry(text, language, bare, (bare,))
    # What leaned on another question in its turn does not tell what all of them are about.
    before = earlier[-_LOOKED_BACK:]
    root = next((row for row in reversed(range(len(before))) if not leans_on_history(before[row], language)), 0)
    last = (before[root], *before[root + 1 :][-_TURNS:])
    return Inquiry(text, language, " ".join((*last, bare)), (bare, " ".join((*last, bare))), last)


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
