"""What a section is called: "what's the title of section 2?", "Unterüberschriften von Kapitel 3"."""

from __future__ import annotations

from pathlib import Path

from app.asking.kinds.sections import AskedSection, find_section
from app.asking.kinds.subject import find_subject
from app.asking.kinds.words import read_phrases
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.records import Document
from ingest.text.terms import find_content_words
from prompts import frame

_PHRASES = Path(__file__).parent / "headings.toml"
_MOST_LINES = 40


def reply_heading(
    question: str, language: str, documents: list[Document], opened: OpenGeneration
) -> tuple[AnswerSentence, ...]:
    """A section's heading, and those below it; empty where a question asks for more than how it is called.

    Args:
        question: The cleaned question.
        language: Of the product's words.
        documents: The texts that it may mean, the likeliest first.
        opened: The opened generation.

    """
    phrases = read_phrases(_PHRASES)
    if not phrases["title"].search(question):
        return ()
    section = find_section(question, documents, numbered=documents[:1])
    if section is None or not section.by_number or _says_more(section, opened):
        return ()
    document = section.document
    heading = document.plain(section.heading.start, section.heading.end)
    title = opened.corpus.manifest.source(document.source_id).title
    below = [document.plain(one.start, one.end) for one in section.passages if one.kind == "heading"]
    parts = frame("about_section_parts" if below else "about_section_bare", language)
    lines = [
        frame("about_section_title", language, title=title, heading=heading),
        parts,
        *(f"• {one}" for one in below[:_MOST_LINES]),
    ]
    return tuple(AnswerSentence(line, (), "frame") for line in lines)


def _says_more(section: AskedSection, opened: OpenGeneration) -> bool:
    phrases = read_phrases(_PHRASES)
    rest = find_subject(section.rest, opened.corpus.manifest).rest
    for name in ("title", "title_beside"):
        rest = phrases[name].sub(" ", rest)
    return bool(find_content_words(rest))
