"""Footnotes that a question asks for by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.asking.kinds.ordinals import ORDINAL, read_ordinal
from app.asking.kinds.subject import analysis_of, find_author
from app.asking.kinds.texts import resolve_subject
from index.store.opened import OpenGeneration
from ingest.records import Passage

_WORD = r"(?:fu(?:ß|ss)note|anmerkung|endnote|footnote|сноск\w*|примечани\w*)"
_NOTE = rf"(?:{_WORD}|note|(?:fu(?:ß|ss)n|anm|endn|fn|ftn|прим)(?!\w)\.?)"
_NUMBER = r"\s*(?:nr\.?|no\.?|nummer|number|№)?\s*(?P<number>\d{1,4})(?!\w|[.,]\d)"
_NTH = rf"(?P<nth>(?<![\w-])(?:{ORDINAL}|\d{{1,4}}(?:\.|st|nd|rd|th)))\s+"
# "Kapitel 2. Fußnote 14" asks for note 14.
_NOTE_ASKED = re.compile(rf"(?i)(?<!\w)(?:{_NOTE}{_NUMBER}|{_NTH}{_WORD}(?!\w|\s*(?:nr\.?|no\.?|№)?\s*\d))")


_CITED = re.compile(
    r"(?i)(?<!\w)(?:zitier\w*|beleg\w*|verw(?:eis|ies)\w*|genannt|nennt|cit(?:e[sd]?|ing)|quot(?:e[sd]|ing)|refer\w*|names?)(?!\w)"
)


def asks_for_note(question: str) -> bool:
    """Whether a question asks for a note by its number, there or not."""
    return _NOTE_ASKED.search(question) is not None


def find_asked_note(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The paragraphs of the note that the question asks for by its number; empty when there is none.

    Numbers may start again in each section and in each document: they are those of the text that is named, else of the
    analysis, else of all that have such a note, in order.
    """
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return ()
    number = read_ordinal(asked["number"] or asked["nth"])
    found = tuple(passage for passage in opened.passages.values() if passage.note == number)
    rest = f"{question[: asked.start()]} {question[asked.end() :]}"
    for text in _texts_meant(rest, opened):
        own = tuple(passage for passage in found if passage.source_id == text)
        if own:
            return own
    return found


def _texts_meant(rest: str, opened: OpenGeneration) -> Iterator[str]:
    """Ids of the texts whose note may be asked for, the likeliest first.

    A work that the question says is cited there is one that the analysis' note cites.
    """
    manifest = opened.corpus.manifest
    if _CITED.search(rest) is None:
        subject = resolve_subject(rest, opened)
        author = find_author(rest, manifest)
        named = (*subject.named, *filter(None, (subject.by_genre, author)))
        yield from (held.source_id for one in named if (held := opened.held_document(one)))
    analysis = analysis_of(manifest)
    if analysis:
        yield analysis.id
