"""Words that line ends divide: which are whole again, and which keep their hyphen."""

from __future__ import annotations

import pytest

from ingest.readers.lines import tell_one_word
from tests.ingest.readers.pdf.sheets import Sheet, read, texts


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("be", "cause"),
        ("re", "packaging"),
        ("in", "deed"),
        ("con", "text"),
        ("disillusion", "ment"),
        ("what", "ever"),
        ("unlös", "bare"),
        ("branchenspezi", "fische"),
        ("Mindest", "absicherung"),
        ("Welt", "ernährungsprobleme"),
    ],
)
def test_a_word_is_whole_where_a_part_of_it_stands_by_itself_nowhere(head: str, tail: str) -> None:
    """A syllable, what is broken off a word, or a German noun without its capital."""
    assert tell_one_word(head, tail, {})


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("long", "term"),
        ("zivil", "militärischen"),
        ("öffentlich", "rechtlichen"),
        ("Lohn", "und"),
        ("EU", "Antrag"),
        ("anti", "islamisch"),
        ("Sun", "Spider"),
    ],
)
def test_what_may_have_its_hyphen_keeps_it(head: str, tail: str) -> None:
    """Two words, what is put before words, and what goes on with a capital."""
    assert not tell_one_word(head, tail, {})


def test_a_name_with_a_capital_in_it_is_whole_where_it_is_elsewhere() -> None:
    """As the text writes it: "Sun-Spider" where it is nowhere written in one word."""

    def draw(sheet: Sheet) -> None:
        sheet.line("The board bought a machine that is called TraceMonkey, and")
        sheet.line("nobody knew why. Nobody could say in those years what Trace-")
        sheet.line("Monkey was for, nor who had asked for it, nor why the Sun-")
        sheet.line("Spider had been sold.")

    (text,) = texts(read(draw))
    assert "what TraceMonkey was for" in text
    assert "the Sun-Spider had" in text


def test_an_address_keeps_the_hyphen_at_its_lines_end() -> None:
    """Whoever follows it needs every sign of it, however many lines it takes."""

    def draw(sheet: Sheet) -> None:
        sheet.line("The plan is to be had at https://www.example.org/harbour/sluice-")
        sheet.line("gates/plan.html and, for those who ask, at the quay/house/har-")
        sheet.line("bour/plan.html by the mole.")

    (text,) = texts(read(draw))
    assert "https://www.example.org/harbour/sluice-gates/plan.html and" in text
    assert "house/har-bour/plan.html" in text
