"""Sets the concert hall's works that are no plain files, a PDF, a Word document and an e-book: always the same bytes.

    python -m eval.kornhalle.make_works

The texts lie in `works/`: "# ", "## " and "### " open headings, "| " rows of a table, "* " points; in the opinion
"^1" is a note's marker and "[1] " the note.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from eval.doervemoor.make_works import Style, set_pdf

WORKS = Path(__file__).parent / "works"
OPINION = Style(
    "Raumakustisches Gutachten zur Neuen Kornhalle Wessenbrück",
    "Yael Zemach",
    "Gutachten Neue Kornhalle Wessenbrück",
    first=1,
    divide=True,
    width=360,
    height=440,
    margin=40,
)
_MADE = (2024, 1, 1, 0, 0, 0)
"""What the archives give as the time of their files."""


def main() -> None:
    """Write the works beside their texts."""
    (WORKS / "zemach.pdf").write_bytes(set_pdf(_read("zemach"), OPINION))
    (WORKS / "vertrag.docx").write_bytes(set_docx(_read("vertrag")))
    (WORKS / "thirddesk.epub").write_bytes(set_epub(_read("thirddesk"), author="Philipp Adomeit", language="en"))


def _read(name: str) -> str:
    return (WORKS / f"{name}.txt").read_text(encoding="utf-8")


def set_docx(text: str) -> bytes:
    """A text as a Word document with headings, bulleted lists and tables."""
    from docx import Document

    document = Document()
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, content in zip(table.add_row().cells, row, strict=True):
                    cell.text = content
            rows = []
        heading = re.match(r"(#{1,3}) (.*)", line)
        if heading:
            document.add_heading(heading[2], level=len(heading[1]) - 1)
        elif line.startswith("* "):
            document.add_paragraph(line[2:], style="List Bullet")
        elif line.strip():
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return _date_alike(buffer.getvalue())


def _date_alike(archive: bytes) -> bytes:
    """The archive with one date for all of its files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, _MADE), given.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:fundstelle:{name}</dc:identifier><dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator><dc:language>{language}</dc:language>
<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{language}">
<head><title>{title}</title></head>
<body>
{body}
</body>
</html>
"""


def set_epub(text: str, *, author: str, language: str) -> bytes:
    """A text as an e-book: a title page, then a file for each "## "."""
    opening, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    title, *front = opening.strip().splitlines()
    title = escape(title.removeprefix("# "))
    pages = {"title.xhtml": (title, f"<h1>{title}</h1>\n{_paragraphs(front)}")}
    for number, part in enumerate(parts, start=1):
        heading, *lines = part.strip().splitlines()
        pages[f"part{number:02}.xhtml"] = (escape(heading), f"<h2>{escape(heading)}</h2>\n{_paragraphs(lines)}")
    links = "\n".join(f'<li><a href="{name}">{heading}</a></li>' for name, (heading, _) in pages.items())
    members = {
        "META-INF/container.xml": _CONTAINER,
        "book.opf": _PACKAGE.format(
            name="kornhalle-third-desk",
            title=title,
            author=escape(author),
            language=language,
            items="\n".join(
                f'<item id="{name[:-6]}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages
            ),
            spine="\n".join(f'<itemref idref="{name[:-6]}"/>' for name in pages),
        ),
        "nav.xhtml": _PAGE.format(
            language=language, title="Contents", body=f'<nav epub:type="toc"><ol>\n{links}\n</ol></nav>'
        ),
        **{name: _PAGE.format(language=language, title=heading, body=body) for name, (heading, body) in pages.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _MADE), "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())


if __name__ == "__main__":
    main()
