"""What a page shows amid its main text and the extraction of the main text passed over: put back, or told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ingest.readers.composing import RawBlock
from ingest.readers.html.notes import SIGN
from ingest.readers.html.tree import Line
from ingest.readers.html.walk import Walk

_PROSE = 60
"""Characters from which a line that ends like a sentence is one of the text, and no label or button."""
_LONG = 150
"""The same for one without an end: a first paragraph set apart often has none."""
_POINT = 20
"""The same for a point of a list and what stands below a picture, which need no end."""
_SHORT_ONES = frozenset("li figcaption caption dd".split())
_MOST_LINKED = 0.4
"""Share of a line's characters within links above which it leads elsewhere."""
_TELLING = 12
"""Letters below which a line may stand anywhere on a page: it says nothing about where the text is."""
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»“”’)\]]*(?:\s*[\[(]?\d{1,3}[\])]?)?$")
_ASIDE = frozenset("nav aside footer form button header".split())
_ASIDE_NAMES = re.compile(
    r"(?i)(?:^|[-_\s])(?:cookies?|consent|newsletter|related|teasers?|shar(?:e|ing)|socials?|promo|advert\w*|ads?"
    r"|comments?|subscri\w+|breadcrumbs?|menu|nav(?:igation|bar|box)?|sidebar|footer|toc|paywall)(?:$|[-_\s])"
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The blocks of a main text with what stood between them."""

    blocks: tuple[RawBlock, ...]
    back: int
    """How many lines were put back."""


def fill_gaps(lines: Sequence[Line], walk: Walk, fold: Callable[[str], str]) -> Filled:
    """Put back the sentences that a page shows between those taken, and beside them.

    `lines` are what the page shows, in order, with signs for markers; `fold` makes texts comparable.
    """
    keys = [fold(_words(block)) for block in walk.blocks]
    starts = [0, *accumulate(len(key) for key in keys)]
    rows = _find_rows([fold(SIGN.sub("", line.text)) for line in lines], "".join(keys), starts)
    taken = [at for at, row in enumerate(rows) if row is not None]
    if not taken:
        return Filled(tuple(walk.blocks), 0)
    prose = [lines[at].element for at in taken if len(lines[at].text) >= _PROSE]
    parents = {element.getparent() for element in prose}
    # What holds text that was taken is not aside, whatever it is called: some pages are one form.
    around = {one for element in prose for one in element.iterancestors()}
    behind: dict[int, list[Line]] = {}
    row, known = 0, set(filter(None, keys))
    for at, line in enumerate(lines):
        if rows[at] is not None:
            row = rows[at] or 0
            continue
        within = taken[0] < at < taken[-1] or line.element.getparent() in parents
        key = fold(SIGN.sub("", line.text))
        if within and key and key not in known and _is_text(line, around):
            behind.setdefault(row, []).append(line)
            known.add(key)
    return Filled(tuple(_merge(walk, behind)), sum(map(len, behind.values())))


def _find_rows(keys: Sequence[str], joined: str, starts: Sequence[int]) -> list[int | None]:
    """For each line the block that has it; None where none has, or where it is too short to tell."""
    rows: list[int | None] = []
    position = 0
    for key in keys:
        found = -1
        if len(key) >= _TELLING:
            found = joined.find(key, position)
            if found < 0:
                found = joined.find(key)
        if found >= 0:
            position = max(position, found)
        rows.append(bisect_right(starts, found) - 1 if found >= 0 else None)
    return rows


def _is_text(line: Line, around: set[Any]) -> bool:
    words = SIGN.sub("", line.text)
    if line.linked > _MOST_LINKED * len(words):
        return False
    if line.element.tag not in _SHORT_ONES and len(words) < _LONG and not _SENTENCE_END.search(words):
        return False
    if len(words) < (_POINT if line.element.tag in _SHORT_ONES else _PROSE):
        return False
    return not any(one not in around and _is_aside(one) for one in (line.element, *line.element.iterancestors()))


def _is_aside(element: Any) -> bool:  # noqa: ANN401
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _ASIDE or (element.tag != "body" and bool(_ASIDE_NAMES.search(names)))


def _merge(walk: Walk, behind: dict[int, list[Line]]) -> Iterable[RawBlock]:
    for row, block in enumerate(walk.blocks):
        yield block
        inner = Walk(walk.notes, walk.anchors, walk.prefix, block.anchor)
        for line in behind.get(row, ()):
            kind = "list_item" if line.element.tag == "li" else "paragraph"
            inner.add("block_quote" if line.element.tag == "blockquote" else kind, line.text)  # type: ignore[arg-type]
        yield from inner.blocks


def _words(block: RawBlock) -> str:
    return "".join(span.text for span in block.spans if span.marks is None)
