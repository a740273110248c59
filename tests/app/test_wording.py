"""How the product says what it knows: dates in the reader's language."""

from __future__ import annotations

import pytest

from app.wording import tell_date


@pytest.mark.parametrize(
    ("date", "german", "english", "russian"),
    [
        ("2026-01-06", "6. Januar 2026", "6 January 2026", "6 января 2026\N{NARROW NO-BREAK SPACE}г."),
        ("2025-11", "November 2025", "November 2025", "ноябрь 2025\N{NARROW NO-BREAK SPACE}г."),
        ("1998", "1998", "1998", "1998"),
        ("2025-02-30", "2025-02-30", "2025-02-30", "2025-02-30"),
        ("Frühjahr 2020", "Frühjahr 2020", "Frühjahr 2020", "Frühjahr 2020"),
    ],
)
def test_a_date_is_told_in_the_language(date: str, german: str, english: str, russian: str) -> None:
    """Days and months are written out; what is no date of the calendar stays as it was given."""
    assert (german, english, russian) == tuple(tell_date(date, language) for language in ("de", "en", "ru"))
    assert english == tell_date(date, "uk")
