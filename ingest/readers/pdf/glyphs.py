"""A PDF's pages by pypdfium2: characters with their places, put into lines in the order of the file.

The order of the file is kept: lines sorted by their places were whole less often than those in the file's order.
PDFium is not thread-safe; whoever reads several files at once does so in several processes.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ingest.errors import DossierError
from ingest.readers.lines import BULLETS
from ingest.readers.pdf.records import Glyph, Heading, Page, TextLine
from ingest.readers.pdf.unseen import Box, find_unseen

_DIVIDED = (0x02, 0xFFFE)
"""What PDFium puts in the place of a hyphen that divides a word, instead of the line's end."""
_INVISIBLE = 3
"""Render mode of text that is not drawn."""
_PALE = 0xE8
"""Of each of red, green and blue at the least; what is darker shows on white paper."""
_UPRIGHT = 0.05
"""Radians up to which text is taken to run with most of its page."""
_BOLD = 600
_SYMBOLS = ("symbol", "dingbat", "wingding", "webding")
_LATIN = 0x100
_OFF = 1.0
"""Points that text may stand over the edge of a page."""
_GROUND = 500
"""Characters over a picture as large as the page from which on it is the ground of text; a stamp has fewer."""
_NEW_LINE = 0.6
"""Share of its size by which a full-size character on another height begins a new line."""


def open_pdf(content: bytes) -> Any:  # noqa: ANN401 - the library has no types
    """Open a PDF; DossierError where it needs a password, is damaged, or is none."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DossierError("the PDF needs a password", remedy="save it without one, then add that file") from error
        if not content[:1024].lstrip().startswith(b"%PDF"):
            raise DossierError("the file is no PDF", remedy="open it in a PDF viewer to see what it is") from error
        raise DossierError(
            "the PDF is damaged and cannot be opened", remedy="get it again, or save it anew in a PDF viewer"
        ) from error


def read_pages(pdf: Any) -> Iterator[Page]:  # noqa: ANN401
    """The pages in order; DossierError names the first one that cannot be read."""
    import pypdfium2

    for row in range(len(pdf)):
        try:
            page = pdf[row]
            yield _read_page(page, row + 1, pdf.get_page_label(row) or "")
            page.close()
        except pypdfium2.PdfiumError as error:
            raise DossierError(
                f"the PDF is damaged at page {row + 1}", remedy="get it again, or save it anew in a PDF viewer"
            ) from error


def read_outline(pdf: Any) -> tuple[Heading, ...]:  # noqa: ANN401
    """The file's outline, in order."""
    found = []
    for entry in pdf.get_toc(max_depth=6):
        target = entry.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            found.append(Heading(" ".join(entry.get_title().split()), entry.level + 1, index + 1))
    return tuple(found)


def _read_page(page: Any, number: int, label: str) -> Page:  # noqa: ANN401
    left, bottom, right, top = page.get_bbox()
    view = _View(left, bottom, right, top)
    read = _read_text(page, view)
    angle = _main_angle(read)
    quarters = round(angle / (math.pi / 2)) % 4
    if quarters or page.get_rotation():
        # PDFium tells lines, and in what order they follow, as the page is shown: it is turned to be read.
        page.set_rotation(-90 * quarters % 360)
        view = _View(left, bottom, right, top, quarters)
        read = _read_text(page, view)
    unseen = find_unseen(page, [one.box for one in read if one.pale and one.angle is not None])
    shown: list[list[_Read]] = [[], [], [], []]
    place = 0
    for one in read:
        if one.angle is None:
            shown[place].append(one)  # A space or a line's end goes with what stands before it.
            continue
        across = abs(math.remainder(one.angle - angle, 2 * math.pi)) > _UPRIGHT
        outside = across or not view.shows(one.glyph)
        place = 1 if one.hidden else 2 if outside else 3 if one.pale and one.box.run in unseen else 0
        shown[place].append(one)
    lines, hidden, aside, pale = (tuple(_cut_lines(part)) for part in shown)
    left_out = tuple(line.text.strip() for line in aside)
    pictures = sum(_cover(box, view, lines) for box in _list_pictures(page))
    return Page(number, label, view.width, view.height, lines, hidden, left_out, pale, pictures)


def _list_pictures(page: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """Where the pictures of a page lie, left, lower, right, upper; those in a part drawn as a whole among them."""
    import pypdfium2.raw as pdfium

    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        box, form = picture.get_bounds(), picture.container
        while form is not None:
            box, form = form.get_matrix().on_rect(*box), form.container
        yield box


def _cover(box: tuple[float, float, float, float], view: _View, lines: Sequence[TextLine]) -> float:
    """Share of a page that a picture covers; nothing where it is the ground on which text stands."""
    corners = [(max(box[0], view.left), max(box[1], view.bottom)), (min(box[2], view.right), min(box[3], view.top))]
    left, right = sorted(view.along(*corner) for corner in corners)
    lower, upper = sorted(view.above(*corner) for corner in corners)
    if corners[0][0] >= corners[1][0] or corners[0][1] >= corners[1][1]:
        return 0.0
    share = (right - left) * (upper - lower) / (view.width * view.height)
    over = [line for line in lines if lower <= line.baseline <= upper and left <= (line.left + line.right) / 2 <= right]
    return 0.0 if sum(len(line.visible) for line in over) > _GROUND * share else share


def _read_text(page: Any, view: _View) -> list[_Read]:  # noqa: ANN401
    text_page = page.get_textpage()
    try:
        return list(_read_glyphs(text_page.raw, view))
    finally:
        text_page.close()


@dataclass(frozen=True, slots=True)
class _View:
    """The part of a page that is shown, points, turned so that its text is upright."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0
    """Quarter turns by which its text stands clockwise from upright."""

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def along(self, x: float, y: float) -> float:
        """How far from the left edge a place of the page stands."""
        return (x - self.left, self.top - y, self.right - x, y - self.bottom)[self.quarters]

    def above(self, x: float, y: float) -> float:
        """How far above the lower edge a place of the page stands."""
        return (y - self.bottom, x - self.left, self.top - y, self.right - x)[self.quarters]

    def shows(self, glyph: Glyph) -> bool:
        return -_OFF <= glyph.left <= self.width + _OFF and -_OFF <= glyph.baseline <= self.height + _OFF


class _Read:
    """A character with what decides whether it is read."""

    __slots__ = ("angle", "box", "ends_line", "glyph", "hidden", "pale")

    def __init__(self, glyph: Glyph, angle: float | None, box: Box, style: _Style, *, ends_line: bool) -> None:
        self.glyph = glyph
        self.angle = angle
        self.box = box
        self.hidden = style.hidden
        self.pale = style.pale
        self.ends_line = ends_line


class _Style(NamedTuple):
    """What is the same for all characters that the file draws at once."""

    bold: bool = False
    symbol: bool = False
    """Of a font of signs."""
    hidden: bool = False
    """Not drawn."""
    pale: bool = False
    """In a colour that does not show on white paper."""


def _read_glyphs(raw: Any, view: _View) -> Iterator[_Read]:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    style, last, run = _Style(), None, 0
    count = pdfium.FPDFText_CountChars(raw)
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= code < 0xDC00 and at + 1 < count:
            code = 0x10000 + ((code - 0xD800) << 10) + (pdfium.FPDFText_GetUnicode(raw, at + 1) - 0xDC00)
        elif 0xDC00 <= code < 0xE000 or code > 0x10FFFF:
            continue
        generated = pdfium.FPDFText_IsGenerated(raw, at) == 1
        if code in (0x0D, 0x0A):
            yield _Read(Glyph("\n", 0, 0, 0, 0, generated=True), None, Box(run, 0, 0, 0, 0), style, ends_line=True)
            continue
        if not generated:
            owner = pdfium.FPDFText_GetTextObject(raw, at)
            address = ctypes.cast(owner, ctypes.c_void_p).value if owner else None
            if address != last or address is None:
                style, last, run = _read_style(raw, at, owner), address, at
        pdfium.FPDFText_GetMatrix(raw, at, matrix)
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        pdfium.FPDFText_GetCharBox(raw, at, box[0], box[1], box[2], box[3])
        size = pdfium.FPDFText_GetFontSize(raw, at) * _height_of(matrix)
        text = "" if code in _DIVIDED else chr(code) if code else "\ufffd"
        corners = [(box[0].value, box[2].value), (box[1].value, box[3].value)]
        left, right = sorted(view.along(*corner) for corner in corners)
        lower, upper = sorted(view.above(*corner) for corner in corners)
        baseline = view.above(x.value, y.value)
        symbol = style.symbol and not generated
        glyph = Glyph(text, left, right, baseline, size, style.bold, symbol, generated, begins=run == at)
        # Of the line that it stands on: PDFium's own angle is another one for letters slanted by their matrix.
        angle = None if generated or text.isspace() else math.atan2(-matrix.b, matrix.a)
        yield _Read(glyph, angle, Box(run, left, lower, right, upper), style, ends_line=code in _DIVIDED)


def _height_of(matrix: Any) -> float:  # noqa: ANN401
    """How much a text's matrix stretches it upwards from its line, whatever way the line runs."""
    return float(abs(matrix.a * matrix.d - matrix.b * matrix.c) / (math.hypot(matrix.a, matrix.b) or 1))


def _read_style(raw: Any, at: int, owner: Any) -> _Style:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, at, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", "replace").lower()
    bold = pdfium.FPDFText_GetFontWeight(raw, at) >= _BOLD or any(part in name for part in ("bold", "black", "heavy"))
    hidden = bool(owner) and pdfium.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE
    colour = [ctypes.c_uint() for _ in range(4)]
    known = pdfium.FPDFText_GetFillColor(raw, at, *colour)
    *rgb, alpha = (one.value for one in colour)
    pale = bool(known) and (min(rgb) >= _PALE or alpha <= 0xFF - _PALE)
    return _Style(bold, any(part in name for part in _SYMBOLS), hidden, pale)


def _main_angle(read: list[_Read]) -> float:
    """The direction in which most of a page's text runs, in radians, clockwise."""
    counts: dict[float, int] = {}
    for one in read:
        if one.angle is not None:
            key = round(one.angle, 1)
            key = abs(key) if abs(key) == round(math.pi, 1) else key  # Upside down is one direction.
            counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: counts[key]) if counts else 0.0


def _cut_lines(read: list[_Read]) -> Iterator[TextLine]:
    """The lines, as the file's line ends and leaps to another height part them."""
    open_: list[Glyph] = []
    for one in read:
        glyph = one.glyph
        if one.ends_line:
            divided = glyph.text == ""
            yield from _make_line(open_, divided=divided)
            open_ = []
            continue
        if open_ and not glyph.text.isspace() and _leaps(open_, glyph):
            yield from _make_line(open_, divided=False)
            open_ = []
        open_.append(glyph)
    yield from _make_line(open_, divided=False)


def _leaps(open_: list[Glyph], glyph: Glyph) -> bool:
    """Whether a character stands on another line than those before it: far away, or not beside them."""
    last = next((one for one in reversed(open_) if not one.text.isspace()), None)
    if last is None:
        return False
    step = abs(glyph.baseline - last.baseline)
    return step > 1.5 * max(glyph.size, last.size) or (
        step > _NEW_LINE * min(glyph.size, last.size) and glyph.left < last.left
    )


def _make_line(glyphs: list[Glyph], *, divided: bool) -> Iterator[TextLine]:
    while glyphs and glyphs[-1].text.isspace():
        glyphs = glyphs[:-1]
    while glyphs and glyphs[0].text.isspace():
        glyphs = glyphs[1:]
    if not glyphs:
        return
    if glyphs[-1].text in ("\u00ad", "\u2010", "-", "\u00ac") and len(glyphs) > 1 and glyphs[-2].text.isalpha():
        glyphs, divided = glyphs[:-1], True
    yield TextLine(tuple(_name_bullet(glyphs)), divided)


def _name_bullet(glyphs: list[Glyph]) -> list[Glyph]:
    """A sign that opens a line is a bullet, whatever letter its font of signs has it under."""
    first = glyphs[0]
    follows = next((glyph for glyph in glyphs[1:] if not glyph.text.isspace()), None)
    if follows is None or follows.symbol or not (first.symbol and _is_disguised(first.text)):
        return glyphs
    space = [] if glyphs[1].text.isspace() else [Glyph(" ", first.right, first.right, first.baseline, first.size)]
    return [Glyph("•", first.left, first.right, first.baseline, first.size), *space, *glyphs[1:]]


def _is_disguised(text: str) -> bool:
    """Whether a sign is coded as something else: a Greek letter of such a font is what it says."""
    return text not in f"{BULLETS}–-" and (ord(text) < _LATIN or unicodedata.category(text) in ("Co", "Cn"))
