"""Who was at a meeting, or spoke there: the list of people in its minutes, else the first words of each who spoke.

Only a meeting whose own record is here is meant: its numbers and days have to stand at the head of that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path

from app.answering.citations import cite_sentence
from app.answering.lists import quote_list
from app.answering.verbatim import Draft, frame_quotes, quote_passages
from app.answering.wholes import Whole
from app.asking.kinds.ordinals import ORDINAL, read_ordinal
from app.asking.kinds.texts import resolve_subject
from app.asking.kinds.words import read_phrases
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.german import is_common_noun
from ingest.text.names import name_key
from ingest.text.terms import find_content_words, find_names

_PHRASES = Path(__file__).parent / "present.toml"
_HEAD = 600
"""Characters at a text's beginning that say which meeting it records."""
_FRONT = 12
"""First passages of a text among which those present are named."""
_PERSON = re.compile(
    r"^\W*(?:(?:Dr|Prof|Herrn?|Frau|Mr|Mrs|Ms|Professor(?:in)?)\.? ){0,3}[^\W\d_a-zäöüß][\w’'-]+"
    r"(?: (?:von|van|de|der|zu|of)){0,2} [^\W\d_a-zäöüß][\w’'-]+"
)
_LABEL = re.compile(r"^\W{0,2}(?P<name>[^\W\d_][\w.’' -]{1,40}?)(?: \([^()]{1,40}\))?:\W{0,2}\s")
_NUMBER = re.compile(r"(?<![\w.])\d+(?![\w])")
_ORDINAL = re.compile(rf"(?i)(?<!\w){ORDINAL}(?!\w)")
_LONGEST = 160
"""Characters of a point that names somebody and says no more than what he is."""
_WORD = re.compile(r"[\w’'-]+")
_NTH = re.compile(r"(?i)(?<![\w.])(\d+)(?:st|nd|rd|th|\.(?= [^\W\d_]*(?:sitzung|versammlung|anhörung)))(?!\w)")
_FEWEST = 2
_MOST = 16
"""People quoted of those who spoke."""
_FEWEST_TURNS = 4
"""Labelled turns from which on a text records a meeting."""
_LINE = 5
"""Words before the colon of a line that names those present."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about a meeting."""

    present: bool
    spoke: bool


def find_present(question: str, language: str, opened: OpenGeneration) -> Draft | None:
    """Quotes that say who was at the meeting that a question means, or spoke there; None where it asks no such thing.

    Args:
        question: The cleaned question.
        language: The asker's.
        opened: The opened generation.

    """
    asked = _read_asked(question)
    if asked is None:
        return None
    records = [one for one in _list_meant(question, opened) if _is_of_meeting(question, one)]
    if asked.present:
        lists = [(one, found) for one in records if (found := _find_list(one, opened))]
        if len(lists) == 1:
            ((_, found),) = lists
            return quote_list(opened, found, language)
        lines = [line for one in records if (line := _find_line(one))]
        if not lists and len(lines) == 1:
            return quote_passages(opened, lines, language)
    spoken = [(one, turns) for one in records if len(turns := list(_list_turns(one))) >= _FEWEST_TURNS]
    if not asked.spoke or len(spoken) != 1:
        return None
    ((_, turns),) = spoken
    first: dict[str, Passage] = {}
    for speaker, passage in turns:
        first.setdefault(speaker, passage)
    firsts = list(first.values())[:_MOST]
    return frame_quotes(
        [cite_sentence(opened, one, one.sentences[0], number) for number, one in enumerate(firsts, start=1)], language
    )


def _read_asked(question: str) -> _Asked | None:
    phrases = read_phrases(_PHRASES)
    if not phrases["who"].match(question.lstrip("¿ ")) or phrases["else"].search(question):
        return None
    asked = _Asked(bool(phrases["present"].search(question)), bool(phrases["spoke"].search(question)))
    return asked if phrases["meeting"].search(question) and (asked.present or asked.spoke) else None


def _list_meant(question: str, opened: OpenGeneration) -> list[Document]:
    """The one text that a question names, else all."""
    named = resolve_subject(question, opened).named
    held = [document for one in named if (document := opened.held_document(one))]
    return held or list(opened.documents.values())


def _is_of_meeting(question: str, document: Document) -> bool:
    """Whether a text's head says that it records a meeting, and has the numbers of a question, and what that counts."""
    head = document.text[:_HEAD]
    if not read_phrases(_PHRASES)["meeting"].search(head):
        return False
    numbers = set(_NUMBER.findall(head))
    if not numbers.issuperset(_NUMBER.findall(question)):
        return False
    if any(name_key(one) not in name_key(head) for one in _list_names(question)):
        return False
    counted = {read_ordinal(one) for one in _ORDINAL.findall(question)}
    said = {read_ordinal(one) for one in (*_ORDINAL.findall(head), *_NTH.findall(head))}
    return counted <= said


def _list_names(question: str) -> list[str]:
    """The names in a question, where they stand for no month."""
    first, *_ = _WORD.findall(question)
    names = (one for one in find_names(question) if one.isalpha() and not is_common_noun(one) and one != first)
    return [one for one in names if not re.search(rf"\d\.? {one}|{one} \d", question)]


def _find_list(document: Document, opened: OpenGeneration) -> Whole | None:
    """The list of people in a text whose line says that they were there, whatever its points are set as."""
    says = read_phrases(_PHRASES)["line"]
    for place, passage in enumerate(document.passages):
        line = document.plain(passage.start, passage.end)
        if passage.id not in opened.passages or not line.endswith(":") or not says.search(line):
            continue
        items = tuple(takewhile(partial(_is_person, document=document), document.passages[place + 1 :]))
        if len(items) >= _FEWEST:
            return Whole(passage, items)
    return None


def _is_person(passage: Passage, document: Document) -> bool:
    """Whether a point of a list is somebody, with what he is."""
    text = document.plain(passage.start, passage.end)
    return passage.kind != "heading" and len(text) <= _LONGEST and bool(_PERSON.match(text)) and not _LABEL.match(text)


def _find_line(document: Document) -> Passage | None:
    """The line at a text's front that names those present: "Present: A. Lund, B. Pell"."""
    says = read_phrases(_PHRASES)["line"]
    for passage in document.passages[:_FRONT]:
        label, colon, names = document.plain(passage.start, passage.end).partition(":")
        people = [one for one in re.split(r"[,;]| und | and ", names) if _PERSON.match(one.strip())]
        if colon and len(label.split()) <= _LINE and says.search(label) and len(people) >= _FEWEST:
            return passage
    return None


def _list_turns(document: Document) -> Iterator[tuple[str, Passage]]:
    """The turns of a record, each with whose it is."""
    for passage in document.passages:
        if passage.note is None and passage.sentences and passage.sentences[0].attribution == "quoted":
            label = _LABEL.match(document.plain(passage.start, passage.end))
            if label and find_content_words(label["name"]):
                yield passage.sentences[0].speaker, passage
