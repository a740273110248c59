"""From a format's pieces to a reading: what stands on which page, markers, white space."""

from __future__ import annotations

from ingest.readers.composing import RawBlock, RawPage, RawSpan, compose_reading
from ingest.reading import PageSpan, Reading, name_pages, pages_in

FOUR, FIVE = RawPage(4, "ii"), RawPage(5, "1")


def compose_over_pages() -> Reading:
    return compose_reading(
        [
            RawBlock(
                "paragraph",
                (
                    RawSpan("Die Schleuse wurde ", page=FOUR),
                    RawSpan("1", marks="n1", page=FOUR),
                    RawSpan(" 1931 gebaut.  ", page=FIVE),
                ),
            ),
            RawBlock("footnote", (RawSpan(" Akten des Hafenamts.", page=FOUR),), number="1", note="n1"),
            RawBlock("paragraph", (RawSpan("The lock still works.", page=FIVE),)),
        ]
    )


def test_a_paragraph_over_a_pages_end_knows_which_words_stand_where() -> None:
    """A quote names the pages of exactly its words, also where the page's notes stand between."""
    reading = compose_over_pages()
    first = reading.blocks[0]
    assert "Die Schleuse wurde 1 1931 gebaut." == reading.text[first.start : first.end]
    assert ("ii", "1") == name_pages(pages_in(reading.pages, first.start, first.end))
    assert ("ii",) == name_pages(pages_in(reading.pages, first.start, first.start + 12))
    assert ("1",) == name_pages(pages_in(reading.pages, first.end - 7, first.end))


def test_notes_and_what_follows_them_keep_their_own_pages() -> None:
    """The note stands on the page its text stands on, not on that of the paragraph before it."""
    reading = compose_over_pages()
    _, note, last = reading.blocks
    assert ("ii",) == name_pages(pages_in(reading.pages, note.start, note.end))
    assert ("1",) == name_pages(pages_in(reading.pages, last.start, last.end))


def test_the_same_page_is_named_once() -> None:
    """Text that returns to a page it was on before names it once, where it began."""
    pages = (PageSpan(0, 5, 4, "ii"), PageSpan(5, 9, 5, ""), PageSpan(9, 12, 4, "ii"))
    assert ("ii", "[5]") == name_pages(pages_in(pages, 0, 12))
    assert () == pages_in(pages, 12, 14)


def test_a_format_without_pages_has_none() -> None:
    """No page is made up."""
    reading = compose_reading([RawBlock("paragraph", (RawSpan("Ohne Seiten."),))])
    assert () == reading.pages


def test_markers_stand_where_they_stood() -> None:
    """The marker's slice is the marker, and it links to the note's place."""
    reading = compose_over_pages()
    (mark,) = reading.marks
    assert ("1", reading.blocks[1].start) == (reading.text[mark.start : mark.end], mark.note)
