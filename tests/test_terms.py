"""Terms and names that lexical search compares."""

import pytest

from index.terms import find_name_terms, find_names, find_terms
from ingest.names import name_key, surname_key

SAME_NAME = [
    ("Saporischschja", "Zaporizhzhia"),
    ("Selenskyj", "Zelensky", "Zelenskyy", "Зеленский"),
    ("Lawrow", "Lavrov", "Лавров"),
    ("Medwedew", "Medvedev", "Медведев"),
    ("Kyjiw", "Kyiv"),
    ("Charkiw", "Kharkiv"),
    ("Cherson", "Kherson", "Херсон"),
    ("Donezk", "Donetsk", "Донецк"),
    ("Путин", "Putin"),
]


@pytest.mark.parametrize("spellings", SAME_NAME, ids=lambda names: names[0])
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    """German, English and Russian spellings of a name meet."""
    assert 1 == len({name_key(word) for word in spellings})


def test_different_names_keep_different_keys() -> None:
    """Folding spellings does not fold people."""
    names = ["Putin", "Trump", "Lawrow", "Rubio", "Witkoff", "Hegseth", "Selenskyj", "Medwedew", "Musk", "Vance"]
    assert len(names) == len({surname_key(f"X. {name}") for name in names})


def test_words_are_folded_stemmed_and_freed_of_stop_words() -> None:
    """Umlauts, their two-letter spelling and inflection make no difference; question words say nothing."""
    assert find_terms("die Häuser der Völker", "de") == find_terms("Haus, Voelkern?", "de")
    assert find_terms("Which guarantees were given?", "en") == find_terms("the guarantee given", "en")
    assert [] == find_terms("Wer sagt das, und warum?", "de")
    assert find_terms("советские санкции", "ru") == find_terms("советских санкций", "ru")


def test_hyphens_part_words_and_note_markers_are_no_numbers() -> None:
    """Parts of a compound are found alone; `[12]` is not the number 12."""
    assert {"28", "punkt", "plan"} <= set(find_terms("28-Punkte-Plan[12]", "de"))
    assert "12" not in find_terms("28-Punkte-Plan[12]", "de")


def test_thousands_separators_make_no_difference() -> None:
    """600.000, 600,000 and 600000 are one number; 3.5 stays another."""
    assert find_terms("600.000", "de") == find_terms("600,000", "en") == find_terms("600000", "de")
    assert ["3.5"] == find_terms("3.5", "en")


def test_names_and_numbers_are_what_languages_share() -> None:
    """Across languages only capitalised words and numbers count, by their key."""
    assert ["NATO", "600000"] == find_names("What did NATO say of 600,000 men?")
    assert set(find_name_terms("Does Zelensky agree?")) <= set(find_name_terms("Selenskyj stimmt zu."))
