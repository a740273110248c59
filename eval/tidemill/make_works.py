"""Sets the tide mill's cited works that are no plain files: two PDFs and a Word document, the same bytes every time.

    python -m eval.tidemill.make_works

The texts lie in `works/`: "# " and "## " open headings, "| " rows of a table, "^1" a note's marker, "[1] " the note;
soft hyphens say where a word may be divided.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

WORKS = Path(__file__).parent / "works"
_SOFT = "\u00ad"
_NOTE = re.compile(r"\[(\d+)\] (.*)")
_MARKER = re.compile(r"\^(\d+)")


@dataclass(frozen=True)
class Style:
    """How a PDF is set; points."""

    head: str
    first: int
    """Number printed on the first page."""
    columns: int
    width: float = 340
    height: float = 480
    margin: float = 30
    gap: float = 14
    size: float = 8.5
    step: float = 10.5
    note_size: float = 6.5
    note_step: float = 8

    @property
    def column(self) -> float:
        """Width of a column."""
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gap) / self.columns


PDFS = {
    "onnasch": Style("Wiebke Onnasch: Mahlen mit dem Mond", 44, 2),
    "kollwey": Style("Büro Kollwey – Aalmonitoring Wehle 2022", 9, 1, width=300, height=400),
}


def main() -> None:
    """Write the works beside their texts."""
    for name, style in PDFS.items():
        (WORKS / f"{name}.pdf").write_bytes(set_pdf((WORKS / f"{name}.txt").read_text(encoding="utf-8"), style))
    text = (WORKS / "verwendungsnachweis.txt").read_text(encoding="utf-8")
    (WORKS / "verwendungsnachweis.docx").write_bytes(set_docx(text))


@dataclass
class _Setter:
    """Where the next line goes."""

    canvas: object
    style: Style
    notes: dict[str, str]
    page: int = 0
    column: int = -1
    y: float = 0
    foot: float = 0
    """Upper edge of the notes of this column."""
    waiting: list[str] = field(default_factory=list)

    def open_column(self) -> None:
        """Begin the next column, on a new page where the last one is full."""
        self._close_column()
        self.column += 1
        if self.page == 0 or self.column == self.style.columns:
            if self.page:
                self.canvas.showPage()  # type: ignore[attr-defined]
            self.column = 0
            self.page += 1
            self._draw_frame()
        self.y = self.style.height - self.style.margin - 28
        self.foot = self.style.margin + 16

    def _draw_frame(self) -> None:
        style, canvas = self.style, self.canvas
        number = str(style.first + self.page - 1)
        canvas.setFont("Times-Italic", 7)  # type: ignore[attr-defined]
        canvas.drawString(style.margin, style.height - style.margin, style.head)  # type: ignore[attr-defined]
        canvas.setFont("Times-Roman", 7.5)  # type: ignore[attr-defined]
        canvas.drawCentredString(style.width / 2, style.margin - 8, number)  # type: ignore[attr-defined]

    def _close_column(self) -> None:
        """Set the notes that belong to the column at its foot."""
        y = self.foot
        for number in self.waiting:
            for row, line in enumerate(self._note_lines(number)):
                y -= self.style.note_step
                self._draw(f"{number} {line}" if row == 0 else line, y, self.style.note_size, "Times-Roman")
        self.waiting = []

    def _note_lines(self, number: str) -> list[str]:
        width = self.style.column - 8
        return list(wrap(self.notes[number], "Times-Roman", self.style.note_size, width))

    def set_line(self, line: str, *, font: str, size: float, step: float) -> None:
        """Set a line where it and the notes it calls for have room."""
        called = _MARKER.findall(line)
        needed = sum(self.style.note_step * len(self._note_lines(number)) for number in called) + 4 * bool(called)
        if self.page == 0 or self.y - step < self.foot + needed:
            self.open_column()
        self.foot += needed
        self.waiting += called
        self.y -= step
        self._draw(line, self.y, size, font)

    def _draw(self, line: str, y: float, size: float, font: str) -> None:
        canvas, style = self.canvas, self.style
        x = style.margin + self.column * (style.column + style.gap)
        for row, piece in enumerate(_MARKER.split(line)):
            raised = row % 2 == 1
            used = size * 0.62 if raised else size
            canvas.setFont(font, used)  # type: ignore[attr-defined]
            canvas.drawString(x, y + (size * 0.35 if raised else 0), piece)  # type: ignore[attr-defined]
            x += canvas.stringWidth(piece, font, used)  # type: ignore[attr-defined]

    def finish(self) -> None:
        """Set the last notes and close the page."""
        self._close_column()
        self.canvas.showPage()  # type: ignore[attr-defined]


def set_pdf(text: str, style: Style) -> bytes:
    """A text as a PDF with running heads, printed numbers, page labels, notes at the foot, divided words."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(style.width, style.height), invariant=True)
    canvas.setTitle(style.head)
    canvas.addPageLabel(0, style="ARABIC", start=style.first)
    notes: dict[str, str] = {match[1]: match[2] for line in text.splitlines() if (match := _NOTE.match(line))}
    setter = _Setter(canvas, style, notes)
    for line in text.splitlines():
        if not line.strip() or _NOTE.match(line):
            continue
        heading = re.match(r"(#{1,2}) (.*)", line)
        font, size = (
            ("Times-Bold", style.size + (4 if heading[1] == "#" else 1.5)) if heading else ("Times-Roman", style.size)
        )
        lines = list(wrap(heading[2] if heading else line, font, size, style.column))
        for row, one in enumerate(lines):
            gap = (8 if heading else 4) if row == 0 else 0
            setter.set_line(one, font=font, size=size, step=size + 2 + gap)
    setter.finish()
    canvas.save()
    return buffer.getvalue()


def wrap(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """The lines of a paragraph; words are divided at soft hyphens where they do not fit."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def fits(line: str) -> bool:
        return bool(stringWidth(_MARKER.sub("", line.replace(_SOFT, "")), font, size) <= width)

    line = ""
    for word in text.split():
        while not fits(f"{line} {word}".strip()):
            head, tail = _divide(line, word, fits)
            if head:
                yield f"{line} {head}-".strip().replace(_SOFT, "")
                line, word = "", tail
            elif line:
                yield line.replace(_SOFT, "")
                line = ""
            else:
                break
        line = f"{line} {word}".strip()
    yield line.replace(_SOFT, "")


def _divide(line: str, word: str, fits: object) -> tuple[str, str]:
    """The longest beginning of a word that fits behind a line, and its rest; two empty ones where none does."""
    parts = word.split(_SOFT)
    for cut in range(len(parts) - 1, 0, -1):
        head = "".join(parts[:cut])
        if fits(f"{line} {head}-".strip()):  # type: ignore[operator]
            return head, _SOFT.join(parts[cut:])
    return "", word


def set_docx(text: str) -> bytes:
    """A text as a Word document with headings and a table."""
    from docx import Document

    document = Document()
    rows: list[list[str]] = []
    for line in (*text.splitlines(), ""):
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        heading = re.match(r"(#{1,2}) (.*)", line)
        if heading:
            document.add_heading(heading[2], len(heading[1]) - 1)
        elif line.strip():
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _add_table(document: object, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))  # type: ignore[attr-defined]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def _without_times(content: bytes) -> bytes:
    """An archive whose members all have the same time, so that it is the same whenever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
