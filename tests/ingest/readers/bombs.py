"""Files made to bring a reader down: deep, endless, enormous or packed. Made here, small on the disk, never kept."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

from ingest.readers.media_types import DOCX, EPUB, HTML, MARKDOWN, ODT, PDF, TEXT

MEGA = 2**20
Bomb = tuple[str, str, Callable[[], bytes]]
"""A name, a media type, and what makes the bytes."""


def make_pdf(*objects: bytes | str, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a sound table of offsets."""
    pieces, offsets, length = [b"%PDF-1.7\n"], [], 9
    for number, one in enumerate(objects, start=1):
        offsets.append(length)
        pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, one.encode() if isinstance(one, str) else one))
        length += len(pieces[-1])
    body = b"".join(pieces)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + end % (len(objects) + 1, table, len(objects) + 1, root, len(body))


def stream(content: bytes, extra: str = "", *, packed: int = 1) -> bytes:
    """A stream object, packed so many times."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = f"/Filter[{'/FlateDecode ' * packed}]" if packed else ""
    return f"<<{extra}{filters}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


CATALOG, FONT = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def one_page(
    content: bytes, *, box: str = "0 0 600 800", fonts: str = "4 0 R", more: tuple[bytes | str, ...] = ()
) -> bytes:
    """A PDF of one page with this content stream as object 5, a font as object 4."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 5 0 R/Resources<</Font<</F {fonts}>>/XObject<</X 6 0 R>>>>>>"
    return make_pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, FONT, content, *more)


def many_pages(count: int, content: bytes) -> bytes:
    """A PDF whose pages all show the same content."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + count))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    return make_pdf(
        CATALOG, f"<</Type/Pages/Kids[{kids}]/Count {count}>>", FONT, content, *(page for _ in range(count))
    )


def show(words: int) -> bytes:
    """A content stream that writes so many words, one over the other."""
    return b"BT /F 9 Tf 40 700 Td " + b"(the lock at the mill) Tj 0 -10 Td " * (words // 5) + b"ET"


def deep_tree(depth: int) -> bytes:
    nodes = [f"<</Type/Pages/Parent {number} 0 R/Kids[{number + 2} 0 R]/Count 1>>" for number in range(1, depth)]
    return make_pdf(CATALOG, *nodes, f"<</Type/Page/Parent {depth} 0 R/MediaBox[0 0 9 9]>>")


def nested_forms(depth: int, width: int) -> bytes:
    """Forms that each show the next one several times: width to the power of depth in all."""
    forms = [
        stream(
            b"/X Do " * width, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {number + 7} 0 R>>>>"
        )
        for number in range(depth)
    ]
    leaf = stream(show(20), "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>")
    return one_page(stream(b"/X Do"), more=(*forms, leaf))


def outline(*, endless: bool) -> bytes:
    """A file with a table of contents that leads in a circle, or very deep."""
    root = "<</Type/Catalog/Pages 2 0 R/Outlines 3 0 R>>"
    pages = "<</Type/Pages/Kids[4 0 R]/Count 1>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>"
    count = 2 if endless else 20_000
    entries = [
        f"<</Title(A)/Parent {number + 6} 0 R/First {7 if endless else number + 8} 0 R/Next {7 if endless else number + 8} 0 R>>"
        for number in range(count)
    ]
    return make_pdf(
        root, pages, "<</First 7 0 R/Last 7 0 R/Count 1>>", page, stream(show(50)), FONT, *entries, "<</Title(Z)>>"
    )


def labels() -> bytes:
    """Page labels that are a circle of number trees."""
    root = "<</Type/Catalog/Pages 2 0 R/PageLabels 6 0 R>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return make_pdf(root, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, FONT, stream(show(50)), "<</Kids[6 0 R 6 0 R]>>")


def wild_font() -> bytes:
    """A font whose map gives each letter a very long text."""
    long = "0041" * 20_000
    cmap = f"1 begincodespacerange<00><ff>endcodespacerange 1 beginbfrange<00><ff><{long}>endbfrange".encode()
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return make_pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, font, stream(show(50_000)), stream(cmap))


def object_stream() -> bytes:
    """A stream that says it holds two thousand million objects."""
    return make_pdf(CATALOG, stream(b"0 0 " * 1000, "/Type/ObjStm/N 2000000000/First 4000"), root=9).replace(
        b"xref", b"xxxx"
    )


def wide_table() -> bytes:
    """A table of offsets that says it has thousands of millions of rows."""
    return (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(b"\0" * MEGA, "/Type/XRef/W[8 8 8]/Size 4000000000/Index[0 4000000000]/Root 1 0 R")
        + b"\nendobj\nstartxref\n9\n%%EOF"
    )


PDFS: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("page tree 50,000 deep", lambda: deep_tree(50_000)),
    ("page tree in a circle", lambda: make_pdf(CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")),
    ("page tree of a thousand million", lambda: make_pdf(CATALOG, "<</Type/Pages/Kids[]/Count 1000000000>>")),
    ("page counts below nothing", lambda: make_pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count -7>>", "<</Type/Page>>")),
    ("one stream of 1 GB, packed", lambda: one_page(stream(b"\0" * (1000 * MEGA)))),
    ("one stream of 200 MB, packed twice", lambda: one_page(stream(b" " * (200 * MEGA), packed=2))),
    ("one stream packed 500 times", lambda: one_page(stream(show(100), packed=500))),
    ("two million words on a page", lambda: one_page(stream(show(2_000_000)))),
    ("20,000 pages of 200 words", lambda: many_pages(20_000, stream(show(200)))),
    ("200,000 empty pages", lambda: many_pages(200_000, stream(b""))),
    ("a page of a thousand million points", lambda: one_page(stream(show(100)), box="0 0 1e9 1e9")),
    ("a page with no numbers for its size", lambda: one_page(stream(show(100)), box="nan inf -1e39 1e39")),
    ("type of a thousand million points", lambda: one_page(stream(b"BT /F 1e9 Tf (lock) Tj 1e-9 Tz (mill) Tj ET"))),
    ("saved states a million deep", lambda: one_page(stream(b"q " * MEGA + show(10)))),
    ("dictionaries 100,000 deep", lambda: one_page(stream(b"/A " + b"<</A " * 100_000 + b">>" * 100_000 + b" BDC"))),
    ("lists 100,000 deep", lambda: make_pdf(CATALOG + "[" * 100_000, "[" * 100_000)),
    ("forms in forms, 2 to the 30", lambda: nested_forms(30, 2)),
    ("forms in forms, 20 to the 10", lambda: nested_forms(10, 20)),
    ("a form that shows itself", lambda: one_page(stream(b"/X Do"), more=(stream(b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),))),
    ("contents in a circle", lambda: make_pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R]>>", "[4 0 R 4 0 R]")),
    ("an outline in a circle", lambda: outline(endless=True)),
    ("an outline 20,000 deep", lambda: outline(endless=False)),
    ("page labels in a circle", labels),
    ("letters that each are a long text", wild_font),
    ("an object stream that lies", object_stream),
    ("a table of offsets that lies", wide_table),
    ("an earlier table that is the same", lambda: one_page(stream(show(10))).replace(b"/Root", b"/Prev 9/Root")),
    ("an image of 100,000 by 100,000", lambda: one_page(stream(b"/X Do"), more=(stream(b"\0" * 1000, "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8"),))),
    ("10 MB that are no PDF behind its sign", lambda: b"%PDF-1.7\n" + b"1 0 obj << /A " * (10 * MEGA // 14)),
)  # fmt: skip


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>".encode()


WORDS = "The council of the two mills granted a sum for the repair of the lock in spring. "
HTMLS: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("divs 100,000 deep", lambda: page("<div>" * 100_000 + WORDS * 9)),
    ("divs 3,000 deep with text in each", lambda: page("<div>" + WORDS * 1 + ("<div>" + WORDS) * 3_000)),
    ("lists 5,000 deep", lambda: page(("<ul><li>" + WORDS) * 5_000)),
    ("tables 2,000 deep", lambda: page(("<table><tr><td>" + WORDS) * 2_000)),
    ("bold 200,000 deep", lambda: page("<p>" + "<b>" * 200_000 + WORDS * 9)),
    ("quotes 50,000 deep", lambda: page("<blockquote>" * 50_000 + WORDS * 9)),
    ("10 MB of paragraphs", lambda: page(("<p>" + WORDS + "</p>") * (10 * MEGA // len(WORDS)))),
    ("10 MB in one paragraph", lambda: page("<p>" + WORDS * (10 * MEGA // len(WORDS)))),
    ("10 MB without a space", lambda: page("<p>" + "Mühle" * (2 * MEGA))),
    ("10 MB of one letter at a time", lambda: page("<p>" + "<i>a</i>" * (10 * MEGA // 8))),
    ("a million attributes", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{WORDS * 9}</p>")),
    ("an attribute of 10 MB", lambda: page(f"<p class='{'a ' * (5 * MEGA)}'>{WORDS * 9}</p>")),
    ("100,000 classes and rules", lambda: page("".join(f"<p class='c{n}'>{WORDS}</p>" for n in range(5_000)), "<style>" + "".join(f".c{n} > .d{n}, p.c{n}:not(.e{n}) {{display:none}}" for n in range(20_000)) + "</style>")),
    ("selectors that go far", lambda: page("<div>" * 500 + f"<p>{WORDS * 9}</p>" * 500, "<style>" + "div " * 200 + "p {display:none}</style>")),
    ("selectors that match in every way", lambda: page("<div class=a>" * 400 + WORDS * 9, "<style>" + ("div:has(" * 20 + "p" + ")" * 20 + "{display:none}") * 50 + "</style>")),
    ("a style sheet of 10 MB of brackets", lambda: page(WORDS * 9, "<style>" + "{" * (10 * MEGA) + "</style>")),
    ("100,000 links to notes", lambda: page("<p>" + "".join(f"{WORDS}<sup><a href='#n{n}' id='r{n}'>{n}</a></sup>" for n in range(30_000)) + "</p>" + "".join(f"<p id='n{n}'><a href='#r{n}'>{n}</a> Note {n}.</p>" for n in range(30_000)))),
    ("50,000 links to one note", lambda: page("<p>" + f"{WORDS}<sup><a href='#n'>1</a></sup>" * 50_000 + "</p><p id='n'>1 Note.</p>")),
    ("entities that grow", lambda: b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><html><body><p>&m;</p></body></html>"),
    ("comments that never end", lambda: page("<!--" * MEGA + WORDS * 9)),
    ("brackets that never end", lambda: page("<p" * (3 * MEGA))),
    ("a million tags nobody knows", lambda: page("".join(f"<x{n}>" for n in range(200_000)) + WORDS * 9)),
    ("a million line breaks", lambda: page("<p>" + "a<br>" * MEGA)),
    ("zeros", lambda: b"<html><body>" + b"\0" * (10 * MEGA))
,
    ("a million cells", lambda: page("<table>" + ("<tr>" + "<td colspan=1000 rowspan=1000>1 lock</td>" * 100 + "</tr>") * 2_000 + "</table>")),
    ("combining marks without end", lambda: page("<p>" + WORDS * 9 + "a" + "\u0301" * (3 * MEGA))),
)  # fmt: skip


def make_zip(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
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
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    whole = (
        body
        if isinstance(body, bytes)
        else f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>".encode()
    )
    return make_zip({"mimetype": ODT.encode(), "content.xml": whole})


def make_epub(chapters: int, chapter: bytes, *, spine: int = 1) -> bytes:
    """A book of equal chapters, each `spine` times in the order of reading."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(chapters))
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(chapters)) * spine
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}</spine></package>'
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
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
    return f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&e{levels - 1};</w:t></w:r></w:p></w:body></w:document>'.encode()


PARAGRAPH = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
OUTSIDE = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'.encode()
ZIPS: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("30 MB of spaces", DOCX, lambda: make_docx(" " * (30 * MEGA))),
    ("1 GB in one member", DOCX, lambda: make_docx(b" " * (1000 * MEGA))),
    ("1 GB that says it is little", DOCX, lambda: lie_about_size(make_docx(b" " * (1000 * MEGA)))),
    ("60,000 members", DOCX, lambda: make_docx(PARAGRAPH, **{f"m{n}": b"" for n in range(60_000)})),
    ("50,000 names for one piece", DOCX, lambda: overlap(50_000)),
    ("entities that grow", DOCX, lambda: make_docx(grow())),
    ("an entity from outside", DOCX, lambda: make_docx(OUTSIDE)),
    ("100,000 elements deep", DOCX, lambda: make_docx("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    ("200 elements deep tables", DOCX, lambda: make_docx("<w:tbl><w:tr><w:tc>" * 80 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 80)),
    ("20 MB of paragraphs", DOCX, lambda: make_docx(PARAGRAPH * (20 * MEGA // len(PARAGRAPH)))),
    ("300,000 empty paragraphs", DOCX, lambda: make_docx("<w:p/>" * 300_000)),
    ("a zip in a zip in a zip", DOCX, lambda: make_docx(make_zip({"a": make_zip({"b": make_zip({"c": b" " * (100 * MEGA)})})}))),
    ("an archive that holds itself", DOCX, lambda: make_docx(make_docx(make_docx(PARAGRAPH)))),
    ("names that lead outside", DOCX, lambda: make_docx(PARAGRAPH, **{"../../../etc/x": b"x", "/etc/y": b"y"})),
    ("30 MB of spaces", ODT, lambda: make_odt(f"<text:p>{' ' * (30 * MEGA)}</text:p>")),
    ("spaces by number", ODT, lambda: make_odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>')),
    ("cells by number", ODT, lambda: make_odt('<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>lock</text:p></table:table-cell></table:table-row></table:table>')),
    ("sections 100,000 deep", ODT, lambda: make_odt("<text:section>" * 100_000 + "</text:section>" * 100_000)),
    ("sections 250 deep with text", ODT, lambda: make_odt(f"<text:section><text:p>{WORDS}</text:p>" * 240 + "</text:section>" * 240)),
    ("20 MB of paragraphs", ODT, lambda: make_odt(f"<text:p>{WORDS}</text:p>" * (20 * MEGA // 100))),
    ("5,000 chapters", EPUB, lambda: make_epub(5_000, page(f"<p>{WORDS * 3}</p>"))),
    ("one chapter read 100,000 times", EPUB, lambda: make_epub(1, page(f"<p>{WORDS * 9}</p>"), spine=100_000)),
    ("200 chapters of 1 MB", EPUB, lambda: make_epub(200, page(f"<p>{WORDS * 12_000}</p>"))),
    ("chapters of divs 100,000 deep", EPUB, lambda: make_epub(3, page("<div>" * 100_000 + WORDS))),
)  # fmt: skip
TEXTS: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("10 MB in one line", TEXT, lambda: (WORDS * (10 * MEGA // len(WORDS))).encode()),
    ("a million lines", TEXT, lambda: b"a\n\n" * MEGA),
    ("digits without end", TEXT, lambda: b"1." * (2 * MEGA)),
    ("brackets without end", MARKDOWN, lambda: b"[" * 200_000),
    ("links in links", MARKDOWN, lambda: b"[a](" * 100_000),
    ("quotes 50,000 deep", MARKDOWN, lambda: b">" * 50_000 + b" lock"),
    ("lists 2,000 deep", MARKDOWN, lambda: b"".join(b"  " * n + b"- lock\n" for n in range(2_000))),
    ("stars without end", MARKDOWN, lambda: b"*a **a " * 100_000),
    ("backticks of every length", MARKDOWN, lambda: b"".join(b"`" * n + b" " for n in range(1, 2_000))),
    ("100,000 notes", MARKDOWN, lambda: b"".join(b"lock[^%d]\n\n[^%d]: note\n\n" % (n, n) for n in range(50_000))),
    ("a table of 3,000 columns", MARKDOWN, lambda: b"|a" * 3_000 + b"|\n" + b"|-" * 3_000 + b"|\n" + b"|1\n" * 3_000),
)  # fmt: skip


def list_bombs() -> Iterator[Bomb]:
    """All of them."""
    yield from ((name, PDF, make) for name, make in PDFS)
    yield from ((name, HTML, make) for name, make in HTMLS)
    yield from ZIPS
    yield from TEXTS
