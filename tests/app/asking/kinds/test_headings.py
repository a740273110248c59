"""What a section is called."""

from __future__ import annotations

import pytest

from app.asking.kinds.headings import reply_heading
from app.service import Service


def _ask(service: Service, question: str, language: str) -> list[str]:
    opened = service.generation()
    return [one.text for one in reply_heading(question, language, [opened.documents["bericht"]], opened)]


@pytest.mark.parametrize("question", ["Wie heißt Abschnitt 2?", "Titel von Kapitel 2?", "Untertitel des 2. Abschnitts"])
def test_a_section_is_called_by_its_heading(quays: Service, question: str) -> None:
    """And it is said that no other heading stands below it."""
    lines = _ask(quays, question, "de")
    assert [
        "Dieser Abschnitt von „Die Kaimauer von Ostwarf“ heißt: „2. Die Pläne“.",
        "Weitere Überschriften stehen nicht darunter.",
    ] == lines


@pytest.mark.parametrize(
    "question", ["what's the subtitle of section 3", "title of section 3?", "What is chapter 3 called?"]
)
def test_it_is_told_in_english(quays: Service, question: str) -> None:
    """The product's words in the asker's language, the heading as it stands."""
    assert "This section of “Die Kaimauer von Ostwarf” is called “3. Fazit”." == _ask(quays, question, "en")[0]


@pytest.mark.parametrize(
    "question",
    [
        "Worum geht es in Abschnitt 2?",
        "Wie heißt der Bürgermeister in Abschnitt 2?",
        "Wie heißt der Bericht?",
        "what's the name of the harbour in section 1?",
        "Abschnitt 2",
    ],
)
def test_what_stands_in_a_section_is_none_of_this(quays: Service, question: str) -> None:
    """A name of something in it, the text's own title, the section itself."""
    assert [] == _ask(quays, question, "de")
