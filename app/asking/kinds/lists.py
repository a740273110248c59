"""Whether a question asks for several things, and for how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.asking.kinds.words import read_phrases
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.terms import find_terms

_PHRASES = Path(__file__).parent / "lists.toml"
_NUMBERS = {
    name: number
    for number, names in {
        2: "zwei beide beiden two both", 3: "drei three", 4: "vier four", 5: "fünf five", 6: "sechs six",
        7: "sieben seven", 8: "acht eight", 9: "neun nine", 10: "zehn ten",
    }.items()
    for name in names.split()
}  # fmt: skip
_NUMBER = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(_NUMBERS)})(?=\s+[^\W\d_])")
_ASKS_ONE = re.compile(
    r"(?i)\W*(?:wer|wem|wen|wann|who|whom|when|wie ?viele?|how (?:many|much)|кто|когда|сколько)(?!\w)(?!.*\balles\b)"
)
_OF_EACH = re.compile(
    r"(?i)(?<!\w)(?:jeweils|(?:in|für) jede[mnrs]?|in (?:den|allen) einzelnen|(?:in|for) each|(?:in|for) every)(?!\w)"
)
"""Asks for a number of each of several."""
_BEHIND_FIRST = re.compile(r"[?.!:]\s+")
"""Where a message goes on: "Who paid for it? I need each donor."""
_WORD = re.compile(r"[^\W\d_]+")
_ITEM = r"(?:[\w’'-]+ ){0,3}[\w’'-]+"
_ENUMERATES = re.compile(rf"[:.?(–-] ?{_ITEM}(?:, {_ITEM}){{2,}}(?:,? (?:und|and|oder|or|etc) ?{_ITEM})?[ ?.!…)]*$")
"""Three things or more named in a row at the end: what is asked of each may be another sentence."""
_BEFORE_ANOTHER = frozenset(
    "happens makes means says gives comes goes follows lies stands remains keeps leads speaks"
    " grounds of in for to on at by from with about does do did is was has does will would should".split()
)
"""English words after which another noun stands than the one asked for; "on what grounds" asks why."""
_FEMININE = tuple(
    "mutter tochter schwester feder mauer dauer steuer nummer kammer oper leber schulter trauer feier butter ziffer"
    " klammer kiefer leiter faser ader lauer natter folter letter marter wimper rüster elster auster"
    " kelter scheuer heuer gier tier papier bier meer heer teer speer".split()
)
"""Ends of the German nouns in -er that are feminine (a closed class), or of those whose -er is no ending."""
_NEAR = 4
"""Words after "which" among which its noun stands."""


def asks_for_list(question: str, language: str) -> bool:
    """Whether a cleaned question asks for several things: "welche Bedingungen", "what are the reasons"."""
    phrases = read_phrases(_PHRASES)
    first, *behind = _BEHIND_FIRST.split(question, maxsplit=1)
    if _ASKS_ONE.match(question):
        return bool(_OF_EACH.search(first)) or any(phrases["asks"].search(one) for one in behind)
    if phrases["asks"].search(question) or phrases["starts"].match(question.lstrip("¿ ")):
        return True
    if any(phrases["starts"].match(one) and _names_several(_WORD.findall(one)[1:][:_NEAR], language) for one in behind):
        return True
    if _ENUMERATES.search(question):
        return True
    which = phrases["which"].search(question)
    if which is None:
        return False
    words = _WORD.findall(question[which.end() :])[:_NEAR]
    return _names_several(words, language) or (which[0].lower() == "welche" and _is_masculine(words))


def _names_several(words: Sequence[str], language: str) -> bool:
    """Whether the noun that follows "which", adjectives aside, is one of several."""
    if language == "de" and all(word.islower() for word in words):
        words = [_as_noun(word) for word in words]  # In a chat nobody need write capitals.
    for word in words:
        if word in _BEFORE_ANOTHER:
            return False
        if language == "de" and word[0].isupper():
            return _is_plural(word, language)
        if language != "de" and _is_plural(word, language):
            return True
    return False


def _is_masculine(words: Sequence[str]) -> bool:
    """Whether "welche" stands before a noun like "Geldgeber", which is the same for several: of one it is "welcher"."""
    noun = next((one for one in map(_as_noun, words) if one[0].isupper()), "")
    return noun.endswith("er") and find_lemma(noun, "de") == noun and not noun.lower().endswith(_FEMININE)


def _as_noun(word: str) -> str:
    """A German word with a capital where in small letters it is no form of a verb or adjective, but one of a noun."""
    lemma = find_lemma(word.capitalize(), "de")
    return word.capitalize() if lemma and is_common_noun(lemma) and find_lemma(word, "de") in (None, word) else word


def find_asked_terms(question: str, language: str) -> frozenset[str]:
    """Terms of the nouns that stand for several things: of "which causes does she name" that of "causes".

    Where no noun is one of several there are none.
    """
    words = _WORD.findall(question)
    if language == "de" and all(word.islower() for word in words[1:]):
        words = [_as_noun(word) for word in words]
    several = [word for word in words if _is_plural(word, language)]
    return frozenset(term for word in several for term in find_terms(word, language))


def read_wanted_number(question: str) -> int | None:
    """How many things a question says there are: "drei Dinge"; None where it says no number, or several."""
    found = {_NUMBERS[one.lower()] for one in _NUMBER.findall(question)}
    return found.pop() if len(found) == 1 else None


def _is_plural(word: str, language: str) -> bool:
    """Whether a noun is one of several, by its dictionary form: "Bedingungen", not "Obergrenze"."""
    lemma = find_lemma(word, language)
    if lemma is None or lemma == word or language not in ("de", "en"):
        return False
    if language == "de":
        return word[0].isupper() and lemma[0].isupper() and word.endswith(("e", "en", "er", "n", "s"))
    return (word.endswith("s") and lemma == word.lower()[: len(lemma)]) or (
        word.endswith("ies") and lemma.endswith("y")
    )
