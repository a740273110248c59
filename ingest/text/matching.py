"""Many phrases looked for in a text at once: one automaton for all of them (Aho-Corasick 1975), not a pattern each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

_SPACES = str.maketrans(dict.fromkeys("\n\t\r\xa0\u2007\u2009\u202f", " "))


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase found: where it stands in the text, and the keys it was given with."""

    start: int
    end: int
    keys: tuple[str, ...]


class PhraseMatcher:
    """Finds whole-word occurrences of phrases. Capitals do not matter, and any white space counts as a space.

    Looking through a text takes time in proportion to its length and the number of hits, not to the number of phrases.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Args: phrases: (phrase, key) pairs; a phrase may have several keys, a key several phrases."""
        keys: dict[str, dict[str, None]] = {}
        for phrase, key in phrases:
            folded = fold_case(phrase).strip()
            if folded:
                keys.setdefault(folded, {})[key] = None
        self._automaton = ahocorasick.Automaton()
        for folded, known in keys.items():
            self._automaton.add_word(folded, (len(folded), tuple(known)))
        self._is_empty = not keys
        if keys:
            self._automaton.make_automaton()

    def find(self, text: str, *, endings: tuple[str, ...] = ()) -> Iterator[PhraseHit]:
        """Every occurrence between word boundaries, in order of where it ends; hits may overlap.

        Args:
            text: The text to look through.
            endings: Inflections that may follow within the same word ("s"); a hit includes the longest that fits.

        """
        if self._is_empty:
            return
        folded = fold_case(text)
        for last, (length, keys) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if starts_word(folded, start):
                closed = _find_end(folded, end, endings)
                if closed is not None:
                    yield PhraseHit(start, closed, keys)


def fold_case(text: str) -> str:
    """`text` in small letters with every white space a plain space: the same number of characters."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters.
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_SPACES)


def starts_word(text: str, start: int) -> bool:
    """Whether no letter, digit or underscore stands before `start`."""
    return start == 0 or not _is_word_character(text[start - 1])


def _find_end(text: str, end: int, endings: tuple[str, ...]) -> int | None:
    """Where the word ends that the phrase ends in; None when it goes on with anything but one of the endings."""
    fitting = [
        end + len(ending) for ending in endings if text.startswith(ending, end) and _ends_word(text, end + len(ending))
    ]
    return max(fitting) if fitting else (end if _ends_word(text, end) else None)


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not _is_word_character(text[end])


def _is_word_character(char: str) -> bool:
    return char.isalnum() or char == "_"
