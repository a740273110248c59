"""German nouns: common ones and compounds."""

import pytest

from ingest.text.german import is_common_noun, split_compound

COMPOUNDS = [
    ("Truppenobergrenze", ("Truppe", "Obergrenze")),
    ("Truppenzahl", ("Truppe", "Zahl")),
    ("truppenobergrenzen", ("Truppe", "Obergrenze")),
    ("Zentralbankguthaben", ("Zentralbank", "Guthaben")),
    ("Bundesrat", ("Bund", "Rat")),
    ("Ukrainepolitik", ("Ukraine", "Politik")),
    ("Kriegsende", ("Krieg", "Ende")),
    ("Territorialfragen", ("territorial", "Frage")),
    ("Öltanker", ("Öl", "Tanker")),
    ("Waffenstillstandsverletzungen", ("Waffenstillstand", "Verletzung")),
]


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS)
def test_compounds_have_parts(word: str, parts: tuple[str, ...]) -> None:
    """The parts are words of the dictionary, in its form, without what links them."""
    assert parts == split_compound(word)


WHOLE = (
    "Demokratie Forderungen Regierung Dokumente Kontinente Interessen Soldaten Präsidenten Verhandlungen Sanktionen"
    " Gesellschaft Wissenschaft Minister Operation Widerstand Alternative regelbasierten völkerrechtliche Russischen"
)
NAMES = (
    "Starlink Medwedew Brakensiel Regenbrecht Steinmeier Wagenknecht Rosenberg Russland Frankreich Saporischschja"
    " Rheinmetall Tidemill Euroclear Wolfsburg NATO"
)


@pytest.mark.parametrize("word", [*WHOLE.split(), *NAMES.split()])
def test_what_only_looks_like_a_compound_stays_whole(word: str) -> None:
    """Endings are no parts, adjectives are left alone, and names are not taken apart."""
    assert () == split_compound(word)


@pytest.mark.parametrize(
    "word", "Truppen Krieg Frieden Guthaben Einwohner Städte Häuser Angst Physik Auto Referendum Kriegskosten".split()
)
def test_common_nouns_are_known(word: str) -> None:
    """Nouns are known in any form, with or without a plural."""
    assert is_common_noun(word)


@pytest.mark.parametrize(
    "word", "Ukraine Russland Ungarn Brasilien Merkel Putin Medwedew Berlin Starlink Kreml Thomas Venezuela".split()
)
def test_names_are_no_common_nouns(word: str) -> None:
    """A dictionary has names, too; they are told by how they are declined."""
    assert not is_common_noun(word)
