"""Statements in another language than the one asked for, or in two at once: half-translated is not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.checking.claims.quotations import without_quotations
from app.checking.claims.records import Ground, Problem, Statement
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.language import tell_language

_WORD = re.compile(r"[^\W\d_]{4,}(?:-[^\W\d_]{2,})*")
_OTHER = {"de": "en", "en": "de"}
_MOST = 1
"""Words of the other language that a sentence may keep: a term is sometimes left as it is."""


def find_wrong_language(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """What of a statement is not in its language; names and quotations aside, and what the grounds have so too.

    `grounds`: a German text may say "assets" itself; in German words of theirs an English sentence is not English.
    """
    told = tell_language(statement.text, ("de", "en", "ru"), fallback=statement.language)
    if told.language != statement.language:
        return (Problem("meaning", statement.text, f"is not in the language asked for ({statement.language})"),)
    text = without_quotations(statement.text)
    kept = {word for one in grounds if one.language == statement.language for word in _WORD.findall(one.text)}
    foreign = [word for word in _WORD.findall(text) if word not in kept and _is_foreign(word, statement.language)]
    if len(foreign) > _MOST:
        return (Problem("meaning", ", ".join(foreign), f"is not in the language asked for ({statement.language})"),)
    return ()


def _is_foreign(word: str, language: str) -> bool:
    """Whether a word, or the last part of one with hyphens, is one of the other language's and none of this one's.

    English writes nouns small: a capital in the middle of a sentence is a name's or a German noun's.
    """
    other = _OTHER.get(language)
    if other is None:
        return False
    part = word.rsplit("-", 1)[-1]
    if part[0].isupper() and (other == "en" or not is_common_noun(part)):
        return False  # "Brandt" is in a German dictionary, and a name in every language.
    return not _has(part, language) and _has(part, other)


def _has(word: str, language: str) -> bool:
    return any(find_lemma(form, language) for form in (word, word.lower(), word.capitalize()))
