"""Which clause of the grounds a statement tells: a figure that stands in the next one is not carried by being near.

"The oak is 31 metres high; its neighbour is 19 metres tall" does not carry "The oak is 19 metres tall". A clause that
shares clearly more with the statement, and has another figure of the same kind where the statement has this one, is the
one that the statement tells. Words are the same by dictionary form in one language; between languages by what is
written alike in both: names, numbers and words of one root.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from app.checking.claims.amounts import find_amounts
from app.checking.claims.levelling import level_numbers
from app.checking.claims.naming import consonants, find_known, sound, split_words, stem
from app.checking.claims.records import Ground, Statement
from ingest.text.abbreviations import OPENERS
from ingest.text.dictionary import find_lemma

_ENDS = re.compile(
    r"(?<=[.!?])\s+(?=[^\Wa-zа-яäöü\d_])|[;:]\s+|\s+[–—]\s+"
    r"|,\s+(?=(?:während|wohingegen|aber|doch|jedoch|sondern|dessen|deren|wo|wobei|womit|obwohl|nachdem|als|da|weil|was"
    r"|welche[mnrs]?|while|whereas|but|which|who|whose|where|with|after|although|though|when|since|а|но|котор\w+"
    r"|тогда как|хотя|причём|после)(?!\w))",
    re.IGNORECASE,
)
_ROOT = 5
_SHORTEST = 4
_MARGIN = 2
_SURE = 2
"""What a known name or a number counts that both have; a word counts one."""


def split_clauses(text: str) -> list[str]:
    """The sentences of `text` and what their conjunctions and semicolons divide."""
    return [clause for clause in _ENDS.split(text) if clause and clause.strip()]


def is_of_another_clause(
    said: str,
    statement: Statement,
    grounds: Sequence[Ground],
    *,
    has_it: Callable[[str, str], bool],
    has_another: Callable[[str, str], bool],
) -> bool:
    """Whether the clause that the statement tells has another item in place of `said`.

    `has_it` and `has_another` say of a clause and its language whether the item, or one that might be taken for it and
    that the statement has not, stands there.
    """
    mine = _anchors(_clause_of(said, statement.text).replace(said, " "), statement.language)
    with_it: list[int] = []
    without = [0]
    for ground in grounds:
        for clause in split_clauses(ground.text):
            shared = _count_shared(mine, _anchors(clause, ground.language), same=ground.language == statement.language)
            if has_it(clause, ground.language):
                with_it.append(shared)
            elif has_another(clause, ground.language):
                without.append(shared)
    if not with_it:
        return False  # It stands in what is around the text, or is reckoned.
    least = 1 if max(with_it) == 0 else _MARGIN
    return max(without) - max(with_it) >= least


def _clause_of(said: str, text: str) -> str:
    """The clause of a statement that says it: what its other clauses tell may come from other clauses, too."""
    return next((clause for clause in split_clauses(text) if said in clause), text)


@lru_cache(maxsize=1 << 10)
def _anchors(text: str, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What a clause is known by: its words' dictionary forms; what is alike in every language; roots of words."""
    words = [
        word.text
        for word in split_words(text)
        if word.text[0].isalpha() and len(word.text) >= _SHORTEST and word.text.lower() not in OPENERS
    ]
    known = find_known(text)
    alike = {min(one.things) for one in known}
    alike |= {
        str(amount.readings[0].value)
        for amount in find_amounts(level_numbers(text, language), language)
        if not amount.soft
    }
    lemmas = {_lemma(word, language) for word in words}
    roots = {sound(stem(word))[:_ROOT] for word in words if len(word) > _ROOT}
    names = {
        f"^{sounds}" for word in words if word[0].isupper() and len(sounds := consonants(stem(word))) >= _SHORTEST - 1
    }
    return frozenset(lemmas), frozenset(alike), frozenset(root for root in roots if len(root) == _ROOT) | names


def _lemma(word: str, language: str) -> str:
    lemma = find_lemma(word, language) or find_lemma(word.lower(), language)
    return lemma.lower() if lemma else stem(word)


def _count_shared(
    mine: tuple[frozenset[str], frozenset[str], frozenset[str]],
    theirs: tuple[frozenset[str], frozenset[str], frozenset[str]],
    *,
    same: bool,
) -> int:
    return _SURE * len(mine[1] & theirs[1]) + (len(mine[0] & theirs[0]) if same else len(mine[2] & theirs[2]))
