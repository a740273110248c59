"""The notes of an opened citation: each once, with all the works it cites below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from app.records import FootnoteLink
from app.web.places import Place

_PRINTED_NUMBER = r"^(?:\[\^?{number}\]:?|\(?{number}\))\s*"
"""How a note's own number may be printed in front of it."""


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note as it is listed."""

    number: int
    text: str
    """Without the number printed in front; empty where the whole note already stands above as the passage."""
    is_own: bool
    """Whether the quote is itself a part of this note."""
    works: tuple[FootnoteLink, ...]
    """One entry a work; one without a work where the note cites none."""
    language: str


@dataclass(frozen=True, slots=True)
class NoteLists:
    """The notes of a place."""

    quoted: tuple[NoteEntry, ...]
    """The note that the quote is a part of, then those whose markers stand in the quote."""
    nearby: tuple[NoteEntry, ...]
    """The passage's other notes."""


def list_notes(place: Place) -> NoteLists:
    """The notes of a citation, told apart by whether the quote itself carries them."""
    citation = place.citation
    languages = _Languages(dict(place.note_languages), citation.language)
    shown = " ".join(place.passage.text.split())
    own = _gather([citation.note], languages, shown=shown) if citation.note else ()
    quoted = _gather((note for note in citation.footnotes if note != citation.note), languages)
    return NoteLists((*own, *quoted), _gather(citation.nearby_footnotes, languages))


@dataclass(frozen=True, slots=True)
class _Languages:
    """The languages of notes, by their texts."""

    known: Mapping[str, str]
    otherwise: str

    def find(self, text: str) -> str:
        return self.known.get(text, self.otherwise)


def _gather(links: Iterable[FootnoteLink], languages: _Languages, *, shown: str | None = None) -> tuple[NoteEntry, ...]:
    """Put the entries of one note together: where numbers start again, note 1 may be two notes with two texts."""
    entries = []
    for (number, printed), works in groupby(links, key=lambda link: (link.number, link.text)):
        text = re.sub(_PRINTED_NUMBER.format(number=number), "", printed)
        is_above = shown is not None and text in shown
        entries.append(
            NoteEntry(number, "" if is_above else text, shown is not None, _link_once(works), languages.find(printed))
        )
    return tuple(entries)


def _link_once(works: Iterable[FootnoteLink]) -> tuple[FootnoteLink, ...]:
    """The works of a note, an address that several of them share with the first of them alone."""
    seen: set[str | None] = set()
    once = []
    for work in works:
        once.append(replace(work, url=None) if work.url in seen else work)
        seen.add(work.url)
    return tuple(once)
