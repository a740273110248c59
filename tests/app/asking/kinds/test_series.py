"""Points that a text counts without a number before each."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.place import find_asked_place
from app.asking.kinds.points import find_described_item
from app.asking.kinds.series import find_series_word
from index.store.opened import OpenGeneration
from tests.app.asking.quays import make_quays

PRUEFUNG = """Prüfung der Kaimauer

Artikel 1 Die Mauer

(1) Die Mauer ist achtzig Jahre alt und steht auf Pfählen aus Eiche.

(2) Sie darf nicht mit Autos befahren werden, auch nicht von Anliegern.

Artikel 2 Empfehlungen

Erstens: Die Pfähle sind im Herbst einzeln zu prüfen.

Zweitens: Die Risse sind mit Mörtel zu schließen.

Drittens: Der Kran ist vom Nordkai abzuziehen.

"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    """The quays, with a survey whose recommendations are counted in words."""
    return make_quays(Path(tmp_path_factory.mktemp("series")), pruefung=PRUEFUNG).generation()


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("die zweite Empfehlung der Mauerprüfung", "Zweitens: Die Risse"),
        ("what is the last recommendation in the Mauerprüfung?", "Drittens: Der Kran"),
        ("Was ist Empfehlung Nr. 1 der Mauerprüfung?", "Erstens: Die Pfähle"),
        ("Artikel 1 Absatz 2 der Mauerprüfung", "(2) Sie darf nicht"),
        ("What does article 1 say?", "(1) Die Mauer ist"),
    ],
)
def test_a_point_is_told_by_what_counts_it(opened: OpenGeneration, question: str, begins: str) -> None:
    """By "Zweitens" below the heading, by both its numbers, by a heading that one text alone has."""
    found = find_asked_place(question, opened) or find_described_item(question, opened, None)
    assert opened.documents["pruefung"].text[found[0].start : found[0].end].startswith(begins)


@pytest.mark.parametrize(
    "question",
    ["die fünfte Empfehlung der Mauerprüfung", "the last recommendation of the Hafenbuch", "What does article 9 say?"],
)
def test_what_is_not_there_is_no_point(opened: OpenGeneration, question: str) -> None:
    """A number too high, a work that is not here, an article that no text has."""
    assert () == (find_asked_place(question, opened) or find_described_item(question, opened, None))


def test_words_for_points_and_for_places() -> None:
    """A page is no point of several."""
    assert "Empfehlungen" == find_series_word("Was steht in den Empfehlungen?")
    assert "lesson" == find_series_word("the third lesson")
    assert find_series_word("Was steht auf der Seite?") is None
