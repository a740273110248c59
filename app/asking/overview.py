"""Questions for an overview: of the whole, of a work, of a section, of the conclusion."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from app.answering.overview import overview_of_document, overview_of_end, overview_of_section
from app.answering.verbatim import Draft
from app.asking.recognition import find_topic
from app.asking.sections import find_section
from app.asking.subject import Subject, analysis_of, find_subject
from app.asking.words import read_phrases
from index.store.opened import OpenGeneration
from ingest.records import Document
from ingest.text.names import name_key

_PHRASES = Path(__file__).parent / "overview.toml"


def find_overview(question: str, language: str, opened: OpenGeneration, *, guessed: bool = False) -> Draft | None:
    """An overview of what a question asks one of; None where it asks for something else, or nothing is held of it.

    Args:
        question: The cleaned question.
        language: The asker's.
        opened: The opened generation.
        guessed: It surely asks for an overview, though no phrase says so.

    """
    phrases = read_phrases(_PHRASES)
    subject = find_subject(question, opened.corpus.manifest)
    documents = documents_meant(subject, opened)
    section = find_section(question, documents, numbered=documents[:1])
    if section:
        left = find_subject(section.rest, opened.corpus.manifest)
        if _says_more(left, section.document, opened, guessed=guessed):
            return None
        return overview_of_section(opened, section.document, section.heading, section.passages, language)
    if not documents:
        return None
    asks_end = bool(phrases["end"].search(subject.rest))
    if not guessed and not asks_end and not phrases["whole"].search(question):
        return None
    if _says_more(subject, documents[0], opened, guessed=guessed):
        return None
    write = overview_of_end if asks_end else overview_of_document
    return write(opened, documents[0], language)


def documents_meant(subject: Subject, opened: OpenGeneration) -> list[Document]:
    """The held texts that a question may mean: the one it names, else the analysis first; none for one not held."""
    if subject.named:
        return [document for one in subject.named[:1] if (document := opened.held_document(one))]
    first = _held_analysis(opened)
    return [*first, *(one for one in opened.documents.values() if one not in first)]


def _held_analysis(opened: OpenGeneration) -> list[Document]:
    analysis = analysis_of(opened.corpus.manifest)
    return [opened.documents[analysis.id]] if analysis and analysis.id in opened.documents else []


def _says_more(subject: Subject, document: Document, opened: OpenGeneration, *, guessed: bool) -> bool:
    """Whether something is left of a question but the asking; the document's author is no more than its name."""
    phrases = read_phrases(_PHRASES)
    text = subject.rest
    for name in ("whole", "end", "beside"):
        text = phrases[name].sub(" ", text)
    subject = replace(subject, rest=text)
    own = opened.corpus.manifest.source(document.source_id).author or ""
    author = {name_key(word) for word in re.findall(r"\w+", own)}
    words = find_topic(subject) if guessed else subject.leftover
    return any(author.isdisjoint(map(name_key, (one, one.removesuffix("s")))) for one in words)
