"""Slips in the words by which people ask: "zusamenfassung", "overvew". What a dossier speaks of stays as it is."""

from __future__ import annotations

import re
from functools import lru_cache

from app.asking.kinds.subject import speaks_of_text
from index.store.opened import OpenGeneration
from ingest.text.dictionary import find_lemma
from ingest.text.terms import find_terms

_WORD = re.compile(r"[^\W\d_]{4,}")
_KNOWN = {
    "de": "zusammenfassung zusammenfassen zusammengefasst zusammen überblick übersicht abschnitt abschnitte abschnitts"
    " kapitel kapitels absatz überschrift fußnote fußnoten anmerkung inhalt inhaltsverzeichnis gliederung aufbau autor"
    " autorin verfasser geschrieben veröffentlicht erschienen quelle quellen literatur bericht gutachten protokoll"
    " interview kurzfassung ergebnis ergebnisse fazit schlussfolgerung aussagen kernaussagen worum handelt erste letzte"
    " welche welcher welches wieviele sprache danke",
    "en": "summary summaries summarise summarize summarised summarized overview section sections chapter chapters"
    " paragraph paragraphs sentence sentences footnote footnotes note notes heading headings title author authors"
    " written wrote published publisher source sources language languages conclusion conclusions conclude findings"
    " takeaways essay report article interview outline contents which what about first last opening closing thanks",
}
_LONG = 8
"""Letters from which on a word may have two slips."""


def mend_asking(text: str, language: str, opened: OpenGeneration) -> str:
    """A question with slips in its words of asking mended: words that neither a dictionary nor the dossier knows."""

    def mend(word: re.Match[str]) -> str:
        return word[0] if _is_word(word[0], language, opened) else _find_known(word[0].lower(), language) or word[0]

    return _WORD.sub(mend, text) if language in _KNOWN else text


def _is_word(word: str, language: str, opened: OpenGeneration) -> bool:
    if word.lower() in _KNOWN[language].split() or speaks_of_text(word):
        return True
    if any(find_lemma(one, language) for one in (word, word.lower(), word.capitalize())):
        return True
    here = opened.lexical
    return any(here.knows(term, one) for one in here.languages for term in find_terms(word, one))


@lru_cache(maxsize=4096)
def _find_known(word: str, language: str) -> str | None:
    """The one word of asking that a slip or two make of it."""
    most = 2 if len(word) >= _LONG else 1
    near = [(slips, one) for one in _KNOWN[language].split() if (slips := _count_slips(word, one, most)) <= most]
    best = min((slips for slips, _ in near), default=None)
    found = [one for slips, one in near if slips == best]
    return found[0] if found else None


def _count_slips(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or put the wrong way round (Damerau 1964); more than `most`: one above it."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for column, known in enumerate(other, start=1):
            least = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != known))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == known:
                least = min(least, earlier[column - 2] + 1)
            row.append(least)
    return min(row[-1], most + 1)
