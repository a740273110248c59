"""How a statement and its evidence are laid in one row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.entailment.rows import lay_row

tokens = st.lists(st.integers(5, 250_000), max_size=600)


@given(tokens, tokens)
def test_a_row_has_both_and_says_where_the_statement_is(statement: list[int], evidence: list[int]) -> None:
    row = lay_row(statement, evidence)
    said = row.ids[1 : 1 + row.said]
    assert row.said >= 1
    assert len(row.ids) <= 512
    assert said == tuple(statement[: len(said)]) or (not statement and said == (2,))
    assert row.ids[1 + row.said + 2 : -1] == tuple(evidence[: len(row.ids) - row.said - 4])
    assert (0, 2, 2, 2) == (row.ids[0], *row.ids[1 + row.said : 3 + row.said], row.ids[-1])


def test_what_is_short_is_whole() -> None:
    row = lay_row([7, 8], [9, 10, 11])
    assert ((0, 7, 8, 2, 2, 9, 10, 11, 2), 2) == (row.ids, row.said)
