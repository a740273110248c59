"""What may be a name in a statement, and the forms under which a name is found in what the statement cites.

Three kinds. Known names - countries and peoples, cities, bodies, offices - have forms in all the languages, from CLDR
and `names.toml`. Abbreviations are met by the words whose initials they are. Any other name is found by its spelling:
letter for letter or, between languages, by its sound.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.checking.claims.cldr import name_cities, name_territories
from ingest.text.names import name_key

_PHRASEBOOK = Path(__file__).with_name("names.toml")
_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_](?=\.))*|\d+")
_RUSSIAN_ENDING = re.compile(
    r"(?:ьями|иями|ями|ами|его|ого|ему|ому|ыми|ими|иях|иям|ией|ьей|ях|ах|ям|ам|ов|ев|ей|ой|ый|ий|ом|ем|ым|им|ую|юю|ая"
    r"|яя|ое|ее|ые|ие|ых|их|ия|ию|ии|ье|ьи|ью|ья|у|ю|а|я|е|ы|и|о|ь|й)$"
)
_LATIN_ENDING = re.compile(r"(?:e[nrms]?|n|s)$")
_PEOPLES_ENDING = re.compile(
    r"(?:(?:n|en|es|an|ian|ös)?(?:isch|ese|ese|er|erin|an|ian|ish)?(?:e[nrms]?|n|s|in|innen)?|i|is|iens?|as?|e?lands?|[а-я]{1,6})$"
)
_SHORTEST_STEM = 3
_LONGEST_PHRASE = 8
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """A known name in a text: all that it may be."""

    said: str
    start: int
    end: int
    things: frozenset[str]
    """ "territory:RU", "city:Europe/Moscow", "name:nato", "office.courts:audit"."""


def split_words(text: str) -> list[Word]:
    """The words and bare numbers of a text; at a hyphen, two."""
    return [Word(match.group(), *match.span()) for match in _TOKEN.finditer(text)]


def stem(word: str) -> str:
    """`word` without the ending of a case, in small letters: Russlands, Россией, Vereinigten."""
    small = unicodedata.normalize("NFC", word).casefold().replace("ё", "е")
    if word.isupper() and len(word) <= 5:
        return small
    ending = _RUSSIAN_ENDING if "а" <= small[-1] <= "я" else _LATIN_ENDING
    if word[0].isupper() and small.endswith(("ов", "ев")):
        return small  # Харьков, Лавров
    bare = ending.sub("", small)
    return bare if len(bare) >= _SHORTEST_STEM else small


@lru_cache(maxsize=1 << 10)
def find_known(text: str) -> tuple[Known, ...]:
    """The known names of a text, the longest first where two begin at one word."""
    words, found, at = split_words(text), [], 0
    stems = [stem(word.text) for word in words]
    table = _phrases()
    while at < len(words):
        length, things = 1, frozenset[str]()
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
            if things := table.get(tuple(stems[at : at + length]), frozenset()):
                break
        else:
            named = table.get((stems[at],)) or table.get((_without_genitive(words[at].text),), frozenset())
            length, things = 1, _find_word(words[at].text, named)
        if things:
            start, end = words[at].start, words[at + length - 1].end
            found.append(Known(text[start:end], start, end, things))
        at += length
    return tuple(found)


def _without_genitive(word: str) -> str:
    """The stem of a name that ends in what looks like another case, too: Belgiens, Irans."""
    return stem(word[:-1]) if word.endswith("s") and len(word) > _SHORTEST_STEM else stem(word)


def _find_word(word: str, named: frozenset[str]) -> frozenset[str]:
    """What one word names: by its stem, by its capitals, as a people's."""
    found = _acronyms().get(word, frozenset()) | _find_people(word)
    if not _is_written_so(word):
        named = frozenset(thing for thing in named if thing.startswith("office."))  # "the president", "парламент"
    return found | named


def _is_written_so(word: str) -> bool:
    return word[0].isupper() or _is_adjective(word)


def _is_adjective(word: str) -> bool:
    return bool(re.search(r"(?:isch|sk|ск)\w{0,3}$", word))


def _find_people(word: str) -> frozenset[str]:
    """Whose adjective or inhabitant a word is; in German with the word that the country is put together with."""
    small = word.casefold().replace("ё", "е")
    if not (word[0].isupper() or _is_adjective(word) or small[0] >= "а" or small.startswith("deutsch")):
        return frozenset()
    for length in range(len(small), 2, -1):
        codes = _peoples().get(small[:length])
        if codes and _PEOPLES_ENDING.match(small[length:]):
            return frozenset(f"territory:{code}" for code in codes)
    for length in range(len(small) - 3, 3, -1):  # Ukrainekrieg, Iranpolitik
        if (
            word[0].isupper()
            and (things := _phrases().get((stem(small[:length]),)))
            and small[:length] in _full_names()
        ):
            return things
    return frozenset()


@lru_cache(maxsize=1)
def _phrasebook() -> dict[str, Any]:
    return tomllib.loads(_PHRASEBOOK.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _peoples() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, words in _phrasebook()["peoples"].items():
        for word in words.split():
            if word.isupper():
                continue
            found.setdefault(word.replace("ё", "е"), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


@lru_cache(maxsize=1)
def _full_names() -> frozenset[str]:
    return frozenset(name.casefold() for names in name_territories().values() for name in names if len(name) > 3)


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], frozenset[str]]:
    table: dict[tuple[str, ...], set[str]] = {}
    for thing, name in _named():
        words = tuple(stem(word.text) for word in split_words(name))
        if words and not _is_acronym(name):
            table.setdefault(words, set()).add(thing)
    return {words: frozenset(things) for words, things in table.items()}


@lru_cache(maxsize=1)
def _acronyms() -> dict[str, frozenset[str]]:
    """Names in capitals alone: "WHO" is no "who"."""
    table: dict[str, set[str]] = {}
    for thing, name in _named():
        if _is_acronym(name):
            table.setdefault(name.rstrip("."), set()).add(thing)
    return {name: frozenset(things) for name, things in table.items()}


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= _LONGEST_ACRONYM


def _named() -> Iterator[tuple[str, str]]:
    for code, names in name_territories().items():
        for name in names:
            if code != "001":
                yield f"territory:{code}", name
    for code, words in _phrasebook()["peoples"].items():
        for word in words.split():
            if word.isupper():
                yield f"territory:{code}", word
    for zone, (names, _) in name_cities().items():
        for name in names:
            yield f"city:{zone}", name
    for thing, row in _phrasebook()["names"].items():
        for name in row.split("|"):
            yield f"name:{thing}", name.strip()
            if thing == "eu":
                yield "territory:EU", name.strip()
    for kind, rows in _phrasebook()["office"].items():
        for thing, row in rows.items():
            for name in row.split("|"):
                yield f"office.{kind}:{thing}", name.strip()


def cities_of(things: Sequence[str] | frozenset[str]) -> frozenset[str]:
    """The countries that the cities among `things` lie in: "Moscow said" may be told as what Russia said."""
    cities = name_cities()
    capitals = {f"name:{name}": code for name, code in _phrasebook()["capitals"].items()}
    countries = {cities[thing.removeprefix("city:")][1] for thing in things if thing.startswith("city:")}
    countries |= {capitals[thing] for thing in things if thing in capitals}
    return frozenset(f"territory:{country}" for country in countries if country)


@lru_cache(maxsize=1)
def office_endings() -> tuple[tuple[str, str], ...]:
    """Stems of offices and bodies of one word, and what they are: a German compound may end in them."""
    return tuple(
        (words[0], thing)
        for words, things in _phrases().items()
        for thing in things
        if len(words) == 1 and len(words[0]) >= 5 and thing.startswith("office.")
    )


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words that stand before a person's name."""
    return frozenset(_phrasebook()["titles"]["words"].split())


@lru_cache(maxsize=1)
def saying() -> frozenset[str]:
    """Verbs of speaking."""
    return frozenset(_phrasebook()["saying"]["words"].split())


_FOLDS = (
    ("sc", "s"),
    ("ia", "a"),
    ("ie", "e"),
    ("iu", "u"),
    ("io", "e"),
    ("x", "ks"),
    ("o", "e"),
    ("h", "g"),
    ("c", "g"),
    ("k", "g"),
    ("q", "g"),
    ("ng", "n"),
)


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """A coarser key than `name_key`, for what one alphabet writes in several ways in the other."""
    small = word.casefold().replace("дж", "й").replace("rz", "r")
    key = name_key(re.sub(r"c(?=[ei])", "s", re.sub(r"(?<=[aeiou])h(?=[^aeiou]|$)", "", small)))
    for spelling, one in _FOLDS:
        key = key.replace(spelling, one)
    return re.sub(r"(.)\1+", r"\1", key)


@lru_cache(maxsize=1 << 14)
def consonants(word: str) -> str:
    """The consonants of `sound`."""
    return re.sub(r"[aeiou]", "", sound(word))
