"""Quotation marks of the product's own around what has some already."""

from __future__ import annotations

import pytest

from prompts import frame
from prompts.marks import mark_quote


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("Er kam.", "„Er kam.“", "“Er kam.”"),
        ("„Ja.“", "„Ja.“", "„Ja.“"),
        ("“Yes.”", "“Yes.”", "“Yes.”"),
        ("«Да.»", "«Да.»", "«Да.»"),
        ("„Ja“, sagte er.", "»„Ja“, sagte er.«", "“„Ja“, sagte er.”"),
        ("„Ja“ und „Nein“", "»„Ja“ und „Nein“«", "‘„Ja“ und „Nein“’"),
        ("He said “yes”", "„He said “yes”“", "‘He said “yes”’"),
        ("Он сказал «да»", "„Он сказал «да»“", "“Он сказал «да»”"),
        ("„", "»„«", "“„”"),
    ],
)
def test_a_quote_stands_in_one_pair_of_marks(text: str, german: str, english: str) -> None:
    """One that is enclosed gets no second pair; where its own marks would meet ours, ours are of another kind."""
    assert (german, english) == (mark_quote(text, "de"), mark_quote(text, "en"))


@pytest.mark.parametrize(
    ("title", "language", "said"),
    [
        ("Der Bericht", "de", "Der Text heißt „Der Bericht“."),
        ("“I never asked for a harbour”", "de", "Der Text heißt “I never asked for a harbour”."),
        ("„Wir bleiben“ – ein Gespräch", "de", "Der Text heißt »„Wir bleiben“ – ein Gespräch«."),
        ("“We stay”", "en", "The text is called “We stay”."),
        ("Notes on “the deal”", "en", "The text is called ‘Notes on “the deal”’."),
        ("$title „100 $“", "de", "Der Text heißt »$title „100 $“«."),
    ],
)
def test_a_title_in_marks_gets_no_second_pair(title: str, language: str, said: str) -> None:
    """The frames that quote a title keep to one pair, whatever the title brings."""
    assert said == frame("about_title", language, title=title)


def test_a_frame_takes_exactly_its_values() -> None:
    """A missing value or one too many is an error, also where the place is quoted."""
    for values in ({}, {"title": "A", "other": "B"}):
        with pytest.raises(KeyError):
            frame("about_title", "de", **values)
