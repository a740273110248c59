"""Office files and books made to bring a reader down: zip archives that lie, grow or go deep."""

from __future__ import annotations

import io
import zipfile

from ingest.readers.media_types import DOCX, EPUB, ODT
from tests.ingest.readers.bombs.pages import page
from tests.ingest.readers.bombs.words import MEGA, WORDS, Maker


def make_zip(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            # With the time of day in it, the same test would be called otherwise in each process.
            archive.writestr(zipfile.ZipInfo(name), content, method, 9)
    return buffer.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TO_DOCUMENT = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'.encode()  # noqa: E501


def make_docx(body: str | bytes, **more: bytes) -> bytes:
    """A Word document with this as the inside of its body, or as its whole main part."""
    whole = (
        body
        if isinstance(body, bytes)
        else f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()
    )
    return make_zip({"[Content_Types].xml": TYPES, "_rels/.rels": TO_DOCUMENT, "word/document.xml": whole, **more})


def make_odt(body: str | bytes) -> bytes:
    """An OpenDocument text with this as the inside of its text, or as its whole content."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "text", "table"))
    inside = f"<office:body><office:text>{body!s}</office:text></office:body>"
    whole = f"<office:document-content {names}>{inside}</office:document-content>".encode()
    return make_zip({"mimetype": ODT.encode(), "content.xml": body if isinstance(body, bytes) else whole})


def make_epub(chapters: int, chapter: bytes, *, spine: int = 1) -> bytes:
    """A book of equal chapters, each `spine` times in the order of reading."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(chapters))
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(chapters)) * spine
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}</spine></package>'
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:container"
    container = f'<container xmlns="{space}"><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    members = {"mimetype": EPUB.encode(), "META-INF/container.xml": container.encode(), "p.opf": package.encode()}
    return make_zip(members | {f"c{n}.xhtml": chapter for n in range(chapters)})


def lie_about_size(content: bytes, size: int = 10) -> bytes:
    """The archive with every size in its list of names said to be small."""
    data, at = bytearray(content), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = size.to_bytes(4, "little")
        at += 4
    return bytes(data)


def overlap(count: int) -> bytes:
    """An archive whose many names all mean one packed piece of 50 MB."""
    piece = make_zip({"word/document.xml": b" " * (50 * MEGA)})
    start = piece.find(b"PK\x01\x02")
    end = piece.find(b"PK\x05\x06")
    entries = piece[start:end] * count
    tail = b"PK\x05\x06" + b"\0" * 4 + count.to_bytes(2, "little") * 2
    return piece[:start] + entries + tail + len(entries).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"


def grow(levels: int = 12) -> bytes:
    """XML whose entities would grow to a thousand thousand million letters."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lock"}">' for n in range(levels))
    return f"<!DOCTYPE d [{entities}]>{show_entity(f'e{levels - 1}')}".encode()


def show_entity(name: str) -> str:
    """The main part of a Word document that says one entity."""
    body = f"<w:body><w:p><w:r><w:t>&{name};</w:t></w:r></w:p></w:body>"
    return f'<w:document xmlns:w="{WORD}">{body}</w:document>'


PARAGRAPH = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
OUTSIDE = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{show_entity("x")}'.encode()
CELLS = (
    '<table:table><table:table-row table:number-rows-repeated="1000000000">'
    '<table:table-cell table:number-columns-repeated="1000000000"><text:p>lock</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)
ZIPS: tuple[tuple[str, str, Maker], ...] = (
    ("30 MB of spaces", DOCX, lambda: make_docx(" " * (30 * MEGA))),
    ("1 GB in one member", DOCX, lambda: make_docx(b" " * (1000 * MEGA))),
    ("1 GB that says it is little", DOCX, lambda: lie_about_size(make_docx(b" " * (1000 * MEGA)))),
    ("60,000 members", DOCX, lambda: make_docx(PARAGRAPH, **{f"m{n}": b"" for n in range(60_000)})),
    ("50,000 names for one piece", DOCX, lambda: overlap(50_000)),
    ("entities that grow", DOCX, lambda: make_docx(grow())),
    ("an entity from outside", DOCX, lambda: make_docx(OUTSIDE)),
    ("100,000 elements deep", DOCX, lambda: make_docx("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    (
        "200 elements deep tables",
        DOCX,
        lambda: make_docx("<w:tbl><w:tr><w:tc>" * 80 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 80),
    ),
    ("20 MB of paragraphs", DOCX, lambda: make_docx(PARAGRAPH * (20 * MEGA // len(PARAGRAPH)))),
    ("300,000 empty paragraphs", DOCX, lambda: make_docx("<w:p/>" * 300_000)),
    (
        "a zip in a zip in a zip",
        DOCX,
        lambda: make_docx(make_zip({"a": make_zip({"b": make_zip({"c": b" " * (100 * MEGA)})})})),
    ),
    ("an archive that holds itself", DOCX, lambda: make_docx(make_docx(make_docx(PARAGRAPH)))),
    ("names that lead outside", DOCX, lambda: make_docx(PARAGRAPH, **{"../../../etc/x": b"x", "/etc/y": b"y"})),
    ("30 MB of spaces", ODT, lambda: make_odt(f"<text:p>{' ' * (30 * MEGA)}</text:p>")),
    ("spaces by number", ODT, lambda: make_odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>')),
    ("cells by number", ODT, lambda: make_odt(CELLS)),
    ("sections 100,000 deep", ODT, lambda: make_odt("<text:section>" * 100_000 + "</text:section>" * 100_000)),
    (
        "sections 250 deep with text",
        ODT,
        lambda: make_odt(f"<text:section><text:p>{WORDS}</text:p>" * 240 + "</text:section>" * 240),
    ),
    ("20 MB of paragraphs", ODT, lambda: make_odt(f"<text:p>{WORDS}</text:p>" * (20 * MEGA // 100))),
    ("5,000 chapters", EPUB, lambda: make_epub(5_000, page(f"<p>{WORDS * 3}</p>"))),
    ("one chapter read 100,000 times", EPUB, lambda: make_epub(1, page(f"<p>{WORDS * 9}</p>"), spine=100_000)),
    ("200 chapters of 1 MB", EPUB, lambda: make_epub(200, page(f"<p>{WORDS * 12_000}</p>"))),
    ("chapters of divs 100,000 deep", EPUB, lambda: make_epub(3, page("<div>" * 100_000 + WORDS))),
)
