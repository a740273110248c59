"""The words of saying (`saying.toml`), matched by dictionary form; read at first use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.text.dictionary import find_lemma

LANGUAGES = ("de", "en", "ru")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a verb form may mean as a verb of saying."""

    lemma: str
    particle: str
    """The separable prefix that must stand at the end of the clause ("hin"); "" where it needs none."""
    kinds: frozenset[str]
    """clause, view, paper, weak: see the head of `saying.toml`."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The fixed expressions of one language, each kind as one pattern."""

    saying: re.Pattern[str]
    before_speaker: re.Pattern[str]
    after_speaker: re.Pattern[str]
    own_view: re.Pattern[str]
    hearsay: re.Pattern[str]
    summing_up: re.Pattern[str]
    loose: re.Pattern[str]
    """Expressions that often tell what somebody thinks, and often do not."""
    announcing: re.Pattern[str]
    """Expressions that often come before what somebody says."""


@lru_cache(maxsize=1 << 16)
def find_sayings(word: str, language: str) -> tuple[Saying, ...]:
    """What `word` may mean as a form of a verb of saying; empty for any other word."""
    verbs = _verbs(language)
    lemmas = _lemmas(word, language)
    if language == "de":  # "preis" is no form of "preisen" but in orders.
        lemmas = tuple(lemma for lemma in lemmas if lemma.removesuffix("n").removesuffix("e") != word)
    return tuple(saying for lemma in lemmas for saying in verbs.get(lemma, ()))


def may_say(words: frozenset[str], language: str) -> bool:
    """Whether one of a sentence's words is a form of a verb that often, but not always, tells what somebody says."""
    loose = _loose(language)
    return any(
        not particle or particle in words
        for word in words
        if word.islower()
        for lemma in _lemmas(word, language)
        for particle in loose.get(lemma, ())
    )


@lru_cache(maxsize=4)
def find_phrases(language: str) -> Phrases:
    """The expressions of `language`; patterns that match nothing for a language that has none."""
    table = _table()
    if language not in LANGUAGES:
        return Phrases(*[_NOTHING] * 8)
    own = table[language]
    return Phrases(
        saying=_compile(own["phrases"]),
        before_speaker=_compile(own["before_speaker"]),
        after_speaker=_compile(own["after_speaker"]),
        own_view=_compile(own["own_view"]),
        hearsay=_compile(own["hearsay"]),
        summing_up=_compile(table["summing_up"][language]),
        loose=_compile(own["loose_phrases"]),
        announcing=_compile(own["announcing"]),
    )


@lru_cache(maxsize=1 << 14)
def is_text_noun(word: str, language: str) -> bool:
    """Whether `word` names something written that can say things ("Gutachten", "report"), compounds included."""
    nouns = _text_nouns(language)
    forms = {word.lower(), (find_lemma(word, language) or find_lemma(word.capitalize(), language) or word).lower()}
    if forms & nouns:
        return True
    return language == "de" and word[:1].isupper() and any(_ends_in(form, nouns) for form in forms)


@lru_cache(maxsize=1 << 14)
def is_claim_noun(word: str, language: str) -> bool:
    """Whether `word` names what somebody says or thinks ("Warnung", "claim"), compounds included."""
    nouns = _claim_nouns(language)
    forms = {word.lower(), (find_lemma(word, language) or word).lower()}
    return bool(forms & nouns) or (language == "de" and any(_ends_in(form, nouns) for form in forms))


@lru_cache(maxsize=4)
def _claim_nouns(language: str) -> frozenset[str]:
    return frozenset(_table()["claims"].get(language, "").split())


def _ends_in(form: str, nouns: frozenset[str]) -> bool:
    return any(form[at:] in nouns for at in range(3, len(form) - 4))


@lru_cache(maxsize=4)
def _text_nouns(language: str) -> frozenset[str]:
    return frozenset(_table()["texts"].get(language, "").split())


@lru_cache(maxsize=4)
def _verbs(language: str) -> Mapping[str, tuple[Saying, ...]]:
    if language not in LANGUAGES:
        return {}
    kinds: dict[tuple[str, str], set[str]] = {}
    for kind in ("clause", "view", "paper", "weak"):
        for entry in _table()[language][kind].split():
            particle, _, base = entry.rpartition("|")
            kinds.setdefault((particle, base), set()).add(kind)
    found: dict[str, list[Saying]] = {}
    for (particle, base), named in kinds.items():
        separable = "" if particle == "sich" else particle
        found.setdefault(base, []).append(Saying(separable + base, separable, frozenset(named)))
        if separable:  # "hinweist", "hingewiesen": written as one word.
            found.setdefault(separable + base, []).append(Saying(separable + base, "", frozenset(named)))
    return {lemma: tuple(sayings) for lemma, sayings in found.items()}


@lru_cache(maxsize=4)
def _loose(language: str) -> Mapping[str, tuple[str, ...]]:
    """The verbs of `may_say` by lemma, with the particles they need."""
    found: dict[str, list[str]] = {}
    for entry in _table()[language]["loose"].split() if language in LANGUAGES else ():
        particle, _, base = entry.rpartition("|")
        found.setdefault(base, []).append(particle)
        if particle:
            found.setdefault(particle + base, []).append("")
    return {lemma: tuple(particles) for lemma, particles in found.items()}


@lru_cache(maxsize=1 << 16)
def _lemmas(word: str, language: str) -> tuple[str, ...]:
    """The dictionary's form of `word`, and what regular endings make of it: dictionaries have gaps."""
    if language == "ru":
        word = word.replace("ё", "е") if find_lemma(word, "ru") is None else word
    guesses = [find_lemma(word, language) or "", word]
    if language == "de":
        guesses += [
            word.removesuffix(ending) + "en" for ending in ("t", "te", "ten", "et", "ete", "e") if len(word) > 4
        ]
        guesses += [
            word[: -len(ending)] + "n" for ending in ("t", "te", "ten") if word.endswith((f"r{ending}", f"l{ending}"))
        ]
        guesses += _participle(word)
    elif language == "en" and len(word) > 4:
        guesses += [word.removesuffix(ending) + tail for ending in ("ing", "ed", "s") for tail in ("", "e")]
    return tuple(dict.fromkeys(guess for guess in guesses if guess))


def _participle(word: str) -> list[str]:
    """Of "hingewiesen" and "vorgeworfen" the dictionary may know only the part behind the prefix."""
    match = re.fullmatch(r"(\w{2,6})(ge\w+(?:t|en))", word)
    if match is None:
        return []
    base = find_lemma(match[2], "de")
    return [match[1] + base] if base and base != match[2] else []


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "saying.toml").read_text(encoding="utf-8"))


def _compile(lines: str) -> re.Pattern[str]:
    alternatives = [line for line in lines.strip().splitlines() if line.strip()]
    if not alternatives:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
