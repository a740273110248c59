"""The words around a question that only say that something is asked: "could you tell me", "what do you know about".

They say nothing of what is sought, and a text that is searched for with them lies farther from what answers it. What
kind of thing is asked is told by the whole message; only what is searched for goes without them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_PHRASES = Path(__file__).parent / "framing.toml"
_FEWEST = 4
"""Letters that what is left has at the least: below it the frame was the question."""
_LETTER = re.compile(r"[^\W\d_]")
_ROUNDS = 3
"""Frames that stand in front of one another: "quick question: do you know"."""


def leave_out_frame(text: str) -> str:
    """A clean question without such words before and after it; the text itself where little else is in it."""
    frames = _read_frames()
    bare = text
    for _ in range(_ROUNDS):
        left = frames.take_from(bare).strip(" ,;:-–—")
        if left == bare or len(_LETTER.findall(left)) < _FEWEST:
            break
        bare = left
    return bare


@dataclass(frozen=True, slots=True)
class _Frames:
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    around: tuple[re.Pattern[str], ...]
    """Each with what it encloses as its group."""

    def take_from(self, text: str) -> str:
        for one in self.around:
            enclosed = one.fullmatch(text)
            if enclosed:
                return enclosed["what"]
        return self.closing.sub("", self.opening.sub("", text, count=1), count=1)


@lru_cache(maxsize=1)
def _read_frames() -> _Frames:
    table = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    opening, closing, aside = (
        "|".join(f"(?:{one})" for one in table[name]) for name in ("opening", "closing", "aside")
    )
    # "Wie viele stimmten mit Ja?" is no question with a "ja" behind it.
    behind = rf"(?:\s*[,;:–—]\s*|\s+)(?:{closing})|(?:\s*[,;:–—]\s*|\s+-\s+)(?:{aside})"
    return _Frames(
        re.compile(rf"(?i)\A\W*(?:{opening})(?![\w'’-])[\s,;:]*"),
        re.compile(rf"(?i)(?:{behind})\W*\Z"),
        tuple(
            re.compile(rf"(?i)\W*(?:{one['before']})\s+(?P<what>.+?)\s+(?:{one['after']})\W*")
            for one in table["around"]
        ),
    )
