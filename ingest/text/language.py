"""Which language a text is in, or that it is in none of those offered: deterministic, and never raises.

The rule. (1) A script that the candidates do not share decides: a text mostly in Cyrillic is in a language written so,
and a Latin one is not. (2) Function words decide where one language has at least two more of them than any other, or
alone has any in a short text; in a text of a line or two those outside quotation marks come first, since a question may
quote another language. That is fair only among languages whose function words are listed: where another one is a
candidate, they decide only where they are as thick as in a text of their language and langdetect does not object.
(3) Otherwise, langdetect decides for texts of at least `_ENOUGH` letters, with only the candidates' profiles loaded and
a fixed seed. (4) In a shorter one the dictionaries decide, by the words that only one of the languages has, where
each candidate has one. (5) Otherwise, and where langdetect is less than `_SURE` sure, the fallback holds: the language
of the document, the section or the conversation.

Before all this: in none of them is a text whose script, function words or (in Cyrillic) letters are of another language
(Ukrainian is not Russian), or which the profiles of all languages are sure about against all of the candidates.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.text.dictionary import find_lemma, has_dictionary
from ingest.text.foreign import FUNCTION_WORDS as FOREIGN_WORDS
from ingest.text.foreign import is_foreign_by_letters, is_foreign_by_words
from ingest.text.german import is_common_noun, split_compound

_ENOUGH = 40
_A_LINE_OR_TWO = 120
_SURE = 0.9
_OBJECTS = 0.99
_THICK = 0.25
"""Share of function words in a text that is in their language: between a third and a half, in any other a few."""
_LONG = 60
"""Letters from which on the profiles of all languages are asked."""
_THIN = 0.1
"""Share of function words from which on a text is in their language, whatever the profiles say."""
_LOOKED_AT = 1000
"""Characters that the profiles of all languages are asked about."""
_SEED = 0
_lock = threading.Lock()

# Words that only one of the languages has; "in", "was", "die" or "man" would count for two.
_FUNCTION_WORDS = {
    "de": frozenset(
        "der das den dem des ein eine einen einem einer und oder nicht ist sind war waren wird wurde wurden werden"
        " hat hatte haben auf mit von vom zu zum zur für über nach bei aus durch als auch noch nur aber dass daß ob"
        " wenn weil wie wo wann wer wen wem wessen welche welcher welches welchen warum wieso weshalb wozu wohin woher"
        " worum womit sich es er sie ich ihr wir kann soll sollen muss müssen gibt gilt laut vgl sagt viel viele"
        " wieviel denn eigentlich gegen ohne um im beim seit zwischen keine kein mehr sehr habe dazu dort"
        " bedeutet meint nennt lautet den diese dieser dieses diesen jede jeder jedes unter vor durchs wurde worden"
        " hatten können könnte müssten sollte würde würden darf dürfen steht kommt heißt".split()
    ),
    "en": frozenset(
        "the of and to is are were what who whom whose which when where why how does did do has have had been be being"
        " by with for from on at as that this these those there their they it its his her he she we you not or but if"
        " than then would should could can may might must about into over under against between much many any some"
        " says said according tell me after before during while since only which being because both each few more"
        " most other same very must such too our your my him them himself".split()
    ),
    "ru": frozenset(
        "и в не на что как кто где когда почему какой какая какие сколько о об из для это по с к у".split()
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэъёЫЭЪЁ]")
_SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"),
    "GREEK": ("el",),
    "ARABIC": ("ar", "fa", "ur", "ps"),
    "HEBREW": ("he", "yi"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn",),
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "THAI": ("th",),
    "TAMIL": ("ta",),
}
"""The first word of a letter's Unicode name, and the languages written so; any other is taken for Latin."""
_NOT_LATIN = frozenset(language for languages in _SCRIPTS.values() for language in languages)
_UMLAUTS = re.compile("[äöüßÄÖÜ]")
_QUOTED = re.compile(r"[„“«\"][^„“”«»\"]*[“”»\"]")


@dataclass(frozen=True, slots=True)
class Told:
    """The language that a text is treated as being in."""

    language: str
    """One of the candidates, or the fallback."""
    known: bool
    """False where the text is surely in none of the candidates: `language` is the fallback then, and says nothing of
    the text. True where it is in `language`, and where the text does not tell (a name, a word or two)."""


def tell_language(text: str, languages: Sequence[str], *, fallback: str) -> Told:
    """Tell the one of `languages` that `text` is in, by the rule above, or that it is in none of them.

    For a question: answer in the frame of `language`; where it is not `known`, say that the question is in a language
    the dossier has not. Deterministic, safe between threads, never raises.
    """
    candidates = tuple(sorted(set(languages)))
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words or not candidates:
        return Told(candidates[0] if len(candidates) == 1 else fallback, known=True)
    script = _find_script("".join(words))
    if _is_foreign(text, script, candidates):
        return Told(fallback, known=False)
    return Told(_choose(text, words, script, candidates, fallback), known=True)


def detect_language(text: str, languages: Sequence[str], *, fallback: str) -> str:
    """Return the one of `languages` that `text` is in, by the rule above; `fallback` when the text does not tell.

    Where there is but one, it is that one. `tell_language` says, too, whether the text is in none of them.
    """
    candidates = tuple(set(languages))
    if len(candidates) < 2:
        return candidates[0] if candidates else fallback
    return tell_language(text, candidates, fallback=fallback).language


def _choose(text: str, words: Sequence[str], script: str, offered: tuple[str, ...], fallback: str) -> str:
    candidates = _written_so(script, offered)
    if len(candidates) < 2:
        return candidates[0] if candidates else fallback
    if fallback in offered and fallback not in candidates:  # It is not written so; the likeliest that is stands in.
        fallback = _by_profiles(text, candidates, sure=0) or candidates[0]
    if _UKRAINIAN.search(text) and not _RUSSIAN.search(text) and "uk" in candidates:
        return "uk"
    return _by_words(text, words, candidates) or fallback


def _is_foreign(text: str, script: str, offered: tuple[str, ...]) -> bool:
    """Whether a text is surely in none of the languages: by its script, its letters or words, or all the profiles."""
    candidates = _written_so(script, offered)
    written = _WORD.findall(_QUOTED.sub(" ", text)) or _WORD.findall(text)
    if script:
        return not candidates or (script == "CYRILLIC" and is_foreign_by_letters(written, candidates))
    own = {language: _function_words(language) for language in candidates}
    if all(own.values()) and is_foreign_by_words(written, own):
        return True
    own_words = [word.casefold() for word in written]
    if sum(map(len, own_words)) < _LONG or any(_thickness(own_words, language) >= _THIN for language in candidates):
        return False
    told = _by_profiles(text[:_LOOKED_AT], _all_profiles(), sure=_OBJECTS)
    return told is not None and told not in candidates and not _is_in_dictionaries(own_words, candidates)


def _function_words(language: str) -> frozenset[str]:
    return _FUNCTION_WORDS.get(language) or FOREIGN_WORDS.get(language, frozenset())


def _thickness(words: Sequence[str], language: str) -> float:
    return sum(word in _function_words(language) for word in words) / len(words)


def _is_in_dictionaries(words: Sequence[str], candidates: Sequence[str]) -> bool:
    """Whether one of the languages has two in five of the words: a row of nouns misleads the profiles."""
    return any(
        5 * sum(bool(find_lemma(word, language) or find_lemma(word.capitalize(), language)) for word in words)
        >= 2 * len(words)
        for language in candidates
    )


@lru_cache(maxsize=1)
def _all_profiles() -> tuple[str, ...]:
    import langdetect

    return tuple(sorted(path.name for path in (Path(langdetect.__file__).parent / "profiles").iterdir()))


def _find_script(letters: str) -> str:
    """The script that most letters of a text are in, as in `_SCRIPTS`; empty for Latin and any other."""
    foreign = Counter(_script(letter) for letter in letters if letter > "\u02ff")
    script, count = foreign.most_common(1)[0] if foreign else ("", 0)
    if script in ("CJK", "HIRAGANA", "KATAKANA") and foreign["HIRAGANA"] + foreign["KATAKANA"] > 0:
        script, count = "HIRAGANA", foreign["CJK"] + foreign["HIRAGANA"] + foreign["KATAKANA"]
    return script if count * 2 > len(letters) and script in _SCRIPTS else ""


def _written_so(script: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """The candidates that are written in a script."""
    if script:
        return tuple(language for language in candidates if language.split("-")[0] in _SCRIPTS[script])
    return tuple(language for language in candidates if language.split("-")[0] not in _NOT_LATIN)


@lru_cache(maxsize=1 << 10)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _by_words(text: str, words: Sequence[str], candidates: tuple[str, ...]) -> str | None:
    letters = sum(map(len, words))
    own_words = _QUOTED.sub(" ", text) if letters < _A_LINE_OR_TWO else ""
    unquoted = [word.casefold() for word in _WORD.findall(own_words)]
    told = _by_function_words(unquoted, candidates, short=True) or _by_function_words(
        words, candidates, short=letters < _ENOUGH
    )
    if told and all(language in _FUNCTION_WORDS for language in candidates):
        return told
    if told and _is_thick(unquoted or words, told) and _by_profiles(text, candidates, sure=_OBJECTS) in (None, told):
        return told
    if letters >= _ENOUGH:
        return _by_profiles(text, candidates)
    return (
        _by_dictionaries(own_words, candidates) or _by_dictionaries(text, candidates) or _by_umlauts(text, candidates)
    )


def _by_function_words(words: Sequence[str], candidates: Sequence[str], *, short: bool) -> str | None:
    counts = sorted(
        ((sum(word in _FUNCTION_WORDS.get(language, ()) for word in words), language) for language in candidates),
        reverse=True,
    )
    (most, language), (second, _) = counts[0], counts[1]
    if most - second >= 2 or (short and most > second == 0):
        return language
    return None


def _is_thick(words: Sequence[str], language: str) -> bool:
    return sum(word in _FUNCTION_WORDS[language] for word in words) >= _THICK * len(words)


def _by_dictionaries(text: str, candidates: Sequence[str]) -> str | None:
    """The language that most words speak for: those that it alone has, or that it alone writes so."""
    if not all(map(has_dictionary, candidates)):
        return None
    votes = [
        {language: _fit(language, word, opens=not place) for language in candidates}
        for place, word in enumerate(word for word in _WORD.findall(text) if len(word) > 1)
    ]
    # The first word's capital letter may hide what it is ("Senate majority"; "Senate" is a plural in German).
    return _elect(votes) or _elect(votes[1:])


def _elect(votes: Sequence[Mapping[str, int]]) -> str | None:
    scores: Counter[str] = Counter()
    for fits in votes:
        best = max(fits.values())
        spoken_for = [language for language, fit in fits.items() if fit == best]
        if best and len(spoken_for) == 1:
            scores[spoken_for[0]] += best
    leaders = scores.most_common(2)
    return leaders[0][0] if leaders and (len(leaders) == 1 or leaders[0][1] > leaders[1][1]) else None


def _fit(language: str, word: str, *, opens: bool) -> int:
    """2: the language has the word and writes it so; 1: it has it, but writes it otherwise; 0: it has not.

    Names are left out: they stand in every dictionary that happens to have them. German alone has capitals for nouns.
    """
    small = word.lower()
    if word.isupper():
        return 0
    has_small = find_lemma(small, language) is not None
    if language == "de":
        if is_common_noun(word.capitalize()) or split_compound(word.capitalize()):
            return 1 if word == small and not has_small else 2
    elif word != small and find_lemma(word, language) is not None:
        return 0
    return (2 if word == small or opens else 1) if has_small else 0


def _by_umlauts(text: str, candidates: Sequence[str]) -> str | None:
    # Umlauts tell German from the languages that have none of them; a name may bring one into English.
    return "de" if set(candidates) == {"de", "en"} and _UMLAUTS.search(text) else None


def _by_profiles(text: str, candidates: tuple[str, ...], *, sure: float = _SURE) -> str | None:
    # langdetect keeps its random state and its loaded profiles in the module: one thread at a time, one seed a call.
    from langdetect.lang_detect_exception import LangDetectException

    with _lock:
        factory = _factory(candidates)
        if factory is None:
            return None
        detector = factory.create()
        detector.seed = _SEED
        detector.append(text)
        try:
            best = detector.get_probabilities()
        except LangDetectException:
            return None
    return str(best[0].lang) if best and best[0].prob >= sure else None


@lru_cache(maxsize=8)
def _factory(candidates: tuple[str, ...]) -> Any:  # noqa: ANN401 - langdetect has no types
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    profiles = Path(langdetect.__file__).parent / "profiles"
    factory = DetectorFactory()
    known = [language for language in candidates if (profiles / language).is_file()]
    if len(known) < 2:
        return None  # langdetect cannot tell one language from none.
    factory.load_json_profile([(profiles / language).read_text(encoding="utf-8") for language in known])
    return factory
