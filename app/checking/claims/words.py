"""The words of a sentence as the checks on statements compare them: what each means, and with what opposite."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import Stemmer

from ingest.text.dictionary import find_lemma
from ingest.text.german import split_compound
from ingest.text.names import name_key

LANGUAGES = ("de", "en", "ru")
_STEMMERS = {"de": "german", "en": "english", "ru": "russian"}
_TOKEN = re.compile(
    r"(?:Dr|Prof|Mr|Mrs|Ms|St)\.(?=\s)"
    r"|\d+(?:[.,:\u00a0\u202f ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)?|[^\W\d_]+(?:[-‑'’][^\W\d_]+)*|[^\w\s]"
)
_IRREGULAR = dict(
    one.split(":")
    for one in (
        "rose:rise left:leave felt:feel bore:bear shot:shoot bound:bind won:win thought:think broke:break shook:shake"
        " bit:bite"
    ).split()
)
"""Past forms that a dictionary takes for other words."""
_TURNING = frozenset("compass front rise inward side above".split())
"""Axes of direction whose words are laid beside their opposites."""
_COGNATE = 5
"""Letters that two words of different languages share at their beginning at least."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a pair of opposites."""

    family: str
    """negation | direction | converse."""
    axis: str
    sign: int
    """1 or -1."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a sentence; two are the same only if they stand in the same place."""

    text: str
    start: int
    row: int
    """Its row among the words of the text."""
    lemmas: frozenset[str]
    """Lower case: the dictionary's forms, the word itself, a German verb with the particle at the clause's end."""
    keys: frozenset[str]
    """What it means, whatever its language and form: words of the same meaning share a key."""
    ends: tuple[End, ...]
    is_content: bool
    heads: frozenset[str] = frozenset()
    """Of a German compound, what its last part means."""
    denies: bool = False
    """Whether a part of it denies the rest ("unmöglich")."""

    @property
    def low(self) -> str:
        """Its lower case form."""
        return self.text.lower()

    @property
    def is_number(self) -> bool:
        """Whether it is written in figures."""
        return self.text[0].isdigit()


@lru_cache(maxsize=8)
def read_table(name: str) -> Mapping[str, Any]:
    """A word list of this package, by its file name without ending."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def word_set(table: str, section: str, language: str) -> frozenset[str]:
    """The words of a section for a language, in lower case; expressions keep their "_"."""
    return frozenset(str(read_table(table).get(section, {}).get(language, "")).lower().split())


@lru_cache(maxsize=1 << 15)
def lemmas_of(word: str, language: str) -> frozenset[str]:
    """The dictionary forms of a word, in lower case, and what regular endings make of it."""
    low = word.lower().replace("’", "'")
    found = {low}
    for form in (word, low, word.capitalize()) if language == "de" else (low, word):
        lemma = find_lemma(form, language)
        if lemma:
            found.add(lemma.lower())
            found.add((find_lemma(lemma, language) or lemma).lower())
    if language == "de" and word[0].islower() and len(low) > 4:
        found |= {low.removesuffix(end) + "en" for end in ("te", "ten", "t", "et", "ete") if low.endswith(end)}
        if low.startswith("ge") and low.endswith("en") and find_lemma(low[2:], "de") == low[2:]:
            found.add(low[2:])  # "gefallen" of "fallen"
        match = re.fullmatch(r"(\w{2,6}?)(ge\w+(?:t|en))", low)
        if match and (base := find_lemma(match[2], "de")) and base != match[2]:
            found.add(match[1] + base.lower())
        match = re.fullmatch(r"(\w{2,6}?)zu(\w+en)", low)
        if match and find_lemma(match[2], "de"):
            found.add(match[1] + match[2])
    elif language == "en" and low in _IRREGULAR:
        found.add(_IRREGULAR[low])
    elif language == "en" and len(low) > 4:
        found |= {low.removesuffix(end) + tail for end in ("ing", "ed", "s") if low.endswith(end) for tail in ("", "e")}
    elif language == "ru":
        if match := re.fullmatch(r"(\w{3,})у(?:ю|ем|ет|ют|ешь|ете)(?:ся)?", low):
            found.add(match[1] + "овать")
        found |= {one.replace("ё", "е") for one in found}
        found |= {one.removesuffix("ся").removesuffix("сь") for one in found if len(one) > 6}
    return frozenset(found)


@lru_cache(maxsize=1 << 15)
def stem_of(word: str, language: str) -> str:
    """The Snowball stem of a word."""
    return str(Stemmer.Stemmer(_STEMMERS.get(language, "english")).stemWord(word.lower()))


@dataclass(frozen=True, slots=True)
class _Lexicon:
    keys: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    ends: Mapping[str, tuple[End, ...]]
    end_stems: Mapping[str, tuple[End, ...]]
    expressions: Mapping[str, tuple[tuple[str, ...], ...]]
    """By their first word, the expressions of several, longest first."""


@lru_cache(maxsize=4)
def _lexicon(language: str) -> _Lexicon:
    keys: dict[str, set[str]] = {}
    ends: dict[str, list[End]] = {}
    row = LANGUAGES.index(language) if language in LANGUAGES else -1
    if row >= 0:
        for number, line in enumerate(read_table("concepts")["words"].strip().splitlines()):
            for word in line.split(" / ")[row].lower().replace("ё", "е").split():
                keys.setdefault(word, set()).add(f"c{number}")
        for family, axes in read_table("opposites").items():
            for axis, by_language in axes.items():
                for sign, side in zip((1, -1), by_language[language].lower().replace("ё", "е").split("|"), strict=True):
                    for word in side.split():
                        ends.setdefault(word, []).append(End(family, axis, sign))
                        if family != "direction" or axis in _TURNING:
                            keys.setdefault(word, set()).add(f"a{axis}")
                        keys.setdefault(word, set()).add(f"a{axis}{sign}")
    expressions: dict[str, list[tuple[str, ...]]] = {}
    for section in ("negators", "refusals", "not_none"):
        for word in word_set("particles", section, language):
            if "_" in word:
                keys.setdefault(word, set())
    for word in keys:
        parts = tuple(word.split("_"))
        if len(parts) > 1:
            expressions.setdefault(parts[0], []).append(parts)
    single = [word for word in keys if "_" not in word and len(word) > 3]
    return _Lexicon(
        {word: frozenset(found) for word, found in keys.items()},
        _by_stem({word: keys[word] for word in single}, language),
        {word: tuple(found) for word, found in ends.items()},
        {stem: tuple(found) for stem, found in _by_stem({w: ends[w] for w in single if w in ends}, language).items()},
        {first: tuple(sorted(found, key=len, reverse=True)) for first, found in expressions.items()},
    )


def _by_stem(table: Mapping[str, Iterable[Any]], language: str) -> dict[str, Any]:
    found: dict[str, set[Any]] = {}
    for word, values in table.items():
        found.setdefault(stem_of(word, language), set()).update(values)
    return {stem: frozenset(values) for stem, values in found.items()}


@lru_cache(maxsize=1 << 11)
def read_words(text: str, language: str) -> tuple[Word, ...]:
    """Take a text apart: its words and marks in order."""
    language = language if language in LANGUAGES else "en"
    stop = word_set("particles", "stop", language) | _hedges(language)
    text = re.sub(r"(?i)\b(\w+)n['’]t\b", _spell_out, text) if language == "en" else text
    words = []
    for row, match in enumerate(_TOKEN.finditer(text)):
        token = match[0]
        is_word = token[0].isalnum()
        words.append(
            _read_word(token, match.start(), row, language, is_content=is_word and token.lower() not in stop)
            if is_word
            else Word(token, match.start(), row, frozenset(), frozenset(), (), is_content=False)
        )
        if language != "de" and row and token[0].isupper() and words[-2].text[0].isalnum():  # "Miss Lowther": a name.
            words[-1] = replace(words[-1], ends=tuple(end for end in words[-1].ends if end.family != "negation"))
    if language == "de":
        _attach_particles(words)
    _mark_expressions(words, language)
    return tuple(words)


@lru_cache(maxsize=4)
def _hedges(language: str) -> frozenset[str]:
    """Words that only say how sure something is: "perhaps", "angeblich"."""
    words = word_set("modality", "can", language) | word_set("modality", "alleged", language)
    return frozenset(word for word in words if not any(key[0] == "c" for key in _lexicon(language).keys.get(word, ())))


def _spell_out(match: re.Match[str]) -> str:
    stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(match[1].lower(), match[1])
    return f"{stem} not"


def _read_word(token: str, start: int, row: int, language: str, *, is_content: bool) -> Word:
    if token[0].isdigit():
        return Word(token, start, row, frozenset((token,)), frozenset((number_key(token),)), (), is_content=True)
    lemmas = lemmas_of(token, language)
    keys, ends = look_up(lemmas, token, language)
    heads: frozenset[str] = frozenset()
    if language == "de" and token[0].isupper() and not any(key[0] == "c" for key in keys):
        heads = _head_keys(token)
    if language == "de" and not ends:
        keys, ends = _with_compass(token, keys, ends)
    denies, base = (False, "") if ends else _denied(token, language)
    if denies:
        more, ends_of_base = look_up(lemmas_of(base, language), base, language)
        keys |= more | {f"l{language}{base}"}
        ends = tuple(End(end.family, end.axis, end.sign) for end in ends_of_base if end.family == "negation")
    return Word(token, start, row, lemmas, keys, ends, is_content=is_content, heads=heads, denies=denies)


def _with_compass(token: str, keys: frozenset[str], ends: tuple[End, ...]) -> tuple[frozenset[str], tuple[End, ...]]:
    """What "Ostufer" has of the east."""
    for prefix in ("nord", "süd", "ost", "west"):
        rest = token.lower().removeprefix(prefix)
        if rest != token.lower() and len(rest) > 3 and find_lemma(rest.capitalize(), "de"):
            more, found = look_up(frozenset((prefix,)), prefix, "de")
            return keys | {key for key in more if key[0] == "a"}, found
    return keys, ends


@lru_cache(maxsize=1 << 14)
def _head_keys(token: str) -> frozenset[str]:
    """What the last part of a German compound means: a "Finanzministerium" is a ministry."""
    parts = split_compound(token)
    if len(parts) < 2:
        return frozenset()
    head = parts[-1].capitalize()
    keys, _ = look_up(lemmas_of(head, "de"), head, "de")
    return frozenset(key for key in keys if key[0] == "c")


def number_key(token: str) -> str:
    """One key for the spellings of an amount: "1.200", "1,200", "1 200"; "3,5", "3.5"."""
    plain = re.sub(r"[.,:\u00a0\u202f ](?=\d{3}(?!\d))", "", token).replace(",", ".")
    return "#" + plain


@lru_cache(maxsize=1 << 15)
def look_up(lemmas: frozenset[str], token: str, language: str) -> tuple[frozenset[str], tuple[End, ...]]:
    """What a word means, by its lemmas, or by its stem where they are in no list."""
    lexicon = _lexicon(language)
    plain = [one.replace("ё", "е") for one in lemmas]
    keys: set[str] = set().union(*(lexicon.keys.get(one, frozenset()) for one in plain))
    ends = dict.fromkeys(end for one in plain for end in lexicon.ends.get(one, ()))
    low = token.lower().replace("ё", "е")
    stem = stem_of(low, language)
    if not keys and len(stem) > 3:
        keys |= lexicon.stems.get(stem, frozenset())
        ends = dict.fromkeys(lexicon.end_stems.get(stem, ()))
    both = {(end.axis, end.family) for end in ends if End(end.family, end.axis, -end.sign) in ends}
    kept = tuple(end for end in ends if (end.axis, end.family) not in both)
    return frozenset(keys | {f"l{language}{one}" for one in plain} | {f"s{language}{stem}"}), kept


@lru_cache(maxsize=1 << 14)
def _denied(token: str, language: str) -> tuple[bool, str]:
    """Whether a part of the word denies the rest of it, and the rest."""
    low = token.lower()
    if language == "de" and token[0].isupper() and not low.startswith("nicht"):
        return False, ""
    for affix in str(read_table("particles")["denying_affixes"].get(language, "")).split():
        rest = low.removeprefix(affix[:-1]) if affix.endswith("-") else low.removesuffix(affix[1:])
        if rest == low or len(rest) < 4 or low.startswith(("unter", "uni", "under", "inter", "into", "unti", "unless")):
            continue
        if affix.startswith("-") and not (find_lemma(rest.capitalize(), language) or find_lemma(rest, language)):
            rest = rest.removesuffix("s")
        whole = find_lemma(low, language)
        known = find_lemma(rest, language) or (affix.startswith("-") and find_lemma(rest.capitalize(), language))
        if language == "ru" and not (whole or low).endswith(("ый", "ий", "ой", "о")):
            continue
        if known and (language == "de" or affix in ("un-", "non-", "-less", "не-") or not whole):
            return True, str(known).lower()
    return False, ""


def _attach_particles(words: list[Word]) -> None:
    """„Der Rat lehnte den Antrag ab“: the verb is "ablehnen"."""
    particles = word_set("particles", "particles", "de")
    lexicon = _lexicon("de")
    for row, word in enumerate(words):
        if word.low not in particles or not _ends_clause(words, row):
            continue
        for before in reversed(words[max(0, row - 16) : row]):
            if before.text in (",", ";", ":", "–", "—"):
                break
            if not before.text[0].islower() or not before.keys:
                continue
            whole = {word.low + lemma for lemma in before.lemmas if lemma.endswith("n")}
            known = {one for one in whole if one in lexicon.keys or find_lemma(one, "de")}
            if not known:
                continue
            keys, ends = look_up(frozenset(known), next(iter(sorted(known))), "de")
            words[before.row] = replace(before, lemmas=before.lemmas | known, keys=keys, ends=ends, is_content=True)
            words[row] = replace(word, ends=(), is_content=False, keys=frozenset(), lemmas=frozenset())
            break


def _ends_clause(words: list[Word], row: int) -> bool:
    follower = words[row + 1] if row + 1 < len(words) else None
    return follower is None or not follower.text[0].isalnum() or follower.low in ("und", "oder", "sowie")


def _mark_expressions(words: list[Word], language: str) -> None:
    """Give the first word of an expression its meaning, and the others none."""
    lexicon = _lexicon(language)
    for row, word in enumerate(words):
        for lemma in word.lemmas:
            for parts in lexicon.expressions.get(lemma, ()):
                rows = _find_parts(words, row, parts)
                if rows and parts[-1] in ("than", "als", "чем") and not _is_amount(words, rows[-1] + 1, language):
                    continue
                if rows:
                    name = "_".join(parts)
                    ends = lexicon.ends.get(name, ())
                    words[row] = replace(
                        words[row],
                        lemmas=frozenset((name,)),
                        keys=lexicon.keys[name],
                        ends=ends,
                        is_content=bool(lexicon.keys[name]) and word.is_content,
                    )
                    for other in rows[1:]:
                        if not words[other].is_number:
                            words[other] = replace(words[other], lemmas=frozenset(), keys=frozenset(), ends=())
                    break
            else:
                continue
            break


def _is_amount(words: list[Word], row: int, language: str) -> bool:
    """Whether a number stands there, in figures or in letters."""
    near = words[row : row + 2]
    numerals = word_set("direction", "numerals", language)
    return any(word.is_number or word.low in numerals for word in near)


def _find_parts(words: list[Word], row: int, parts: tuple[str, ...]) -> tuple[int, ...]:
    """The rows of an expression's words, one behind the other."""
    if row + len(parts) > len(words):
        return ()
    rows = tuple(range(row, row + len(parts)))
    return rows if all(part in words[one].lemmas for part, one in zip(parts, rows, strict=True)) else ()


@lru_cache(maxsize=1 << 16)
def same_meaning(one: Word, other: Word) -> float:
    """How surely two words mean the same, or opposites of each other: 1 by key, less by the letters they share."""
    shared_keys = one.keys & other.keys
    if shared_keys:
        return 1.0 if any(key[0] != "a" or key[-1].isdigit() for key in shared_keys) else 0.95
    if one.heads & other.keys or one.keys & other.heads:
        return 0.75
    if one.is_number or other.is_number or not (one.is_content and other.is_content):
        return 0.0
    first, second = name_key(one.text), name_key(other.text)
    shared = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(first), len(second)) if shared is None else shared
    longest = max(len(first), len(second))
    if shared >= _COGNATE and shared >= longest - 4 and shared * 10 >= longest * 6:
        return 0.9
    if shared >= 3 and shared >= longest - 2 and one.text[0].isupper() and other.text[0].isupper():
        return 0.8
    # "Haushalt", "Haushaltsplan": one is a part of the other.
    short, long = sorted((one.low, other.low), key=len)
    return 0.7 if len(short) >= 5 and (long.startswith(short) or long.endswith(short)) else 0.0
