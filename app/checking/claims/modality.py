"""Statements that are surer, more binding or further along than what they render."""

from __future__ import annotations

from collections.abc import Sequence

from app.checking.claims.aligning import Clause, Laid, Similar, lay_beside
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.words import Word, word_set

KINDS = ("must", "should", "can", "will", "plan", "would", "if", "alleged", "sure", "try")
_CARRIED_BY = {
    "must": {"must"},
    "should": {"should", "must"},
    "can": {"can", "would", "alleged", "plan", "if"},
    "will": {"will", "plan", "must", "should"},
    "plan": {"plan", "will", "should", "try", "must"},
    "would": {"would", "can", "if", "plan"},
    "if": {"if", "would"},
    "alleged": {"alleged", "can"},
    "sure": {"sure"},
    "try": {"try", "plan"},
}
"""For a word of the statement, the kinds of words in the ground that carry it."""
_KEPT_BY = {
    "must": {"must", "should"},
    "should": {"should", "plan", "must"},
    "can": {"can", "would", "alleged", "plan", "if"},
    "will": {"will", "plan", "should", "must", "can", "would", "try"},
    "plan": {"plan", "will", "should", "try", "alleged", "can", "would", "must", "if"},
    "would": {"would", "can", "if", "plan", "should"},
    "if": {"if", "would", "can"},
    "alleged": {"alleged", "can", "plan", "should"},
    "try": {"try", "plan", "will", "can"},
}
"""For a word of the ground, the kinds of words in the statement that keep it."""
_NOTES = {
    "must": "the ground says that it must be",
    "should": "the ground says that it should be",
    "can": "the ground says that it may be",
    "will": "the ground says that it will be",
    "plan": "the ground says that it is meant to be",
    "would": "the ground says that it would be",
    "if": "the ground says it under a condition",
    "alleged": "the ground says that it is alleged",
    "try": "the ground says that it is tried",
}


def find_wrong_modality(
    statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None
) -> tuple[Problem, ...]:
    """What a statement says more surely, as more binding or as done, against what its grounds say.

    Args:
        statement: The sentence.
        grounds: What it cites.
        similar: How alike two texts are; helps to find what is rendered.

    """
    laid = [one for one in lay_beside(statement, grounds, similar) if one.is_sure]
    said = {kind: word for one in laid for kind, word in find_kinds(one.clause).items()}
    problems = [problem for one in laid for problem in _raised(one, set(said)) + _added(one)]
    return tuple(problems[:1])


def find_kinds(clause: Clause) -> dict[str, Word]:
    """Which kinds of words a clause has, each with the first word of it."""
    found: dict[str, Word] = {}
    for kind in KINDS:
        words = word_set("modality", kind, clause.language)
        for at, word in enumerate(clause.words):
            if (word.lemmas & words or word.low in words) and _is_meant(kind, word, clause, at):
                found.setdefault(kind, word)
        for expression in words:
            if "_" in expression and f" {expression.replace('_', ' ')} " in f" {clause.text.lower()} ":
                found.setdefault(kind, clause.words[0])
    return found


def _is_meant(kind: str, word: Word, clause: Clause, at: int) -> bool:
    """Whether a word that has other uses has this one here: "wird gebaut" is no future, "wird bauen" is."""
    if clause.language == "de" and word.low in ("wird", "werden", "würde", "würden") and kind == "will":
        return _has_infinitive(clause, at)
    if clause.language == "de" and word.low in ("hätte", "hätten", "wäre", "wären") and kind == "would":
        return True
    if clause.language == "en" and word.low == "may" and word.text == "May" and at:
        return False
    if clause.language == "en" and word.low == "were" and kind == "would":
        return False
    if word.low in ("ab", "bei", "ohne", "при", "without", "once", "should", "sonst", "pending") and kind == "if":
        return False
    return True


def _has_infinitive(clause: Clause, at: int) -> bool:
    for word in reversed(clause.words[at + 1 :]):
        if word.text[0].isalpha():
            plain = word.low in word.lemmas and word.low.endswith("n") and word.text[0].islower()
            return plain and "ge" not in word.low[:4] and len(word.lemmas) <= 2
    return False


def _raised(laid: Laid, said: set[str]) -> list[Problem]:
    """What hedges, binds or conditions the ground's clause and is left out."""
    found: dict[str, Word] = {}
    paired = {pair.found.row for pair in laid.pairs}
    for clause in laid.region[:2]:
        for kind, word in find_kinds(clause).items():
            if kind != "sure":
                found.setdefault(kind, word)
    if "if" not in found:
        for clause in laid.sentence:
            kinds = find_kinds(clause)
            if "if" in kinds and not any(word.row in paired for word in clause.content):
                found["if"] = kinds["if"]
    words = {word for kind, word in found.items()}
    for word in words:
        kinds = {kind for kind, one in found.items() if one is word}
        if any(said & _KEPT_BY[kind] for kind in kinds):
            continue
        if "if" in kinds and not said & {"if", "would"}:
            return [Problem("modality", "", f"{_NOTES['if']}: {word.text!r}")]
        kind = sorted(kinds)[0]
        return [Problem("modality", "", f"{_NOTES[kind]}: {word.text!r}")]
    return []


def _added(laid: Laid) -> list[Problem]:
    kinds = find_kinds(laid.clause)
    found = {kind for clause in laid.sentence for kind in find_kinds(clause)}
    for word in set(kinds.values()):
        meanings = {kind for kind, one in kinds.items() if one is word}
        if meanings & {"must", "sure", "should"} and not any(found & _CARRIED_BY[kind] for kind in meanings):
            return [Problem("modality", word.text, "the ground does not say so")]
    return []
