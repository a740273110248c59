"""A table that a question asks for as a whole: "show me the table", "what is in table 2?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.ordinals import ORDINAL, read_ordinal
from app.asking.kinds.overview import documents_meant
from app.asking.kinds.texts import resolve_subject
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.terms import find_content_words, find_terms
from prompts import frame

_TABLE = re.compile(
    rf"(?i)(?<!\w)(?:(?P<ordinal>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th))\s+)?(?:tabellen?|tables?|таблиц[аыуе]?)"
    r"(?:\s*(?:nr\.?|no\.?)?\s*(?P<number>\d{1,2}))?(?!\w)(?!\s+of\s+(?:contents|works))"
)
_SHOWS = re.compile(
    r"(?i)(?<!\w)(?:zeig\w*|lies|gib\w*|gesamte\w*|ganze\w*|komplette\w*|inhalt|spalten?|zeilen?|werte|zahlen|stehen|show"
    r"|read|quote|give|there|whole|entire|full|complete|contents?|columns?|rows?|figures|any|have|see|please|pls|bitte)(?!\w)"
)
"""Words by which a table is asked for."""
_MOST = 24
"""Rows shown."""


@dataclass(frozen=True, slots=True)
class _Asked:
    document: Document
    """The text that is named; else the first one that has tables, the analysis before all."""
    number: int
    words: frozenset[str]
    """What the question says of the table beside asking for it."""

    def find(self) -> list[tuple[Passage, ...]]:
        """The tables of the text that have these words; the only one in any case."""
        tables = _find_tables(self.document)
        return [one for one in tables if len(tables) == 1 or self.words <= _words_of(self.document, one)]


def find_asked_table(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The rows of the table that a question asks for, or those with what it asks of it; empty for any other question.

    Of several tables, without a number, the first one is meant.
    """
    asked = _read(question, opened)
    tables = asked.find() if asked else []
    if asked is None or not 0 < asked.number <= len(tables):
        return ()
    rows = tables[asked.number - 1]
    # A word of the columns is of all rows.
    of_row = asked.words - _words_above(asked.document, rows)
    telling = [one for one in rows if not of_row.isdisjoint(_find_words(asked.document, one))]
    return (tuple(telling) or rows)[:_MOST]


def tell_absent_table(question: str, language: str, opened: OpenGeneration) -> tuple[AnswerSentence, ...]:
    """What is said where the text has no such table; empty where none is asked for, or more than that."""
    asked = _read(question, opened)
    if asked is None or asked.words:
        return ()
    title, has = opened.corpus.manifest.source(asked.document.source_id).title, len(asked.find())
    if asked.number <= has:
        return ()
    number = {"number": str(asked.number), "all": str(has)} if has else {}
    said = frame("absent_table" if has else "absent_tables", language, title=title, **number)
    return (AnswerSentence(said, (), "frame"),)


def _read(question: str, opened: OpenGeneration) -> _Asked | None:
    said = _TABLE.search(question)
    if said is None:
        return None
    subject = resolve_subject(f"{question[: said.start()]} {question[said.end() :]}", opened)
    documents = documents_meant(subject, opened)
    if not documents:
        return None
    is_told = bool(subject.named or subject.by_genre or subject.has_genre)
    document = documents[0] if is_told else next(filter(_find_tables, documents), documents[0])
    number = int(said["number"] or 0) or (read_ordinal(said["ordinal"]) if said["ordinal"] else None) or 1
    asking = read_model(SHIPPED).asking
    words = find_content_words(_SHOWS.sub(" ", subject.rest))
    left = " ".join(word for word in words if begin_of(word) not in asking)
    return _Asked(document, number, frozenset(find_terms(left, document.language)))


def _find_tables(document: Document) -> list[tuple[Passage, ...]]:
    """The rows of each table, in the order of the text."""
    tables: dict[str | None, list[Passage]] = {}
    for one in document.passages:
        if one.kind == "table_row":
            tables.setdefault(one.introduced_by, []).append(one)
    return [tuple(rows) for rows in tables.values()]


def _words_of(document: Document, rows: Sequence[Passage]) -> frozenset[str]:
    """The words of a table, and of what stands above it."""
    return _words_above(document, rows).union(*(_find_words(document, one) for one in rows))


def _words_above(document: Document, rows: Sequence[Passage]) -> frozenset[str]:
    """The words of a table's columns and of the headings it stands under."""
    columns = [_find_words(document, one) for one in document.passages if one.id == rows[0].introduced_by]
    return frozenset(find_terms(" ".join(rows[0].headings), document.language)).union(*columns)


def _find_words(document: Document, passage: Passage) -> frozenset[str]:
    return frozenset(find_terms(document.plain(passage.start, passage.end), document.language))
