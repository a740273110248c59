"""A PDF's pages by pypdfium2: characters with their places, put into lines in the order of the file.

The order of the file is kept: lines sorted by their places were whole less often than those in the file's order.
PDFium is not thread-safe; whoever reads several files at once does so in several processes.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.errors import DossierError
from ingest.readers.pdf.records import Glyph, Heading, Page, TextLine

_DIVIDED = (0x02, 0xFFFE)
"""What PDFium puts in the place of a hyphen that divides a word, instead of the line's end."""
_INVISIBLE = 3
"""Render mode of text that is not drawn."""
_UPRIGHT = 0.05
"""Radians up to which text is taken to run with most of its page."""
_BOLD = 600
_SYMBOLS = ("symbol", "dingbat", "wingding", "webding")
_BULLETS = "•▪■●◦○►▶➢✓–-"
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
    left, bottom, right, top = page.get_cropbox()
    text_page = page.get_textpage()
    try:
        read = list(_read_glyphs(text_page.raw, left, bottom))
    finally:
        text_page.close()
    angle = _main_angle(read)
    turned = abs(math.remainder(angle, math.pi)) > math.pi / 4
    width, height = right - left, top - bottom
    shown: list[list[_Read]] = [[], [], []]
    place = 0
    for one in read:
        if one.angle is None:
            shown[place].append(one)  # A space or a line's end goes with what stands before it.
            continue
        across = abs(math.remainder(one.angle - angle, 2 * math.pi)) > _UPRIGHT
        outside = not (-_OFF <= one.glyph.left <= width + _OFF and -_OFF <= one.glyph.baseline <= height + _OFF)
        place = 1 if one.hidden else 2 if across or (outside and not turned) else 0
        shown[place].append(one)
    lines, hidden, aside = (tuple(_cut_lines(part)) for part in shown)
    covered = sum(_cover(box, (left, bottom, right, top), lines) for box in _find_pictures(page))
    return Page(number, label, width, height, lines, hidden, tuple(line.text.strip() for line in aside), covered)


_Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def _find_pictures(page: Any) -> Iterator[_Box]:  # noqa: ANN401
    """Where the pictures of a page lie, those in a part that is drawn as a whole among them."""
    import pypdfium2.raw as pdfium

    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        box, form = picture.get_bounds(), picture.container
        while form is not None:
            box, form = form.get_matrix().on_rect(*box), form.container
        yield box


def _cover(box: _Box, page: _Box, lines: Sequence[TextLine]) -> float:
    """Share of a page that a picture covers; nothing where it is the ground on which text stands."""
    left, bottom, right, top = max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])
    share = max(0.0, right - left) * max(0.0, top - bottom) / ((page[2] - page[0]) * (page[3] - page[1]))
    over = sum(
        len(line.visible)
        for line in lines
        if bottom <= line.baseline + page[1] <= top and left <= (line.left + line.right) / 2 + page[0] <= right
    )
    return 0.0 if over > _GROUND * share else share


class _Read:
    """A character with what decides whether it is read."""

    __slots__ = ("angle", "ends_line", "glyph", "hidden")

    def __init__(self, glyph: Glyph, angle: float | None, *, hidden: bool, ends_line: bool) -> None:
        self.glyph = glyph
        self.angle = angle
        self.hidden = hidden
        self.ends_line = ends_line


def _read_glyphs(raw: Any, left: float, bottom: float) -> Iterator[_Read]:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    style, last = (False, False, False), None
    count = pdfium.FPDFText_CountChars(raw)
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= code < 0xDC00 and at + 1 < count:
            code = 0x10000 + ((code - 0xD800) << 10) + (pdfium.FPDFText_GetUnicode(raw, at + 1) - 0xDC00)
        elif 0xDC00 <= code < 0xE000 or code > 0x10FFFF:
            continue
        generated = pdfium.FPDFText_IsGenerated(raw, at) == 1
        if code in (0x0D, 0x0A):
            yield _Read(Glyph("\n", 0, 0, 0, 0, generated=True), None, hidden=style[2], ends_line=True)
            continue
        if not generated:
            owner = pdfium.FPDFText_GetTextObject(raw, at)
            address = ctypes.cast(owner, ctypes.c_void_p).value if owner else None
            if address != last or address is None:
                style, last = _read_style(raw, at, owner), address
        pdfium.FPDFText_GetMatrix(raw, at, matrix)
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        pdfium.FPDFText_GetCharBox(raw, at, box[0], box[1], box[2], box[3])
        size = pdfium.FPDFText_GetFontSize(raw, at) * math.hypot(matrix.b, matrix.d)
        text = "" if code in _DIVIDED else chr(code) if code else "\ufffd"
        symbol = style[1] and not generated
        glyph = Glyph(
            text, box[0].value - left, box[1].value - left, y.value - bottom, size, style[0], symbol, generated
        )
        # Of the line that it stands on: PDFium's own angle is another one for letters slanted by their matrix.
        angle = None if generated or text.isspace() else math.atan2(matrix.b, matrix.a)
        yield _Read(glyph, angle, hidden=style[2], ends_line=code in _DIVIDED)


def _read_style(raw: Any, at: int, owner: Any) -> tuple[bool, bool, bool]:  # noqa: ANN401
    """Of a character: whether it is bold, of a font of signs, and invisible."""
    import pypdfium2.raw as pdfium

    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, at, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", "replace").lower()
    bold = pdfium.FPDFText_GetFontWeight(raw, at) >= _BOLD or any(part in name for part in ("bold", "black", "heavy"))
    hidden = bool(owner) and pdfium.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE
    return bold, any(part in name for part in _SYMBOLS), hidden


def _main_angle(read: list[_Read]) -> float:
    """The direction in which most of a page's text runs, in radians."""
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
    if not (first.symbol and first.text not in _BULLETS and len(glyphs) > 1):
        return glyphs
    if not glyphs[1].symbol:
        space = [] if glyphs[1].text.isspace() else [Glyph(" ", first.right, first.right, first.baseline, first.size)]
        return [Glyph("•", first.left, first.right, first.baseline, first.size), *space, *glyphs[1:]]
    return glyphs
