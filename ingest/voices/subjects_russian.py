"""The subject of a Russian verb, found by word order and by which words stand in their dictionary form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Sentence, Token
from ingest.voices.phrases import LONGEST, OPENERS, PREPOSITIONS, PRONOUNS


def has_verb(sentence: Sentence, row: int) -> bool:
    """Whether a Russian sentence has a finite verb before its piece `row`: else its subject stands there."""
    return any(
        token.kind == "quote" or FINITE_RU.search(token.text)
        for first, end in sentence.pieces[:row]
        for token in sentence.tokens[first:end]
        if token.kind == "quote" or (token.text.islower() and len(token.text) > 3)
    )


def find_subject_russian(before: Sequence[Token], after: Sequence[Token]) -> str | None:
    """The words that name or describe whoever does it, among those before and after the verb in its piece."""
    words = [token for token in before if token.kind == "word"]
    while words and (
        words[0].text.lower() in OPENERS
        or words[0].text.lower() in ("только", "уже", "даже", "вчера", "сегодня")
        or words[0].text.lower() in ("между", "тем", "временем", "кстати", "однако", "позже", "также", "ранее", "затем")
    ):
        words.pop(0)
    late = [token for token in after if token.kind == "word"]
    while late and late[0].text.lower() in _BETWEEN:
        late.pop(0)
    place = _said_in(late) if not words else None
    if place:
        return place
    while len(late) > 2 and late[0].text.lower() in PREPOSITIONS["ru"]:
        late = late[2:]
        while late and late[0].text.lower() in ("же", "день", "раз", "время"):
            late = late[1:]
    if late and late[0].text.lower() in PRONOUNS:
        return late[0].text
    nominative = _nominative(words)
    if nominative:
        return nominative
    if late and late[0].text.lower() not in PREPOSITIONS["ru"]:
        taken: list[str] = []
        for token in late[:6]:
            if token.text.lower() in PREPOSITIONS["ru"] or (
                taken and taken[-1][0].isupper() and token.text[0].islower()
            ):
                break
            taken.append(token.text)
        return " ".join(taken) or None
    if len(words) > 1:  # «В министерстве пояснили»
        inside = [token.text for token in words[1:LONGEST]]
        cut = next((row for row, word in enumerate(inside) if row and word.lower() in _ENDING), len(inside))
        return " ".join(inside[:cut])
    return None


_ENDING = PREPOSITIONS["ru"] | {"не", "же", "тоже", "также", "уже", "ещё", "еще", "этого", "это"}
_BETWEEN = frozenset("и же ему ей им мне нам вам его её ее их также тоже ещё еще потом вчера сегодня тогда".split())
"""What stands between a verb and its subject behind it."""


def _said_in(late: Sequence[Token]) -> str | None:
    """«..., объяснили в департаменте»: only a place behind the verb tells who says it."""
    if len(late) < 2 or late[0].text.lower() not in ("в", "во") or len(late) > 4:
        return None
    return " ".join(token.text for token in late[1:])


def _nominative(words: Sequence[Token]) -> str | None:
    """The words before a Russian verb from its subject on: behind a preposition, from the first in the nominative."""
    if not words or words[0].text.lower() not in PREPOSITIONS["ru"]:
        return " ".join(token.text for token in words[:LONGEST]) or None
    for row, token in enumerate(words[2:], start=2):
        word = token.text
        if word.lower() in PRONOUNS:
            return word
        plain = word.lower() not in PREPOSITIONS["ru"] and words[row - 1].text.lower() not in PREPOSITIONS["ru"]
        if plain and (word[0].isupper() or (len(word) > 3 and find_lemma(word, "ru") == word)):
            return " ".join(token.text for token in words[row:LONGEST])
    return None


FINITE_RU = re.compile(r"(?:л|ла|ло|ли|лся|лась|лись|лось|ет|ют|ит|ят|ут|ется|ются|ится|атся|ятся)$")
