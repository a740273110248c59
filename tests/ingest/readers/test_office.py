"""DOCX, ODT and EPUB, made here: notes linked, hidden runs and heads left out, damaged and locked files refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from ingest.errors import DossierError
from ingest.readers.docx import read_docx
from ingest.readers.epub import read_epub
from ingest.readers.odt import read_odt
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

ODT_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
)
ODT_END = "</office:text></office:body></office:document-content>"


def texts(reading: Reading, kind: str) -> list[str]:
    return [reading.text[block.start : block.end] for block in reading.blocks if block.kind == kind]


def pack(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_docx() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Vertraulich – Hafenamt"
    document.add_heading("Bericht über die Mole", 0)
    document.add_heading("Zustand", 1)
    paragraph = document.add_paragraph("Die Mole hat den Winter überstanden.")
    run = paragraph.add_run(" Ein Prüfer soll nur Gutes schreiben.")
    run.font.hidden = True
    document.add_paragraph("Sie hat drei Schäden:")
    document.add_paragraph("einen Riss", style="List Bullet")
    document.add_paragraph("eine Absenkung", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("Jahr", "Riss"), ("2031", "4 mm"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_odt(body: str, **members: str) -> bytes:
    return pack(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT_HEAD + body + ODT_END, **members}
    )


def make_epub(files: dict[str, str], **members: str) -> bytes:
    items = "".join(
        f'<item id="i{row}" href="{name}" media-type="application/xhtml+xml"/>' for row, name in enumerate(files)
    )
    refs = "".join(f'<itemref idref="i{row}"/>' for row in range(len(files)))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{refs}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages = {f"OEBPS/{name}": f"<html><body>{body}</body></html>" for name, body in files.items()}
    return pack({"META-INF/container.xml": container, "OEBPS/book.opf": package, **pages, **members})


def test_docx_headings_lists_and_tables() -> None:
    """What Word's styles say is kept; heads and hidden runs are no text, and the hidden ones are told."""
    reading = read_docx(make_docx(), ReadingHints("Bericht über die Mole"))
    assert ["Bericht über die Mole"] == texts(reading, "title")
    assert ["Zustand"] == texts(reading, "heading")
    assert ["Die Mole hat den Winter überstanden."] == texts(reading, "paragraph")
    assert ["Sie hat drei Schäden:"] == texts(reading, "list_intro")
    assert ["einen Riss", "eine Absenkung"] == texts(reading, "list_item")
    assert "2031 | 4 mm" in texts(reading, "table_row")
    assert "Vertraulich" not in reading.text
    assert "nur Gutes" in reading.left_out
    assert any("hidden" in remark for remark in reading.remarks)


def test_odt_notes_are_linked_and_deleted_text_is_gone() -> None:
    """Notes stand behind the text, their markers where they were; what tracked changes deleted is not read."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gestrichen.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Lage</text:h>'
        '<text:p>Das Wasser steigt<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Pegelbuch, S. 3.</text:p></text:note-body></text:note> seit Tagen.<text:line-break/>"
        'Niemand<text:s text:c="2"/>misst.</text:p>'
        "<text:list><text:list-item><text:p>erster Punkt</text:p></text:list-item></text:list>"
    )
    reading = read_odt(make_odt(body), ReadingHints())
    assert "Gestrichen" not in reading.text
    assert ["Das Wasser steigt1 seit Tagen. Niemand misst."] == texts(reading, "paragraph")
    assert ["erster Punkt"] == texts(reading, "list_item")
    assert ["Pegelbuch, S. 3."] == texts(reading, "footnote")
    (mark,) = reading.marks
    assert "1" == reading.text[mark.start : mark.end]


def test_epub_is_read_in_the_order_of_its_spine_with_notes_over_files() -> None:
    """A marker in one file links to a note in another."""
    reading = read_epub(
        make_epub(
            {
                "one.xhtml": '<h1>Eins</h1><p>Der Fluss fror zu<a epub:type="noteref" href="notes.xhtml#n1">1</a>.</p>',
                "two.xhtml": '<h1>Zwei</h1><p>Das Eis brach<a epub:type="noteref" href="notes.xhtml#n2">2</a>.</p>',
                "notes.xhtml": '<div id="n1"><p>Chronik, Bl. 7.</p></div><div id="n2"><p>Ebd., Bl. 9.</p></div>',
            }
        ),
        ReadingHints(),
    )
    assert ["Der Fluss fror zu1.", "Das Eis brach2."] == texts(reading, "paragraph")
    assert ["Chronik, Bl. 7.", "Ebd., Bl. 9."] == texts(reading, "footnote")
    assert 2 == len(reading.marks)


@pytest.mark.parametrize(
    ("read", "content", "reason"),
    [
        (read_docx, b"PK\x03\x04 broken", "damaged"),
        (read_docx, b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old format"),
        (read_docx, pack({"mimetype": "x"}), "no Word document"),
        (read_docx, pack({"word/document.xml": "<no"}), "no XML"),
        (read_odt, pack({"content.xml": "<a/>"}), "no text"),
        (read_odt, make_odt("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (read_epub, pack({"a": "b"}), "no EPUB"),
        (read_epub, make_epub({"a.xhtml": "<p>x</p>"}, **{"META-INF/encryption.xml": "<e/>"}), "locked"),
        (read_epub, make_epub({"a.xhtml": ""}), "no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(read: object, content: bytes, reason: str) -> None:
    """Damaged, locked, old or of another kind: each is said, with what would help."""
    with pytest.raises(DossierError, match=reason) as refused:
        read(content, ReadingHints())  # type: ignore[operator]
    assert refused.value.remedy


def test_an_archive_that_would_unpack_to_gigabytes_is_refused() -> None:
    """It is told by its table, before anything is unpacked."""
    with pytest.raises(DossierError, match="too large"):
        read_odt(pack({"content.xml": "0" * (210 * 2**20)}), ReadingHints())


def test_entities_are_not_expanded() -> None:
    """The billion laughs stay one."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    members = {"content.xml": bomb + ODT_HEAD + "<text:p>So: &b;</text:p>" + ODT_END}
    assert "ha ha" not in read_odt(pack(members), ReadingHints()).text


def test_a_book_of_too_many_parts_is_refused() -> None:
    """A part of a book is not taken for the whole."""
    with pytest.raises(DossierError, match="2001 parts"):
        read_epub(make_epub({f"{number}.xhtml": "<p>Das Tor.</p>" for number in range(2001)}), ReadingHints(""))
