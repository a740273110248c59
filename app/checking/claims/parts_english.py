"""Who does something in an English clause: by order."""

from __future__ import annotations

from collections.abc import Sequence

from app.checking.claims.aligning import Clause
from app.checking.claims.parts import Participant, by_preposition, find_antecedent
from app.checking.claims.verbs import is_passive, verbs
from app.checking.claims.words import Word, word_set


def read_english(clause: Clause, before: Clause | None) -> list[Participant]:
    """The participants of an English clause; `before` is the one in front of it."""
    words, passive = clause.words, is_passive(clause)
    verb = _verb_english(words)
    found: list[Participant] = []
    preposition, subject_done, objects = "", False, 0
    known = {kind: word_set("roles", kind, "en") for kind in ("agent_after", "to", "from", "of", "prepositions")}
    antecedent = find_antecedent(clause, before)
    if antecedent is not None and len(words) > 1 and (words[1].low in word_set("roles", "copulas", "en") or verb == 1):
        found.append(Participant(antecedent, "patient" if passive else "agent", is_subject=True))
        subject_done = True
    for at, word in enumerate(words):
        if any(word.low in ones for ones in known.values()):
            preposition = word.low
            continue
        if at == verb:
            preposition = ""
            continue
        if not word.is_content or (word.text[0].islower() and _looks_verbal(words, at)):
            continue
        if preposition:
            role = by_preposition(preposition, "en", passive=passive)
        elif at < verb:
            role = "other" if subject_done and antecedent is not None else ("patient" if passive else "agent")
        else:
            role = "patient"
            objects += 1
        is_subject = not preposition and at < verb and role in ("agent", "patient")
        found.append(Participant(word, role, is_subject=is_subject))  # type: ignore[arg-type]
        follower = words[at + 1] if at + 1 < len(words) else None
        if preposition and follower and follower.low in word_set("roles", "determiners", "en") and preposition != "of":
            preposition = ""
    return found


def _verb_english(words: Sequence[Word]) -> int:
    """The row within the clause of its first verb; its length where none is told."""
    copulas = word_set("roles", "copulas", "en")
    for at, word in enumerate(words):
        if word.low in copulas or (_looks_verbal(words, at) and not word.low.endswith("ing")):
            return at
    return len(words)


def _looks_verbal(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    low = word.low
    if word.text[0].isupper() or not low[0].isalpha():
        return False
    if low.endswith(("ed", "ing")) and len(low) > 3 and not low.endswith("eed"):
        return not at or words[at - 1].low not in word_set("roles", "determiners", "en")
    changed = any(one != low and one[0] == low[0] and not low.startswith(one) for one in word.lemmas)
    changed = changed or any(one != low and one in verbs() and not low.startswith(one) for one in word.lemmas)
    if changed and not low.endswith("s") and low not in ("men", "women", "children", "people", "feet", "mice", "geese"):
        return True
    if not at:
        return False
    previous, determiners = words[at - 1], word_set("roles", "determiners", "en")
    if low.endswith("s") and not low.endswith("ss"):
        after = words[at + 1].low if at + 1 < len(words) else ""
        if after in determiners and previous.is_content and not previous.low.endswith("s"):
            return True
        return previous.low not in determiners and bool(word.lemmas & verbs()) and low[:-1] in word.lemmas
    follower = words[at + 1] if at + 1 < len(words) else None
    before_noun = follower is not None and (follower.low in determiners or follower.text[0].isupper())
    return previous.is_content and low in verbs() and (previous.low.endswith("s") or before_noun)
