"""Which clauses of its grounds a statement renders: every check of this package compares a clause with those."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from app.checking.claims.records import Ground, Statement
from app.checking.claims.words import Word, read_words, same_meaning, word_set
from ingest.text.sentences import split_sentences

Similar = Callable[[str, str], float]
"""How alike two texts are in meaning, in [0, 1], whatever their languages."""

_SURE = 0.4
"""Of a clause's content words, the part that must stand in the ground."""
_SURE_OF_ONE = 0.35
"""The same where the grounds have one sentence alone."""
_MARKS = frozenset(",;:–—()")
_CONTENT_CLAUSES = frozenset("dass daß ob that whether что чтобы".split())
_LEAST = 2
"""Content words that each of two clauses has where no mark but a joining word stands between them."""


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A run of words of one sentence."""

    words: tuple[Word, ...]
    language: str
    sentence: int
    """The row of its sentence in its text."""
    ground: int = -1
    """The row of its ground; -1 for a clause of the statement."""

    @property
    def content(self) -> tuple[Word, ...]:
        """Its words that carry content."""
        return tuple(word for word in self.words if word.is_content)

    @property
    def text(self) -> str:
        """Its words, one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def is_content_clause(self) -> bool:
        """Whether it tells what the clause before it says, asks or wants: "that ...", "ob ..."."""
        return self.words[0].low in _CONTENT_CLAUSES


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the statement and the word of a ground that means the same, or the opposite."""

    said: Word
    found: Word
    clause: Clause
    """The ground's clause."""
    weight: float


@dataclass(frozen=True, slots=True)
class Laid:
    """A clause of the statement laid beside what it renders."""

    clause: Clause
    pairs: tuple[Pair, ...]
    region: tuple[Clause, ...]
    """The clauses of the ground that it renders: the closest first, all of one sentence."""
    sentence: tuple[Clause, ...]
    """All clauses of that sentence."""
    coverage: float
    """Of its content words, the part that has a pair."""
    choice: int = 1
    """How many sentences the grounds have."""
    backed: bool = False
    """Whether the statement as a whole stands in the grounds."""

    @property
    def ruling(self) -> tuple[Clause, ...]:
        """The clauses on which those of the region hang, besides these."""
        return tuple(
            before
            for before, clause in pairwise(self.sentence)
            if clause in self.region and clause.is_content_clause and before not in self.region
        )

    @property
    def is_sure(self) -> bool:
        """Whether enough of the clause stands there for a comparison to mean something."""
        return len(self.pairs) >= _LEAST and self.coverage >= (_SURE if self.choice > 1 else _SURE_OF_ONE)

    @property
    def is_backed(self) -> bool:
        """Whether it is sure by itself, or has a part in a statement that is."""
        return self.is_sure or (self.backed and bool(self.pairs))


@lru_cache(maxsize=1 << 11)
def read_clauses(text: str, language: str, ground: int = -1) -> tuple[Clause, ...]:
    """Cut a text into clauses: at marks, at words that begin a clause, at "and" between two long halves."""
    clauses: list[Clause] = []
    for row, piece in enumerate(split_sentences(text, 0, len(text))):
        words = read_words(text[piece.start : piece.end], language)
        clauses += [Clause(part, language, row, ground) for part in _cut(words, language)]
    return tuple(clauses)


def _cut(words: Sequence[Word], language: str) -> list[tuple[Word, ...]]:
    cuts, joins = word_set("particles", "cuts", language), word_set("particles", "joins", language)
    parts: list[list[Word]] = [[]]
    for row, word in enumerate(words):
        if word.text in _MARKS:
            if not _lists(words, row):
                parts.append([])
            continue
        begins = word.low in cuts and not _compares(parts[-1], word) and any(one.is_content for one in parts[-1])
        if begins or (word.low in joins and _joins_clauses(parts[-1], words[row + 1 :])):
            parts.append([])
        parts[-1].append(word)
    merged: list[list[Word]] = []
    for part in parts:
        if not any(word.text[0].isalnum() for word in part):
            continue
        hangs = merged and language == "de" and _is_infinitive_clause(part)
        if hangs or (merged and not (_has_content(merged[-1]) and _has_content(part))):
            merged[-1] += part
        else:
            merged.append(part)
    return [tuple(part) for part in merged]


def _compares(before: Sequence[Word], word: Word) -> bool:
    """Whether "as" is the second of "as long as": it begins no clause of its own."""
    return word.low == "as" and len(before) > 1 and before[-2].low in ("as", "so")


def _has_content(words: Sequence[Word]) -> bool:
    return any(word.is_content for word in words)


def _is_infinitive_clause(words: Sequence[Word]) -> bool:
    """Whether a German clause has an infinitive with "zu" for its verb: it then is a part of the one before it."""
    plain = [word for word in words if word.text[0].isalnum()]
    if any(one.low == "zu" and other.low.endswith("n") for one, other in pairwise(plain[-4:])):
        return True
    return any(  # "anzunehmen"
        word.text[0].islower() and "zu" in word.low[2:7] and word.low.endswith("en") and len(word.lemmas) > 1
        for word in plain[-2:]
    )


def _lists(words: Sequence[Word], row: int) -> bool:
    """Whether a comma stands between the members of a list, not between clauses: "Brot, Milch und Salz"."""
    if words[row].text != "," or not 0 < row < len(words) - 2:
        return False
    after = words[row + 2]
    return after.low in ("und", "and", "и", "oder", "or", "или") and words[row + 1].is_content


def _joins_clauses(before: Sequence[Word], after: Sequence[Word]) -> bool:
    behind = 0
    for word in after:
        if word.text in _MARKS or word.text in ".!?":
            break
        behind += word.is_content
    return sum(word.is_content for word in before) > _LEAST and behind >= _LEAST


def lay_beside(statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None) -> tuple[Laid, ...]:
    """Lay each clause of a statement beside the clauses of the grounds that it renders.

    Args:
        statement: The sentence.
        grounds: What it cites.
        similar: How alike two texts are; helps to find the sentence that is rendered.

    """
    return _lay_beside(statement, tuple(grounds), similar)


@lru_cache(maxsize=8)
def _lay_beside(statement: Statement, grounds: tuple[Ground, ...], similar: Similar | None) -> tuple[Laid, ...]:
    """The same; every check of a statement asks for it."""
    text, left = _without_quotations(statement, grounds)
    clauses = read_clauses(text, statement.language)
    sentences = _sentences(left)
    if not sentences:
        return ()
    whole = [word for clause in clauses for word in clause.content]
    rarity = {word: _rarity(word, sentences) for word in whole}
    overall = [_score(whole, sentence, rarity) for sentence in sentences]
    laid = []
    for clause in clauses:
        if not clause.content:
            continue
        likeness = [similar(clause.text, _text(sentence)) if similar else 0.0 for sentence in sentences]
        scores = [
            _score(clause.content, sentence, rarity) + 0.4 * more + alike
            for sentence, more, alike in zip(sentences, overall, likeness, strict=True)
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        laid.append(_lay(clause, sentences[best], len(sentences)))
    paired = sum(len(one.pairs) for one in laid)
    fewest = _LEAST if len(sentences) == 1 else _LEAST + 1
    backed = paired >= fewest and paired >= _SURE_OF_ONE * len(whole)
    return tuple(replace(one, backed=backed) for one in laid)


def is_close(laid: Sequence[Laid], same: float, other: float) -> bool:
    """Whether enough of a statement's content words stand in its grounds for a difference to be no rewording.

    Args:
        laid: The statement's clauses.
        same: The part of its words, in [0, 1], where a ground is in its language: there a lost word is another word.
        other: The part where all are in another language: there a lost word may be one that no list has.

    """
    words = sum(len(one.clause.content) for one in laid)
    shared = any(clause.language == one.clause.language for one in laid for clause in one.sentence)
    return sum(len(one.pairs) for one in laid) >= (same if shared else other) * words


_QUOTED = re.compile(r"[„“”«»\"]([^„“”«»\"]{2,})[„“”«»\"]")


def _without_quotations(statement: Statement, grounds: Sequence[Ground]) -> tuple[str, Sequence[Ground]]:
    """A statement and its grounds without what it quotes from one in another language: that is no prose of its own."""
    text, left = statement.text, list(grounds)
    for match in _QUOTED.finditer(statement.text):
        for row, ground in enumerate(left):
            if ground.language != statement.language and match[1] in ground.text:
                text = text.replace(match[1], "…")
                left[row] = replace(ground, text=ground.text.replace(match[1], "…"))
    return text, left


def _text(sentence: Sequence[Clause]) -> str:
    return ", ".join(clause.text for clause in sentence)


def _sentences(grounds: Sequence[Ground]) -> list[tuple[Clause, ...]]:
    found: dict[tuple[int, int], list[Clause]] = {}
    for row, ground in enumerate(grounds):
        for clause in read_clauses(ground.text, ground.language, row):
            found.setdefault((row, clause.sentence), []).append(clause)
    return [tuple(clauses) for clauses in found.values()]


def _rarity(word: Word, sentences: Sequence[Sequence[Clause]]) -> float:
    count = sum(any(_best_match(word, clause) for clause in sentence) for sentence in sentences)
    return 1 / sqrt(max(count, 1))


def _score(words: Sequence[Word], sentence: Sequence[Clause], rarity: dict[Word, float]) -> float:
    """The part of the words, rare ones counting more, that the sentence has."""
    total = sum(rarity[word] for word in words)
    if not total:
        return 0.0
    return sum(rarity[word] * max(_best_match(word, clause) for clause in sentence) for word in words) / total


def _best_match(word: Word, clause: Clause) -> float:
    return max((same_meaning(word, one) for one in clause.words if one.is_content), default=0.0)


def _lay(clause: Clause, sentence: tuple[Clause, ...], choice: int) -> Laid:
    def count(one: Clause) -> float:
        return sum(_best_match(word, one) for word in clause.content)

    order = sorted(sentence, key=count, reverse=True)
    pairs: list[Pair] = []
    used: set[tuple[int, int]] = set()
    left = list(clause.content)
    region: list[Clause] = []
    for one in order:
        taken = _pair(left, one, used)
        if taken:
            region.append(one)
        pairs += taken
        left = [word for word in left if all(pair.said is not word for pair in taken)]
    coverage = len(pairs) / len(clause.content)
    return Laid(clause, tuple(pairs), tuple(region), sentence, coverage, choice)


def _pair(words: Sequence[Word], clause: Clause, used: set[tuple[int, int]]) -> list[Pair]:
    found = []
    options = sorted(
        (
            (-same_meaning(word, one), abs(word.row - one.row), at, word, one)
            for at, word in enumerate(words)
            for one in clause.content
            if same_meaning(word, one) > 0
        ),
        key=lambda option: option[:3],
    )
    taken: set[int] = set()
    for weight, _, at, word, one in options:
        if at in taken or (id(clause), one.row) in used:
            continue
        taken.add(at)
        used.add((id(clause), one.row))
        found.append(Pair(word, one, clause, -weight))
    return found
