"""What a PDF's pages are made of. Lengths are points (1/72 inch), y grows upwards from the lower edge of the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

_COVERED = 0.5
"""Share of a page from which on its pictures are the page."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it is set."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Of the type, as it is drawn."""
    bold: bool = False
    symbol: bool = False
    """Whether its font has signs in place of letters: a bullet there may be coded as "n"."""
    generated: bool = False
    """A space that stands for a gap and is not in the file."""
    begins: bool = False
    """Whether the file begins to draw anew with it: a cell of a table, often a line, at times a word."""


@dataclass(frozen=True)
class TextLine:
    """Characters that follow one another in the file and stand on one line."""

    glyphs: tuple[Glyph, ...]
    divided: bool = False
    """Whether the file, or its last character, says that a word is divided at its end."""

    @cached_property
    def text(self) -> str:
        """The line as it stands, without a hyphen where `divided`."""
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def visible(self) -> tuple[Glyph, ...]:
        """Its characters without white space."""
        return tuple(glyph for glyph in self.glyphs if not glyph.text.isspace())

    @cached_property
    def left(self) -> float:
        """Of its first character."""
        return min(glyph.left for glyph in self.visible)

    @cached_property
    def right(self) -> float:
        """Of its last character."""
        return max(glyph.right for glyph in self.visible)

    @cached_property
    def size(self) -> float:
        """That of most of its characters, to half a point."""
        sizes: dict[float, int] = {}
        for glyph in self.visible:
            key = round(glyph.size * 2) / 2
            sizes[key] = sizes.get(key, 0) + 1
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def largest(self) -> float:
        """Of its letters, to half a point: small capitals are set in two sizes."""
        return max(round(glyph.size * 2) / 2 for glyph in self.visible)

    @cached_property
    def baseline(self) -> float:
        """That of most of its characters of full size."""
        full = sorted(glyph.baseline for glyph in self.visible if glyph.size >= self.size - 1)
        return full[len(full) // 2] if full else self.visible[0].baseline

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all of it is."""
        letters = [glyph for glyph in self.visible if glyph.text.isalnum()]
        return bool(letters) and sum(glyph.bold for glyph in letters) >= 0.9 * len(letters)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as far as it can be read."""

    number: int
    """As a viewer counts it, from 1."""
    label: str
    """The file's own; empty where it has none."""
    width: float
    height: float
    lines: tuple[TextLine, ...]
    hidden: tuple[TextLine, ...] = ()
    """Lines that are drawn invisibly, as a machine's reading of a picture is."""
    left_out: tuple[str, ...] = ()
    """What stands across the page or outside its edges."""
    pale: tuple[TextLine, ...] = ()
    """Lines in the colour of what they stand on."""
    pictures: float = 0.0
    """Share of the page that pictures cover, those aside on which text stands."""

    @property
    def pictured(self) -> bool:
        """Whether it has hidden lines, and pictures take most of it: a machine may have read them."""
        return bool(self.hidden) and self.pictures >= _COVERED


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the file's outline."""

    title: str
    level: int
    page: int
