"""A speaker's name is somebody's: no piece of a clause, no heading, no place."""

from __future__ import annotations

import pytest

from ingest.voices.people import gather_people
from ingest.voices.speakable import mend_name


@pytest.mark.parametrize(
    ("name", "language", "mended"),
    [
        ("Die in der Presse", "de", None),
        ("Dem", "de", None),
        ("diesen Vorschlag für unreif", "de", None),
        ("Krumbach von", "de", None),
        ("dem Bündnis Freie Ufer", "de", "Bündnis Freie Ufer"),
        ("Die Presse", "de", "Die Presse"),
        ("einer von ihnen", "de", "einer von ihnen"),
        ("viele in der Stadt", "de", "viele in der Stadt"),
        ("Later", "en", None),
        ("However", "en", None),
        ("Limits on the liability of a carrier when", "en", None),
        ("ADDITIONAL REMARKS", "en", None),
        ("NATO", "en", "NATO"),
        ("US EPA", "en", "US EPA"),
        ("Four of us", "en", "Four of us"),
        ("The harbour master", "en", "The harbour master"),
    ],
)
def test_a_piece_of_a_clause_is_nobody(name: str, language: str, mended: str | None) -> None:
    """What no one can be called is taken for nobody, and an object's article for none of the name."""
    assert mended == mend_name(name, language)


def test_names_end_before_the_nouns_and_prepositions_behind_them() -> None:
    """„Vier Maßnahmen“ is nobody's name, and none ends in „von“."""
    people = gather_people("Vier Maßnahmen helfen. Wir haben Krumbach von Grund auf saniert. Eva Holm kam.", "de")
    assert ["Eva Holm"] == sorted(set(people.names.values()))


def test_what_something_is_in_is_a_place() -> None:
    """A name behind "in" is no he or she, but whose report it is may be."""
    text = "They met in Blackholm Carr. It stands in Ada Roe’s report that Blackholm Carr was dry. Ada Roe agreed."
    assert {"Blackholm Carr"} == gather_people(text, "en").places
