"""Lands are known in every case."""

from __future__ import annotations

import pytest

from app.checking.claims.naming import find_known


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("am Widerstand Belgiens", "territory:BE"),
        ("die Rolle Irans", "territory:IR"),
        ("die Häfen Kroatiens", "territory:HR"),
        ("Kazakhstan's grain", "territory:KZ"),
        ("Sudans Süden", "territory:SD"),
        ("in Belgien", "territory:BE"),
        ("в Бельгии", "territory:BE"),
    ],
)
def test_a_land_in_the_genitive_is_that_land(text: str, thing: str) -> None:
    """Its name may end in what looks like the ending of another case: Belgi-en-s."""
    assert thing in {one for known in find_known(text) for one in known.things}


@pytest.mark.parametrize("text", ["die Chinas", "Nigers", "Omas Kuchen", "iris"])
def test_what_is_none_stays_none(text: str) -> None:
    """A word in small letters, or of another land."""
    assert "territory:IR" not in {one for known in find_known(text) for one in known.things}
