"""Which capitalised words are no names: months and titles, and what a dictionary has as a common noun."""

from __future__ import annotations

from functools import lru_cache

from app.checking.claims.cldr import name_months, name_weekdays
from app.checking.claims.naming import titles
from app.checking.claims.number_words import read_number_word, read_roman
from app.checking.claims.units import find_unit
from ingest.text.abbreviations import MAY_BE_LAST, NEVER_LAST, OPENERS
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun, split_compound

_SHORTEST_HEAD = 5
_SHORTEST_NOUN = 6
_NOUN_ENDINGS = tuple(
    "ung ungen heit heiten keit keiten schaft schaften tion tionen ismus ismen tät täten ierung nisse ling linge"
    " enz ment mente ierer innen".split()
)
_ENDS_OF_NAMES = tuple(
    "au bach berg bronn brück brunn burg dorf feld furt hafen hag hain haus heim hof holm horn kirch land leben"
    " mann meier mühl münd rad rath rod see stadt stedt stein sund tal thal"
    " wald wang ward weil werd werder wiesen wolf".split()
)
"""What places and families end in, or begin to end in."""


_ENDS_OF_TRADES = ("man", "men", "woman", "women")
_KINDS = frozenset("lake river mount mountain cape bay island islands street bridge valley castle church hill".split())
"""Kinds of places, which English gives a capital before or behind a name."""


@lru_cache(maxsize=1 << 12)
def is_no_name(word: str) -> bool:
    """Whether `word` is a title, a month, a number, a unit, an abbreviation or a word that opens sentences."""
    small = word.lower()
    return (
        len(word) < 2
        or small in OPENERS
        or small in NEVER_LAST
        or small in MAY_BE_LAST
        or small in titles()
        or small in _KINDS
        or small in name_months()
        or small.removesuffix("s") in name_weekdays()
        or read_roman(word) is not None
        or find_unit(small) is not None
        or any(read_number_word(small, language) for language in ("de", "en"))
    )


@lru_cache(maxsize=1 << 14)
def is_ordinary(word: str, language: str, *, opens: bool) -> bool:
    """Whether a dictionary has `word` as no name. German gives every noun a capital; English only names and titles."""
    small = word.lower()
    if language == "en":
        if find_lemma(small, "en") is None:
            ends = [end for end in _ENDS_OF_TRADES if small.endswith(end)]
            return opens and any(find_lemma(small.removesuffix(end), "en") for end in ends)
        lemma = find_lemma(word, "en")
        # "Red" and "Cross" are names, too, but English ones; "Anna" is one wherever people live.
        return opens or lemma is None or lemma.islower() or find_lemma(word, "de") is None
    if find_lemma(small, "de") or is_common_noun(word) or split_compound(word):
        return True
    if find_lemma(word, "de"):
        return find_lemma(word, "en") is None  # What both have is a name; German alone has "Armut", but "Merkel", too.
    if find_lemma(small, "en") or (len(word) > _SHORTEST_NOUN and small.endswith(_NOUN_ENDINGS)):
        return True
    return any(_is_put_together(small, cut) for cut in range(3, len(word) - 2))


def _is_put_together(small: str, cut: int) -> bool:
    """Whether both halves of an unknown word are words, and the second none that places and families end in."""
    first, head = small[:cut], small[cut:]
    if (len(head) < _SHORTEST_HEAD and not is_common_noun(head)) or (find_lemma(head.capitalize(), "de") is None):
        return False
    if head.startswith(_ENDS_OF_NAMES):
        return False
    stems = {first} | {first.removesuffix(link) for link in ("s", "es", "n", "en", "er", "e")} - {""}
    return any(
        find_lemma(one, "de") or is_common_noun(one) or find_lemma(f"{one}e".capitalize(), "de")
        for one in stems
        if len(one) > 2
    )
