"""Text that the page hides from whoever looks at it: no evidence, and a place for words meant for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.readers.html.tree import UNSEEN, remove, visible_lines

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]|inset\(\s*(?:50|100)%)"
    # Half its own width to the left is how a box is put in the middle: only what is far out is hidden there.
    r"|text-indent\s*:\s*-\d{3,}|margin-(?:left|top)\s*:\s*-\d{4,}(?:px|em|rem)"
    r"|(?<![\w-])(?:left|top|right|bottom)\s*:\s*-(?:[5-9]\d\d|\d{4,})(?:px|em|rem)"
    r"|(?<![\w-])(?:max-)?(?:width|height)\s*:\s*(?:0|[01]px)\s*(?:;|!)[^}]*overflow\s*:\s*(?:hidden|clip)"
    r"|overflow\s*:\s*(?:hidden|clip)[^}]*(?<![\w-])(?:max-)?(?:width|height)\s*:\s*(?:0|[01]px)\s*(?:;|!|$)"
    r"|transform\s*:\s*scale\(\s*0\s*\)",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ELSEWHERE = re.compile(r"(?i)@(?:keyframes|-webkit-keyframes|font-face|page|property|counter-style)|print|speech|max-")
"""At-rules that say nothing about a wide screen: one that hides on paper or on a telephone hides nothing here."""
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*(?P<colour>[^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*(?P<colour>[^;!]+)", re.IGNORECASE)
_SIMPLE = re.compile(r"[\w\s.#\[\]=\"'*:>+~()-]+$")
_DYNAMIC = re.compile(r":(?!not|first|last|nth|root)")
"""What holds only at times: while the pointer is over it, while it is visited."""
_MOST_RULES = 2000
_WHITE = frozenset("white #fff #ffffff rgb(255,255,255)".split())
_CLEAR = frozenset("transparent rgba(0,0,0,0)".split())
_TOOLS = frozenset(
    "noprint mw-editsection mw-jump-link sr-only screen-reader-text visually-hidden visuallyhidden u-visually-hidden"
    " is-visually-hidden hide-accessible element-invisible show-for-sr offscreen off-screen aural".split()
)
"""Classes that the common style sheets hide, on the screen or in print: links to edit, words for screen readers."""
_WHOLE = frozenset({"html", "body", "head"})


def cut_hidden(root: Any) -> list[str]:  # noqa: ANN401
    """Take out of a tree what is not shown; the words taken out, a line each."""
    lost: list[str] = []
    for element in list(_hidden_elements(root)):
        if element.getparent() is not None:
            lost += visible_lines(element)
            remove(element)
    for element in list(root.iter(*UNSEEN)):
        if element.tag not in _WHOLE:
            remove(element)
    return lost


def _hidden_elements(root: Any) -> Iterator[Any]:  # noqa: ANN401
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _WHOLE:
            continue
        is_hidden = element.get("hidden") not in (None, "until-found")
        is_tool = not _TOOLS.isdisjoint((element.get("class") or "").split())
        if is_hidden or is_tool or element.tag == "input" or _hides(element.get("style") or ""):
            yield element
    yield from _by_sheets(root)


def _hides(style: str) -> bool:
    if _HIDING.search(style):
        return True
    colour, ground = (
        re.sub(r"\s", "", match["colour"]).lower() if match else None
        for match in (_COLOUR.search(style), _GROUND.search(style))
    )
    if colour is None:
        return False
    return colour in _CLEAR or colour == ground or (ground is None and colour in _WHITE)


def _by_sheets(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """What the page's own style sheets hide; those it links to are not here."""
    sheets = " ".join(element.text or "" for element in root.iter("style"))
    hidden: dict[Any, bool] = {}
    for selectors, body in islice(_rules(_COMMENT.sub(" ", sheets)), _MOST_RULES):
        hides = bool(_HIDING.search(body))
        if hides or (hidden and _SHOWING.search(body)):
            for selector in selectors.split(","):
                # Of several rules the last one holds: a tab that is open is shown again.
                hidden.update((one, hides) for one in _select(root, selector.strip()) if hides or one in hidden)
    yield from (one for one, hides in hidden.items() if hides and one.tag not in _WHOLE)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet that hold on a wide screen: their selectors and what they say."""
    open_blocks: list[bool] = []  # For each at-rule around, whether what is in it holds.
    start = 0
    selectors = ""
    for mark in re.finditer(r"[{};]", sheet):
        words, start = sheet[start : mark.start()].strip(), mark.end()
        if mark[0] == "{" and words.startswith("@"):
            open_blocks.append(not _ELSEWHERE.search(words))
        elif mark[0] == "{":
            selectors, body = words, []
            open_blocks.append(True)
        elif selectors:
            body.append(words)
            if mark[0] == "}":
                if all(open_blocks):
                    yield selectors, ";".join(body)
                selectors = ""
        if mark[0] == "}" and open_blocks:
            open_blocks.pop()


def _select(root: Any, selector: str) -> list[Any]:  # noqa: ANN401
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    if not _SIMPLE.match(selector) or "::" in selector or _DYNAMIC.search(selector):
        return []
    try:
        return list(CSSSelector(selector)(root))
    except (SelectorError, ValueError, TypeError):
        return []
