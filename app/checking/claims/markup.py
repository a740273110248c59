"""Statements that carry more than words: addresses, pictures, links, code. A sentence of prose has none of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.checking.claims.records import Ground, Problem, Statement

_ADDRESS = re.compile(
    r"(?i)(?:[a-z][a-z+.-]{1,20}:(?://|(?=[^\s\d]))\S+|www\.\S+|\b[\w.+-]+@[\w-]+\.\w+"
    r"|(?<![\w.])(?:[a-z0-9-]{2,}\.)+[a-z]{2,}(?:[/?#]\S*)?(?![\w.]))"
)
_MARKUP = re.compile(r"[\[\]【】［］†]|```|</?[a-zA-Z!][^>]{0,400}>?|&(?:#\d+|[a-z]+);|\{\{|\$\{|<\||\|>")
_CLOSING = ".,;:!?)\"'“”«»"


def find_markup(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """The addresses of a statement that its grounds do not have, and whatever a page or a terminal could act on."""
    given = " ".join(f"{ground.context} {ground.text}" for ground in grounds).casefold()
    addresses = (match[0].rstrip(_CLOSING) for match in _ADDRESS.finditer(statement.text))
    foreign = [one for one in addresses if one.casefold() not in given]
    marks = [match[0] for match in _MARKUP.finditer(statement.text)]
    return (
        *(Problem("markup", one, f"an address that the cited text does not have: {one[:60]}") for one in foreign),
        *(Problem("markup", one, f"markup: {one[:60]}") for one in marks),
    )
