"""Text in the colour of what it stands on: told by looking at the page as it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

_MOST_PIXELS = 2400
"""Of the longer side of a page that is looked at: 200 to an inch on A4."""
_SHARPEST = 2.0
"""Pixels a point at the most."""
_SEEN = 16
"""Levels of grey of 255 by which the darkest and the lightest place differ where something can be read."""
_AROUND = 2
"""Pixels around a character that are looked at too: a dash fills its place."""


class Box(NamedTuple):
    """Where a character stands, points from the left and lower edge."""

    run: int
    """Number of the piece of text that it is drawn with."""
    left: float
    lower: float
    right: float
    upper: float


def find_unseen(page: Any, boxes: Sequence[Box]) -> set[int]:  # noqa: ANN401
    """The runs of which nothing is seen on the page, or of most of their characters.

    Args:
        page: As the library has it, turned as its text is read.
        boxes: Characters whose colour makes it doubtful.

    """
    if not boxes:
        return set()
    scale = min(_SHARPEST, _MOST_PIXELS / max(page.get_size()))
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    shown: dict[int, list[bool]] = {}
    for box in boxes:
        top = len(pixels) - box.upper * scale
        bottom = len(pixels) - box.lower * scale
        part = pixels[
            max(0, int(top) - _AROUND) : max(0, int(bottom) + _AROUND + 1),
            max(0, int(box.left * scale) - _AROUND) : max(0, int(box.right * scale) + _AROUND + 1),
        ]
        shown.setdefault(box.run, []).append(part.size > 0 and int(part.max()) - int(part.min()) >= _SEEN)
    return {run for run, seen in shown.items() if 2 * sum(seen) < len(seen)}
