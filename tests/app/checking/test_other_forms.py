"""What is called otherwise near a quote is not said to be missing there."""

from __future__ import annotations

import pytest

from app.checking.other_forms import may_stand_there

GERMAN = (
    "Am Widerstand Belgiens scheiterte der Plan. Fünf Prozent des BIP gelten als Ziel, sagte die Genfer Delegation."
    " In Luzk und in Venedig verhandelte Selenskyj mit der venezolanischen Seite; der Boden blieb knapp."
)
ENGLISH = "Ashdown spoke in Florence of the Habsburgs, and Tchaikovsky's house was sold to Danish buyers."
RUSSIAN = "В Черновцах Лавров говорил о планах, а посёлок Доброполье остался без воды."


@pytest.mark.parametrize(
    ("name", "language", "there"),
    [
        ("GDP", "en", True),  # "BIP"
        ("Geneva", "en", True),
        ("Lutsk", "en", True),
        ("Venice", "en", True),
        ("Zelensky", "en", True),
        ("Selensky", "de", True),  # a slip
        ("Venezuela", "en", True),  # "venezolanischen"
        ("Venezuela", "de", True),
        ("Biden", "en", False),  # near "Boden", which is no name
        ("Portugal", "en", False),
        ("Portugal", "de", False),
        ("Kushner", "en", False),
        ("Tjarksen", "de", False),
    ],
)
def test_a_name_under_a_german_quote(name: str, language: str, *, there: bool) -> None:
    """Another language's name, an adjective, a slip and letters of another language; what is plainly absent is not."""
    assert there == may_stand_there(name, GERMAN, language=language, languages={"de"}, written=False)


@pytest.mark.parametrize(
    ("name", "language", "there"),
    [
        ("Florenz", "de", True),
        ("Tschaikowski", "de", True),
        ("Dänemark", "de", True),
        ("Ashdowne", "en", True),
        ("Quilling", "de", False),
        ("Polen", "de", False),
    ],
)
def test_a_name_under_an_english_quote(name: str, language: str, *, there: bool) -> None:
    """The same the other way round."""
    assert there == may_stand_there(name, ENGLISH, language=language, languages={"en"}, written=True)


@pytest.mark.parametrize(
    ("name", "language", "there"),
    [("Lawrow", "de", True), ("Dobropillja", "de", True), ("Chernivtsi", "en", True), ("Wennigsen", "de", False)],
)
def test_a_name_under_a_russian_quote(name: str, language: str, *, there: bool) -> None:
    """Transliterated, or what begins alike to the ear."""
    assert there == may_stand_there(name, RUSSIAN, language=language, languages={"ru"}, written=False)


@pytest.mark.parametrize(("written", "there"), [(True, False), (False, True)])
def test_an_abbreviation_is_missing_only_where_the_dossier_writes_it(*, written: bool, there: bool) -> None:
    """What no text calls so may have letters of its own there."""
    assert there == may_stand_there("FIFA", GERMAN, language="de", languages={"de"}, written=written)
