"""How the product says what it knows: dates in the reader's language, works on one line."""

from __future__ import annotations

import pytest

from app.wording import tell_date, tell_date_beside, tell_work


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


@pytest.mark.parametrize(
    ("title", "date", "german", "english"),
    [
        ("Urteil vom 14. Juni 2023, Aktenzeichen 5", "2023-06-14", "", ""),
        ("Rede vom 6.12. 2025 (Auszug)", "2025-12-06", "", ""),
        ("Rede vom 06.12.2025", "2025-12-06", "", ""),
        ("Press release, June 14, 2023", "2023-06-14", "", ""),
        ("Press release of 14 June 2023.", "2023-06-14", "", ""),
        ("Речь 14 июня 2023 г.", "2023-06-14", "", ""),
        ("Jahresbericht (2018)", "2018", "", ""),
        ("Nachrichten, Juni 2023", "2023-06", "", ""),
        ("Jahresbericht 2023", "2023-06", "Juni 2023", "June 2023"),
        ("Rede vom 14. Juni", "2023-06-14", "14. Juni 2023", "14 June 2023"),
        ("Akte 12023", "2023", "2023", "2023"),
        ("Nr. 114. Juni 2023", "2023-06-14", "14. Juni 2023", "14 June 2023"),
        ("Spring letter", "Frühjahr 2020", "Frühjahr 2020", "Frühjahr 2020"),
    ],
)
def test_a_date_that_the_title_says_is_not_told_again(title: str, date: str, german: str, english: str) -> None:
    """Whatever the language and form of the title's date; what says less than the whole date leaves it to be told."""
    assert (german, english) == (tell_date_beside(title, date, "de"), tell_date_beside(title, date, "en"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Was geht und was nicht geht.", "Ole Hem: Was geht und was nicht geht, Mai 2024"),
        ("Satzung des Moorvereins e. V.", "Ole Hem: Satzung des Moorvereins e. V., Mai 2024"),
        ("Und so weiter ...", "Ole Hem: Und so weiter ..., Mai 2024"),
        ("Wem gehört der Damm?", "Ole Hem: Wem gehört der Damm?, Mai 2024"),
        ("‚Nasse Füße.‘", "Ole Hem: ‚Nasse Füße‘, Mai 2024"),
    ],
)
def test_no_full_stop_stands_before_a_comma(title: str, expected: str) -> None:
    """A title's own stop goes; an abbreviation, an ellipsis and a question mark keep theirs."""
    assert expected == tell_work(title, "Ole Hem", "2024-05", "de")
