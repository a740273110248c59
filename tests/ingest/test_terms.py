"""Terms and names that lexical search compares."""

import pytest

from ingest.text.names import name_key, surname_key
from ingest.text.terms import find_name_terms, find_names, find_terms

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


def test_hyphens_part_words_and_numbers_in_brackets_are_numbers() -> None:
    """Parts of a compound are found alone; a number in brackets is one, since note markers are gone by then."""
    assert {"28", "punkt", "plan"} <= set(find_terms("28-Punkte-Plan", "de"))
    assert {"40", "guld"} <= set(find_terms("[40] Gulden", "de"))


def test_thousands_separators_make_no_difference() -> None:
    """600.000, 600,000 and 600000 are one number; 3.5 stays another."""
    assert find_terms("600.000", "de") == find_terms("600,000", "en") == find_terms("600000", "de")
    assert ["3.5"] == find_terms("3.5", "en")


def test_names_and_numbers_are_what_languages_share() -> None:
    """Across languages only capitalised words and numbers count, by their key."""
    assert ["NATO", "600000"] == find_names("What did NATO say of 600,000 men?")
    assert set(find_name_terms("Does Zelensky agree?")) <= set(find_name_terms("Selenskyj stimmt zu."))


def test_parts_of_a_compound_stand_behind_it() -> None:
    """A compound meets the same words standing apart, in German text only."""
    terms = find_terms("Truppenobergrenze", "de")
    assert set(find_terms("Obergrenze der Truppen", "de")) < set(terms)
    assert set(terms) & set(find_terms("Begrenzung der Truppenzahl", "de"))
    assert {"zentralbank", "guthab"} == set(find_terms("Zentralbankguthaben", "de")) & set(
        find_terms("Zentralbank-Guthaben", "de")
    )
    assert ["truppenobergrenz"] == find_terms("Truppenobergrenz", "en")


def test_numbers_are_terms_in_one_spelling() -> None:
    """A number meets itself across languages, among the words and among the names; amounts are not converted."""
    assert "210" in set(find_terms("210 Mrd. Euro", "de")) & set(find_terms("210 billion euros", "en"))
    assert {"=14", "=2024"} <= set(find_name_terms("14./15. Juni 2024")) & set(find_name_terms("June 14, 2024"))
    assert ["3.5"] == find_terms("3,5", "de") == find_terms("3.5", "en")


def test_spellings_of_an_umlaut_share_a_key() -> None:
    """ü, ue and u are one letter in a name."""
    assert 1 == len({name_key(word) for word in ("Bürgenstock", "Buergenstock", "Burgenstock")})
    assert 1 == len({name_key(word) for word in ("Zürich", "Zuerich", "Zurich")})


def test_every_capital_letter_makes_a_name() -> None:
    """German common nouns are names, too: one more does no harm."""
    assert ["Truppenobergrenze"] == find_names("Welche Truppenobergrenze gilt?")
    assert ["Zelensky"] == find_names("What does Zelensky say of the peace plan?")
