"""Statements that deny what their grounds say, or say what these deny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.checking.claims.aligning import Clause, Laid, Similar, lay_beside
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.words import End, Word, word_set

_MOST = 0.6
"""Of a clause's content words, the part that shows that all of it is rendered."""
_NEAR = 3
"""Content words behind a negator that it may deny."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that turns a clause into its opposite."""

    word: Word
    scope: tuple[Word, ...]
    """The content words of its clause that it may deny, the surest first."""


def find_wrong_negation(
    statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None
) -> tuple[Problem, ...]:
    """What a statement denies that its grounds affirm, and the other way round.

    Args:
        statement: The sentence.
        grounds: What it cites.
        similar: How alike two texts are; helps to find what is rendered.

    """
    laid = lay_beside(statement, grounds, similar)
    owners = _find_owners(laid)
    problems = []
    for row, one in enumerate(laid):
        before = laid[row - 1].clause if row and one.clause.is_content_clause else None
        if one.is_sure and (problem := _compare(one, before, owners)):
            problems.append(problem)
    return tuple(problems) if len(problems) % 2 else ()  # Two that go against each other are one turn of phrase.


def _find_owners(laid: Sequence[Laid]) -> dict[int, Laid]:
    """For each clause of the grounds, by its identity, the clause of the statement that renders most of it."""
    counts: dict[int, list[tuple[int, int]]] = {}
    for row, one in enumerate(laid):
        for clause in one.region:
            count = sum(pair.clause is clause for pair in one.pairs)
            counts.setdefault(id(clause), []).append((count, -row))
    return {key: laid[-max(found)[1]] for key, found in counts.items()}


def _compare(laid: Laid, before: Clause | None, owners: dict[int, Laid]) -> Problem | None:
    opposites, settled = compare_ends(laid, "negation")
    said = [one for one in find_denials(laid.clause) if one.word not in settled]
    said += [one for one in find_denials(before) if one.word not in settled] if before else []
    denied = [
        (denial, _is_rendered(denial, clause, laid) and owners[id(clause)] is laid)
        for clause in laid.region
        for denial in find_denials(clause)
        if denial.word not in settled
    ]
    found = [denial for denial, rendered in denied if rendered]
    found += [denial for clause in laid.ruling for denial in find_denials(clause)]
    flips = len(opposites) + len(said) + len(found)
    if flips % 2 == 0 or _has_loose_end(laid, settled):
        return None
    if opposites:
        one, other = opposites[0]
        return Problem("negation", one.text, f"the ground says the opposite: {other.text!r}")
    if len(said) > len(found):
        if len(denied) > len(found) or not _knows_scope(said[0], laid):
            return None
        return Problem("negation", said[0].word.text, "the ground does not deny it")
    return Problem("negation", "", f"the ground denies it: {found[0].word.text!r}")


def _knows_scope(denial: Denial, laid: Laid) -> bool:
    """Whether what the statement denies stands in the ground."""
    paired = {pair.said for pair in laid.pairs}
    return bool(denial.scope[:1] and denial.scope[0] in paired) or laid.coverage >= _MOST


def find_denials(clause: Clause) -> tuple[Denial, ...]:
    """The negators and refusals of a clause; those that only strengthen another count with it."""
    language = clause.language
    negators = word_set("particles", "negators", language)
    refusals = word_set("particles", "refusals", language)
    none = word_set("particles", "not_none", language)
    denials = []
    for at, word in enumerate(clause.words):
        if word.lemmas & none:
            continue
        if word.lemmas & negators or word.lemmas & refusals or word.denies:
            denials.append(Denial(word, _scope(clause, at)))
    if language == "ru":  # "никто не пришёл": one denial in two words.
        plain = [one for one in denials if one.word.low in ("не", "нет", "нельзя")]
        return tuple(one for one in denials if one in plain or not (plain and one.word.low.startswith("ни")))
    if language == "en":
        return tuple(one for one in denials if one.word.low != "nor" or len(denials) == 1)
    return tuple(denials)


def _scope(clause: Clause, at: int) -> tuple[Word, ...]:
    behind = [word for word in clause.words[at + 1 :] if word.is_content][:_NEAR]
    before = [word for word in reversed(clause.words[:at]) if word.is_content]
    own = [clause.words[at]] if clause.words[at].denies else []
    return (*own, *behind, *before)


def _is_rendered(denial: Denial, clause: Clause, laid: Laid) -> bool:
    """Whether the statement renders what a word of the ground denies."""
    paired = {pair.found.row for pair in laid.pairs if pair.clause is clause}
    if not denial.scope:
        return bool(paired)
    share = len([word for word in clause.content if word.row in paired]) / max(len(clause.content), 1)
    return (denial.scope[0].row in paired and share >= 0.25) or share >= 0.6


def compare_ends(laid: Laid, family: str) -> tuple[list[tuple[Word, Word]], set[Word]]:
    """Words of a statement whose opposite stands in what it renders, and all words that have a partner there."""
    opposites: list[tuple[Word, Word]] = []
    settled: set[Word] = set()
    found = [(word, end) for clause in laid.region for word in clause.words for end in word.ends if end.family == family]
    for word in laid.clause.words:
        for end in word.ends:
            if end.family != family:
                continue
            same = [one for one, other in found if other == end]
            against = [one for one, other in found if other == End(end.family, end.axis, -end.sign)]
            if same:
                settled |= {word, *same}
            elif other_end(laid, end):
                settled.add(word)
            elif against and word not in settled:
                settled |= {word, *against}
                opposites.append((word, against[0]))
    return opposites, settled


def other_end(laid: Laid, end: End) -> bool:
    """Whether the sentence has a word for the same end in a clause that is not rendered."""
    return any(other == end for clause in laid.sentence for word in clause.words for other in word.ends)


def _has_loose_end(laid: Laid, settled: set[Word]) -> bool:
    """Whether a word that may deny has no partner: then nothing is sure."""
    if any(
        word.lemmas & word_set("particles", "doubtful", clause.language)
        for clause in (laid.clause, *laid.region)
        for word in clause.words
    ):
        return True
    refusals = word_set("particles", "refusals", laid.clause.language)
    return any(
        end.family == "negation" and end.sign < 0 and word not in settled and not word.lemmas & refusals
        for word in laid.clause.words
        for end in word.ends
    )
