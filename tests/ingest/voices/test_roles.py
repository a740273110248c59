"""Roles beside names: appositions, brackets, labels, lists; and what is no role of anybody."""

from __future__ import annotations

import pytest

from ingest.voices.holders import gather_holders
from ingest.voices.role_words import is_feminine, split_role, tell_role
from ingest.voices.roles import find_roles


@pytest.mark.parametrize(
    ("text", "language", "name", "key"),
    [
        ("Dann sprach der Glockengießer Harm Petersen.", "de", "Harm Petersen", "bell_founder"),
        ("Elske Vollmer, die Restauratorin des Museums, kam spät.", "de", "Elske Vollmer", "restorer"),
        ("Geladen war Onno Dirks, Direktor des Heimatmuseums.", "de", "Onno Dirks", "director"),
        ("Die Leiterin des Bauamts, Frauke Janssen, sperrte den Turm.", "de", "Frauke Janssen", "head"),
        ("Vorsitz: Friederike Ohm.", "de", "Friederike Ohm", "chair"),
        ("Bürgermeisterin Tamm: Ich eröffne die Sitzung.", "de", "Tamm", "mayor"),
        ("Oben wohnt die Türmerin Wenke Aalders.", "de", "Wenke Aalders", "de:türmer"),
        ("Ruhloff (Imker): Die Völker sind tot.", "de", "Ruhloff", "beekeeper"),
        ("Damals war Piet Harms Küster in Ostwarf.", "de", None, ""),
        ("Piet Harms war damals Küster in Ostwarf.", "de", "Piet Harms", "sexton"),
        ("The architect Corin Stahl drew it.", "en", "Corin Stahl", "architect"),
        ("Its chief conductor Signe Hall stayed away.", "en", "Signe Hall", "conductor"),
        ("Judith Carr, coordinator, counted the hours.", "en", "Judith Carr", "coordinator"),
        ("The museum’s director, Onno Dirks, was not asked.", "en", "Onno Dirks", "director"),
        ("Mary Pell was the treasurer of the club.", "en", "Mary Pell", "treasurer"),
        ("Mayor Tamm: I open the hearing.", "en", "Tamm", "mayor"),
        ("Vollmer (conservator): It is rust.", "en", "Vollmer", "restorer"),
        ("Philip Orr, a viola player and writer, kept a diary.", "en", "Philip Orr", "violist"),
    ],
)
def test_a_role_beside_a_name_is_read(text: str, language: str, name: str | None, key: str) -> None:
    """Before a name and behind it, in brackets, as a label, as what somebody is said to be."""
    found = {one.name for one in find_roles(text, language) if key in one.keys}
    assert ({name} if name else set()) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Onno Dirks, der Müller und die Wirtin kamen zur Anhörung.", "de"),
        ("Onno Dirks, die Wirtin, der Müller und der Wirt schwiegen.", "de"),
        ("Harm Petersen beantragt, den Bürgermeister persönlich zu laden.", "de"),
        ("Onno Dirks, der dem Müller elf Tonnen schuldete, schwieg.", "de"),
        ("An der Arbeit waren Ole Kehl, zwölf Schüler des Gymnasiums und ein Hund beteiligt.", "de"),
        ("Onno Dirks, the miller and the landlady came to the hearing.", "en"),
        ("Der Keller von Onno Dirks stand unter Wasser.", "de"),
        ("The weather of Onno Dirks was bad.", "en"),
        ("Акустик Иван Петров молчал.", "ru"),
    ],
)
def test_a_row_of_people_and_offices_tells_of_nobody(text: str, language: str) -> None:
    """Who stands next to a name in a row, or is spoken of in a clause behind it, is somebody else."""
    assert set() == {one.name for one in find_roles(text, language) if one.keys}


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Dirigentin", "conductor"),
        ("Oberbürgermeisterin", "mayor"),
        ("Ärztin", "physician"),
        ("Zeugin", "witness"),
        ("Vorsitzenden", "chairwoman"),
        ("Kämmerin", "treasurer"),
        ("Ratsfrau", "councillor"),
        ("Bäuerin", "farmer"),
        ("Sachverständigen", "expert"),
        ("Bratschist", "viola player"),
    ],
)
def test_a_role_has_one_key_in_both_languages(german: str, english: str) -> None:
    """Of a man and of a woman, declined, and as the last part of a compound."""
    assert tell_role(german, "de") & tell_role(english, "en")


@pytest.mark.parametrize("word", ["Gutachten", "Lehre", "Keller", "Fenster", "Motor", "Termin", "Berlin", "Protokoll"])
def test_what_only_ends_like_a_role_is_none(word: str) -> None:
    """A thing has no feminine."""
    assert frozenset() == tell_role(word, "de")


@pytest.mark.parametrize("word", ["weather", "paper", "letter", "conductors", "mother"])
def test_what_only_ends_like_an_english_role_is_none(word: str) -> None:
    """Neither things nor several people."""
    assert frozenset() == tell_role(word, "en")


def test_a_compound_is_parted_before_its_role() -> None:
    """What stands before it makes it a narrower one."""
    assert ("chef", "dirigent") == split_role("Chefdirigentin")
    assert ("", "hausmeister") == split_role("Hausmeister")
    assert is_feminine("Ratsfrau")
    assert not is_feminine("Ratsherr")


def test_a_last_name_alone_is_of_who_is_called_so_in_full() -> None:
    """Where two are, it is nobody's."""
    full = find_roles("Die Wirtin Ada Lund und die Wirtin Eva Lund kamen.", "de")
    alone = find_roles("Bürgermeisterin Lund: Ja.\nSchmied Pahl: Nein.\nDer Schmied Rolf Pahl ging.", "de")
    holders = {one.name: one for one in gather_holders((*full, *alone), {"Rolf Pahl": ("buch",)})}
    assert {"Ada Lund", "Eva Lund", "Rolf Pahl"} == set(holders)
    assert ("buch",) == holders["Rolf Pahl"].works
    assert 2 == len(holders["Rolf Pahl"].roles)
