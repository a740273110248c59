"""Who does something in a German clause: by articles, endings and order."""

from __future__ import annotations

from collections.abc import Sequence

from app.checking.claims.aligning import Clause
from app.checking.claims.parts import Participant, by_preposition, find_antecedent, has_pronoun, settle
from app.checking.claims.verbs import is_passive
from app.checking.claims.words import Word, word_set
from ingest.text.dictionary import find_lemma


def read_german(clause: Clause, before: Clause | None, *, goes_on: bool) -> list[Participant]:
    """The participants of a German clause.

    Args:
        clause: The clause.
        before: The one in front of it.
        goes_on: Whether it begins with its verb, so that its subject stands in front.

    """
    words, passive = clause.words, is_passive(clause)
    stops = word_set("roles", "determiners", "de")
    found: list[tuple[Word, str]] = []
    for at, word in enumerate(words):
        if not word.is_content or not word.text[0].isupper() or (at == 0 and not _is_noun_de(word)):
            continue
        preposition, article = _preposition(clause, at, words, stops)
        joined = at - 2 if at > 1 and words[at - 1].low in ("von", "zu") and words[at - 2].text[0].isupper() else at - 1
        beside = joined == at - 1 or _is_name(word)
        if joined < at - 1 and not _is_name(words[joined]):
            beside = False  # "im Halbfinale von Kuhn"
        if found and at and found[-1][0] is words[joined] and beside:
            found.append((word, found[-1][1]))  # "des Kaufmanns Peter von Dülken"
        elif preposition:
            found.append((word, by_preposition(preposition, "de", passive=passive)))
        elif article in word_set("roles", "genitive", "de"):
            found.append((word, "other"))
        elif article in word_set("roles", "dative", "de"):
            found.append((word, "dative"))
        elif article in word_set("roles", "accusative", "de"):
            found.append((word, "accusative"))
        elif article in ("der", "einer", "dieser", "seiner", "ihrer") and _is_feminine(word):
            after_noun = at > 1 and words[at - 2].text[0].isupper()
            found.append((word, "other" if after_noun else "dative"))
        elif article in ("der", "er", "dieser", "jener"):
            after_noun = at > 1 and words[at - 2].text[0].isupper() and words[at - 2].is_content
            found.append((word, "other" if after_noun else "nominative"))
        else:
            found.append((word, "any"))
    return settle(
        found, passive=passive, before=find_antecedent(clause, before), pronoun=goes_on or has_pronoun(clause)
    )


def _preposition(clause: Clause, at: int, words: Sequence[Word], stops: frozenset[str]) -> tuple[str, str]:
    """The preposition and the article that belong to the noun at `at`; "" where there is none."""
    article = ""
    known = {
        kind: word_set("roles", kind, clause.language) for kind in ("agent_after", "to", "from", "of", "prepositions")
    }
    for back in range(at - 1, max(-1, at - 6), -1):
        low = words[back].low
        kind = next((kind for kind, ones in known.items() if low in ones), None)
        if kind:
            return low, article or low
        if low in stops:
            if article:
                return "", article
            article = low
        elif words[back].text[0].isupper() and back and clause.language == "de" and words[back].is_content:
            if article or back < at - 1:
                return "", article
        elif words[back].text not in '„“”«»"' and (not words[back].text[0].isalnum() or article):
            return "", article
    return "", article


def _is_feminine(word: Word) -> bool:
    """Whether a German noun is feminine, by its ending or a list."""
    if any(word.low.endswith(one) for one in word_set("roles", "masculine", "de")):
        return False
    endings = word_set("roles", "feminine", "de")
    return word.low.endswith((*endings, "e")) or any(word.low.endswith(one) for one in word_set("roles", "women", "de"))


def _is_name(word: Word) -> bool:
    return find_lemma(word.text, "de") is None or not any(key[0] == "c" for key in word.keys)


def _is_noun_de(word: Word) -> bool:
    return not (
        word.lemmas
        and all(one.endswith("en") and one != word.low for one in word.lemmas - {word.low})
        and len(word.lemmas) > 1
    )
