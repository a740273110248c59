"""Statements that are surer, more binding or further along than what they render."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.checking.claims.aligning import Clause, Laid, Similar, is_close, lay_beside
from app.checking.claims.negation import find_denials
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.tenses import has_infinitive, is_past
from app.checking.claims.words import Word, stem_of, word_set

KINDS = ("must", "should", "can", "will", "plan", "would", "if", "alleged", "sure", "try")
_KEPT_BY = {
    "must": {"must", "should"},
    "should": {"should", "plan", "must"},
    "can": {"can", "would", "plan", "if"},
    "will": {"will", "plan", "should", "must", "can", "would", "try"},
    "plan": {"plan", "will", "should", "try", "alleged", "would"},
    "would": {"would", "can", "if", "plan", "should"},
    "if": {"if", "would"},
    "alleged": {"alleged", "can"},
    "try": {"try", "plan"},
}
"""For a word of the ground, the kinds of words in the statement that keep it."""
_CARRIED_BY = {"must": {"must"}, "should": {"should", "must"}, "sure": {"sure"}}
"""For a word of the statement, the kinds of words in the ground that carry it."""
_NOTES = {
    "must": "the ground says that it must be",
    "should": "the ground says that it should be",
    "can": "the ground says that it may be",
    "will": "the ground says that it will be",
    "plan": "the ground says that it is meant to be",
    "if": "the ground says it under a condition",
    "alleged": "the ground says that it is alleged",
    "try": "the ground says that it is tried",
}


_HAD_TO = frozenset("musste mussten had gezwungen forced obliged пришлось вынужден вынуждена вынуждены".split())
"""They tell of the past, where what had to be was done."""
_NOT = frozenset("nicht nie niemals niemand not never nobody не".split())


@dataclass(frozen=True, slots=True)
class Mode:
    """A word that says how sure, how binding or how far along its clause is."""

    kinds: frozenset[str]
    word: Word
    plain: frozenset[str]
    """The kinds that it tells by itself."""


def find_wrong_modality(
    statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None
) -> tuple[Problem, ...]:
    """What a statement says more surely, as more binding or as done, against what its grounds say.

    Args:
        statement: The sentence.
        grounds: What it cites.
        similar: How alike two texts are; helps to find what is rendered.

    """
    laid = lay_beside(statement, grounds, similar)
    if not is_close(laid, 0.55, 0.0):
        return ()
    before = {id(one): laid[row - 1].clause for row, one in enumerate(laid) if row and one.clause.is_content_clause}
    said = {kind for one in laid for mode in find_modes(one.clause) for kind in mode.kinds}
    if laid and _opens_with_verb(laid[0].clause):
        said.add("if")
    for one in laid:
        if one.is_backed and (problem := _lost(one, said) or _freed(one) or _added(one, before.get(id(one)))):
            return (problem,)
    return ()


def _opens_with_verb(clause: Clause) -> bool:
    """„Hat er bezahlt, so ...“: a condition without a word for it."""
    return clause.words[0].low in (
        "should",
        "were",
        "had",
        "hat",
        "haben",
        "ist",
        "sind",
        "wird",
        "werden",
        "sollte",
        "sollten",
        "kann",
        "will",
    )


def find_modes(clause: Clause) -> tuple[Mode, ...]:
    """The words of a clause that say how sure, how binding or how far along it is."""
    turned = bool(find_denials(clause)) or any(
        word.lemmas and word.low in word_set("modality", "only", clause.language) for word in clause.words
    )
    found = []
    if clause.language == "de" and _owes(clause):
        found.append(Mode(frozenset(("must", "can", "plan")), clause.words[0], frozenset()))
    for at, word in enumerate(clause.words):
        plain = frozenset(kind for kind in KINDS if _means(kind, clause, at))
        too = frozenset(kind for kind in KINDS if _means(f"{kind}_too", clause, at))
        kinds = plain | too
        if turned and kinds & {"must", "can"}:
            kinds |= {"must", "can"}
        if kinds:
            found.append(Mode(kinds, word, plain))
    return tuple(found)


def _owes(clause: Clause) -> bool:
    """„ist zu zahlen“, „hat zu zahlen“: it must or may be paid."""
    lows = [word.low for word in clause.words]
    has = bool({"ist", "sind", "war", "waren", "hat", "haben", "hatte", "hatten"} & set(lows))
    return has and any(low == "zu" and after.endswith("n") for low, after in pairwise(lows))


def _means(section: str, clause: Clause, at: int) -> bool:
    words = word_set("modality", section, clause.language)
    word = clause.words[at]
    kind = section.removesuffix("_too")
    auxiliary = clause.language == "de" and word.lemmas & {
        "werden",
        "haben",
        "sein",
        "können",
        "dürfen",
        "mögen",
        "sollen",
        "wollen",
        "müssen",
    }
    lemmas = word.lemmas
    if clause.language == "de" and word.text[0].isupper() and word.row:  # "Belege" is no form of "belegen".
        lemmas = frozenset(one for one in lemmas if not one.endswith("en"))
    if word.low in words or (not auxiliary and lemmas & words):
        return _is_meant(kind, clause, at)
    if clause.language == "ru" and len(stem_of(word.low, "ru")) > 5 and stem_of(word.low, "ru") in _stems(section):
        return True
    lows = [one.low for one in clause.words[at : at + 4]]
    return any("_" in one and one.split("_") == lows[: one.count("_") + 1] for one in words)


@lru_cache(maxsize=64)
def _stems(section: str) -> frozenset[str]:
    return frozenset(stem_of(word, "ru") for word in word_set("modality", section, "ru") if len(word) > 5)


def _is_meant(kind: str, clause: Clause, at: int) -> bool:
    """Whether a word that has other uses has this one here: "wird gebaut" is no future, "wird bauen" is."""
    word = clause.words[at]
    if clause.language == "de" and word.low in ("wird", "werden") and kind == "will":
        return has_infinitive(clause, at)
    if clause.language == "de" and word.low in ("wohl", "gehalten") and kind in ("can", "must"):
        return (word.low == "wohl" and bool(at)) or "zu" in [one.low for one in clause.words]
    if word.text in ("Should", "Sollte", "Sollten"):  # "Should it rain, ..."
        return kind == "if"
    return not (clause.language == "en" and word.text == "May" and at)


def _lost(laid: Laid, said: set[str]) -> Problem | None:
    """What hedges, binds or conditions the ground's clause and is left out."""
    if len(find_denials(laid.clause)) > 1:
        return None
    for clause in (*laid.region[:2], *laid.ruling):
        for mode in find_modes(clause):
            plain = mode.plain - {"if", "sure", "would"}
            if clause.words[0].low in ("as", "wie", "как"):  # "as we should say": said by the way.
                continue
            if not plain or _is_matched(mode.word, laid) or any(said & _KEPT_BY[kind] for kind in plain):
                continue
            if plain == {"will"} and not is_past(laid.clause):
                continue
            if plain == {"must"} and (mode.word.low in _HAD_TO or ("can" in mode.kinds and said & {"must", "can"})):
                continue  # "had to wait": he waited. "need not": "may stay away".
            kind = min(plain, key=KINDS.index)
            return Problem("modality", "", f"{_NOTES[kind]}: {mode.word.text!r}")
    return None if "if" in said or "would" in said else _lost_condition(laid)


def _freed(laid: Laid) -> Problem | None:
    """„muss nicht“ for „darf nicht“ and the other way round."""
    said = _bans(laid.clause)
    found = {ban for clause in (*laid.region, *laid.ruling) for ban in _bans(clause)}
    if len(said) != 1 or not found or said & found:
        return None
    return Problem("modality", "", "the ground " + ("leaves it open" if "forbids" in said else "forbids it"))


def _bans(clause: Clause) -> set[str]:
    """Whether a clause forbids something, or says that it need not be."""
    found = set()
    denied_at = [
        one.word.row for one in find_denials(clause) if one.word.low in _NOT or one.word.low.startswith("kein")
    ]
    for word in clause.words:
        reach = 12 if clause.language == "de" else 2
        denied = any(abs(word.row - row) <= reach for row in denied_at)
        bans = word_set("modality", "forbid", clause.language)
        if denied:
            bans |= word_set("modality", "forbid_with_not", clause.language)
        if word.low in bans:
            found.add("forbids")
        elif denied and word.low in word_set("modality", "free_with_not", clause.language):
            found.add("frees")
    return found


def _is_matched(word: Word, laid: Laid) -> bool:
    return any(pair.found is word for pair in laid.pairs)


def _lost_condition(laid: Laid) -> Problem | None:
    """A condition of the ground of which the statement has nothing."""
    paired = {id(pair.clause) for pair in laid.pairs}
    for at, clause in enumerate(laid.sentence):
        mode = next((one for one in find_modes(clause) if "if" in one.plain), None)
        beside = [laid.sentence[near] for near in (at - 1, at + 1) if 0 <= near < len(laid.sentence)]
        if mode is None or _is_concession(mode.word, clause) or (mode.word.low == "wenn" and is_past(clause)):
            continue
        if id(clause) not in paired and laid.region[0] in beside:
            return Problem("modality", "", f"{_NOTES['if']}: {mode.word.text!r}")
    return None


def _is_concession(word: Word, clause: Clause) -> bool:
    """Whether "wenn", "if" grant something: "auch wenn", "even if"."""
    lows = [one.low for one in clause.words]
    at = clause.words.index(word)
    around = lows[max(0, at - 1) : at] + lows[at + 1 : at + 3]
    return bool({"auch", "even", "даже", "и"} & set(around))


def _added(laid: Laid, before: Clause | None) -> Problem | None:
    if find_denials(laid.clause):  # "had not shown" is no surer, "did not have to" no more binding.
        return None
    found = {kind for clause in (*laid.region, *laid.ruling) for mode in find_modes(clause) for kind in mode.kinds}
    if any(
        word.low in word_set("modality", "only", clause.language) for clause in laid.sentence for word in clause.words
    ):
        found |= {"must"}
    for mode in (*find_modes(laid.clause), *(find_modes(before) if before and not find_denials(before) else ())):
        wanted = mode.plain & _CARRIED_BY.keys()
        if wanted and mode.plain <= _CARRIED_BY.keys() and not any(found & _CARRIED_BY[kind] for kind in wanted):
            return Problem("modality", mode.word.text, "the ground does not say so")
    return None
