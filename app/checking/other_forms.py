"""Whether a name that the words around a quote do not have may stand there in another form.

"Not in the passages quoted: GDP." is false under a German quote that has "BIP". What can be called otherwise - in
another language, spelling or case - is not said to be missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.checking.claims.cldr import name_territories
from app.checking.claims.naming import Known, consonants, find_known, sound, split_words
from app.checking.claims.ordinary import is_no_name
from app.checking.claims.spelling import bare, has_initials, is_same
from app.checking.claims.words import read_words
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun, split_compound

_BEGINNING, _SOUNDS = 5, 3
"""Letters that a land's adjective has from its name (Venezuela, venezolanisch); sounds that a place's names share."""
_ONE_OFF, _TWO_OFF = 5, 8
"""Letters from which on a word that differs by one, or by two, is another spelling, or a slip."""
_ACRONYM = 6


def may_stand_there(name: str, around: str, *, language: str, languages: Collection[str], written: bool) -> bool:
    """Whether what `name` calls may be in a text that has no such word.

    Args:
        name: As a question writes it.
        around: The text.
        language: The question's.
        languages: Those of the text.
        written: Whether other texts in one of these languages write the name so.

    """
    across = bool(set(languages) - {language})
    words = [word.text for word in split_words(around)]
    known = find_known(name)
    if known:
        things = frozenset(thing for one in known for thing in one.things)
        here = frozenset(thing for one in find_known(around) for thing in one.things)
        return bool(things & here) or any(_begins_like(word, known) for word in words)
    capitalized = sorted({word for word in words if word[0].isupper() and len(word) > 1})
    if _is_acronym(name):
        # What no text here calls so may go by letters of another language: GDP, BIP.
        return has_initials(name.casefold(), around) or not written
    names = [word for word in capitalized if not _is_common(word)]
    if any(is_same(name, word, across=True) for word in capitalized) or any(_is_slip(name, word) for word in names):
        return True
    if not across:
        return False
    return any(_sounds_like(name, word) for word in names) or any(
        _means_the_same(name, language, around, other) for other in set(languages) - {language}
    )


def _begins_like(word: str, known: Iterable[Known]) -> bool:
    """Whether a word may be of the people of a land: its names are known in all the languages, its adjective in one."""
    codes = {thing.partition(":")[2] for one in known for thing in one.things if thing.startswith("territory:")}
    names = {name for code in codes for name in name_territories().get(code, ()) if " " not in name}
    small = word.casefold()
    return any(small.startswith(name.casefold()[: max(_BEGINNING, len(name) // 2)]) for name in names)


def _is_acronym(name: str) -> bool:
    base = name.removesuffix("s")
    return base.isupper() and len(base) <= _ACRONYM


def _is_common(word: str) -> bool:
    return bool(is_no_name(word) or is_common_noun(find_lemma(word, "de") or word) or split_compound(word)) or any(
        find_lemma(word.lower(), one) is not None for one in ("de", "en")
    )


def _sounds_like(name: str, word: str) -> bool:
    """Whether two names begin alike to the ear, or one has the consonants that the other begins with."""
    if sound(name)[:_SOUNDS] == sound(word)[:_SOUNDS]:
        return True
    mine, theirs = sorted((consonants(bare(name)), consonants(bare(word))), key=len)
    return len(mine) >= _SOUNDS and theirs.startswith(mine)


def _means_the_same(name: str, language: str, around: str, other: str) -> bool:
    mine = frozenset(key for word in read_words(name, language) for key in word.keys)
    return bool(mine) and any(mine & word.keys for word in read_words(around, other) if word.text[0].isupper())


def _is_slip(name: str, word: str) -> bool:
    one, other = bare(name), bare(word)
    shorter = min(len(one), len(other))
    most = (shorter >= _ONE_OFF) + (shorter >= _TWO_OFF)
    return bool(most) and one[0] == other[0] and _distance(one, other, most) <= most


def _distance(one: str, other: str, most: int) -> int:
    """How many letters are put in, left out or changed; no less than `most` + 1 where the lengths say so."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        last, row[0] = row[0], number
        for place, its in enumerate(other, start=1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != its))
    return row[-1]
