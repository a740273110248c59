"""PDFs made to bring a reader down."""

from __future__ import annotations

import zlib

from tests.ingest.readers.bombs.words import MEGA, Maker


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


def one_page(content: bytes, *, box: str = "0 0 600 800", more: tuple[bytes | str, ...] = ()) -> bytes:
    """A PDF of one page with this content stream as object 5, a font as object 4."""
    resources = "<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 5 0 R/Resources{resources}>>"
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
    following = [7 if endless else number + 8 for number in range(count)]
    entries = [
        f"<</Title(A)/Parent {number + 6} 0 R/First {one} 0 R/Next {one} 0 R>>" for number, one in enumerate(following)
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


PDFS: tuple[tuple[str, Maker], ...] = (
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
    (
        "a form that shows itself",
        lambda: one_page(
            stream(b"/X Do"),
            more=(
                stream(b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
            ),
        ),
    ),
    (
        "contents in a circle",
        lambda: make_pdf(
            CATALOG,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R]>>",
            "[4 0 R 4 0 R]",
        ),
    ),
    ("an outline in a circle", lambda: outline(endless=True)),
    ("an outline 20,000 deep", lambda: outline(endless=False)),
    ("page labels in a circle", labels),
    ("letters that each are a long text", wild_font),
    ("an object stream that lies", object_stream),
    ("a table of offsets that lies", wide_table),
    ("an earlier table that is the same", lambda: one_page(stream(show(10))).replace(b"/Root", b"/Prev 9/Root")),
    (
        "an image of 100,000 by 100,000",
        lambda: one_page(
            stream(b"/X Do"),
            more=(
                stream(
                    b"\0" * 1000,
                    "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8",
                ),
            ),
        ),
    ),
    ("10 MB that are no PDF behind its sign", lambda: b"%PDF-1.7\n" + b"1 0 obj << /A " * (10 * MEGA // 14)),
)
