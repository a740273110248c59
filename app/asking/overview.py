"""Questions for an overview: of the whole, of a work, of a section, of the conclusion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from app.answering.overview import overview_of_document, overview_of_end, overview_of_section
from app.answering.verbatim import Draft
from app.asking.described import CLEARLY, find_described_section, find_described_text
from app.asking.recognition import find_topic
from app.asking.sections import AskedSection, describe_section, find_section, section_below
from app.asking.subject import Subject, analysis_of, find_subject
from app.asking.words import read_phrases
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage, Source
from ingest.text.names import name_key
from ingest.text.terms import find_content_words

_PHRASES = Path(__file__).parent / "overview.toml"
_WORD = re.compile(r"[\w’'-]+")
_DESCRIBED_BY = 3
"""Words that may describe a work or a section that none says is one: more ask for something in it."""
_BY_ITSELF = 0.075
"""How much nearer than the next one a section or work has to be that no word says is one: "the dike plan" lies .07
nearer to a section on other plans than to the next."""
_ONE_ON = re.compile(
    r"(?i),\s*(?:the (?:one|part|chapter|section)|de[rmn]|die|das)\s+(?:on|about|with|über|zu[rm]?|mit|von)(?!\w)"
)
"""\"Section 2, the one on the pond\": what the number means is said once more."""


def find_overview(
    question: str,
    language: str,
    opened: OpenGeneration,
    encoder: Encoder | None = None,
    *,
    guessed: Literal["no", "section", "yes"] = "no",
) -> Draft | None:
    """An overview of what a question asks one of; None where it asks for something else, or nothing is held of it.

    Args:
        question: The cleaned question.
        language: The asker's.
        opened: The opened generation.
        encoder: Tells what a question describes in its own words; None: it has to name it.
        guessed: Whether it surely asks for an overview, or for what a section says, though no phrase says so.

    """
    phrases = read_phrases(_PHRASES)
    subject = find_subject(question, opened.corpus.manifest)
    documents = documents_meant(subject, opened)
    section = find_section(question, documents, numbered=documents[:1])
    asks_end = bool(phrases["end"].search(subject.rest))
    asks = guessed == "yes" or asks_end or bool(phrases["whole"].search(question))
    if section:
        left = find_subject(section.rest, opened.corpus.manifest)
        more = _says_more(left, section.document, opened, guessed=guessed == "yes")
        if more and not (asks and section.by_number and _says_again(question, left, section, encoder)):
            return None
        return overview_of_section(opened, section.document, section.heading, section.passages, language)
    if not documents or not (asks or guessed == "section"):
        return None
    subjects = (find_subject(one, opened.corpus.manifest) for one in describe_section(question))
    of_section = [text for one in subjects for text in _describe(one)]
    if of_section:
        return _find_described_section(of_section, documents[0], language, opened, encoder) if encoder else None
    if guessed == "section":
        return None
    write = overview_of_end if asks_end else overview_of_document
    if not _says_more(subject, documents[0], opened, guessed=guessed == "yes"):
        return write(opened, documents[0], language)
    meant = _find_described_text(subject, documents[0], opened, encoder) if encoder else None
    if isinstance(meant, Passage):
        return overview_of_section(opened, documents[0], meant, section_below(documents[0], meant), language)
    held = opened.held_document(meant.id) if meant else None
    return write(opened, held, language) if held else None


def _find_described_text(
    subject: Subject, document: Document, opened: OpenGeneration, encoder: Encoder
) -> Passage | Source | None:
    """The section or work that a question describes in a few words; None where it says more, or names several."""
    described = _describe(subject)
    if len(subject.named) > 1 or not described or len(described[-1].split()) > _DESCRIBED_BY:
        return None
    return find_described_text(
        described, document, opened.corpus.manifest, encoder,
        named=bool(subject.named or subject.by_genre), clearly=CLEARLY if subject.has_genre else _BY_ITSELF,
    )  # fmt: skip


def _find_described_section(
    described: Sequence[str], document: Document, language: str, opened: OpenGeneration, encoder: Encoder
) -> Draft | None:
    heading = find_described_section(described, document, encoder)
    if heading is None:
        return None
    return overview_of_section(opened, document, heading, section_below(document, heading), language)


def _says_again(question: str, left: Subject, section: AskedSection, encoder: Encoder | None) -> bool:
    """Whether what a question says beside a section's number only says once more which one it is."""
    return bool(_ONE_ON.search(question)) or _describes(left, section, encoder)


def _describes(left: Subject, section: AskedSection, encoder: Encoder | None) -> bool:
    """Whether what a question says beside a section's number says of it what it is about."""
    if encoder is None or not section.by_number:
        return False
    heading = find_described_section(_describe(left), section.document, encoder)
    return heading == section.heading


def documents_meant(subject: Subject, opened: OpenGeneration) -> list[Document]:
    """The held texts that a question may mean: the one it names, else the analysis first; none for one not held."""
    named = subject.named[:1] or ((subject.by_genre,) if subject.by_genre else ())
    if named:
        return [document for one in named if (document := opened.held_document(one))]
    first = _held_analysis(opened)
    return [*first, *(one for one in opened.documents.values() if one not in first)]


def _held_analysis(opened: OpenGeneration) -> list[Document]:
    analysis = analysis_of(opened.corpus.manifest)
    return [opened.documents[analysis.id]] if analysis and analysis.id in opened.documents else []


def _says_more(subject: Subject, document: Document, opened: OpenGeneration, *, guessed: bool) -> bool:
    """Whether something is left of a question but the asking; the document's author and title are no more."""
    subject = replace(subject, rest=_leave_out_asking(subject))
    source = opened.corpus.manifest.source(document.source_id)
    own = {name_key(word) for word in re.findall(r"\w+", f"{source.author or ''} {source.title}")}
    words = find_topic(subject) if guessed else subject.leftover
    return any(own.isdisjoint(map(name_key, (one, one.removesuffix("s")))) for one in words)


def _describe(subject: Subject) -> tuple[str, ...]:
    """What a question says that a text is about, as it stands and in its telling words alone; empty for nothing."""
    text = _leave_out_asking(subject)
    words = [word for word in _WORD.findall(text) if find_content_words(word)]
    return (text, " ".join(words)) if words else ()


def _leave_out_asking(subject: Subject) -> str:
    """What a question says beside the texts that it names and the phrases that ask for an overview."""
    phrases = read_phrases(_PHRASES)
    text = subject.rest
    for name in ("whole", "end", "beside"):
        text = phrases[name].sub(" ", text)
    return text
