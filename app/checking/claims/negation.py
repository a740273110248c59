"""Statements that deny what their grounds say, or say what these deny.

All that turns a statement into its opposite is counted against what turns the clauses it renders: denials on either
side, and words whose opposites stand on the other. An odd sum is an error; "did not agree" for "refused" makes an even
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.checking.claims.aligning import Clause, Laid, Similar, is_close, lay_beside
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.verbs import may_be_verb
from app.checking.claims.words import End, Word, word_set

_MOST = 0.5
"""Of a clause's content words, the part that shows that all of it is rendered."""
_SOME = 0.25
_NEAR = 3
"""Content words behind a negator that it may deny."""
_FEW = 4
"""Content words of a clause that only names something."""
_MOVABLE = frozenset("start open hire peace survive size".split())
"""Axes whose words often stand where nothing is denied ("at the end")."""


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
    if not any(one.is_backed for one in laid) or not is_close(laid, 0.75, 0.4):
        return ()
    opposites, settled = compare_ends(laid, "negation")
    said = [
        one
        for row, part in enumerate(laid)
        for one in find_denials(part.clause)
        if _key(part.clause, one.word) not in settled
        and not is_contrast(part.clause, laid[row + 1].clause if row + 1 < len(laid) else None)
    ]
    denied = _find_denied(laid, settled)
    found = [one for one, rendered in denied if rendered]
    if len(opposites) + len(said) + len(found) != 1 or _has_loose_end(laid, settled, found):
        return ()  # Where more than one word turns it, which belongs to which is not sure.
    if opposites:
        one, other = opposites[0]
        return (Problem("negation", one.text, f"the ground says the opposite: {other.text!r}"),)
    if said:
        if denied or _denies_elsewhere(laid, settled) or not _knows_scope(said[0], laid):
            return ()
        return (Problem("negation", said[0].word.text, "the ground does not deny it"),)
    return (Problem("negation", "", f"the ground denies it: {found[0].word.text!r}"),)


Key = tuple[int, int, int]
"""A word by its text (-1 for the statement), its sentence and its row there."""


def _key(clause: Clause, word: Word) -> Key:
    return clause.ground, clause.sentence, word.row


def _find_denied(laid: Sequence[Laid], settled: set[Key]) -> list[tuple[Denial, bool]]:
    """The denials of the clauses that are rendered, and whether what they deny is."""
    clauses = {id(clause): clause for one in laid for clause in (*one.region, *one.ruling)}
    ruling = {id(clause) for one in laid if one.is_sure for clause in one.ruling}
    after = {id(clause): follower for one in laid for clause, follower in pairwise(one.sentence)}
    paired = {_key(pair.clause, pair.found) for one in laid for pair in one.pairs} | settled
    return [
        (denial, key in ruling or _is_rendered(denial, clause, {w for w in clause.words if _key(clause, w) in paired}))
        for key, clause in clauses.items()
        for denial in find_denials(clause)
        if _key(clause, denial.word) not in settled and not is_contrast(clause, after.get(key))
    ]


def is_contrast(clause: Clause, follower: Clause | None) -> bool:
    """Whether a clause only names what something is not, before what it is: "nicht A, sondern B", "не А, а Б"."""
    return follower is not None and follower.words[0].low in ("sondern", "а") and len(clause.content) <= _FEW


def _is_rendered(denial: Denial, clause: Clause, paired: set[Word]) -> bool:
    """Whether the other side has what a word denies: what is said, and what it is said of."""
    content = [word for word in clause.content if word is not denial.word or word.denies]
    share = sum(word in paired for word in content) / max(len(content), 1)
    near = any(word in paired for word in denial.scope[:2])
    if denial.word.low in word_set("particles", "without", clause.language):
        return near
    behind = [word for word in denial.scope[:_NEAR] if may_be_verb(word, clause.language)]
    said = behind[-1:] or [word for word in denial.scope if may_be_verb(word, clause.language)][:1]
    if not paired.issuperset(said):
        return False
    return (near and share >= _SOME) or share >= _MOST


def _knows_scope(denial: Denial, laid: Sequence[Laid]) -> bool:
    """Whether what the statement denies stands in the ground."""
    said = {pair.said for one in laid for pair in one.pairs}
    part = next(one for one in laid if denial.word in one.clause.words)
    language = part.clause.language
    if denial.word.lemmas & word_set("particles", "refusals", language):  # "missed the victory": "came second"
        return any(word in said and may_be_verb(word, language) for word in denial.scope)
    return _is_rendered(denial, part.clause, said)


def _denies_elsewhere(laid: Sequence[Laid], settled: set[Key]) -> bool:
    """Whether another clause of the ground's sentences denies something, which may be what is rendered."""
    return any(
        _key(clause, denial.word) not in settled
        for one in laid
        for clause in one.sentence
        for denial in find_denials(clause)
    )


def find_denials(clause: Clause) -> tuple[Denial, ...]:
    """The negators and refusals of a clause; those that only strengthen another count with it."""
    language = clause.language
    negators = word_set("particles", "negators", language)
    refusals = word_set("particles", "refusals", language)
    none = word_set("particles", "not_none", language)
    against = word_set("particles", "against", language)
    siding = word_set("particles", "siding", language)
    denials = []
    for at, word in enumerate(clause.words):
        if word.lemmas & none:
            continue
        if language == "en" and at and word.text[0].isupper():  # "Miss Lowther"
            continue
        sides = word.lemmas and word.low in against and any(one.lemmas & siding for one in clause.words)
        if word.lemmas & negators or word.lemmas & refusals or word.denies or sides:
            denials.append(Denial(word, _scope(clause, at)))
    if language == "ru":  # "никто не пришёл": one denial in two words.
        strong = [one for one in denials if one.word.low.startswith("ни")]
        plain = [one for one in denials if one.word.low == "не"]
        if strong and plain:
            kept = Denial(strong[0].word, plain[0].scope)
            return (kept, *(one for one in denials if one not in strong and one not in plain))
        return (*strong[:1], *(one for one in denials if one not in strong))
    if language == "en":
        return tuple(one for one in denials if one.word.low != "nor" or len(denials) == 1)
    return tuple(denials)


def _scope(clause: Clause, at: int) -> tuple[Word, ...]:
    behind = [word for word in clause.words[at + 1 :] if word.is_content][:_NEAR]
    before = [word for word in reversed(clause.words[:at]) if word.is_content]
    own = [clause.words[at]] if clause.words[at].denies else []
    return (*own, *behind, *before)


def compare_ends(laid: Sequence[Laid], family: str) -> tuple[list[tuple[Word, Word]], set[Key]]:
    """Words of a statement whose opposite stands in what it renders, and the keys of all that have a partner there."""
    settled: set[Key] = set()
    open_ends = []
    for one in laid:
        for word in one.clause.words:
            for end in word.ends:
                if end.family != family:
                    continue
                same = _ends_like(one.sentence, end)
                if same:
                    settled |= {_key(one.clause, word), *(_key(clause, other) for clause, other in same)}
                else:
                    open_ends.append((one, word, end))
    opposites: list[tuple[Word, Word]] = []
    for one, word, end in open_ends:
        against = _ends_like(one.region, End(end.family, end.axis, -end.sign))
        free = [(clause, other) for clause, other in against if _key(clause, other) not in settled]
        if free and _key(one.clause, word) not in settled:
            settled |= {_key(one.clause, word), *(_key(clause, other) for clause, other in free)}
            opposites.append((word, free[0][1]))
    return opposites, settled


def _ends_like(clauses: Sequence[Clause], end: End) -> list[tuple[Clause, Word]]:
    return [(clause, word) for clause in clauses for word in clause.words if end in word.ends]


def _has_loose_end(laid: Sequence[Laid], settled: set[Key], found: Sequence[Denial]) -> bool:
    """Whether a word that may deny has no partner: then nothing is sure."""
    for one in laid:
        for clause in (one.clause, *one.region):
            if any(word.lemmas & word_set("particles", "doubtful", clause.language) for word in clause.words):
                return True
        refusals = word_set("particles", "refusals", one.clause.language)
        paired = {pair.said for pair in one.pairs}
        for word in one.clause.words:
            alone = word not in paired and _key(one.clause, word) not in settled and not word.lemmas & refusals
            if alone and _may_deny(word):
                return True
    still = End("negation", "still", 1)
    if not found and any(still in word.ends for one in laid for clause in one.region for word in clause.words):
        return any(find_denials(one.clause) for one in laid)  # "is not finished" for "still goes on".
    affirms = any(
        end.family == "negation" and end.sign > 0 and _key(one.clause, word) not in settled
        for one in laid
        for word in one.clause.words
        for end in word.ends
        if word.is_content and all(pair.said is not word for pair in one.pairs)
    )
    return (
        affirms
        and any(  # "stayed open" for "was not closed", by words that no list has as opposites.
            end.family == "negation" and end.sign < 0
            for denial in found
            for word in denial.scope[:1]
            if word is not denial.word and all(word is not pair.found for one in laid for pair in one.pairs)
            for end in word.ends
        )
    )


def _may_deny(word: Word) -> bool:
    return any(end.family == "negation" and end.sign < 0 and end.axis not in _MOVABLE for end in word.ends)
