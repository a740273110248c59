"""From a sentence's note to the sentence in the work that it cites: found, on which page, or why not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.answering.chain import _page_numbers
from app.answering.citations import cite_sentence
from app.answering.links import link_place
from app.records import Citation, FootnoteLink
from app.service import Service
from app.settings import Settings
from ingest.reading import PageSpan
from ingest.records import Document, Passage
from tests.fakes import FakeEncoder

MANIFEST = """title = "Die Schleuse"
languages = ["de", "en"]

[[source]]
id = "bericht"
kind = "analysis"
title = "Die Schleuse"
path = "bericht.txt"
language = "de"

[[source]]
id = "gutachten"
kind = "cited_source"
title = "Gutachten zur Schleuse"
path = "gutachten.pdf"
url = "https://example.org/gutachten.pdf"
names = ["Gutachten"]
footnotes = [1, 2, 3]
language = "de"

[[source]]
id = "chronik"
kind = "cited_source"
title = "Chronik von Harksiel"
names = ["Chronik"]
footnotes = [4]
"""
REPORT = """Die Schleuse

Die Schleuse am Nordtor trägt 1932 das Wasser von vier Sielen.[1] Im Gutachten heißt es, „die Mauer hält keine \
zehn Winter mehr“.[2] Die Bäcker der Stadt backen im Sommer dunkles Brot.[3] Der Rat tagte nachts.[4]

[1] Gutachten, S. 12.
[2] Gutachten, S. 11.
[3] Gutachten, S. 12.
[4] Chronik, S. 3.
"""
PAGES = (
    ("Die Prüfer haben die Mauer im Mai besehen. Sie schreiben:", "Die Mauer hält keine zehn Winter mehr."),
    ("Die Schleuse am Nordtor trägt 1932 das Wasser von vier Sielen.", "Mehr trägt sie nicht."),
    ("Im Anhang stehen die Zahlen der Jahre davor.", "Sie sind nicht vollständig."),
)


def make_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(500, 400), invariant=True)
    for number, lines in enumerate(PAGES, start=11):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 380, "Gutachten zur Schleuse")
        canvas.drawString(240, 15, str(number))
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(lines):
            canvas.drawString(40, 330 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("chain")
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "bericht.txt").write_text(REPORT, encoding="utf-8")
    (folder / "gutachten.pdf").write_bytes(make_pdf())
    opened = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    opened.ingest(folder)
    return opened


def cite(service: Service, words: str) -> Citation:
    """The citation of the report's sentence with these words."""
    opened = service.generation()
    document = opened.document("bericht")
    passage, sentence = next(
        (passage, sentence)
        for passage in document.passages
        if passage.kind == "paragraph"
        for sentence in passage.sentences
        if words in document.text[sentence.start : sentence.end]
    )
    return cite_sentence(opened, passage, sentence, 1)


def link(service: Service, words: str) -> FootnoteLink:
    (found,) = cite(service, words).footnotes
    return found


def test_the_nearest_passage_of_a_held_work_is_shown_with_its_page(service: Service) -> None:
    """Quote, offsets, page as printed, and where a browser opens the file at it."""
    found = link(service, "vier Sielen")
    first = found.passages[0]
    work = service.generation().document("gutachten")
    assert first.quote == work.text[first.start : first.end]
    assert "vier Sielen" in first.quote
    assert ("12", True) == (first.page, first.on_cited_page)
    assert "https://example.org/gutachten.pdf#page=2" == first.link
    assert (True, None) == (found.obtained, found.without)


def test_what_is_quoted_is_found_word_for_word(service: Service) -> None:
    """Capitals and marks may differ; the whole sentence is shown, and it counts as certain."""
    first = link(service, "zehn Winter").passages[0]
    assert 1.0 == first.score
    assert "Die Mauer hält keine zehn Winter mehr." in first.quote
    assert ("11", True) == (first.page, first.on_cited_page)


def test_nothing_is_shown_where_nothing_matches(service: Service) -> None:
    """False proof is worse than none: the reason is given instead."""
    found = link(service, "dunkles Brot")
    assert ((), "nothing_matches") == (found.passages, found.without)


def test_a_work_that_is_not_held_says_so(service: Service) -> None:
    """The note still names it, with its page."""
    found = link(service, "tagte nachts")
    assert ("chronik", "3", False) == (found.source, found.page, found.obtained)
    assert ((), "not_held") == (found.passages, found.without)


def test_another_page_than_the_notes_is_said(service: Service, tmp_path: Path) -> None:
    """A wrong page in a note is seen, not repeated."""
    for name in ("bericht.txt", "gutachten.pdf", "manifest.toml"):
        content = (service.dossier_folder() / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"[1] Gutachten, S. 12.", b"[1] Gutachten, S. 13."))
    other = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    other.ingest(tmp_path)
    first = link(other, "vier Sielen").passages[0]
    assert ("12", False) == (first.page, first.on_cited_page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (None, set()),
        ("19", {19}),
        ("19-21", {19, 20, 21}),
        ("19 f.", {19, 20}),
        ("19 ff.", {19, 20, 21, 22, 23, 24}),
        ("9-15, hier 14", {14}),
    ],
)
def test_pages_are_read_as_notes_give_them(page: str | None, expected: set[int]) -> None:
    """Ranges, "f." and "ff.", and the one that is meant of several."""
    assert expected == _page_numbers(page)


TEXT = "Die Mauer hält, sagt man, noch zehn Jahre – oder auch nicht, je nachdem, wen man fragt & wann man es tut."
PASSAGE = Passage("p", "s", "paragraph", 0, len(TEXT), None, "de", ())


def place(url: str | None, media_type: str = "text/html", anchor: str | None = None) -> str | None:
    document = Document("s", "", "de", "", TEXT, (), (), (), (), pages=(PageSpan(0, len(TEXT), 7, "iv"),))
    passage = Passage("p", "s", "paragraph", 0, len(TEXT), None, "de", (), anchor=anchor)
    return link_place(url, media_type, document, passage, 0, len(TEXT))


@pytest.mark.parametrize(
    ("url", "media_type", "anchor", "expected"),
    [
        (None, "text/html", None, None),
        ("ftp://example.org/a", "text/html", None, None),
        ("https://example.org/a.pdf#page=2", "application/pdf", None, "https://example.org/a.pdf#page=7"),
        ("https://example.org/a#top", "text/html", "wall 1", "https://example.org/a#wall%201"),
        (
            "https://example.org/a", "text/html", None,
            "https://example.org/a#:~:text=Die%20Mauer%20h%C3%A4lt%2C%20sagt%20man%2C,%26%20wann%20man%20es%20tut.",
        ),
    ],
)  # fmt: skip
def test_links_open_at_the_place(url: str | None, media_type: str, anchor: str | None, expected: str | None) -> None:
    """A page of a PDF, an element of a page, or the first and last words, with what parts a directive escaped."""
    assert expected == place(url, media_type, anchor)
