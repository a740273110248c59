"""A point of a list that is told by other words than its own: in another language, by its section, "the last bullet".

Where the words of the question are those of the line above the list, `items` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.asking.kinds.described import find_described
from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.ordinals import ORDINAL, read_ordinal
from app.asking.kinds.place import read_point
from app.asking.kinds.sections import find_section
from app.asking.kinds.series import find_in_series, find_series_word
from app.asking.kinds.subject import analysis_of, find_author, find_subject
from app.asking.kinds.texts import resolve_subject
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.terms import find_content_words

_WORD = (
    r"(?:punkt|spiegelstrich|aufzählungspunkt|stichpunkt|eintrag|listenpunkt|bullet(?: ?points?)?|item|point|entry"
    r"|empfehlung|regel|klausel|forderung|bedingung|vorschlag|lehre|lektion|these|recommendation|rule|clause|condition|proposal|demand|lesson|thesis|пункт\w*)"
)
_LAST = re.compile(rf"(?i)(?<!\w)(?:(?:aller)?letzte[nrsm]?|last|final|последн\w+)\s+{_WORD}(?!\w)")
_NTH = re.compile(
    rf"(?i)(?<!\w)(?P<number>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th))\s+"
    rf"(?:(?:der|of (?:the|his|her|its|their))\s+(?:\w+\s+)?)?{_WORD}(?:e?n|s)?(?!\w)"
)
_QUOTED = re.compile(r"(?<!\w)[„“\"'‚‘«»](?P<line>[^„“”\"‘’«»]{6,160})[“”\"'’‘«»](?!\w)")
_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]]")
_CLEARLY = 0.03
"""How much nearer than the next list's line that of the list has to be which a question describes (a cosine)."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _List:
    document: Document
    line: Passage
    items: tuple[Passage, ...]


def find_described_item(question: str, opened: OpenGeneration, encoder: Encoder | None) -> tuple[Passage, ...]:
    """The point of the list that a question quotes or describes; empty where it asks for none, or no list is clear."""
    asked = _read(question)
    if asked is None:
        return ()
    number, rest = asked
    documents = _meant(rest, opened)
    in_series = _find_in_series(question, number, documents, opened)
    if in_series:
        return in_series
    lists = [
        _List(document, line, opened.introduced[line.id])
        for document in documents
        for line in document.passages
        if line.id in opened.introduced
    ]
    lists = [one for one in lists if _pick(one, number)]
    section = find_section(rest, documents, numbered=documents[:1])
    if section:
        lists = [one for one in lists if one.line in section.passages]
        return _pick(lists[0], number) if len(lists) == 1 else ()
    quoted = _QUOTED.search(rest)
    if quoted:
        said = _letters(quoted["line"])
        lists = [one for one in lists if said in _letters(_say(one))]
        return _pick(lists[0], number) if len(lists) == 1 else ()
    asking = read_model(SHIPPED).asking
    words = [word for word in find_content_words(rest) if begin_of(word) not in asking]
    if len(words) < _FEWEST:
        return ()
    by_words = _choose_by_words(words, lists)
    if by_words:
        return _pick(by_words, number)
    names = [(_say(one), f"{' '.join(one.line.headings[-1:])} {_say(one)}") for one in lists]
    place = find_described([rest], names, encoder, clearly=_CLEARLY) if encoder else None
    return () if place is None else _pick(lists[place], number)


def _find_in_series(
    question: str, number: int, documents: Sequence[Document], opened: OpenGeneration
) -> tuple[Passage, ...]:
    """The point of the text that is named whose heading or line speaks of such points; else of the analysis."""
    word = find_series_word(question)
    if word is None:
        return ()
    subject = resolve_subject(question, opened)
    is_told = bool(subject.named or subject.by_genre or subject.has_genre or len(documents) == 1)
    return find_in_series(word, number, documents[0], opened) if documents and is_told else ()


def _read(question: str) -> tuple[int, str] | None:
    """The number of the point, -1 for the last, and the question without it."""
    last = _LAST.search(question)
    if last:
        return -1, f"{question[: last.start()]} {question[last.end() :]}"
    point = read_point(question)
    if point:
        return point.number, point.rest
    nth = _NTH.search(question)
    number = read_ordinal(nth["number"]) if nth else None
    return (number, f"{question[: nth.start()]} {question[nth.end() :]}") if nth and number else None


def _meant(question: str, opened: OpenGeneration) -> list[Document]:
    """The held text that a question names, by its author alone, too, none for one not held; else all."""
    manifest = opened.corpus.manifest
    subject = resolve_subject(question, opened)
    if find_subject(question, manifest).named:
        return [held for one in subject.named if (held := opened.held_document(one))]
    # A text that is not here may be quoted in one that is: "point 2 of the settlement".
    named = subject.source or subject.by_genre or find_author(question, manifest)
    held = opened.held_document(named) if named else None
    analysis = analysis_of(manifest)
    first = sorted(opened.documents.values(), key=lambda one: analysis is None or one.source_id != analysis.id)
    return [held] if held else first


def _choose_by_words(words: Sequence[str], lists: Sequence[_List]) -> _List | None:
    """The one list whose line and heading have all the words."""
    found = [one for one in lists if all(_has(word, f"{' '.join(one.line.headings)} {_say(one)}") for word in words)]
    return found[0] if len(found) == 1 else None


def _has(word: str, text: str) -> bool:
    stem = word[: max(4, len(word) - 2)]
    return any(one.startswith(stem) for one in find_content_words(text))


def _pick(one: _List, number: int) -> tuple[Passage, ...]:
    """The item that has the number, or the one in that place where none has any."""
    if number < 0:
        return one.items[-1:]
    numbers = [_NUMBER.match(one.document.text, item.start, item.end) for item in one.items]
    if any(numbers):
        pairs = zip(one.items, numbers, strict=True)
        return tuple(item for item, own in pairs if own and int(own[1]) == number)[:1]
    return tuple(one.items[number - 1 : number])


def _say(one: _List) -> str:
    return one.document.plain(one.line.start, one.line.end)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
