"""Who does something in a Russian clause: by endings, and by what the verb agrees with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.checking.claims.aligning import Clause
from app.checking.claims.parts import Participant, by_preposition, find_antecedent, has_pronoun, settle
from app.checking.claims.verbs import is_passive, is_verb_russian
from app.checking.claims.words import Word, word_set

_ADJECTIVE_RU = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ыми|ими|ую|юю)$")
_PRESENT_PLURAL_RU = re.compile(r"(?:ют|ут|ат|ят|ли)(?:ся|сь)?$")


def read_russian(clause: Clause, before: Clause | None) -> list[Participant]:
    """The participants of a Russian clause; `before` is the one in front of it."""
    words, passive = clause.words, is_passive(clause)
    prepositions = (
        word_set("roles", "prepositions", "ru") | word_set("roles", "to", "ru") | word_set("roles", "from", "ru")
    )
    plural = any(_PRESENT_PLURAL_RU.search(word.low) and is_verb_russian(word) for word in words)
    gender = _gender_ru(words)
    found: list[tuple[Word, str]] = []
    for at, word in enumerate(words):
        if not word.is_content or word.is_number or is_verb_russian(word) or _ADJECTIVE_RU.search(word.low):
            continue
        near = [one.low for one in words[max(0, at - 3) : at]]
        preposition = next((one for one in reversed(near) if one in prepositions), "")
        if preposition and all(
            _ADJECTIVE_RU.search(one) or one in prepositions
            for one in near[len(near) - near[::-1].index(preposition) - 1 :]
        ):
            found.append((word, by_preposition(preposition, "ru", passive=False)))
            continue
        found.append((word, _case_ru(word, plural=plural, gender=gender, previous=words[at - 1] if at else None)))
    found = _with_attributes(found)
    settled: list[tuple[Word, str]] = []
    for word, case in found:
        settled.append((word, "agent" if case == "instrumental" and passive else case.replace("instrumental", "other")))
    return settle(
        settled,
        passive=passive and any(case == "agent" for _, case in settled),
        before=find_antecedent(clause, before),
        pronoun=has_pronoun(clause),
    )


def _with_attributes(found: list[tuple[Word, str]]) -> list[tuple[Word, str]]:
    """Give each genitive the part of the noun before it: "команда Сургута"."""
    result: list[tuple[Word, str]] = []
    for word, case in found:
        result.append((word, (result[-1][1] if result else "other") if case == "attribute" else case))
    return result


def _gender_ru(words: Sequence[Word]) -> str:
    """The gender of the subject, as its verb in the past tells it; "" where none does."""
    for word in words:
        if is_verb_russian(word):
            for ending, gender in (("ла", "f"), ("лась", "f"), ("ло", "n"), ("лось", "n"), ("л", "m"), ("лся", "m")):
                if word.low.endswith(ending):
                    return gender
    return ""


def _case_ru(word: Word, *, plural: bool, gender: str, previous: Word | None) -> str:
    low = word.low
    is_lemma = word.lemmas <= {low, low.replace("ё", "е")}
    after_noun = previous is not None and previous.is_content and not is_verb_russian(previous)
    if is_lemma:
        own = (
            "f"
            if low.endswith(("а", "я"))
            else "n"
            if low.endswith(("о", "е", "ё"))
            else "?"
            if low.endswith("ь")
            else "m"
        )
        if plural:
            return "accusative" if own in "mn" else "any"
        if gender and own != "?":
            return "nominative" if own == gender else "accusative"
        return "nominative" if own == "f" else "any"
    if low.endswith(("ом", "ем", "ём", "ой", "ей", "ами", "ями", "ью")):
        return "instrumental"
    if low.endswith(("ы", "и")):
        if after_noun and not plural:
            return "attribute"
        return "nominative" if plural else "any"
    if low.endswith(("у", "ю")):
        feminine = any(one.endswith(("а", "я")) for one in word.lemmas)
        return "accusative" if feminine else "dative"
    if plural and low.endswith(("а", "я")) and not after_noun:
        return "any"  # "учителя", "города"
    if low.endswith(("а", "я", "ов", "ев", "ей")):
        return "attribute" if after_noun else "accusative"
    if low.endswith(("е", "ам", "ям")):
        return "dative"
    return "any"
