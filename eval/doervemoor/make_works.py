"""Sets the moor's cited works that are no plain files: two PDFs and a Word document, the same bytes every time.

    python -m eval.doervemoor.make_works

The texts lie in `works/`: "# " and "## " open headings, "| " rows of a table, "^1" a note's marker, "[1] " the note;
in the opinion "%roman" and "%arabic" begin a new numbering, "%page" a new page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

WORKS = Path(__file__).parent / "works"
_NOTE = re.compile(r"\[(\d+)\] (.*)")
_MARKER = re.compile(r"\^(\d+)")
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi"]


@dataclass(frozen=True)
class Style:
    """How a PDF is set; points."""

    title: str
    left_head: str
    right_head: str
    first: int
    divide: bool
    width: float = 360
    height: float = 510
    margin: float = 36
    size: float = 9.5
    step: float = 12
    note_size: float = 7
    note_step: float = 8.6

    @property
    def column(self) -> float:
        """Width of the text."""
        return self.width - 2 * self.margin


PDFS = {
    "brandis": Style("Wasser halten", "Brandis & Kehl", "Wasser halten – Gutachten Dörvemoor", 1, True, 318, 420),
    "laskey": Style("Five Fens", "Peatland Papers 9 (2021)", "Laskey and Threlfall: Five Fens", 31, False, 330, 440),
}


def main() -> None:
    """Write the works beside their texts."""
    for name, style in PDFS.items():
        (WORKS / f"{name}.pdf").write_bytes(set_pdf((WORKS / f"{name}.txt").read_text(encoding="utf-8"), style))
    text = (WORKS / "moorordnung.txt").read_text(encoding="utf-8")
    (WORKS / "moorordnung.docx").write_bytes(set_docx(text))


@dataclass
class _Setter:
    """Where the next line goes."""

    canvas: object
    style: Style
    notes: dict[str, str]
    page: int = 0
    """Pages set so far, front matter included."""
    number: int = 0
    roman: bool = False
    y: float = 0
    foot: float = 0
    waiting: list[str] = field(default_factory=list)

    def open_page(self) -> None:
        """Begin the next page."""
        self.close_page()
        if self.page:
            self.canvas.showPage()  # type: ignore[attr-defined]
        self.page += 1
        self.number += 1
        self._frame()
        self.y = self.style.height - self.style.margin - 20
        self.foot = self.style.margin + 18

    def _frame(self) -> None:
        style, canvas = self.style, self.canvas
        printed = _ROMAN[self.number - 1] if self.roman else str(self.number)
        head = style.left_head if self.number % 2 == 0 else style.right_head
        if not (self.roman and self.number == 1):
            canvas.setFont("Times-Italic", 8)  # type: ignore[attr-defined]
            canvas.drawCentredString(style.width / 2, style.height - style.margin, head)  # type: ignore[attr-defined]
        canvas.setFont("Times-Roman", 8)  # type: ignore[attr-defined]
        canvas.drawCentredString(style.width / 2, style.margin - 8, printed)  # type: ignore[attr-defined]

    def close_page(self) -> None:
        """Set the notes that belong to the page at its foot."""
        y = self.foot
        if self.waiting:
            self.canvas.setLineWidth(0.4)  # type: ignore[attr-defined]
            self.canvas.line(self.style.margin, y, self.style.margin + 60, y)  # type: ignore[attr-defined]
        for number in self.waiting:
            for row, line in enumerate(self._note_lines(number)):
                y -= self.style.note_step
                self._draw(f"{number} {line}" if row == 0 else line, y, self.style.note_size, "Times-Roman")
        self.waiting = []

    def _note_lines(self, number: str) -> list[str]:
        return list(
            wrap(self.notes[number], "Times-Roman", self.style.note_size, self.style.column - 8, self.style.divide)
        )

    def set_line(self, line: str, *, font: str, size: float, step: float, keep: float = 0) -> None:
        """Set a line where it, the notes it calls for and what must stay with it have room."""
        called = _MARKER.findall(line)
        needed = sum(self.style.note_step * len(self._note_lines(number)) for number in called) + 4 * bool(called)
        if self.page == 0 or self.y - step - keep < self.foot + needed:
            self.open_page()
        self.foot += needed
        self.waiting += called
        self.y -= step
        self._draw(line, self.y, size, font)

    def set_row(self, cells: list[str], font: str) -> None:
        """Set a row of a table."""
        if self.y - self.style.step < self.foot:
            self.open_page()
        self.y -= self.style.step
        wide = self.style.column / len(cells)
        self.canvas.setFont(font, self.style.size - 0.5)  # type: ignore[attr-defined]
        for place, cell in enumerate(cells):
            self.canvas.drawString(self.style.margin + place * wide, self.y, cell)  # type: ignore[attr-defined]

    def _draw(self, line: str, y: float, size: float, font: str) -> None:
        canvas, x = self.canvas, self.style.margin
        for row, piece in enumerate(_MARKER.split(line)):
            raised = row % 2 == 1
            used = size * 0.62 if raised else size
            canvas.setFont(font, used)  # type: ignore[attr-defined]
            canvas.drawString(x, y + (size * 0.35 if raised else 0), piece)  # type: ignore[attr-defined]
            x += canvas.stringWidth(piece, font, used)  # type: ignore[attr-defined]


def set_pdf(text: str, style: Style) -> bytes:
    """A text as a PDF with running heads, printed numbers, page labels, notes at the foot, divided words."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(style.width, style.height), invariant=True)
    canvas.setTitle(style.title)
    notes: dict[str, str] = {match[1]: match[2] for line in text.splitlines() if (match := _NOTE.match(line))}
    setter = _Setter(canvas, style, notes, number=style.first - 1)
    if not text.startswith("%"):
        canvas.addPageLabel(0, style="ARABIC", start=style.first)
    row = 0
    for line in text.splitlines():
        if not line.startswith("| "):
            row = 0
        if not line.strip() or _NOTE.match(line):
            continue
        if line in ("%roman", "%arabic"):
            canvas.addPageLabel(setter.page, style="ROMAN_LOWER" if line == "%roman" else "ARABIC", start=1)
            setter.close_page()
            setter.roman, setter.number = line == "%roman", 0
            setter.open_page()
            continue
        if line == "%page":
            setter.open_page()
            continue
        if line.startswith("| "):
            setter.set_row(
                [cell.strip() for cell in line.strip("| ").split("|")], "Times-Roman" if row else "Times-Bold"
            )
            row += 1
            continue
        heading = re.match(r"(#{1,2}) (.*)", line)
        font, size = (
            ("Times-Bold", style.size + (3.5 if heading[1] == "#" else 1.5)) if heading else ("Times-Roman", style.size)
        )
        lines = list(wrap(heading[2] if heading else line, font, size, style.column, style.divide and not heading))
        for place, one in enumerate(lines):
            gap = (9 if heading else 3) if place == 0 else 0
            setter.set_line(one, font=font, size=size, step=size + 2.5 + gap, keep=30 if heading else 0)
    setter.close_page()
    canvas.save()
    return buffer.getvalue()


def wrap(text: str, font: str, size: float, width: float, divide: bool) -> Iterator[str]:
    """The lines of a paragraph; words that do not fit are divided, where that is wanted."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def fits(line: str) -> bool:
        return bool(stringWidth(_MARKER.sub("", line), font, size) <= width)

    line = ""
    for word in text.split():
        if fits(f"{line} {word}".strip()):
            line = f"{line} {word}".strip()
            continue
        head, tail = _divide(line, word, fits) if divide else ("", word)
        yield f"{line} {head}-" if head else line
        line = tail
    yield line


_PAIR = re.compile(
    r"(?<=[aeiouyäöü])(?P<left>[bdfghklmnprstz]?)(?=(?:sch|ch|ck|[bdfghjklmnprstvwz])[aeiouäöü])", re.IGNORECASE
)


def _divide(line: str, word: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    """The longest beginning of a German word that fits behind a line, and its rest; two empty ones where none does."""
    if not re.fullmatch(r"[A-Za-zÄÖÜäöüß]{8,}[.,;:]?", word):
        return "", word
    for match in sorted(_PAIR.finditer(word), key=lambda one: -one.end("left")):
        cut = match.end("left")
        if word[cut - 1 : cut + 1].lower() in ("ch", "ck", "ph", "th", "st") or cut < 3 or len(word) - cut < 4:
            continue
        if fits(f"{line} {word[:cut]}-"):
            return word[:cut], word[cut:]
    return "", word


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def set_docx(text: str) -> bytes:
    """A text as a Word document with headings and real footnotes."""
    notes = {match[1]: match[2] for line in text.splitlines() if (match := _NOTE.match(line))}
    body = "".join(_paragraph(line) for line in text.splitlines() if line.strip() and not _NOTE.match(line))
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
        for number, kind, element in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    footnotes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in notes.items()
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}styles+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}footnotes+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{relation}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{relation}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{_styles()}</w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">{separators}{footnotes}</w:footnotes>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), _HEAD + content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_DEFAULT = ' w:default="1"'


def _styles() -> str:
    styles = [
        ("paragraph", "Normal", "Normal"),
        ("paragraph", "Title", "Title"),
        ("paragraph", "Heading1", "heading 1"),
    ]
    styles += [("paragraph", "Heading2", "heading 2"), ("paragraph", "FootnoteText", "footnote text")]
    made = "".join(
        f'<w:style w:type="{kind}" w:styleId="{key}"{_DEFAULT if key == "Normal" else ""}>'
        f'<w:name w:val="{name}"/></w:style>'
        for kind, key, name in styles
    )
    return made + (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def _paragraph(line: str) -> str:
    heading = re.match(r"(#{1,2}) (.*)", line)
    style = ""
    if heading:
        line = heading[2]
        name = "Title" if heading[1] == "#" else "Heading2" if line.startswith("Artikel") else "Heading1"
        style = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'
    runs = ""
    for row, piece in enumerate(_MARKER.split(line)):
        if row % 2:
            runs += (
                f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{piece}"/></w:r>'
            )
        elif piece:
            runs += f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
    return f"<w:p>{style}{runs}</w:p>"


if __name__ == "__main__":
    main()
