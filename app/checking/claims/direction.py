"""Statements that turn a scale, a movement, an order or a bound of their grounds round."""

from __future__ import annotations

from collections.abc import Sequence

from app.checking.claims.aligning import Clause, Laid, Similar, is_close, lay_beside
from app.checking.claims.negation import compare_ends, find_denials
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.words import End, Word, word_set

_ANCHORED = frozenset("time span bound toward inside speed size better closeness front order inward side above".split())
"""Axes whose words have other uses: their words count where the words behind them are the same."""
_COMPARED = frozenset("amount speed size better often".split())
_NEAR = 2


def find_wrong_direction(
    statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None
) -> tuple[Problem, ...]:
    """Where a statement says more for less, before for after, "by" for "to", against what its grounds say.

    Args:
        statement: The sentence.
        grounds: What it cites.
        similar: How alike two texts are; helps to find what is rendered.

    """
    problems: list[Problem] = []
    whole = lay_beside(statement, grounds, similar)
    if not is_close(whole, 0.75, 0.55):
        return ()
    for laid in whole:
        if laid.is_backed:
            problem = _turned(laid) or _stepped(laid) or _led_back(laid)
            if problem:
                problems.append(problem)
    return tuple(problems)


def _turned(laid: Laid) -> Problem | None:
    for word in laid.clause.words:
        for end in word.ends:
            if end.family != "direction":
                continue
            here = [
                (clause, one, other.sign)
                for clause in laid.region
                for one in clause.words
                for other in one.ends
                if (other.family, other.axis) == (end.family, end.axis)
            ]
            if not here:
                continue
            near = [(one, sign) for clause, one, sign in here if _share_anchor(word, one, clause, laid)]
            if not near and end.axis not in _ANCHORED:
                near = [(one, sign) for _, one, sign in here]
            if not near or _denials(laid.clause, word) != _denials(laid.region[0], near[0][0]):
                continue
            denied = [pair for pair in compare_ends((laid,), "negation")[0] if word not in pair]
            if len(denied) % 2:
                continue  # "most knew" for "few were unaware".
            if end.axis in _COMPARED and not _compares_same(laid):
                continue
            crossed = end.axis in _COMPARED and _is_crossed(laid)
            if all(sign != end.sign for _, sign in near) != crossed:
                return Problem("direction", word.text, f"the ground says the other way: {near[0][0].text!r}")
    return None


def _standards(laid: Laid) -> tuple[list[Word], list[Word]]:
    """What the statement compares something with, and what its ground does."""
    words = [word for clause in laid.sentence for word in clause.words]
    return _standard(laid.clause.words, laid.clause.language), _standard(words, laid.sentence[0].language)


def _compares_same(laid: Laid) -> bool:
    """Whether the two compare with nothing that is named, or what one compares with stands in the other."""
    said, found = _standards(laid)
    if not (said and found):
        return not (said or found)
    return _is_crossed(laid) or any(pair.said in said and pair.found in found for pair in laid.pairs)


def _is_crossed(laid: Laid) -> bool:
    """Whether what the statement compares something with is what is compared in the ground: "A than B", "B than A"."""
    said, found = _standards(laid)
    if not said or not found:
        return False
    pairs = [(pair.said in said, pair.found in found) for pair in laid.pairs]
    return (True, False) in pairs and (False, True) in pairs and (True, True) not in pairs


def _standard(words: Sequence[Word], language: str) -> list[Word]:
    """The content words behind "than"."""
    than = word_set("direction", "than", language)
    at = next((row for row, word in enumerate(words) if word.low in than), None)
    if at is None and language == "ru":  # "короче канала"
        for row, word in enumerate(words[:-1]):
            if any(end.axis in _COMPARED for end in word.ends) and word.low.endswith(("е", "ше")):
                return [one for one in words[row + 1 : row + 4] if one.is_content]
    return [] if at is None else [word for word in words[at + 1 :] if word.is_content]


def _denials(clause: Clause, word: Word) -> int:
    """Whether something denies the clause."""
    return sum(one.word is not word for one in find_denials(clause)) % 2


def _share_anchor(said: Word, found: Word, clause: Clause, laid: Laid) -> bool:
    """Whether the content words right behind the two are the same, or right before them at a clause's end."""
    behind, behind_found = _behind(said, laid.clause), _behind(found, clause)
    if _is_time(said):
        behind = behind + _before(said, laid.clause)[-1:]
        behind_found = behind_found + _before(found, clause)[-1:]
    if not behind:
        behind, behind_found = _before(said, laid.clause), _before(found, clause)
    return any(pair.said in behind and pair.found in behind_found for pair in laid.pairs if pair.clause is clause)


def _is_time(word: Word) -> bool:
    """Whether it tells before or after: "a week before" hangs on the week as well."""
    return any(end.axis == "time" for end in word.ends)


def _behind(word: Word, clause: Clause) -> list[Word]:
    return [one for one in clause.words if one.row > word.row and one.is_content and one is not word][:_NEAR]


def _before(word: Word, clause: Clause) -> list[Word]:
    return [one for one in clause.words if one.row < word.row and one.is_content][-_NEAR:]


def _stepped(laid: Laid) -> Problem | None:
    """„um 5 Prozent“ for „auf 5 Prozent“, a bound left out or put in."""
    moves = any(
        end.axis == "rise" for clause in (laid.clause, *laid.region) for word in clause.words for end in word.ends
    )
    for pair in laid.pairs:
        if not (_is_amount(pair.said, laid.clause) and _is_amount(pair.found, pair.clause)):
            continue
        said, found = _step(pair.said, laid.clause), _step(pair.found, pair.clause)
        if moves and said and found and said != found:
            return Problem("direction", pair.said.text, f"the ground says {found!r} of it, not {said!r}")
        bound, bound_found = _bound(pair.said, laid.clause), _bound(pair.found, pair.clause)
        if bound and bound_found and bound != bound_found:
            return Problem("direction", pair.said.text, "the ground sets the bound on the other side")
    return None


def _is_amount(word: Word, clause: Clause) -> bool:
    return word.is_number or word.low in word_set("direction", "numerals", clause.language)


def _led_back(laid: Laid) -> Problem | None:
    """Find "from A to B" for "from B to A"."""
    start, end = _ends_of_way(laid.clause)
    for clause in laid.region:
        first, last = _ends_of_way(clause)
        pairs = {(pair.said, pair.found) for pair in laid.pairs if pair.clause is clause}
        if any((one, other) in pairs for one in start for other in last) and any(
            (one, other) in pairs for one in end for other in first
        ):
            return Problem("direction", start[0].text, "the ground has the way lead back")
    return None


def _ends_of_way(clause: Clause) -> tuple[list[Word], list[Word]]:
    """The content words behind "from" and those behind "to"; nothing where a clause has not both."""
    found: dict[str, list[Word]] = {"way_from": [], "way_to": []}
    kind = ""
    for word in clause.words:
        if word.low in word_set("direction", "way_from", clause.language):
            kind = "way_from"
        elif word.low in word_set("direction", "way_to", clause.language):
            kind = "way_to" if found["way_from"] or kind != "way_from" else kind
        elif word.is_content and kind and len(found[kind]) < _NEAR:
            found[kind].append(word)
    if not found["way_from"] or not found["way_to"]:
        return [], []
    return found["way_from"], found["way_to"]


def _step(number: Word, clause: Clause) -> str:
    before = [word for word in clause.words if word.row < number.row][-4:]
    for word in reversed(before):
        if _is_amount(word, clause) and word.low not in ("ein", "eine", "einen"):
            return ""
        for kind in ("by", "to", "from"):
            if word.low in word_set("direction", kind, clause.language):
                return kind
    return ""


def _bound(number: Word, clause: Clause) -> int:
    before = [word for word in clause.words if word.row < number.row][-3:]
    for word in reversed(before):
        if word.is_number:
            return 0
        for end in word.ends:
            if end == End("direction", "bound", end.sign):
                return end.sign
    return 0
