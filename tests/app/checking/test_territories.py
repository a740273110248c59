"""Places that people type in small letters, and words that only look like places."""

from __future__ import annotations

import pytest

from app.checking.territories import capitalize_territories, find_territory, is_territory


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("what is the capital of australia", "what is the capital of Australia"),
        ("warum liefert polen nichts", "warum liefert Polen nichts"),
        ("was sagt norwegens minister", "was sagt Norwegens minister"),
        ("the reading room in essen", "the reading room in essen"),
        ("us and uk", "us and uk"),
    ],
)
def test_places_get_their_capital(text: str, written: str) -> None:
    """Short ones are words as well, and stay."""
    assert written == capitalize_territories(text)


def test_the_only_place_of_a_question_is_found() -> None:
    """Of two, neither is the one that is asked for."""
    found = find_territory("what does the report say about europe")
    assert found
    assert "europe" == found[0]
    assert find_territory("der Handel zwischen Polen und Norwegen") is None
    assert is_territory("Russlands")
    assert not is_territory("der Hafen")
