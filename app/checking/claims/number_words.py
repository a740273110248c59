"""Number words of German, English and Russian, one word at a time: einundzwanzig, twenty, двухсот, dritte, Drittel.

What one word says is here; how words go together (two hundred and fifty) is in `amounts`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["cardinal", "power", "ordinal", "part", "half", "half_more", "one", "vague", "times", "halving"]
_PHRASEBOOK = Path(__file__).with_name("numbers.toml")
_GERMAN_ENDING = re.compile(r"e[nrsm]?$")
_RUSSIAN_ENDING = re.compile(r"(?:ый|ий|ой|ая|ья|ое|ье|ого|ьего|ому|ьему|ым|ьим|ом|ьем|ую|ью|ей|ьей|ые|ьи|ых|ьих|ыми)$")
_SUPERLATIVE = re.compile(r"^(zweit|dritt|viert|fünft|sechst|siebt)(?:[a-zäöüß]{3,}t)e[nrsm]?$")
_ROMAN = re.compile(r"^(?=[IVX]{1,6}$)X{0,3}(?:IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class NumberWord:
    """One thing that a word may say."""

    kind: Kind
    value: Fraction
    soft: bool = False
    """Says a number, but is no claim of it: "beide", "both"."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[str, tuple[NumberWord, ...]] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)
    """Of ordinals."""

    def add(self, word: str, kind: Kind, value: Fraction | int | str, *, soft: bool = False) -> None:
        self.words[word] = (*self.words.get(word, ()), NumberWord(kind, Fraction(value), soft))


def read_number_word(word: str, language: str) -> tuple[NumberWord, ...]:
    """All that `word` may say as a number in `language`; nothing for any other word."""
    lexicon, small = _lexicon(language), word.casefold().replace("ё", "е") if language == "ru" else word.lower()
    found = list(lexicon.words.get(small, ()))
    found += [NumberWord("ordinal", Fraction(value)) for value in _ordinals(small, language, lexicon)]
    if language == "de" and not found and (value := _read_big_german(small)) is not None:
        found.append(NumberWord("cardinal", Fraction(value)))
    found += [NumberWord("times", Fraction(value)) for stem, value in _times() if small.startswith(stem)]
    if small.startswith(_halvings()):
        found.append(NumberWord("halving", Fraction(1, 2)))
    return tuple(found)


def read_roman(word: str) -> int | None:
    """The value of a Roman numeral of up to XXXIX; None for what is none."""
    if not _ROMAN.match(word):
        return None
    values = [_ROMAN_VALUES[sign] for sign in word]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))


def cut_number_prefix(word: str, language: str) -> tuple[int, str] | None:
    """The number that a compound begins with and the rest: dreijährig, Zweidrittelmehrheit, двухдневный."""
    small = word.casefold().replace("ё", "е") if language == "ru" else word.lower()
    for end in range(len(small) - 2, 2, -1):
        for one in _lexicon(language).words.get(small[:end], ()):
            if one.kind == "cardinal" and not one.soft and one.value.denominator == 1:
                return int(one.value), small[end:]
    return None


def _ordinals(small: str, language: str, lexicon: _Lexicon) -> Iterator[int]:
    if language == "en":
        if small in lexicon.stems:
            yield lexicon.stems[small]
        return
    ending = _GERMAN_ENDING if language == "de" else _RUSSIAN_ENDING
    stem = ending.sub("", small)
    if stem != small and stem in lexicon.stems:
        yield lexicon.stems[stem]
    if language == "de" and (match := _SUPERLATIVE.match(small)) and match[1] in lexicon.stems:
        yield lexicon.stems[match[1]]
    if language == "de" and small.endswith("ens") and small[:-3] in lexicon.stems:  # zweitens
        yield lexicon.stems[small[:-3]]


def _read_big_german(small: str) -> int | None:
    before, thousand, after = small.partition("tausend")
    if not thousand:
        return None
    below = _below_thousand()
    first, last = below.get(before.removesuffix("und"), 1 if not before else None), below.get(after.removeprefix("und"))
    if first is None or (after and last is None):
        return None
    return first * 1000 + (last or 0)


@lru_cache(maxsize=1)
def _phrasebook() -> dict[str, Any]:
    return tomllib.loads(_PHRASEBOOK.read_text(encoding="utf-8"))


def _pairs(words: str) -> list[tuple[str, str]]:
    return [(word.replace("ё", "е"), value) for pair in words.split() for word, _, value in [pair.partition("=")]]


@lru_cache(maxsize=1)
def _times() -> tuple[tuple[str, int], ...]:
    return tuple((word, int(value)) for word, value in _pairs(_phrasebook()["times"]["words"]))


@lru_cache(maxsize=1)
def _halvings() -> tuple[str, ...]:
    return tuple(_phrasebook()["halving"]["words"].split())


@lru_cache(maxsize=1)
def _below_thousand() -> dict[str, int]:
    """German number words under a thousand; "ein" for one."""
    words = _phrasebook()["de"]
    ones, tens = words["ones"].split(), words["tens"].split()
    small = {word: value for value, word in enumerate(ones) if value}
    for ten, word in enumerate(tens, 2):
        small[word] = 10 * ten
        small |= {f"{ones[one]}und{word}": 10 * ten + one for one in range(1, 10)}
    small |= {word.replace("ß", "ss"): value for word, value in small.items()}
    big = {"hundert": 100} | {f"{ones[one]}hundert": 100 * one for one in range(1, 10)}
    together = {
        f"{hundred}{link}{word}": value + more
        for hundred, value in big.items()
        for word, more in small.items()
        for link in ("", "und")
    }
    return small | big | together


@lru_cache(maxsize=4)
def _lexicon(language: str) -> _Lexicon:
    lexicon = _Lexicon()
    words = _phrasebook().get(language)
    if words is None:
        return lexicon
    soft = set(words["soft"].split())
    for value, word in enumerate(words["ones"].split()):
        if word not in words["one"].split():
            lexicon.add(word, "cardinal", value)
    for ten, word in enumerate(words["tens"].split(), 2):
        lexicon.add(word, "cardinal", 10 * ten)
    for word, also in _pairs(words["also"]):
        lexicon.add(word, "cardinal", also, soft=word in soft)
    for word in words["one"].split():
        lexicon.add(word, "one", 1)
    for word, power in _pairs(words["powers"]):
        lexicon.add(word, "power", 10 ** int(power))
    for word, dozen in _pairs(words["dozens"]):
        lexicon.add(word, "power", dozen)
    for kind, key in (("vague", "vague"), ("part", "parts"), ("half_more", "half_more")):
        for word, said in _pairs(words[key]):
            lexicon.add(word, kind, said)  # type: ignore[arg-type]
    for word in words["firsts"].split():
        lexicon.add(word, "ordinal", 1)
    for word in words["halves"].split():
        lexicon.add(word, "half", "1/2")
    lexicon.stems.update((stem, int(value)) for stem, value in _pairs(words["ordinals"]))
    if language == "de":
        _add_german(lexicon)
    if language == "ru":
        _add_russian(lexicon, dict(_pairs(words["soft_signs"])))
    return lexicon


def _add_german(lexicon: _Lexicon) -> None:
    for word, value in _below_thousand().items():
        if word != "ein" and word not in lexicon.words:
            lexicon.add(word, "cardinal", value)
        if 2 < value < 13 and f"{word}er" not in lexicon.words:
            lexicon.add(f"{word}er", "cardinal", value, soft=True)  # "der Achter"
        lexicon.stems.setdefault(word + ("t" if value % 100 < 20 and value % 100 else "st"), value)


def _add_russian(lexicon: _Lexicon, soft_signs: dict[str, str]) -> None:
    for stem, value in ((stem, int(value)) for stem, value in soft_signs.items()):
        for ending in ("ь", "и", "ью"):
            lexicon.add(stem + ending, "cardinal", value)
        if 5 <= value <= 8:
            genitive = "восьми" if value == 8 else f"{stem}и"
            for word in (f"{stem}ьдесят", f"{genitive}десяти"):
                lexicon.add(word, "cardinal", 10 * value)
        if 5 <= value <= 9:
            genitive = "восьми" if value == 8 else f"{stem}и"
            for word in (f"{stem}ьсот", f"{genitive}сот", f"{genitive}стам", f"{genitive}стах"):
                lexicon.add(word, "cardinal", 100 * value)


@lru_cache(maxsize=1)
def bounds() -> dict[str, re.Pattern[str]]:
    """What stands right before a number that is no exact one, by name: least, most, more, less."""
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words.split('|')))})\s+[€$£]?\Z", re.IGNORECASE)
        for name, words in _phrasebook()["bounds"].items()
    }
