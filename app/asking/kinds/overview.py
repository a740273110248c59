"""Questions for an overview: of the whole, of a work, of a section, of the conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from app.answering.overview import overview_of_document, overview_of_end, overview_of_section
from app.answering.reported import overview_of_report
from app.answering.verbatim import Draft
from app.asking.kinds.comparison import split_question
from app.asking.kinds.core import find_core
from app.asking.kinds.described import CLEARLY, find_described, find_described_section, find_described_text
from app.asking.kinds.lists import asks_for_list
from app.asking.kinds.naming import names_something
from app.asking.kinds.overview_wording import (
    asks_for_end,
    asks_nothing_else,
    asks_of_term,
    describe,
    means_whole,
    read_asking,
    says_more,
    says_once_more,
    tells_no_topic,
    without_tail,
)
from app.asking.kinds.place import names_place, read_place
from app.asking.kinds.sections import AskedSection, describe_section, find_headed, find_section, section_below
from app.asking.kinds.subject import Subject, analysis_of, find_author, find_subject
from app.asking.kinds.texts import resolve_subject
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage, Source
from ingest.text.terms import find_content_words

Guessed = Literal["no", "section", "yes"]
"""Whether a question surely asks for an overview, or for what a section says, though no phrase says so."""
_DESCRIBED_BY = 3
"""Words that may describe a work or a section that none says is one: more ask for something in it."""
_BESIDE_HEADING = 3
"""Words beside a section's whole heading that may only say what it is: "the audit's section on controls"."""
_BY_ITSELF = 0.075
"""How much nearer than the next one a section or work has to be that no word says is one: "the dike plan" lies .07
nearer to a section on other plans than to the next."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks an overview of."""

    question: str
    language: str
    subject: Subject
    documents: Sequence[Document]
    asks: bool
    """Whether its words surely ask for an overview."""
    asks_end: bool
    guessed: Guessed


def find_overview(
    question: str,
    language: str,
    opened: OpenGeneration,
    encoder: Encoder | None = None,
    *,
    guessed: Guessed = "no",
) -> Draft | None:
    """An overview of what a question asks one of; None where it asks for something else, or nothing is held of it.

    Args:
        question: The cleaned question.
        language: The asker's.
        opened: The opened generation.
        encoder: Tells what a question describes in its own words; None: it has to name it.
        guessed: What its vector tells.

    """
    analysis = analysis_of(opened.corpus.manifest)
    question = find_core(
        question, read_asking("whole"), lambda clause: names_something(clause, opened, beside=analysis)
    )
    subject = resolve_subject(without_tail(question), opened, encoder)
    documents = documents_meant(subject, opened)
    if not subject.named:
        documents = _by_author(question, subject, opened) or documents
    asks_end = asks_for_end(question, subject.rest)
    asks = guessed == "yes" or asks_end or bool(read_asking("whole").search(question))
    asked = _Asked(question, language, subject, documents, asks, asks_end, guessed)
    section = find_section(question, documents, numbered=documents[:1])
    if section:
        section = _choose_numbered(section, asked, opened, encoder) or section
        return _of_section(asked, section, opened, encoder)
    if not documents:
        return _of_report(asked, opened) if asks and subject.source else None
    headed = _find_headed(asked) if asks else None
    if headed:
        document, heading = headed
        return overview_of_section(opened, document, heading, section_below(document, heading), language)
    if not asks and guessed != "section":
        return None
    parts = (find_subject(one, opened.corpus.manifest) for one in describe_section(question))
    described = [text for one in parts for text in describe(one)]
    if described:
        return _find_described_section(described, documents[0], language, opened, encoder) if encoder else None
    return None if guessed == "section" else _of_text(asked, opened, encoder)


def _find_headed(asked: _Asked) -> tuple[Document, Passage] | None:
    """The one section whose whole heading is all that a question says: "what's in the foreword?"."""
    said = describe(asked.subject)
    words = find_content_words(said[-1]) if said else []
    found = [(one, heading) for one in asked.documents if words and (heading := find_headed(words, one, whole=True))]
    return found[0] if len(found) == 1 else None


def _choose_numbered(
    section: AskedSection, asked: _Asked, opened: OpenGeneration, encoder: Encoder | None
) -> AskedSection | None:
    """Of the sections of that number, where no text is named, the one whose heading the question describes.

    None where it describes none clearly: without a word for what it is about the number is one of the analysis.
    """
    is_named = asked.subject.named or asked.subject.by_genre
    if encoder is None or not section.by_number or is_named or not names_something(section.rest, opened, anywhere=True):
        return None
    others = (find_section(asked.question, [one]) for one in asked.documents)
    same = [one for one in others if one and one.by_number]
    described = describe(find_subject(section.rest, opened.corpus.manifest))
    titles = [(one.document.plain(one.heading.start, one.heading.end),) for one in same]
    meant = find_described(described, titles, encoder)
    return None if meant is None else same[meant]


def _of_section(asked: _Asked, section: AskedSection, opened: OpenGeneration, encoder: Encoder | None) -> Draft | None:
    left = find_subject(section.rest, opened.corpus.manifest)
    said = describe(left)
    is_quoted = section.is_quoted and (not said or len(said[-1].split()) <= _BESIDE_HEADING)
    if not is_quoted and says_more(left, _source_of(section.document, opened), guessed=asked.guessed == "yes"):
        asks = asked.asks or (section.by_number and asked.guessed == "section")
        no_more = asks_nothing_else(section.rest, left) or _says_again(asked.question, left, section, opened, encoder)
        if not asks or not no_more:
            return None
    return overview_of_section(opened, section.document, section.heading, section.passages, asked.language)


def _of_report(asked: _Asked, opened: OpenGeneration) -> Draft | None:
    """What is reported of the work that is named and not held; None where a part of it is asked for, or its topic."""
    work = opened.corpus.manifest.source(asked.subject.named[0])
    asks_part = asks_for_list(asked.question, asked.language) or read_place(asked.question, opened.corpus.manifest)
    if asks_part or says_more(asked.subject, work, guessed=asked.guessed == "yes"):
        return None
    return overview_of_report(opened, work, asked.language)


def _of_text(asked: _Asked, opened: OpenGeneration, encoder: Encoder | None) -> Draft | None:
    """Of the text meant as a whole, or of the section or work that a few words describe."""
    if names_place(asked.question):
        return None  # The text has no such page or point.
    document, language = asked.documents[0], asked.language
    write = overview_of_end if asked.asks_end else overview_of_document
    manifest, source = opened.corpus.manifest, _source_of(document, opened)
    title = manifest.title if source.kind == "analysis" else ""
    if not says_more(asked.subject, source, guessed=asked.guessed == "yes", of_dossier=title):
        of_term = asks_of_term(asked.question, partial(find_subject, manifest=manifest), source)
        return None if of_term else write(opened, document, language)
    asks_else = asks_for_list(asked.question, language) or split_question(asked.question)
    meant = None if asks_else or encoder is None else _find_described_text(asked.subject, document, opened, encoder)
    if isinstance(meant, Passage):
        return overview_of_section(opened, document, meant, section_below(document, meant), language)
    held = opened.held_document(meant.id) if meant else None
    if held is None and meant is None and not asks_else and _means_all(asked):
        held = document
    return write(opened, held, language) if held else None


def _means_all(asked: _Asked) -> bool:
    """Whether what a question says beside the text it means only says once more which one it is, or nothing."""
    if asked.guessed == "yes" and means_whole(asked.subject):
        return True
    is_told = bool(asked.subject.named or asked.subject.by_genre)
    said = describe(asked.subject)
    return (
        is_told
        and asked.asks
        and (not said or len(said[-1].split()) <= _DESCRIBED_BY)
        and tells_no_topic(asked.subject)
    )


def _find_described_text(
    subject: Subject, document: Document, opened: OpenGeneration, encoder: Encoder
) -> Passage | Source | None:
    """The section or work that a question describes in a few words; None where it says more, or names several."""
    described = describe(subject)
    if len(subject.named) > 1 or not described or len(described[-1].split()) > _DESCRIBED_BY:
        return None
    return find_described_text(
        described, document, opened.corpus.manifest, encoder,
        named=bool(subject.named or subject.by_genre), clearly=CLEARLY if subject.has_genre else _BY_ITSELF,
    )  # fmt: skip


def _find_described_section(
    described: Sequence[str], document: Document, language: str, opened: OpenGeneration, encoder: Encoder
) -> Draft | None:
    heading = find_described_section(described, document, opened, encoder)
    if heading is None:
        return None
    return overview_of_section(opened, document, heading, section_below(document, heading), language)


def _says_again(
    question: str, left: Subject, section: AskedSection, opened: OpenGeneration, encoder: Encoder | None
) -> bool:
    """Whether what a question says beside a section's number only says once more which one it is."""
    return section.by_number and (says_once_more(question) or _describes(left, section, opened, encoder))


def _describes(left: Subject, section: AskedSection, opened: OpenGeneration, encoder: Encoder | None) -> bool:
    """Whether what a question says beside a section's number says of it what it is about."""
    if encoder is None or not section.by_number:
        return False
    heading = find_described_section(describe(left), section.document, opened, encoder)
    return heading == section.heading


def documents_meant(subject: Subject, opened: OpenGeneration) -> list[Document]:
    """The held texts that a question may mean: the one it names, else the analysis first; none for one not held."""
    named = subject.named[:1] or ((subject.by_genre,) if subject.by_genre else ())
    if named:
        return [document for one in named if (document := opened.held_document(one))]
    first = _held_analysis(opened)
    return [*first, *(one for one in opened.documents.values() if one not in first)]


def _by_author(question: str, subject: Subject, opened: OpenGeneration) -> list[Document]:
    """The held text of the one author whom a question names, where it asks for a part of it, or for nothing more."""
    author = None if subject.by_genre else find_author(question, opened.corpus.manifest)
    own = opened.held_document(author) if author else None
    if own is None:
        return []
    is_part = bool(describe_section(question))
    return [own] if is_part or not says_more(subject, _source_of(own, opened), guessed=False) else []


def _held_analysis(opened: OpenGeneration) -> list[Document]:
    analysis = analysis_of(opened.corpus.manifest)
    return [opened.documents[analysis.id]] if analysis and analysis.id in opened.documents else []


def _source_of(document: Document, opened: OpenGeneration) -> Source:
    return opened.corpus.manifest.source(document.source_id)
