"""Statements that exchange who does something and to whom it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.checking.claims.aligning import Clause, Laid, Similar, lay_beside
from app.checking.claims.negation import compare_ends
from app.checking.claims.participants import find_frames
from app.checking.claims.parts import Participant
from app.checking.claims.records import Ground, Problem, Statement
from ingest.voices.lexicon import find_sayings

_BY_ITSELF = frozenset("rise start open keep amount speed".split())
"""Axes of what happens by itself as well as by somebody: "the price rose", "they raised the price"."""
_NOTE = "the ground has them the other way"


@dataclass(frozen=True, slots=True)
class _Sides:
    """A clause of the statement and one of the ground that tell the same, with their participants."""

    laid: Laid
    said: tuple[Participant, ...]
    clause: Clause
    found: tuple[Participant, ...]


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
    frames = find_frames([one.clause for one in laid])
    for one, said in zip(laid, frames, strict=True):
        if not one.is_backed or _tells_what_is_said(one):
            continue
        for clause, found in zip(one.sentence, find_frames(one.sentence), strict=True):
            sides = _Sides(one, said, clause, found)
            if problem := _exchanged(sides):
                return (problem,)
    return ()


def _tells_what_is_said(laid: Laid) -> bool:
    """Whether a clause has both who says something and what he says, with no word between: its parts are not sure."""
    paired = {pair.said for pair in laid.pairs if pair.clause is laid.region[0]} if laid.region else set()
    return any(
        "clause" in saying.kinds and "weak" not in saying.kinds and not saying.particle
        for word in laid.clause.words
        if word.text[0].islower() and word not in paired
        for saying in find_sayings(word.low, laid.clause.language)
    )


def _exchanged(sides: _Sides) -> Problem | None:
    """Two participants that stand on both sides, each in the other's part."""
    opposites, _ = compare_ends((sides.laid,), "converse")
    if not opposites and (_may_be_converse(sides) or not _tells_event(sides)):
        return None
    partners = {(pair.said, pair.found) for pair in sides.laid.pairs}
    both = [(one, two) for one in sides.said for two in sides.found if (one.word, two.word) in partners]
    for row, (one, two) in enumerate(both):
        for other, other_two in both[row + 1 :]:
            if "agent" not in (one.role, other.role) or one.role == other.role or two.role == other_two.role:
                continue
            swapped = (one.role == "agent") == (other_two.role == "agent") and (other.role == "agent") == (
                two.role == "agent"
            )
            kept = one.role == two.role and other.role == other_two.role
            if kept if len(opposites) % 2 else swapped:
                return Problem("role", f"{one.word.text}, {other.word.text}", _NOTE)
    return None


def _tells_event(sides: _Sides) -> bool:
    """Whether the two clauses share more than their participants: what happens, and that is no change by itself."""
    words = {one.word for one in (*sides.said, *sides.found)}
    if sides.clause.language != sides.laid.clause.language and _lacks_verb_alone(sides):
        return True
    return any(
        pair.clause is sides.clause
        and pair.said not in words
        and pair.found not in words
        and pair.weight >= 1
        and pair.said.text[0].islower()
        and pair.found.text[0].islower()
        and not any(end.axis in _BY_ITSELF for end in pair.said.ends)
        for pair in sides.laid.pairs
    )


def _lacks_verb_alone(sides: _Sides) -> bool:
    """Whether all but one word of each of two clauses has a partner: the verb may be one that no list has."""
    paired = {word for pair in sides.laid.pairs for word in (pair.said, pair.found)}
    return all(sum(word not in paired for word in one.content) <= 1 for one in (sides.laid.clause, sides.clause))


def _may_be_converse(sides: _Sides) -> bool:
    """Whether a verb of receiving and the like stands on one side alone: then the parts may be told the other way."""
    ends = [
        {end for word in clause.words for end in word.ends if end.family == "converse"}
        for clause in (sides.laid.clause, sides.clause)
    ]
    return any(end.sign < 0 and end not in ends[1 - side] for side in (0, 1) for end in ends[side])
