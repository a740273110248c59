"""Headings of a portal's empty boxes are no part of the article."""

from __future__ import annotations

import pytest

from ingest.readers.html.page import read_html
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

TEXT = "".join(
    f"<p>Im Jahr {year} kam der Rat der Stadt Wendelsrode zusammen und sprach davon, wer das Wehr bezahlen werde.</p>"
    for year in range(1920, 1928)
)


def read(body: str, title: str = "Das Wehr und die Stadt") -> Reading:
    page = f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    return read_html(page.encode(), ReadingHints())


def headings(reading: Reading) -> list[str]:
    return [reading.text[one.start : one.end] for one in reading.blocks if one.kind in ("title", "heading")]


def box(inner: str) -> str:
    """As a portal writes one around each of its parts."""
    return f'<section class="portlet" id="portlet_x"><div class="portlet-body">{inner}</div></section>'


def test_a_heading_that_is_all_of_its_portlet_is_left_out_and_kept() -> None:
    """The article's own headings are the first that stand in it."""
    reading = read(f"<h1>Das Wehr</h1>{box('<h1>This box was moved</h1>')}<h2>Die Kosten</h2>{TEXT}")
    assert ["Das Wehr", "Die Kosten"] == headings(reading)
    assert "This box was moved" in reading.left_out


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<h1>Das Wehr</h1>{box(f'<h2>Die Kosten</h2>{TEXT}')}", ["Das Wehr", "Die Kosten"]),
        (f"{box('<h1>Das Wehr und die Stadt</h1>')}<h1>Der Rat</h1>{TEXT}", ["Das Wehr und die Stadt", "Der Rat"]),
        (f"<h1>Das Wehr</h1><h2>What a portlet is</h2>{TEXT}", ["Das Wehr", "What a portlet is"]),
    ],
)
def test_headings_above_text_and_the_pages_own_stay(body: str, expected: list[str]) -> None:
    """Some portals put each part of an article into a portlet of its own."""
    assert expected == headings(read(body))
