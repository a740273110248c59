"""Points that somebody typed in a format that has lists of its own: they are points all the same."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from ingest.readers.docx import read_docx
from ingest.readers.html.page import read_html
from ingest.readers.odt import read_odt
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading
from tests.ingest.readers.test_office import make_odt, texts

LAW = (
    "(1) Die Hafenordnung gilt für alle Becken. Sie unterscheidet",
    "1. den Innenhafen mit seinen Liegeplätzen,",
    "2. die Reede,",
    "3. den Kanal bis zur Schleuse.",
    "(2) Im Zweifel entscheidet der Hafenmeister.",
    "(3) Er entscheidet am selben Tag.",
)
WEATHER = (
    "Whatever the weather may be, whoever the master is, and however late it has become, nobody waits outside for long."
)
PAGE = "<html><body><main><h1>Harbour rules</h1><p>{}</p></main></body></html>"


def as_docx(paragraphs: tuple[str, ...]) -> Reading:
    document = docx.Document()
    document.add_heading("Artikel 2 Gebiet", 1)
    for one in paragraphs:
        document.add_paragraph(one)
    buffer = io.BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue(), ReadingHints())


def as_odt(paragraphs: tuple[str, ...]) -> Reading:
    body = "".join(f"<text:p>{one}</text:p>" for one in paragraphs)
    return read_odt(make_odt(body), ReadingHints())


def as_html(paragraphs: tuple[str, ...]) -> Reading:
    return read_html(PAGE.format("</p><p>".join(paragraphs)).encode(), ReadingHints())


@pytest.mark.parametrize("read", [as_docx, as_odt, as_html])
def test_typed_numbers_are_points_below_what_leads_to_them(read: Callable[[tuple[str, ...]], Reading]) -> None:
    """The line that leads to them has no colon, and closes nothing; the subsections around them are none of them."""
    reading = read(LAW)
    assert list(LAW[1:4]) == texts(reading, "list_item")
    assert [LAW[0]] == texts(reading, "list_intro")
    assert list(LAW[4:]) == texts(reading, "paragraph")


def test_subsections_without_a_line_before_them_are_paragraphs() -> None:
    """A law's subsections follow one another like points; each says something of its own."""
    laws = ("(1) Der Hafen ist offen.", "(2) Er hat zwei Becken.", "(3) Nachts ist er zu.")
    reading = as_docx(laws)
    assert list(laws) == texts(reading, "paragraph")
    assert not texts(reading, "list_item")


def test_bracketed_numbers_behind_a_line_that_leads_to_them_are_points() -> None:
    """There the brackets are only another way to number."""
    points = ("(1) the north basin,", "(2) the south basin.")
    reading = as_html(("The rules apply to:", *points, f"Nobody anchors elsewhere. {WEATHER}"))
    assert list(points) == texts(reading, "list_item")
    assert ["The rules apply to:"] == texts(reading, "list_intro")


def test_a_paragraph_that_closes_leads_to_nothing() -> None:
    """Numbered paragraphs in a row are points, whether something introduces them or not."""
    points = ("1. Keep the river low.", "2. Mend the cellars first.")
    reading = as_docx(("He has said it before.", *points))
    assert list(points) == texts(reading, "list_item")
    assert ["He has said it before."] == texts(reading, "paragraph")
