"""Footnotes that a question asks for by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.asking.kinds.ordinals import ORDINAL, read_ordinal
from app.asking.kinds.subject import analysis_of, find_author
from app.asking.kinds.texts import resolve_subject
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage

_WORD = r"(?:fu(?:ß|ss)note|anmerkung|endnote|footnote|сноск\w*|примечани\w*)"
_WORDS = r"(?:fu(?:ß|ss)noten|anmerkungen|endnoten|footnotes|endnotes|сноск\w*|примечани\w*)"
_NOTE = rf"(?:{_WORDS}|{_WORD}|notes?|(?:fu(?:ß|ss)n|anm|endn|fn|ftn|прим)s?(?!\w)\.?)"
_NR = r"\s*(?:nr\.?|no\.?|nummern?|numbers?|№)?\s*"
_FURTHER = (
    rf"\s*(?:,\s*)?(?:und|and|&|sowie|bis|to|through|[,–-]|и)\s*(?:{_NOTE}{_NR})?\d{{1,3}}(?!\w|[.,]\d|\.\s*[A-ZÄÖÜ])"
)
_NUMBER = rf"{_NR}(?P<number>\d{{1,4}})(?!\w|[.,]\d)(?P<further>(?:{_FURTHER})*)"
_NTH = rf"(?P<nth>(?<![\w-])(?:{ORDINAL}|\d{{1,4}}(?:\.|st|nd|rd|th)))\s+"
# "Kapitel 2. Fußnote 14" asks for note 14.
_NOTE_ASKED = re.compile(rf"(?i)(?<!\w)(?:{_NOTE}{_NUMBER}|{_NTH}{_WORD}(?!\w|\s*(?:nr\.?|no\.?|№)?\s*\d))")
_RANGE = re.compile(r"(?i)(\d+)(?:\s*(?:bis|to|through|–|-)\s*(?:\D{0,12}?)(\d+))?")
_MOST = 12
"""Notes shown at once."""
_CITED = re.compile(
    r"(?i)(?<!\w)(?:zitier\w*|beleg\w*|verw(?:eis|ies)\w*|genannt|nennt|cit(?:e[sd]?|ing)|quot(?:e[sd]|ing)|refer\w*|names?)(?!\w)"
)


def asks_for_note(question: str) -> bool:
    """Whether a question asks for a note by its number, there or not."""
    return _NOTE_ASKED.search(question) is not None


def find_asked_note(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The paragraphs of the notes that the question asks for by their numbers; empty when there is none.

    Numbers may start again in each section and in each document: they are those of the text that is named, else of the
    analysis, else of all that have such a note, in order.
    """
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return ()
    rest = f"{question[: asked.start()]} {question[asked.end() :]}"
    texts = list(_texts_meant(rest, opened))
    return tuple(one for number in read_notes(question) for one in _find_note(number, texts, opened))


def find_note_text(question: str, opened: OpenGeneration) -> Document | None:
    """The held text whose notes a question asks for: the one it names, else the analysis; None without either."""
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return None
    rest = f"{question[: asked.start()]} {question[asked.end() :]}"
    texts = (opened.documents.get(one) for one in _texts_meant(rest, opened))
    return next((one for one in texts if one), None)


def read_notes(question: str) -> tuple[int, ...]:
    """The numbers of the notes that a question asks for, in order: "fn 3, 4 und 9", "notes 5-7"."""
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return ()
    if asked["nth"]:
        number = read_ordinal(asked["nth"])
        return () if number is None else (number,)
    numbers: list[int] = []
    for first, last in _RANGE.findall(f"{asked['number']}{asked['further']}"):
        numbers += range(int(first), max(int(first), int(last or first)) + 1)[:_MOST]
    return tuple(dict.fromkeys(numbers))[:_MOST]


def _find_note(number: int, texts: Sequence[str], opened: OpenGeneration) -> tuple[Passage, ...]:
    """The paragraphs of a note, of the likeliest of `texts` that has it, else of all."""
    found = tuple(passage for passage in opened.passages.values() if passage.note == number)
    for text in texts:
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
