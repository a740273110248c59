"""Phrases as whole words, and ordinal numbers in words and digits."""

from __future__ import annotations

import re

import pytest

from app.asking.kinds.ordinals import ORDINAL, read_ordinal, read_roman, write_roman
from app.asking.kinds.words import matches_any


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("das Fazit", ["Fazit"]),
        ("FAZIT!", ["FAZIT"]),
        ("Fazit am Ende", ["Fazit am Ende"]),
        ("Vorfazit, Fazits, Kurz-Fazit, Fazit-Seite", []),
        ("über Öl", ["Öl"]),
        ("Ölpest", []),
    ],
)
def test_phrases_are_whole_words_and_longer_ones_win(text: str, expected: list[str]) -> None:
    """A word within another word or beside a hyphen is a different one."""
    assert expected == [one[0] for one in matches_any(["fazit", "öl", "fazit am ende"]).finditer(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("erster", 1),
        ("Vierten", 4),
        ("zehntes", 10),
        ("4.", 4),
        ("12th", 12),
        ("third", 3),
        ("letzte", None),
        ("drei", None),
        ("", None),
    ],
)
def test_ordinals_are_read(text: str, expected: int | None) -> None:
    """German endings, English words, digits; "the last" has no number."""
    assert expected == read_ordinal(text)


@pytest.mark.parametrize(("text", "fits"), [("fünften", True), ("ninth", True), ("fünf", False), ("neuntel", False)])
def test_the_pattern_takes_what_is_read(text: str, *, fits: bool) -> None:
    """What a question pattern finds has a number."""
    assert fits == bool(re.fullmatch(ORDINAL, text))
    assert not fits or read_ordinal(text)


def test_roman_figures_are_read_as_they_are_written() -> None:
    """Each below ninety, in either case; words of the same letters are none."""
    assert list(range(1, 90)) == [read_roman(write_roman(number)) for number in range(1, 90)]
    assert (14, 6) == (read_roman("XIV"), read_roman("Vi"))
    assert [None] * 4 == [read_roman(text) for text in ("", "ill", "iiii", "6")]
