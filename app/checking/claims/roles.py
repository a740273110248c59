"""Statements that exchange who does something and to whom it is done."""

from __future__ import annotations

from collections.abc import Sequence

from app.checking.claims.aligning import Clause, Laid, Similar, lay_beside
from app.checking.claims.negation import compare_ends
from app.checking.claims.participants import Participant, find_participants
from app.checking.claims.records import Ground, Problem, Statement


def find_wrong_roles(
    statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None
) -> tuple[Problem, ...]:
    """Where a statement exchanges doer and done-to, giver and receiver, against what its grounds say.

    Args:
        statement: The sentence.
        grounds: What it cites.
        similar: How alike two texts are; helps to find what is rendered.

    """
    laid = lay_beside(statement, grounds, similar)
    problems = []
    before: Clause | None = None
    for one in laid:
        if one.is_sure and (problem := _compare(one, before)):
            problems.append(problem)
        before = one.clause
    return tuple(problems)


def _compare(laid: Laid, before: Clause | None) -> Problem | None:
    said = find_participants(laid.clause, before)
    opposites, _ = compare_ends((laid,), "converse")
    turned = len(opposites) % 2 == 1
    if not opposites and _may_be_converse(laid):
        return None
    for clause in laid.region:
        at = laid.sentence.index(clause)
        found = find_participants(clause, laid.sentence[at - 1] if at else None)
        both = _both(laid, said, found)
        for row, (one, other) in enumerate(both):
            for next_one, next_other in both[row + 1 :]:
                swapped = _is_swapped(one, other, next_one, next_other)
                kept = _is_kept(one, other, next_one, next_other)
                if (swapped and not turned) or (kept and turned):
                    return Problem(
                        "role", f"{one.word.text}, {next_one.word.text}", "the ground has them the other way"
                    )
    return None


def _may_be_converse(laid: Laid) -> bool:
    """Whether a verb of receiving and the like stands on one side alone: then the parts may be told the other way."""
    ends = [
        {end for clause in clauses for word in clause.words for end in word.ends if end.family == "converse"}
        for clauses in ((laid.clause,), laid.region)
    ]
    return any(end.sign < 0 and end not in ends[1 - side] for side in (0, 1) for end in ends[side])


def _both(
    laid: Laid, said: Sequence[Participant], found: Sequence[Participant]
) -> list[tuple[Participant, Participant]]:
    partners = {(pair.said, pair.found) for pair in laid.pairs}
    return [(one, other) for one in said for other in found if (one.word, other.word) in partners]


def _is_swapped(one: Participant, other: Participant, next_one: Participant, next_other: Participant) -> bool:
    """Whether of two participants the doer is now the one to whom it is done, and the other way round."""
    if "agent" not in (one.role, next_one.role) or one.role == next_one.role or other.role == next_other.role:
        return False
    return (one.role == "agent") == (next_other.role == "agent") and (next_one.role == "agent") == (
        other.role == "agent"
    )


def _is_kept(one: Participant, other: Participant, next_one: Participant, next_other: Participant) -> bool:
    if one.role == next_one.role:
        return False
    return "agent" in (one.role, next_one.role) and one.role == other.role and next_one.role == next_other.role
