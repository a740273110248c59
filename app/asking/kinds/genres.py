"""What kind of text a word stands for, in three languages: "Niederschrift", "minutes", "Anhörung" are of one kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_PHRASES = Path(__file__).parent / "genres.toml"
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_HEAD = 5
"""Letters of a word that may be a German compound's last: "rede", "plan" end too many."""
_SHORTEST_FIRST = 3
"""Letters of a compound's first part: "Unordnung" is none."""
_ENDINGS = {
    "de": ("", "s", "es", "e", "en", "n", "er", "ern", "nis"),
    "en": ("", "s", "es"),
    "ru": ("", "а", "у", "ом", "е", "и", "ы", "ов", "я", "ю", "ем", "ей", "ю"),
}


@lru_cache(maxsize=1 << 14)
def find_genres(text: str) -> frozenset[str]:
    """The kinds of texts that words of `text` stand for."""
    return frozenset(kind for word in _WORD.findall(text) for kind in tell_genres(word))


@lru_cache(maxsize=1 << 14)
def tell_genres(word: str) -> frozenset[str]:
    """The kinds of texts that a word stands for, whatever its ending; of a compound its last part."""
    word = word.casefold()
    known = _read_words()
    for bare in _bare_forms(word):
        if bare in known:
            return known[bare]
    heads = [one for one in _read_heads() if any(form[_SHORTEST_FIRST:].endswith(one) for form in _bare_forms(word))]
    return known[max(heads, key=len)] if heads else frozenset()


def _bare_forms(word: str) -> tuple[str, ...]:
    endings = {one for of_language in _ENDINGS.values() for one in of_language}
    forms = [word.removesuffix(one) for one in sorted(endings, key=len) if word.endswith(one)]
    # Russian nouns in "ь" and "ие" lose it where they are declined.
    return (*forms, *(f"{one}{soft}" for one in forms for soft in ("ь", "й", "ие", "е", "о", "я", "а")))


@lru_cache(maxsize=1)
def _read_words() -> Mapping[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for kind, languages in _read_table().items():
        for word in " ".join(languages.values()).split():
            known.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in known.items()}


@lru_cache(maxsize=1)
def _read_heads() -> frozenset[str]:
    """What a German compound may end in: "please" is no lease."""
    german = " ".join(languages.get("de", "") for languages in _read_table().values()).split()
    return frozenset(one for one in german if len(one) >= _SHORTEST_HEAD)


@lru_cache(maxsize=1)
def _read_table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
