"""PDFs of running text that the tests set themselves: words flow over lines, columns and pages, "^12^" is raised."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.reader import read_pdf
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading
from tests.ingest.readers.pdf.sheets import CYRILLIC

WIDTH, HEIGHT, EDGE, FOOT = 420, 600, 45, 50
BODY, SMALL = 10.0, 8.0
_HEADS = ("Hark", "Sand", "Whit", "Holm", "Wend", "Brack", "Tid", "Oster", "Lund", "Esk")
_TAILS = ("siel", "holm", "mere", "dorf", "ness", "wick", "hude", "fleth", "koog", "borg")
_LEAD = 1.3
"""Sizes from line to line."""


def name_place(number: int) -> str:
    """A place that no other number has: a marker behind it means the note that names it."""
    return _HEADS[number // 10 % 10] + _TAILS[number % 10] + "au" * (number // 100)


@dataclass
class Press:
    """A document being set."""

    columns: int = 1
    foreign: bool = False
    """Whether it is set in a font with Cyrillic letters and raised digits."""
    numbered: bool = True
    """Whether pages have their number at the foot."""
    y: float = HEIGHT - EDGE
    column: int = 0
    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        """Open the canvas."""
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
        if self.foreign:
            pdfmetrics.registerFont(TTFont("Cyrillic", str(CYRILLIC)))

    def heading(self, text: str, *, size: float = 13, gap: float = 14) -> None:
        """A line in larger, bold type."""
        self._set(text, size=size, gap=gap, bold=not self.foreign)

    def say(self, text: str, *, size: float = BODY, gap: float = 5, indent: float = 0) -> None:
        """A paragraph, `gap` points below what stands above it."""
        self._set(text, size=size, gap=gap, indent=indent)

    def note(self, opening: str, text: str, *, size: float = SMALL, gap: float = 3, hang: float = 14) -> None:
        """A numbered paragraph whose further lines are set in, where `hang` is not 0."""
        self._set(f"{opening} {text}", size=size, gap=gap, hang=hang, opening=opening if hang else "")

    def turn(self) -> None:
        """Go on in the next column, or on the next page."""
        self.column += 1
        self.y = HEIGHT - EDGE
        if self.column == self.columns:
            self.turn_page()

    def turn_page(self) -> None:
        """Go on on the next page."""
        if self.numbered:
            self.canvas.setFont("Helvetica", 8)
            self.canvas.drawCentredString(WIDTH / 2, 25, str(self.canvas.getPageNumber()))
        self.canvas.showPage()
        self.column, self.y = 0, HEIGHT - EDGE

    def read(self, title: str = "") -> Reading:
        """What the reader makes of it."""
        return read_pdf(self.print(), ReadingHints(title))

    def print(self) -> bytes:
        """The file."""
        self.turn_page()
        self.canvas.save()
        return self.buffer.getvalue()

    def foot(self, *lines: str) -> None:
        """Small lines at the foot of the page, as footnotes are; the text has to end above them."""
        for row, line in enumerate(lines):
            self._draw(line, EDGE, FOOT + 10.0 * (len(lines) - row), SMALL, self._font(bold=False))

    @property
    def _measure(self) -> float:
        return (WIDTH - 2 * EDGE - 20 * (self.columns - 1)) / self.columns

    def _font(self, *, bold: bool) -> str:
        return "Cyrillic" if self.foreign else "Helvetica-Bold" if bold else "Helvetica"

    def _set(
        self,
        text: str,
        *,
        size: float,
        gap: float,
        bold: bool = False,
        indent: float = 0,
        hang: float = 0,
        opening: str = "",
    ) -> None:
        font = self._font(bold=bold)
        self.y -= gap
        lines = list(self._wrap(text[len(opening) :].strip() if opening else text, size, font, hang))
        for row, line in enumerate(lines):
            if self.y - size < FOOT + 5:
                self.turn()
            x = EDGE + self.column * (self._measure + 20) + (indent if row == 0 else 0)
            baseline = self.y - size
            if opening and row == 0:
                self._draw(opening, x, baseline, size, font)
            self._draw(line, x + hang, baseline, size, font)
            self.y -= size * _LEAD

    def _wrap(self, text: str, size: float, font: str, hang: float) -> Iterator[str]:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if line and self._width(longer, size, font) > self._measure - hang:
                yield line
                line = word
            else:
                line = longer
        yield line

    def _width(self, text: str, size: float, font: str) -> float:
        parts = ((part, size * 0.6 if raised else size) for part, raised in _part(text))
        return sum(float(self.canvas.stringWidth(part, font, height)) for part, height in parts)

    def _draw(self, text: str, x: float, y: float, size: float, font: str) -> None:
        line = self.canvas.beginText(x, y)
        for part, raised in _part(text):
            line.setFont(font, size * 0.6 if raised else size)
            line.setRise(size * 0.35 if raised else 0)
            line.textOut(part)
        self.canvas.drawText(line)


def _part(text: str) -> Iterator[tuple[str, bool]]:
    for row, part in enumerate(re.split(r"\^", text)):
        if part:
            yield part, bool(row % 2)


_GERMAN = (
    "Der Haushalt stieg in {place}{mark} um {count} Prozent, und der Rat stimmte der Vorlage nach langer Beratung zu.",
    "Niemand fragte damals nach dem Zustand der Mole, auch nicht in {place}.{mark} Erst im Winter fiel das auf.",
    "Die Fischer wollten bleiben, wie der Lotse von {place}{mark} schrieb, denn der Hafen lag gut hinter dem Deich.",
)
_ENGLISH = (
    "The budget rose in {place}{mark} by {count} per cent, and the council agreed to the draft after a long debate.",
    "Nobody asked at the time about the state of the mole, not even in {place}.{mark} It was noticed in the winter.",
    "The fishermen wished to stay, as the pilot of {place}{mark} wrote, for the harbour lay well behind the dyke.",
)
_RUSSIAN = (
    "Бюджет вырос в {place}{mark} на {count} процентов, и совет после долгих споров согласился с этим проектом.",
    "Никто не спрашивал тогда о состоянии мола, даже в {place}.{mark} Зимой это заметили жители города.",
    "Рыбаки хотели остаться, как писал лоцман из {place}{mark}, потому что гавань лежала за высокой дамбой.",
)
SENTENCES = {"de": _GERMAN, "en": _ENGLISH, "ru": _RUSSIAN}
FILLING = {
    "de": "Der Deich war alt, und die Schleuse schloss nicht mehr. Im Sommer kamen die Schiffe trotzdem, weil der Weg"
    " um die Insel weit ist und die Strömung dort stark. Das änderte sich erst mit dem neuen Kanal.",
    "en": "The dyke was old, and the sluice did not close any more. The ships came in the summer all the same, since"
    " the way around the island is long and the current is strong there. That changed with the new canal.",
    "ru": "Дамба была старой, и шлюз больше не закрывался. Летом корабли всё равно приходили, потому что путь вокруг"
    " острова далёк, а течение там сильное. Это изменилось только с новым каналом.",
}


def tell(
    press: Press, numbers: range, *, language: str = "en", first: int = 0, mark: str = "^{}^", place: int = 0
) -> None:
    """A paragraph for each note, its marker behind the place that the note names, and one without any now and then.

    Args:
        press: What it is set with.
        numbers: Of the notes.
        language: Of the sentences.
        first: What is added to a note's number for its place: other chapters have other places.
        mark: How a marker is set.
        place: Row of the first sentence.

    """
    for row, number in enumerate(numbers):
        sentence = SENTENCES[language][(place + row) % 3]
        press.say(sentence.format(place=name_place(first + number), mark=mark.format(number), count=3 + number))
        if row % 2 == 0:
            press.say(FILLING[language])


_SOURCES = {
    "de": "Chronik von {place}, Band {count}, Verlag am Hafen, {year}, S. {count}.",
    "en": "Chronicle of {place}, volume {count}, Harbour Press, {year}, p. {count}.",
    "ru": "Летопись {place}, том {count}, издательство Гавань, {year}, с. {count}.",
}


def cite(number: int, *, language: str = "en", first: int = 0) -> str:
    """What a note says."""
    return _SOURCES[language].format(place=name_place(first + number), count=11 + number, year=1950 + number)
