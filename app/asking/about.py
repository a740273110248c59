"""Questions about the dossier itself: who wrote it and when, its sections, the works it cites, which notes cite them.

Answered from the manifest and the parsed structure, without evidence: nothing is quoted, and nothing is estimated.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.records import Document, Source
from ingest.structure.works import find_named_works
from prompts import frame

_PHRASES = Path(__file__).parent / "about.toml"
_MOST_LINES = 60
_MOST_WORDS = 10
"""A longer question asks for more than the dossier's data tell."""
_TWO_THINGS = re.compile(r"(?<!\w)(?:und|and|sowie|warum|why)(?!\w)|[,;]")


@dataclass(frozen=True, slots=True)
class _Dossier:
    opened: OpenGeneration
    analysis: Source
    document: Document
    language: str
    question: str


def reply_about(question: str, language: str, opened: OpenGeneration) -> tuple[AnswerSentence, ...]:
    """What the dossier's own data say to a question about it; empty where it is no such question.

    Args:
        question: The cleaned question.
        language: The asker's, for the product's words.
        opened: The opened generation.

    """
    bare = question.strip().rstrip("?.! ").lower()
    if len(bare.split()) > _MOST_WORDS or _TWO_THINGS.search(bare):
        return ()
    analysis = next((one for one in opened.corpus.manifest.sources if one.kind == "analysis"), None)
    if analysis is None or analysis.id not in opened.documents:
        return ()
    dossier = _Dossier(opened, analysis, opened.document(analysis.id), language, question)
    # What is asked of a work that is named is asked of the texts, but for the notes that cite it.
    names_work = bool(find_named_works(question, opened.corpus.manifest))
    for name, pattern in _read_phrases().items():
        if name not in _REPLIES or (names_work and name != "citing"):
            continue
        lines = _REPLIES[name](dossier) if pattern.fullmatch(bare) else ()
        if lines:
            return tuple(AnswerSentence(line, (), "frame") for line in lines[:_MOST_LINES])
    return ()


@lru_cache(maxsize=1)
def _read_phrases() -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    text = "|".join(f"(?:{one})" for one in table["text"])
    return {
        name: re.compile("|".join(f"(?:{one.replace('{text}', f'(?:{text})')})" for one in phrases))
        for name, phrases in table.items()
    }


def _author(dossier: _Dossier) -> Sequence[str]:
    """Only of the analysis itself: who wrote a work that is named is asked of the text."""
    if find_named_works(dossier.question, dossier.opened.corpus.manifest) or not _read_phrases()["text"].search(
        dossier.question.lower()
    ):
        return ()
    author = dossier.analysis.author
    return [_say(dossier, "about_author", title=dossier.analysis.title, author=author)] if author else ()


def _date(dossier: _Dossier) -> Sequence[str]:
    date = dossier.analysis.date
    if date is None or find_named_works(dossier.question, dossier.opened.corpus.manifest):
        return ()
    return [_say(dossier, "about_date", title=dossier.analysis.title, date=date)]


def _title(dossier: _Dossier) -> Sequence[str]:
    return [_say(dossier, "about_title", title=dossier.analysis.title)]


def _languages(dossier: _Dossier) -> Sequence[str]:
    spoken = ", ".join(dict.fromkeys(document.language for document in dossier.opened.documents.values()))
    return [_say(dossier, "about_languages", languages=spoken)]


def _sections(dossier: _Dossier) -> Sequence[str]:
    sections = [section.label for section in dossier.document.sections]
    if not sections:
        text = dossier.document
        sections = [text.plain(one.start, one.end) for one in text.passages if one.kind == "heading"]
    if not sections:
        return ()
    head = _say(dossier, "about_sections", title=dossier.analysis.title, number=str(len(sections)))
    return [head, *(f"• {label}" for label in sections)]


def _notes(dossier: _Dossier) -> Sequence[str]:
    number = str(len(dossier.document.footnotes))
    return [_say(dossier, "about_notes", title=dossier.analysis.title, number=number)]


def _works(dossier: _Dossier) -> Sequence[str]:
    works = _cited(dossier)
    held = str(sum(one.id in dossier.opened.documents for one in works))
    head = _say(dossier, "about_works", title=dossier.analysis.title, number=str(len(works)), held=held)
    return [head, *(_list_work(dossier, one) for one in works)]


def _held(dossier: _Dossier) -> Sequence[str]:
    works = _cited(dossier)
    here = [one for one in works if one.id in dossier.opened.documents]
    missing = [one for one in works if one.id not in dossier.opened.documents]
    lines = [_say(dossier, "about_held", number=str(len(here)), all=str(len(works)))]
    lines += [_list_work(dossier, one) for one in here]
    if missing:
        lines += [
            _say(dossier, "about_missing", number=str(len(missing))),
            *(_list_work(dossier, one) for one in missing),
        ]
    return lines


def _citing(dossier: _Dossier) -> Sequence[str]:
    """The notes that cite the one work that the question names."""
    named = find_named_works(dossier.question, dossier.opened.corpus.manifest)
    if not named:
        return ()
    work = dossier.opened.corpus.manifest.source(named[0])
    cited = [
        note.number
        for note in dossier.document.footnotes
        if any(reference.source_id == work.id for reference in note.references)
    ]
    numbers = sorted({*cited, *work.footnotes})
    if not numbers:
        return [_say(dossier, "about_not_cited", work=work.title)]
    return [_say(dossier, "about_citing", work=work.title, numbers=", ".join(map(str, numbers)))]


def _cited(dossier: _Dossier) -> list[Source]:
    return [one for one in dossier.opened.corpus.manifest.sources if one.kind == "cited_source"]


def _list_work(dossier: _Dossier, work: Source) -> str:
    """A work on one line: author, title, date, the notes that cite it."""
    author = f"{work.author}: " if work.author else ""
    date = f", {work.date}" if work.date else ""
    notes = ", ".join(map(str, work.footnotes))
    cited = f" ({_say(dossier, 'footnote', number=notes)})" if notes else ""
    return f"• {author}{work.title}{date}{cited}"


def _say(dossier: _Dossier, name: str, **values: str) -> str:
    return frame(name, dossier.language, **values)


_REPLIES: dict[str, Callable[[_Dossier], Sequence[str]]] = {
    "author": _author,
    "date": _date,
    "title": _title,
    "languages": _languages,
    "sections": _sections,
    "notes": _notes,
    "works": _works,
    "held": _held,
    "citing": _citing,
}
