"""What the verb of a clause is like: passive, a copula, a participle."""

from __future__ import annotations

import re
from functools import lru_cache

from app.checking.claims.aligning import Clause
from app.checking.claims.words import Word, read_table, word_set

PARTICIPLE_DE = re.compile(r"\w*ge\w+(?:t|en)$|^(?:be|ver|er|ent|zer|über|unter|miss|hinter)\w+(?:t|en)$|\w+iert$")
_SHORT_PASSIVE_RU = re.compile(r"(?:[аяе]н|[её]н|[яаеиыу]т)(?:а|о|ы)?$")
INFINITIVE_RU = re.compile(r"(?:ть|ти|чь)(?:ся|сь)?$")
_VERB_RU = re.compile(r"(?:л|ла|ло|ли|ет|ёт|ит|ют|ут|ат|ят|ешь|ишь|ем|им)(?:ся|сь)?$")


def is_passive(clause: Clause) -> bool:
    """Whether what happens is told from the side of whom it happens to."""
    lows = [word.low for word in clause.words]
    if clause.language == "de":
        if {"wurde", "wurden", "worden"} & set(lows):
            return True
        if "sich" in lows and any(
            "lassen" in word.lemmas and "niederlassen" not in word.lemmas for word in clause.words
        ):
            return True  # "ließ sich vertreten"
        has = bool({"wird", "werden"} & set(lows))
        return has and any(PARTICIPLE_DE.match(low) for low in lows)
    if clause.language == "ru":
        return any(
            _SHORT_PASSIVE_RU.search(word.low)
            and len(word.low) > 4
            and any(INFINITIVE_RU.search(one) for one in word.lemmas)
            for word in clause.words
        ) or any(word.low.endswith(("ся", "сь")) for word in clause.words)
    being = word_set("roles", "passive", "en")
    first = next((at for at, low in enumerate(lows) if low not in ("and", "or")), 0)
    if "by" in lows[first : first + 3] and is_participle_english(clause.words[first]):
        return True
    for at, low in enumerate(lows):
        if low in being and any(is_participle_english(word) for word in clause.words[at + 1 : at + 4]):
            return True
    return False


def is_copula(clause: Clause) -> bool:
    """Whether a clause says what something is: nobody does anything in it."""
    lows = [word.low for word in clause.words]
    if clause.language == "de":
        named = any("heißen" in word.lemmas or "bleiben" in word.lemmas for word in clause.words)
        being = {"ist", "sind", "war", "waren", "sei", "seien", "wäre", "wären"} & set(lows)
        return named or (bool(being) and "worden" not in lows and "zu" not in lows)
    if clause.language == "ru":
        return any(one in ("являться", "явиться", "являть") for word in clause.words for one in word.lemmas)
    if clause.language == "en":
        being = {"is", "are", "was", "were", "be", "been"} & set(lows)
        return bool(being) and not is_passive(clause) and not any(low.endswith("ing") for low in lows)
    return False


def is_participle_english(word: Word) -> bool:
    """Whether a word may be the past participle of an English verb."""
    low = word.low
    if low.endswith("ly"):
        return False
    return low.endswith("ed") or (
        not low.endswith(("s", "ing"))
        and word.text[0].islower()
        and any(one != low and not one.startswith(low) for one in word.lemmas)
        and len(word.lemmas) > 1
    )


def is_verb_russian(word: Word) -> bool:
    """Whether a word is a finite form or a short participle of a Russian verb."""
    return any(INFINITIVE_RU.search(one) and one != word.low for one in word.lemmas) and bool(
        _VERB_RU.search(word.low) or _SHORT_PASSIVE_RU.search(word.low)
    )


def may_be_verb(word: Word, language: str) -> bool:
    """Whether a word that carries content may be what a clause says of somebody."""
    if not word.is_content or word.is_number or not word.text[0].islower():
        return False
    if language == "de":
        return any(one.endswith("n") and (one != word.low or len(word.lemmas) == 1) for one in word.lemmas)
    if language == "ru":
        return any(INFINITIVE_RU.search(one) for one in word.lemmas)
    return is_participle_english(word) or bool(word.lemmas & verbs())


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """English words whose Russian is a verb."""
    lines = [line.split(" / ") for line in read_table("concepts")["words"].strip().splitlines()]
    named = (
        word for _, english, russian in lines if INFINITIVE_RU.search(russian.split()[0]) for word in english.split()
    )
    converse = (word for axis in read_table("opposites")["converse"].values() for word in axis["en"].split())
    return frozenset((*named, *converse))
