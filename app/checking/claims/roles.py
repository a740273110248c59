"""Statements that exchange who does something and to whom it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.checking.claims.aligning import Clause, Laid, Pair, Similar, lay_beside
from app.checking.claims.negation import compare_ends
from app.checking.claims.participants import find_frames
from app.checking.claims.parts import Participant
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.words import Word, same_meaning
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
    doers: frozenset[Word]
    """Who does something in the other clauses of the ground's sentence."""


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
        frames_found = find_frames(one.sentence)
        for row, found in enumerate(frames_found):
            clause = one.sentence[row]
            others = (part for at, frame in enumerate(frames_found) if at != row for part in frame)
            doers = frozenset(part.word for part in others if part.is_subject and part.role == "agent")
            sides = _Sides(one, said, clause, found, doers)
            problem = _exchanged(sides) or (_other_doer(sides, laid) if clause is _same_event(one, said) else None)
            if problem:
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


def _partners(laid: Laid | Sequence[Laid]) -> dict[Word, set[Word]]:
    found: dict[Word, set[Word]] = {}
    for one in (laid,) if isinstance(laid, Laid) else laid:
        for pair in one.pairs:
            found.setdefault(pair.said, set()).add(pair.found)
    return found


def _same_event(laid: Laid, said: Sequence[Participant]) -> Clause | None:
    """The clause of the ground that has most of what the statement's clause has besides its subject."""
    subject = {one.word for one in said if one.is_subject}
    counts = [
        (sum(_weigh(pair) for pair in laid.pairs if pair.clause is clause and pair.said not in subject), -row)
        for row, clause in enumerate(laid.sentence)
    ]
    most, row = max(counts)
    return laid.sentence[-row] if most else None


def _weigh(pair: Pair) -> int:
    """Two where it may be a verb, one else."""
    return 1 + (pair.said.text[0].islower() and pair.found.text[0].islower())


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


def _other_doer(sides: _Sides, laid: Sequence[Laid]) -> Problem | None:
    """Somebody who does something that the ground has done by another of its participants."""
    if sides.laid.coverage < 0.75 or compare_ends((sides.laid,), "converse")[0] or _may_be_converse(sides) or not _tells_event(sides):
        return None
    said = [one.word for one in sides.said if one.role == "agent"]
    found = {one.word for one in sides.found if one.role == "agent"}
    partners = _partners(laid)
    meant = {two for word in said for two in partners.get(word, set())}
    if not found or meant & found or any(same_meaning(one, two) >= 1 for one in said for two in found):
        return None
    done_to = {one.word for one in sides.found if one.role == "patient"}
    suffered = {two for one in sides.said if one.role == "patient" for two in partners.get(one.word, set())}
    named = {pair.found for one in laid for pair in one.pairs if pair.said not in said}
    if meant & done_to or (said and suffered & found) or (meant & sides.doers and found & named):
        return Problem("role", " ".join(word.text for word in said), _NOTE)
    return None


def _tells_event(sides: _Sides) -> bool:
    """Whether the two clauses share more than their participants: what happens, and that is no change by itself."""
    words = {one.word for one in (*sides.said, *sides.found)}
    return any(
        pair.clause is sides.clause
        and pair.said not in words
        and pair.found not in words
        and pair.weight >= 1
        and not _is_infinitive(pair.said, sides.laid.clause)
        and not _is_infinitive(pair.found, sides.clause)
        and pair.said.text[0].islower()
        and pair.found.text[0].islower()
        and not any(end.axis in _BY_ITSELF for end in pair.said.ends)
        for pair in sides.laid.pairs
    )


def _is_infinitive(word: Word, clause: Clause) -> bool:
    """Whether it hangs on another verb, whose subject need not be its own: "rät der Gemeinde zu bauen"."""
    if clause.language == "ru":
        return word.low.endswith(("ть", "ти", "чь", "ться"))
    at = clause.words.index(word)
    return at > 0 and clause.words[at - 1].low in ("zu", "to")


def _may_be_converse(sides: _Sides) -> bool:
    """Whether a verb of receiving and the like stands on one side alone: then the parts may be told the other way."""
    ends = [
        {end for word in clause.words for end in word.ends if end.family == "converse"}
        for clause in (sides.laid.clause, sides.clause)
    ]
    return any(end.sign < 0 and end not in ends[1 - side] for side in (0, 1) for end in ends[side])
