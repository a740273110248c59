"""Numbers in front of headings: sections have them, days and amounts are none."""

from __future__ import annotations

import pytest

from ingest.readers.composing import RawBlock, RawSpan, compose_reading
from ingest.text.quantities import starts_with_day


def read_numbers(*headings: tuple[str, str]) -> list[str | None]:
    """The numbers that are left of headings, given as number and text behind it."""
    raw = [RawBlock("heading", (RawSpan(f"{number}{rest}"),), number=number.rstrip(".)")) for number, rest in headings]
    return [block.number for block in compose_reading(raw).blocks]


@pytest.mark.parametrize(
    "headings",
    [
        (("6", " September 2019"), ("9", " September 2019"), ("10", " September 2019")),
        (("1.", " Mai"), ("2.", " Mai")),
        (("3", " июня 1931"), ("4", " июня 1931")),
        (("10", " Dinge über Deiche"),),
        (("I", " saw the flood"), ("10", " things to know")),
    ],
)
def test_days_and_amounts_number_no_section(headings: tuple[tuple[str, str], ...]) -> None:
    """A diary's days would be sections 6, 9 and 28, shown as "6. September 2019"."""
    assert [None] * len(headings) == read_numbers(*headings)


@pytest.mark.parametrize(
    ("headings", "numbers"),
    [
        ((("1", " Auftrag"), ("2", " Messungen"), ("3", " Ergebnisse")), ["1", "2", "3"]),
        ((("I", " Anlass"), ("II", " Verlauf")), ["I", "II"]),
        ((("4.", " Ursachen"),), ["4"]),
        ((("2.1", " Pegel"),), ["2.1"]),
        ((("1", " Anlass"), ("2", " Verlauf"), ("14", " Monate später")), ["1", "2", None]),
    ],
)
def test_sections_keep_their_numbers(headings: tuple[tuple[str, str], ...], numbers: list[str | None]) -> None:
    """One with a full stop alone, one without where its neighbour is there."""
    assert numbers == read_numbers(*headings)


@pytest.mark.parametrize("text", ["6 September 2019", "3. Oktober", "14th of June 2024", "9 мая"])
def test_a_day_in_front_is_seen(text: str) -> None:
    """In three languages, with and without a full stop."""
    assert starts_with_day(text)


@pytest.mark.parametrize("text", ["3 Ergebnisse", "2. Maiglöckchen", "12 Monate", "2019 im September"])
def test_other_numbers_are_no_days(text: str) -> None:
    """A word that begins like a month is none."""
    assert not starts_with_day(text)
