"""A section, note, page or article that a question asks for by its number and that the text has not: what it has.

Searched for as words, "Abschnitt 7" finds whatever else has a 7. Only what asks for the place and says no more is
answered so: "section 7 of the Dykes Act" is of a text that is not here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.notes import asks_for_note, find_note_text, read_notes
from app.asking.kinds.overview import documents_meant
from app.asking.kinds.place import read_headed, read_page
from app.asking.kinds.sections import find_section, list_titles, read_number
from app.asking.kinds.subject import find_author
from app.asking.kinds.texts import resolve_subject
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.reading import name_pages
from ingest.records import Document
from ingest.text.terms import find_content_words
from prompts import frame

_SHOWS = re.compile(
    r"(?i)(?<!\w)(?:zeig\w*|lies|lesen|vorlesen|zitier\w*|gib\w*|wortlaut|volltext|inhalt\w*|wording|show|read|quote|give"
    r"|reads?|stands?|there|exist\w*|existier\w*|es|gibt|have|want|need|brauch\w*|seh\w*|open|öffne\w*|please|pls|bitte)(?!\w)"
)
"""Words by which a place is asked for."""
_GOES_ON = re.compile(r"(?i)^\W*(?:say|says|said|tell|tells|zu[mr]?|über|about|on|concerning|regarding|о|об|про)(?!\w)")
"""Behind a section's number: what it may say of something, not whose section it is."""


def reply_absent(question: str, language: str, opened: OpenGeneration) -> tuple[AnswerSentence, ...]:
    """What the text has instead of the place that a question asks for; empty where it asks for none, or more than it.

    Args:
        question: The cleaned question, whose place has not been found.
        language: The asker's.
        opened: The opened generation.

    """
    lines = (
        _tell_notes(question, language, opened)
        or _tell_sections(question, language, opened)
        or _tell_pages(question, language, opened)
        or _tell_articles(question, language, opened)
    )
    return tuple(AnswerSentence(line, (), "frame") for line in lines)


def tell_absent_notes(question: str, language: str, opened: OpenGeneration) -> tuple[AnswerSentence, ...]:
    """A line for each of the notes asked for that the text has not."""
    return tuple(AnswerSentence(line, (), "frame") for line in _tell_notes(question, language, opened))


def _tell_notes(question: str, language: str, opened: OpenGeneration) -> Sequence[str]:
    numbers = read_notes(question)
    document = find_note_text(question, opened) if numbers and asks_for_note(question) else None
    if document is None:
        return ()
    title = _title(document, opened)
    if not document.footnotes:
        return [frame("absent_notes", language, title=title)]
    own = {one.number for one in document.footnotes}
    return [
        frame("absent_note", language, title=title, number=str(number), all=str(len(document.footnotes)))
        for number in numbers
        if number not in own
    ]


def _tell_sections(question: str, language: str, opened: OpenGeneration) -> Sequence[str]:
    asked = read_number(question)
    if asked is None:
        return ()
    number, before, behind = asked
    document = find_told_text(before if _GOES_ON.search(behind) else f"{before} {behind}", opened)
    there = find_section(question, [document]) if document else None
    if document is None or (there and there.by_number):
        return ()
    return _say_sections(number, document, language, opened)


def tell_absent_section(
    number: str, document: Document, language: str, opened: OpenGeneration
) -> tuple[AnswerSentence, ...]:
    """A line that a text has no section of that number, with those it has."""
    return tuple(AnswerSentence(one, (), "frame") for one in _say_sections(number, document, language, opened))


def _say_sections(number: str, document: Document, language: str, opened: OpenGeneration) -> Sequence[str]:
    title, titles = _title(document, opened), list_titles(document)
    if not titles:
        return [frame("absent_sections", language, title=title)]
    said = frame("absent_section", language, title=title, number=number, all=str(len(titles)))
    return [said, *(f"• {one}" for one in titles)]


def _tell_pages(question: str, language: str, opened: OpenGeneration) -> Sequence[str]:
    asked = read_page(question)
    document = find_told_text(asked[1], opened) if asked else None
    if asked is None or document is None:
        return ()
    title, pages = _title(document, opened), name_pages(document.pages)
    if not pages:
        return [frame("absent_pages", language, title=title)]
    return [frame("absent_page", language, title=title, number=asked[0], first=pages[0], last=pages[-1])]


def _tell_articles(question: str, language: str, opened: OpenGeneration) -> Sequence[str]:
    """What is counted by headings, as articles are: of a list's points nobody says which list is meant."""
    asked = read_headed(question)
    document = find_told_text(asked.rest, opened) if asked else None
    if asked is None or document is None:
        return ()
    headings = (document.plain(one.start, one.end) for one in document.passages if one.kind == "heading")
    numbers = [int(said["number"]) for one in headings if (said := asked.heading.match(one))]
    if not numbers or asked.number in numbers:
        return ()
    return [
        frame(
            "absent_point", language, word=asked.word, number=str(asked.number), title=_title(document, opened),
            first=str(min(numbers)), last=str(max(numbers)),
        )
    ]  # fmt: skip


def find_told_text(rest: str, opened: OpenGeneration) -> Document | None:
    """The held text whose place is asked for, where the rest of a question says no more than which text that is."""
    subject = resolve_subject(rest, opened)
    author = None if subject.named else find_author(rest, opened.corpus.manifest)
    own = opened.held_document(author) if author else None
    documents = [own] if own else documents_meant(subject, opened)
    if not documents or len(subject.named) > 1:
        return None
    asking = read_model(SHIPPED).asking
    source = opened.corpus.manifest.source(documents[0].source_id)
    told = find_content_words(f"{source.title} {source.author or ''} {' '.join(source.names)}")
    words = [word for word in find_content_words(_SHOWS.sub(" ", subject.rest)) if begin_of(word) not in asking]
    more = [word for word in words if not any(one.startswith(word[: max(4, len(word) - 2)]) for one in told)]
    return None if more else documents[0]


def _title(document: Document, opened: OpenGeneration) -> str:
    return opened.corpus.manifest.source(document.source_id).title
