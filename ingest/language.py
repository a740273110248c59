"""Which language a text is in: langdetect behind one deterministic function that never raises.

The rule. (1) A text written mostly in Cyrillic is Russian where Russian is a candidate, and a Latin one is not.
(2) Function words decide where one language has at least two more of them than any other, or alone has any in a short
text; in a text of a line or two those outside quotation marks come first, since a question may quote another language.
(3) Otherwise, langdetect decides for texts of at least `_ENOUGH` letters, with only the candidates' profiles loaded and
a fixed seed. (4) Otherwise, and where langdetect is less than `_SURE` sure, the fallback holds: the language of the
document, the section or the conversation.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

_ENOUGH = 40
_A_LINE_OR_TWO = 120
_SURE = 0.9
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
        " bedeutet meint nennt lautet".split()
    ),
    "en": frozenset(
        "the of and to is are were what who whom whose which when where why how does did do has have had been be being"
        " by with for from on at as that this these those there their they it its his her he she we you not or but if"
        " than then would should could can may might must about into over under against between much many any some"
        " says said according tell me".split()
    ),
    "ru": frozenset(
        "и в не на что как кто где когда почему какой какая какие сколько о об из для это по с к у".split()
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэъёЫЭЪЁ]")
_UMLAUTS = re.compile("[äöüßÄÖÜ]")
_QUOTED = re.compile(r"[„“«\"][^„“”«»\"]*[“”»\"]")


def detect_language(text: str, languages: Sequence[str], *, fallback: str) -> str:
    """Return the one of `languages` that `text` is in, by the rule above; `fallback` when the text does not tell."""
    candidates = tuple(sorted(set(languages)))
    if len(candidates) < 2:
        return candidates[0] if candidates else fallback
    words = [word.casefold() for word in _WORD.findall(text)]
    letters = sum(map(len, words))
    if not letters:
        return fallback
    if _cyrillic_share(words) > 0.5:
        language = "uk" if _UKRAINIAN.search(text) and not _RUSSIAN.search(text) else "ru"
        return language if language in candidates else fallback
    candidates = tuple(language for language in candidates if language != "ru")
    if len(candidates) == 1:
        return candidates[0]
    unquoted = [word.casefold() for word in _WORD.findall(_QUOTED.sub(" ", text))] if letters < _A_LINE_OR_TWO else []
    by_words = _by_function_words(unquoted, candidates, short=True) or _by_function_words(
        words, candidates, short=letters < _ENOUGH
    )
    if by_words:
        return by_words
    if letters < _ENOUGH:
        # Umlauts tell German from the languages that have none of them; a name may bring one into English.
        return "de" if "de" in candidates and "en" in candidates and _UMLAUTS.search(text) else fallback
    return _by_profiles(text, candidates) or fallback


def _cyrillic_share(words: Sequence[str]) -> float:
    letters = "".join(words)
    return sum("\u0400" <= char <= "\u04ff" for char in letters) / len(letters)


def _by_function_words(words: Sequence[str], candidates: Sequence[str], *, short: bool) -> str | None:
    counts = sorted(
        ((sum(word in _FUNCTION_WORDS.get(language, ()) for word in words), language) for language in candidates),
        reverse=True,
    )
    (most, language), (second, _) = counts[0], counts[1]
    if most - second >= 2 or (short and most > second == 0):
        return language
    return None


def _by_profiles(text: str, candidates: tuple[str, ...]) -> str | None:
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
    return str(best[0].lang) if best and best[0].prob >= _SURE else None


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
