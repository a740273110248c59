"""Whether two spellings are of one name: endings, transliterations, compounds, initials; and when they nearly are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.checking.claims.naming import consonants, sound, split_words, stem
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.names import name_key

_SLAVIC = re.compile(
    r"sch|tsch|tch|zh|sh|kh|(?:ow|ew|ov|ev|off|yj|ij|iy|yy|ky|ki)(?:a|s)?$|enko|tschuk|chuk", re.IGNORECASE
)
_OF_LAND = re.compile(r"i(?:en|a)s?$")
"""Where names of lands end: Jakutien, Yakutia."""
_VOWELS = "aeiou"
_LONG = 10
_SHORTEST = 4
_LONG_ROOT = 7


def is_inflected(one: str, other: str) -> bool:
    """Whether two words look like cases or numbers of one."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return (
        long.startswith(short)
        or short[:-1] == long[:-1]
        or find_lemma(short, "en") == find_lemma(long, "en") is not None
    )


def differ_by_one(one: str, other: str) -> bool:
    """Whether one letter is put in, left out or another."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[start + (len(one) >= len(other)) :] == other[start + (len(other) >= len(one)) :]


def bare(word: str) -> str:
    """`word` in small letters without the s of a genitive."""
    small = word.casefold().replace("ё", "е")
    return small[:-1] if small.endswith("s") and len(small) > 3 else small


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """The `name_key` of the bare word."""
    return name_key(bare(word))


def is_same(word: str, other: str, *, across: bool) -> bool:
    """Whether two spellings are of one name; `across` languages as they transliterate."""
    if bare(word) == bare(other):
        return True
    if "а" <= other[0].lower() <= "я":
        return _is_same_in_cyrillic(word, other)
    if key(word) == key(other) or (across and _is_of_one_root(word, other)):
        return True
    return (
        across
        and bool(_SLAVIC.search(word) and _SLAVIC.search(other))
        and word[0].lower() in (other[0].lower(), *"zsjyvwckhg")
        and consonants(bare(word)) == consonants(bare(other))
    )


def _is_of_one_root(word: str, other: str) -> bool:
    """Whether two long words of two languages begin alike to the ear: Kommuniqué, communiqué."""
    mine, theirs = sound(word), sound(other)
    return min(len(mine), len(theirs)) >= _LONG_ROOT and mine[:_LONG_ROOT] == theirs[:_LONG_ROOT]


@lru_cache(maxsize=1 << 16)
def _is_same_in_cyrillic(word: str, other: str) -> bool:
    mine, theirs = key(word).rstrip(_VOWELS), name_key(stem(other)).rstrip(_VOWELS)
    if mine == theirs or (_OF_LAND.search(word) and key(_OF_LAND.sub("", word)).rstrip(_VOWELS) == theirs):
        return True
    named_after = stem(other).removesuffix("ск")  # Херсонская
    skeletons = {consonants(bare(word)), consonants(word)} & {
        consonants(one) for one in (stem(other), other, named_after)
    }
    return any(len(skeleton) > 1 for skeleton in skeletons) and abs(len(mine) - len(theirs)) <= 4


def is_first_of_compound(word: str, other: str) -> bool:
    """Whether `other` is put together with the name: Ruhrstädte, Ukrainekrieg."""
    rest = other[len(word) :]
    return len(word) >= _SHORTEST and other.startswith(word) and len(rest) > 2 and is_common_noun(rest.capitalize())


def has_initials(letters: str, text: str) -> bool:
    """Whether the letters begin words that follow each other; small words may be passed over."""
    words = [word.text.casefold() for word in split_words(text)]
    starts = [at for at, word in enumerate(words) if word[0] == letters[0]]
    return any(_follow(letters, words[at : at + 2 * len(letters)]) for at in starts)


def _follow(letters: str, words: Sequence[str]) -> bool:
    if not letters:
        return True
    if not words:
        return False
    word = words[0]
    if word[0] == letters[0]:
        taken = 1
        if _follow(letters[1:], words[1:]):
            return True
        if len(word) >= _LONG:  # Bundesverfassungsgericht, BVerfG
            for letter in word[1:]:
                if taken < len(letters) and letter == letters[taken]:
                    taken += 1
            return taken > 1 and _follow(letters[taken:], words[1:])
        return False
    return len(word) <= 4 and _follow(letters, words[1:])
