"""What of a verb's subject names somebody who can speak: no object, no amount, no words left over from a clause."""

from __future__ import annotations

import re

from ingest.voices.phrases import DETERMINERS, PREPOSITIONS
from ingest.voices.subjects_russian import FINITE_RU

# What a phrase cannot end with: it was cut off in the middle, or took the words behind it along.
_TRAILING = {
    "de": PREPOSITIONS["de"]
    | frozenset(
        "und oder aber sowie hat haben hatte hatten ist sind war waren wird werden nur auch noch schon selbst"
        " so".split()
    ),
    "en": PREPOSITIONS["en"] | frozenset("and or but nor only also even".split()),
    "ru": PREPOSITIONS["ru"] | frozenset("и а но или да только также тоже".split()),
}
# Forms of article that no subject has.
_NO_NOMINATIVE = frozenset(
    "den dem diesen diesem jenen jenem einen einem keinen keinem seinen seinem ihren ihrem meinen meinem unseren"
    " unserem welchen welchem beiden".split()
)
_AMOUNTS = {
    "de": re.compile(
        r"(?:Dinge|Punkte|Gründe|Prozent|Tonnen?|Euro|Mark|Meter|Zentimeter|Millimeter|Kilometer|Hektar|Liter|Gramm|Kilo(?:gramm)?|Stunden?"
        r"|Tage?|Wochen?|Monate?|Jahre?|Drittel|Viertel|Fünftel|Hälfte|Teil|Rest|Kosten|Millionen|Milliarden)$"
    ),
    "en": re.compile(
        r"(?<!\w)(?:things|points|reasons|per cent|percent|tonnes?|tons?|euros?|dollars?|pounds?|met(?:er|re)s?"
        r"|miles?|acres?|hectares?|hours?|days?|weeks?|months?|years?|half|third|quarter|quarters|rest|costs?|millions?)$"
    ),
    "ru": re.compile(
        r"(?:вещи|процент\w*|тонн\w?|рубл\w+|евро|метр\w*|гектар\w*|час\w*|дн[яей]\w*|недел\w+|месяц\w*|год\w*|лет|треть|половина|часть)$"
    ),
}
_ORDINALS = frozenset(
    "first second third fourth fifth finally lastly next then erstens zweitens drittens viertens fünftens schließlich"
    " во-первых во-вторых в-третьих наконец".split()
)
_JOINING = frozenset("und aber doch and but yet".split())
_NO_HEADS = frozenset("here there then let whoever whatever".split())
"""Words that open an English clause and no subject ("Then there are", "Let the")."""
_ADVERBS_EN = frozenset(
    "last later earlier next latest today yesterday tomorrow once soon now first however therefore moreover furthermore"
    " meanwhile finally nevertheless nonetheless additionally consequently accordingly instead likewise similarly thus"
    " hence overall perhaps".split()
)
"""Alone they are what a sentence opens with, and nobody: "Later: it was a no"."""
_ARTICLES_DE = frozenset("der die das den dem des ein einen einem eines".split())
_SUBORDINATING = frozenset("when where while if unless because weil wenn dass ob während".split())
_ADJECTIVE_LAST = re.compile(r"\s(?:für|als)\s[a-zäöüß]+$")
"""„hält diesen Satz | für poetisch“: what it is held for."""
_LONGEST_ACRONYM = 5
"""Letters; words in capitals longer than that are a headline's."""
_PRONOUNS_TOO = frozenset(
    "one two three four five six seven eight nine ten some many most several few both all each"
    " eine einer viele manche mehrere einige andere alle beide wenige zwei drei vier".split()
)
"""Determiners that are subjects by themselves: "Four of us", „viele in der Stadt“."""
_NOBODY = frozenset("somebody someone anybody anyone nobody everybody everyone jemand niemand кто-то никто".split())
_INDEFINITE = "кто-то"
"""Whom a Russian verb in the plural without a subject means («меня спрашивают», «как считали прежде»)."""
_OBLIQUE_RU = frozenset("мне меня мной нам нас нами тебе тебя вам вас вами ему ей им".split())
_ADVERBS_RU = frozenset("прежде раньше тогда теперь сейчас здесь там обычно иногда всегда давно недавно потом".split())
_RELATIVE_RU = frozenset("кто тот та те чем что который которая которое которые".split())
_CLAUSE_EN = re.compile(
    r"(?<!\w)(?:that|because|than)(?!\w)|\sto\s(?!(?:the|an?|his|her|its|their|our|my|this|that|these|those|other|local)(?!\w))[a-z]|^(?:all|both|most|half)\s(?:at|in|on|for|with)\s"
)


def name_speaker(who: str, language: str) -> str | None:
    """The words of `who` that name or describe somebody; None where they cannot be whoever speaks."""
    words = who.split()
    if language == "ru":
        return _russian(words)
    while len(words) > 1 and words[-1].lower() in _TRAILING.get(language, ()):
        words.pop()
    while len(words) > 1 and words[0].lower() in _JOINING:
        words.pop(0)
    if not words or " ".join(words).lower() in _ORDINALS or words[0].lower() in _NO_HEADS:
        return None
    if language == "en" and words[-1].lower() in ("who", "which", "whom", "whose"):
        return None
    if words[-1].lower() in _NOBODY:
        return words[-1]
    if language == "de" and words[0].lower() in _NO_NOMINATIVE and len(words) > 1:
        return None
    if language == "en" and _CLAUSE_EN.search(" ".join(words)):
        return None
    phrase = " ".join(words)
    return None if _is_amount(words, language) else phrase


def mend_name(name: str, language: str) -> str | None:
    """A name found on any way as a subject's; None where it is a piece of a clause.

    „dem Bündnis“ is „Bündnis“; „die in der Presse“, „Satz für poetisch“, "However" and "GREAT QUOTE" are nobody.
    """
    words = name.split()
    if language == "de" and len(words) > 1 and words[0].lower() in _NO_NOMINATIVE:
        words = words[1:]
    lower = [word.lower() for word in words]
    if not words or lower[-1] in _TRAILING.get(language, ()) or lower[-1] in _SUBORDINATING:
        return None
    if len(words) == 1:
        alone = language == "en" and lower[0] in _ADVERBS_EN
        article = language == "de" and lower[0] in _ARTICLES_DE
        return None if alone or article else words[0]
    determined = lower[0] in DETERMINERS.get(language, ()) and lower[0] not in _PRONOUNS_TOO
    if determined and lower[1] in PREPOSITIONS.get(language, ()):
        return None
    if language == "de" and _ADJECTIVE_LAST.search(" ".join(words)):
        return None
    shouted = all(word.isupper() for word in words) and max(map(len, words)) > _LONGEST_ACRONYM
    return None if shouted else " ".join(words)


def _is_amount(words: list[str], language: str) -> bool:
    """Whether the head is a measure or a number of things ("Drei Dinge", "ein Drittel", "More than half")."""
    cut = next((row for row, word in enumerate(words) if row and word.lower() in _OF.get(language, ())), len(words))
    people = cut < len(words) and _AMOUNTS[language].search(words[cut - 1]) and words[cut].lower() in _OF[language]
    bare = [word for word in words[:cut] if word.lower() not in DETERMINERS.get(language, ())]
    return not people and bool(bare) and bool(_AMOUNTS[language].search(bare[-1]))


_OF = {"de": frozenset("der des von vom".split()), "en": frozenset(("of",))}
"""Behind these an amount is one of people: „ein Teil der Anwohner“, "half of the members"."""


def _russian(words: list[str]) -> str | None:
    while len(words) > 1 and words[-1].lower() in _TRAILING["ru"]:
        words = words[:-1]
    while len(words) > 1 and words[0].lower() in _ADVERBS_RU:
        words = words[1:]
    if len(words) > 2 and words[0].lower().startswith("кажд"):
        words = words[2:]  # «Каждое воскресенье дети ...»
    cut = next((row for row, word in enumerate(words) if row and FINITE_RU.search(word) and word.islower()), len(words))
    words = words[:cut]
    lower = [word.lower() for word in words]
    if lower[0] in _RELATIVE_RU:
        return None
    if len(words) <= 3 and (not _OBLIQUE_RU.isdisjoint(lower) or lower[-1] in _ADVERBS_RU):
        return _INDEFINITE
    return _INDEFINITE if _AMOUNTS["ru"].search(lower[-1]) else " ".join(words)
