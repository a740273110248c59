"""Whether a clause tells what has been or what is to come, by the forms of its verbs."""

from __future__ import annotations

import re

from app.checking.claims.aligning import Clause
from app.checking.claims.words import Word

_PAST = {
    "de": frozenset("war waren wurde wurden hatte hatten worden gewesen kam kamen ging gingen".split()),
    "en": frozenset("was were had did been has have".split()),
    "ru": frozenset("был была было были".split()),
}
_PRETERITE_DE = re.compile(r"\w{2,}(?:te|ten)$")
_PARTICIPLE_DE = re.compile(r"(?:\w*ge\w+|(?:be|ver|er|ent|zer|über|unter|miss|hinter)\w+|\w+ier)(?:t|en)$")
_PAST_RU = re.compile(r"(?:л|ла|ло|ли)(?:ся|сь)?$")


def is_past(clause: Clause) -> bool:
    """Whether a verb of the clause tells what has been."""
    return any(_is_past(word, clause) for word in clause.words)


def _is_past(word: Word, clause: Clause) -> bool:
    low = word.low
    if low in _PAST.get(clause.language, frozenset()):
        return True
    if not word.text[0].islower():
        return False
    if clause.language == "de":
        if {"hat", "haben", "ist", "sind"} & {one.low for one in clause.words} and _PARTICIPLE_DE.match(low):
            return True
        lemma = any(one.endswith("n") and one != low for one in word.lemmas)
        changed = not low.endswith(("t", "en", "e", "st")) and lemma
        return lemma and (bool(_PRETERITE_DE.match(low)) or changed)
    if clause.language == "ru":
        return bool(_PAST_RU.search(low)) and any(one.endswith(("ть", "ти", "чь", "ться")) for one in word.lemmas)
    changed = any(one != low and one[0] == low[0] and not low.startswith(one) for one in word.lemmas)
    return (low.endswith("ed") and len(low) > 4) or (changed and not low.endswith(("s", "ing", "ier", "iest")))


def has_infinitive(clause: Clause, at: int) -> bool:
    """Whether a German clause ends in an infinitive behind its word at `at`: "wird ... bauen"."""
    for word in reversed(clause.words[at + 1 :]):
        if word.text[0].isalpha():
            ends = word.low.endswith("n") and word.text[0].islower() and word.low in word.lemmas
            return ends and not _PARTICIPLE_DE.match(word.low)
    return False
