"""Words that no dictionary and no evidence has: slips of a small model, and signs that somebody told it to write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.checking.claims.quotations import without_quotations
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.spelling import is_same
from ingest.text.dictionary import find_lemma
from ingest.text.german import split_compound

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SHORTEST = 5
"""Letters; shorter ones are abbreviations and particles as often as not."""
_STEM = 3
_ENDINGS = {
    "de": ("en", "er", "es", "em", "e", "n", "s"),
    "en": ("s", "ed", "ing", "ly", "er"),
}
_BEGINNINGS = {
    "de": ("un", "nicht", "neu", "ver", "vor", "zu", "auf", "ab", "aus", "ein"),
    "en": ("un", "non", "re", "over", "out", "co"),
}


def find_strange_words(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """The words in small letters of a statement that neither its language has nor its grounds; quotations aside."""
    given = " ".join(f"{ground.context} {ground.text}" for ground in grounds).casefold()
    strange = [
        word
        for word in _WORD.findall(without_quotations(statement.text))
        if word.islower()
        and word.casefold() not in given
        and not _is_word(word, statement.language)
        and not any(is_same(word, other, across=True) for other in _WORD.findall(given))
    ]
    note = "neither a word of the language nor of the cited text"
    return tuple(Problem("meaning", word, f"{note}: {word}") for word in strange)


def _is_word(word: str, language: str) -> bool:
    return all(_is_known(part, language) for part in re.split(r"[-’']", word) if len(part) >= _SHORTEST)


def _is_known(word: str, language: str) -> bool:
    if any(find_lemma(form, other) for form in (word, word.capitalize()) for other in (language, "en")):
        return True
    shorter = [word.removesuffix(end) for end in _ENDINGS.get(language, ()) if word.endswith(end)]
    shorter += [word.removeprefix(head) for head in _BEGINNINGS.get(language, ()) if word.startswith(head)]
    if any(len(one) >= _STEM and _has(one, language) for one in shorter):
        return True
    return language == "de" and len(split_compound(word)) > 1


def _has(word: str, language: str) -> bool:
    return any(find_lemma(form, language) for form in (word, word.capitalize(), f"{word}e"))
