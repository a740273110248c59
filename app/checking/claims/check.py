"""Every check on a statement, on one screen: whatever one of them finds, the statement is not shown as supported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.checking.claims.attribution import find_wrong_attribution
from app.checking.claims.copied import keeps_order
from app.checking.claims.dates import find_wrong_dates
from app.checking.claims.direction import find_wrong_direction
from app.checking.claims.languages import find_wrong_language
from app.checking.claims.markup import find_markup
from app.checking.claims.meaning import Likeness, find_other_meaning
from app.checking.claims.modality import find_wrong_modality
from app.checking.claims.names import find_wrong_names
from app.checking.claims.negation import find_wrong_negation
from app.checking.claims.numbers import find_wrong_numbers
from app.checking.claims.quotations import find_wrong_quotations
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.roles import find_wrong_roles
from app.checking.claims.strange import find_strange_words


def check_statement(
    statement: Statement,
    numbers: Sequence[int],
    issued: Mapping[int, Ground],
    *,
    similar: Likeness | None = None,
) -> tuple[Problem, ...]:
    """What a statement says that the evidence it cites does not carry; empty: it is supported.

    Args:
        statement: One sentence of prose.
        numbers: What it cites.
        issued: The evidence by number, as it was handed out for this very request.
        similar: How alike two texts are in meaning, at most 1; None: not compared.

    """
    unknown = [number for number in numbers if number not in issued]
    grounds = [issued[number] for number in numbers if number in issued]
    if unknown or not grounds:
        said = ", ".join(map(str, unknown))
        note = f"cites {said}, which was not given" if unknown else "cites nothing"
        return (Problem("marker", said, note),)
    return tuple(_look(statement, grounds, similar))


def _look(statement: Statement, grounds: Sequence[Ground], similar: Likeness | None) -> Iterator[Problem]:
    yield from find_markup(statement, grounds)
    yield from find_wrong_language(statement, grounds)
    yield from find_strange_words(statement, grounds)
    yield from find_wrong_quotations(statement, grounds)
    yield from find_wrong_numbers(statement, grounds)
    yield from find_wrong_dates(statement, grounds)
    yield from find_wrong_names(statement, grounds)
    yield from find_wrong_negation(statement, grounds, similar)
    yield from find_wrong_modality(statement, grounds, similar)
    yield from find_wrong_direction(statement, grounds, similar)
    if not any(keeps_order(statement.text, ground.text) for ground in grounds):
        yield from find_wrong_roles(statement, grounds, similar)
    yield from find_wrong_attribution(statement, grounds, similar)
    yield from find_other_meaning(statement, grounds, similar)
