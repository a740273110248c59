"""Numbers, amounts and dates in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.quantities import find_quantities, plain_numbers


def quantities(text: str, language: str | None = None) -> list[str]:
    return find_quantities(plain_numbers(text), language)


NUMBERS = [
    ("600.000 Mann", "600000 Mann"),
    ("600,000 men", "600000 men"),
    ("600 000, 600\u00a0000, 600\u2009000, 600\u202f000", "600000, 600000, 600000, 600000"),
    ("1.234.567,89 und 1,234,567.89", "1234567.89 und 1234567.89"),
    ("3,5 oder 3.5", "3.5 oder 3.5"),
    ("12 Mann, Seite 12 600 Leute", "12 Mann, Seite 12 600 Leute"),
    ("v1.5 v15.500 1.2.3 192.168.100.1 § 5", "v1.5 v15.500 1.2.3 192.168.100.1 § 5"),
    ("1,125 Mrd. und 1.125 billion, aber 1.250 Millionen", "1.125 Mrd. und 1.125 billion, aber 1250 Millionen"),
    ("⅔-Mehrheit", "2/3-Mehrheit"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_written_one_way(text: str, expected: str) -> None:
    """Thousands lose their separators, decimals have a point; versions, addresses and rows of numbers stay."""
    assert expected == plain_numbers(text)


SAME = [
    ("600000", ["600k", "600 thousand", "600 Tausend", "600 Tsd.", "600 тыс."]),
    (
        "210000000000",
        ["210 Mrd.", "210 Milliarden", "€210bn", "210 bln", "210-Milliarden-Paket", "210 billion", "210 млрд"],
    ),
    ("1500000", ["1,5 Mio.", "1.5 million", "1,5 Millionen", "$1.5m", "1,5 млн"]),
    ("2000000000000", ["2 Billionen", "2 trillion", "2 трлн"]),
    ("50%", ["50%", "50 %", "50 Prozent", "50 percent", "50 per cent", "50-prozentig", "50 процентов"]),
    ("2/3", ["2/3", "zwei Drittel", "two-thirds", "two thirds", "2/3\u2011Mehrheit", "⅔"]),
    (
        "2024-06-14",
        [
            *("14. Juni 2024", "June 14, 2024", "14 June 2024", "2024-06-14", "14.06.2024", "14.6.2024"),
            *("14th of June 2024", "June 14th, 2024", "13./14. Juni 2024", "14 июня 2024", "14. juni 2024"),
        ],
    ),
    ("2024-06", ["Juni 2024", "June 2024", "14. Juni 2024", "2024-06-14"]),
    ("06-14", ["14. Juni", "June 14", "14. Juni 2024"]),
]


@pytest.mark.parametrize(("term", "spellings"), SAME, ids=[term for term, _ in SAME])
def test_one_quantity_has_one_term(term: str, spellings: list[str]) -> None:
    """Whatever the language and the spelling, the same quantity is the same term."""
    assert [] == [text for text in spellings if term not in quantities(text)]


def test_a_billion_is_as_large_as_its_language_makes_it() -> None:
    """A German Billion is an English trillion; where neither spelling nor language tells, there is no term."""
    assert ["1000000000000"] == quantities("1 Billion", "de") == quantities("1 trillion", "en")
    assert ["1000000000"] == quantities("1 Billion", "en") == quantities("1 billion", None)
    assert [] == quantities("1 Billion", None)


@pytest.mark.parametrize(
    "text",
    [
        *("v1.5", "§ 5", "1.2.3", "192.168.100.1", "5 m", "F-16", "G7", "14/15", "9/11", "24/7", "point 5 may be"),
        *("32. Juni", "2024-13-01", "12.34.5678", "a third country", "im Mai", "", "Kapitel 3.14.15"),
    ],
)
def test_nothing_is_made_of_what_is_no_quantity(text: str) -> None:
    """Versions, paragraphs, addresses, rows and impossible dates give no term."""
    assert [] == quantities(text)


@given(st.text(alphabet="0123456789.,  /-%kMrdBio½\u00a0Juni€"))
def test_whatever_the_text_nothing_raises(text: str) -> None:
    """Any row of digits and signs is read or left alone, and going over it twice changes nothing."""
    assert plain_numbers(text) is not None
    assert all(quantities(text, language) is not None for language in ("de", "en", None))


@pytest.mark.parametrize(
    "text", ["1" + "0" * 40 + " Millionen", "9" * 60 + " %", "14 APR\u0130L 2024", "F\u0130VE", "dre\u0131"]
)
def test_odd_numbers_and_letters_break_nothing(text: str) -> None:
    """Endless digits and Turkish letters, as they come from scanned texts, end in no error."""
    for language in ("de", "en", None):
        find_quantities(text, language)
