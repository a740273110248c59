"""Boxes of a portal that hold a heading and nothing else: what stood in them is gone, or scripts put it there."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.html.tree import remove, visible_lines

_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PORTLET = re.compile(r"(?i)(?:^|[\s_-])portlet(?:$|[\s_-])")


def cut_empty_portlets(root: Any) -> list[str]:  # noqa: ANN401
    """Take headings out of a tree that are all that their portlet holds; their words, a line each.

    A heading that the page itself is called by stays, and so does the only one of its rank 1: some portals put each
    part of an article into a portlet of its own.
    """
    named = [element.text_content() for element in root.iter("title")]
    named += [str(one.get("content") or "") for one in root.iter("meta") if one.get("property") == "og:title"]
    called = " ".join(map(_fold, named))
    lone = len(list(root.iter("h1"))) == 1
    lost: list[str] = []
    for heading in list(root.iter(*_HEADS)):
        words = _fold(" ".join(visible_lines(heading)))
        if words and words not in called and not (lone and heading.tag == "h1") and _is_alone(heading, words):
            lost += visible_lines(heading)
            remove(heading)
    return lost


def _is_alone(heading: Any, words: str) -> bool:  # noqa: ANN401
    """Whether a box around a heading is a portlet that says nothing more."""
    for box in heading.iterancestors():
        if box.tag in ("body", "main", "article") or _fold(" ".join(visible_lines(box))) != words:
            return False
        if _PORTLET.search(f"{box.get('class') or ''} {box.get('id') or ''}"):
            return True
    return False


def _fold(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
