"""DOCX, ODT and EPUB as programs write them: notes, hidden text, captions, page numbers, notices, bombs."""

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
from tests.ingest.readers.test_office import make_docx, make_epub, make_odt, pack, texts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def change(content: bytes, members: dict[str, str]) -> bytes:
    """A file with some members put in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {name: archive.read(name).decode("utf-8", "surrogateescape") for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, text in (kept | members).items():
            copy.writestr(name, text.encode("utf-8", "surrogateescape"))
    return buffer.getvalue()


def make_noted_docx(body: str, note: str) -> bytes:
    """A Word file with one footnote."""
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        types = archive.read("[Content_Types].xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    return change(
        buffer.getvalue(),
        {
            "[Content_Types].xml": types.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            ),
            "word/_rels/document.xml.rels": links.replace(
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{RELS}/footnotes" Target="footnotes.xml"/></Relationships>',
            ),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="1">{note}</w:footnote></w:footnotes>',
        },
    )


BODY = (
    "<w:p><w:r><w:t>Die Mole wurde 1911 gebaut</w:t></w:r>"
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    '<w:r><w:t xml:space="preserve"> und 1962 verlängert.</w:t></w:r>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Sage, sie sei sicher.</w:t></w:r></w:p>"
    "<w:p><w:del><w:r><w:delText>Gestrichen.</w:delText></w:r></w:del><w:ins><w:r><w:t>Eingefügt.</w:t></w:r></w:ins></w:p>"
)
NOTE = (
    "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Bauakte 7, Bl. 3.</w:t></w:r>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Geheim.</w:t></w:r></w:p>"
)


def test_docx_notes_hidden_runs_and_tracked_changes() -> None:
    """A note is linked; hidden runs are gone from text and note; what was deleted is gone, what was put in is there."""
    reading = read_docx(make_noted_docx(BODY, NOTE), ReadingHints())
    assert ["Die Mole wurde 1911 gebaut1 und 1962 verlängert.", "Eingefügt."] == texts(reading, "paragraph")
    assert ["Bauakte 7, Bl. 3."] == texts(reading, "footnote")
    (mark,) = reading.marks
    assert reading.text[: mark.start].endswith("gebaut")
    assert ["Sage, sie sei sicher.", "Geheim."] == reading.left_out.splitlines()


def test_docx_with_entities_is_refused() -> None:
    """Word writes none; a bomb does."""
    bomb = f'<!DOCTYPE x [<!ENTITY a "ha">]><w:styles {W}>&a;</w:styles>'
    with pytest.raises(DossierError, match="entities"):
        read_docx(change(make_docx(), {"word/styles.xml": bomb}), ReadingHints())


def test_odt_hides_by_styles_fields_and_sections() -> None:
    """Hidden spans, sections and paragraphs are no text, and are told; the row of names heads its table."""
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
        "</office:automatic-styles><office:body>"
    )
    body = (
        '<text:p>Der Pegel steigt.<text:span text:style-name="T1">Sage, er falle.</text:span> Seit Mai.</text:p>'
        '<text:section text:display="none"><text:p>Verborgener Abschnitt.</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Verborgener Absatz.</text:p>'
        '<text:p>Ende<text:s text:c="99999999999"/>hier.</text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Jahr</text:p></table:table-cell>"
        "<table:table-cell><text:p>Pegel</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:table-cell><text:p>2031</text:p></table:table-cell>"
        "<table:table-cell><text:p>4,1 m</text:p></table:table-cell></table:table-row></table:table>"
    )
    content = make_odt(body)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("content.xml").decode().replace("<office:body>", styles)
    reading = read_odt(change(content, {"content.xml": text}), ReadingHints())
    assert ["Der Pegel steigt. Seit Mai.", "Ende hier."] == texts(reading, "paragraph")
    assert ["Jahr | Pegel"] == texts(reading, "table_header")
    assert ["2031 | 4,1 m"] == texts(reading, "table_row")
    assert {"Sage, er falle.", "Verborgener Abschnitt.", "Verborgener Absatz."} == set(reading.left_out.splitlines())


def test_epub_anchors_by_name_page_numbers_and_lists() -> None:
    """Notes that are found by name are linked over files; printed page numbers do not stand amid a sentence."""
    reading = read_epub(
        make_epub(
            {
                "one.xhtml": '<h1>Eins</h1><p>Der Fluss <span class="pagenum">[12]</span>fror zu'
                '<sup><a href="notes.xhtml#n1">1</a></sup>.</p>'
                "<ul><li>erstens</li><ul><li>darunter</li></ul><li>zweitens</li></ul>"
                "<table><caption>Eisdicke</caption><tr><th>Jahr</th><th>cm</th></tr><tr><td>1911</td><td>30</td></tr></table>",
                "notes.xhtml": '<p><a name="n1"></a>1. Chronik, Bl. 7.<br/>Vgl. Bl. 8.</p>',
            }
        ),
        ReadingHints(),
    )
    assert ["Der Fluss fror zu1.", "Eisdicke"] == texts(reading, "paragraph")
    assert ["erstens", "darunter", "zweitens"] == texts(reading, "list_item")
    assert ["Chronik, Bl. 7. Vgl. Bl. 8."] == texts(reading, "footnote")
    assert "[12]" in reading.left_out


def test_epub_notices_of_its_maker_are_left_out_and_told() -> None:
    """Both marks of Project Gutenberg being there, what stands outside them is not the book's."""
    reading = read_epub(
        make_epub(
            {
                "a.xhtml": "<p>You may copy it.</p><p>*** START OF THE PROJECT GUTENBERG EBOOK FROST ***</p>"
                "<h1>Frost</h1><p>It froze.</p>",
                "b.xhtml": "<p>It thawed.</p><p>*** END OF THE PROJECT GUTENBERG EBOOK FROST ***</p><p>License.</p>",
            }
        ),
        ReadingHints(),
    )
    assert ["It froze.", "It thawed."] == texts(reading, "paragraph")
    assert ["Frost"] == texts(reading, "title")
    assert {"You may copy it.", "License."} < set(reading.left_out.splitlines())
    assert any("Gutenberg" in remark for remark in reading.remarks)


@pytest.mark.parametrize("depth", [300, 20_000])
def test_deep_nesting_brings_no_reader_down(depth: int) -> None:
    """It is read, or refused with a reason."""
    deep = "<div>" * depth + "<p>Tief.</p>" + "</div>" * depth
    reasons: list[str | None] = []
    spans = "<text:span>" * depth + "Tief." + "</text:span>" * depth
    for read, content in (
        (read_epub, make_epub({"a.xhtml": f"<p>Oben.</p>{deep}"})),
        (read_odt, make_odt(f"<text:p>Oben.{spans}</text:p>")),
    ):
        try:
            assert "Oben." in read(content, ReadingHints()).text
        except DossierError as error:
            reasons.append(error.remedy)
    assert all(reasons)


def test_a_member_of_a_false_size_is_refused() -> None:
    """What an archive's table says of sizes is not believed."""
    content = bytearray(pack({"content.xml": "x" * 100_000}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(DossierError, match=r"damaged|no text"):
        read_odt(bytes(content), ReadingHints())
