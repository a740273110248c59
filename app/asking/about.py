"""Questions about the dossier itself: who wrote it and when, its sections, the works it cites, which notes cite them.

Answered from the manifest and the parsed structure, without evidence: nothing is quoted, and nothing is estimated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.asking.recognition import find_topic
from app.asking.subject import analysis_of, find_by_title, find_subject
from app.asking.words import read_phrases
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from ingest.records import Document, Source
from ingest.text.terms import find_content_words
from prompts import LANGUAGES, frame

_PHRASES = Path(__file__).parent / "about.toml"
_MOST_LINES = 60
_MOST_WORDS = 22
"""A longer question asks for more than the dossier's data tell."""
_FEW = 2
_AND_WHAT = re.compile(r"(?i)(?<!\w)(?:und|and|а|и)\s+(?:was|wie|wo|wer|what|how|where|who|why|что|как)(?!\w)")
"""What goes on to ask something else."""
_ASKS = re.compile(r"(?i)(?<!\w)(?:warum|wieso|weshalb|why|how come|почему)(?!\w)")
"""What no data of a dossier answer."""


@dataclass(frozen=True, slots=True)
class _Dossier:
    opened: OpenGeneration
    document: Document
    """The analysis'."""
    source: Source
    """What is asked about: the analysis, or the one work that is named."""
    language: str

    @property
    def is_analysis(self) -> bool:
        """Whether it is the analysis."""
        return self.source.kind == "analysis"


def reply_about(
    question: str, language: str, opened: OpenGeneration, *, guessed: str | None = None
) -> tuple[AnswerSentence, ...]:
    """What the dossier's own data say to a question about it; empty where it is no such question.

    Args:
        question: The cleaned question.
        language: The asker's, for the product's words.
        opened: The opened generation.
        guessed: What it surely asks for ("author", "date", ...), though no phrase says so.

    """
    manifest = opened.corpus.manifest
    analysis = analysis_of(manifest)
    if len(question.split()) > _MOST_WORDS or _ASKS.search(question) or analysis is None:
        return ()
    document = opened.documents.get(analysis.id)
    subject = find_subject(question, manifest)
    wanted, left = ((guessed,), find_topic(subject)) if guessed else _read_wanted(question, subject.rest)
    if document is None or not wanted or len(subject.named) > 1:
        return ()
    if "held" in wanted and not guessed and not (subject.has_genre or read_phrases(_PHRASES)["works"].search(question)):
        return ()  # "Was fehlt?" asks for anything.
    named = manifest.source(subject.named[0]) if subject.named else None
    if left and named is None and subject.has_genre and "title" not in wanted:
        named = find_by_title(left, manifest)
    elif left and named and not _tells_which(left, named, wanted):
        return ()
    if left and named is None:
        return ()
    if named is None and not (guessed or subject.has_genre or subject.is_whole or set(wanted) & _OF_THEMSELVES):
        return ()
    if named and wanted == ("date",):
        return ()  # When a work came out is told by the text, with its evidence.
    if len(wanted) == 1 and _AND_WHAT.search(question):
        return ()
    dossier = _Dossier(opened, document, named or analysis, language)
    told = [_REPLIES[name](dossier) for name in wanted]
    if not all(told):
        return ()  # What the data do not tell, the texts may.
    return tuple(AnswerSentence(line, (), "frame") for line in [line for lines in told for line in lines][:_MOST_LINES])


def _read_wanted(question: str, rest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which data a question asks for, and the words of `rest` that ask for none."""
    phrases = read_phrases(_PHRASES)
    found = [name for name in _REPLIES if phrases[name].search(question)]
    left = rest
    for name in (*found, "beside"):
        left = phrases[name].sub(" ", left)
    for name, others in _MEANT_ALONE.items():
        if name in found:
            found = [one for one in found if one not in others]
    return tuple(found), tuple(find_content_words(left))


def _tells_which(words: Sequence[str], work: Source, wanted: Sequence[str]) -> bool:
    """Whether words beside a work's name only say more of which one it is: "the report to the creditors"."""
    if wanted == ("citing",) and len(words) <= _FEW:
        return True
    title = set(find_content_words(" ".join((work.title, work.author or "", work.publisher or "", work.date or ""))))
    return all(any(one.startswith(word[: max(4, len(word) - 2)]) for one in title) for word in words)


def _author(dossier: _Dossier) -> Sequence[str]:
    author = dossier.source.author
    return [_say(dossier, "about_author", title=dossier.source.title, author=author)] if author else ()


def _date(dossier: _Dossier) -> Sequence[str]:
    title, date = dossier.source.title, dossier.source.date
    if date:
        return [_say(dossier, "about_date", title=title, date=date)]
    # Of a work the notes may tell more than the manifest does.
    return [_say(dossier, "about_no_date", title=title)] if dossier.is_analysis else ()


def _publisher(dossier: _Dossier) -> Sequence[str]:
    publisher = dossier.source.publisher
    return [_say(dossier, "about_publisher", title=dossier.source.title, publisher=publisher)] if publisher else ()


def _title(dossier: _Dossier) -> Sequence[str]:
    return [_say(dossier, "about_title", title=dossier.source.title)]


def _languages(dossier: _Dossier) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    manifest = dossier.opened.corpus.manifest
    codes = dict.fromkeys((*manifest.languages, *(one.language for one in dossier.opened.documents.values())))
    spoken = ", ".join(_say(dossier, f"language_{one}") if one in LANGUAGES else one for one in codes)
    return [_say(dossier, "about_languages", languages=spoken)]


def _sections(dossier: _Dossier) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    if text is None:
        return ()
    sections = [section.label for section in text.sections]
    if not sections:
        sections = [text.plain(one.start, one.end) for one in text.passages if one.kind == "heading"]
    if not sections:
        return ()
    head = _say(dossier, "about_sections", title=dossier.source.title, number=str(len(sections)))
    return [head, *(f"• {label}" for label in sections)]


def _notes(dossier: _Dossier) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    if text is None:
        return ()
    number = str(len(text.footnotes))
    return [_say(dossier, "about_notes", title=dossier.source.title, number=number)]


def _works(dossier: _Dossier) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    works = _cited(dossier)
    held = str(sum(one.id in dossier.opened.documents for one in works))
    head = _say(dossier, "about_works", title=dossier.source.title, number=str(len(works)), held=held)
    return [head, *(_list_work(dossier, one) for one in works)]


def _held(dossier: _Dossier) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    works = _cited(dossier)
    here = [one for one in works if one.id in dossier.opened.documents]
    missing = [one for one in works if one.id not in dossier.opened.documents]
    lines = [_say(dossier, "about_held", number=str(len(here)), all=str(len(works)))] if here else []
    lines += [_list_work(dossier, one) for one in here]
    if missing:
        lines += [
            _say(dossier, "about_missing", number=str(len(missing))),
            *(_list_work(dossier, one) for one in missing),
        ]
    return lines


def _citing(dossier: _Dossier) -> Sequence[str]:
    """The notes that cite the one work that the question names."""
    work = dossier.source
    if dossier.is_analysis:
        return ()
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
    "title": _title,
    "author": _author,
    "publisher": _publisher,
    "date": _date,
    "languages": _languages,
    "sections": _sections,
    "citing": _citing,
    "notes": _notes,
    "held": _held,
    "works": _works,
}
_MEANT_ALONE = {
    "citing": ("notes", "works", "title", "date", "author", "held"),
    "held": ("works", "notes", "sections", "title"),
    "notes": ("works", "sections"),
    "sections": ("title", "author", "works", "notes"),
    "works": ("author",),
    "languages": ("author", "works", "title", "date"),
}
"""What asks for more than its own name: "which works are missing" does not ask for all of them."""
_OF_THEMSELVES = frozenset({"sections", "notes", "held", "works", "languages", "citing"})
"""What a dossier alone has, so that it need not be named."""
