"""Text that the page hides from whoever looks at it: no evidence, and a place for words meant for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.readers.html.tree import UNSEEN, is_block, remove, visible_lines

_END = r"\s*(?:;|!|$)"
_FLAT = r"(?<![\w-])(?:max-)?(?:width|height)\s*:\s*(?:0|[01]px)"
_HIDING = {
    "display": re.compile(r"display\s*:\s*none", re.IGNORECASE),
    "visibility": re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE),
    "opacity": re.compile(rf"opacity\s*:\s*0(?:\.0+)?%?{_END}", re.IGNORECASE),
    "size": re.compile(rf"font-size\s*:\s*0(?:px|pt|em|rem|%)?{_END}", re.IGNORECASE),
    # Half its own width to the left is how a box is put in the middle: only what is far out is hidden there.
    "place": re.compile(
        r"clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]|inset\(\s*(?:50|100)%)"
        r"|text-indent\s*:\s*-\d{3,}|margin-(?:left|top)\s*:\s*-\d{4,}(?:px|em|rem)"
        r"|(?<![\w-])(?:left|top|right|bottom)\s*:\s*-(?:[5-9]\d\d|\d{4,})(?:px|em|rem)"
        rf"|{_FLAT}{_END}[^}}]*overflow\s*:\s*(?:hidden|clip)|overflow\s*:\s*(?:hidden|clip)[^}}]*{_FLAT}{_END}"
        r"|transform\s*:\s*scale\(\s*0\s*\)",
        re.IGNORECASE,
    ),
}
"""The ways to hide, each undone by its own property only."""
_SHOWING = {
    "display": re.compile(r"display\s*:\s*(?!none)[a-z]", re.IGNORECASE),
    "visibility": re.compile(r"visibility\s*:\s*visible", re.IGNORECASE),
    "opacity": re.compile(r"opacity\s*:\s*(?:1|0?\.[1-9]|[1-9])", re.IGNORECASE),
    "size": re.compile(r"font-size\s*:\s*(?:0?\.)?[1-9]", re.IGNORECASE),
    "place": re.compile(r"clip(?:-path)?\s*:\s*(?:auto|none)|position\s*:\s*static", re.IGNORECASE),
}
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
_FURNITURE = frozenset("pagenum pageno page-number lnum linenum line-number lineno".split())
"""Classes of numbers that stand in the margin of a printed text, and amid its sentences in the file."""
_BREAKS = frozenset({"doc-pagebreak", "pagebreak"})
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
        classes = frozenset((element.get("class") or "").split())
        is_tool = not classes.isdisjoint(_TOOLS) or (not is_block(element) and not classes.isdisjoint(_FURNITURE))
        is_tool = is_tool or element.get("role") in _BREAKS or element.get("epub:type") in _BREAKS
        if is_hidden or is_tool or element.tag == "input" or _hides(element):
            yield element
    yield from _by_sheets(root)


def _hides(element: Any) -> bool:  # noqa: ANN401
    """Whether an element's own style hides it."""
    style = element.get("style") or ""
    if any(pattern.search(style) for pattern in _HIDING.values()):
        return True
    colour, ground = _find_colour(_COLOUR, style), _find_colour(_GROUND, style)
    if colour is None:
        return False
    if ground is None and colour in _WHITE:
        return not any(_is_dark(one) for one in element.iterancestors())
    return colour in _CLEAR or colour == ground


def _find_colour(pattern: re.Pattern[str], style: str) -> str | None:
    match = pattern.search(style)
    return re.sub(r"\s", "", match["colour"]).lower() if match else None


def _is_dark(element: Any) -> bool:  # noqa: ANN401
    """Whether an element has a ground of its own, on which white may be read."""
    ground = _find_colour(_GROUND, element.get("style") or "") or element.get("bgcolor")
    return ground is not None and ground not in _WHITE and ground not in _CLEAR


_Weight = tuple[bool, tuple[int, int, int]]


def _by_sheets(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """What the page's own style sheets hide; those it links to are not here."""
    sheets = " ".join(element.text or "" for element in root.iter("style"))
    rules = list(islice(_rules(_COMMENT.sub(" ", sheets)), _MOST_RULES))
    for way, hiding in _HIDING.items():
        showing = _SHOWING[way]
        found: dict[Any, tuple[_Weight, bool]] = {}
        for selectors, body in rules:
            hides = bool(hiding.search(body))
            if hides or (found and showing.search(body)):
                for selector in selectors.split(","):
                    _weigh_in(found, _select(root, selector.strip()), hides=hides, important="!important" in body)
        for element, ((important, _), hides) in found.items():
            # A script that opens a tab writes into its style, which goes before the sheets.
            opened = not important and showing.search(element.get("style") or "")
            if hides and not opened and element.tag not in _WHOLE:
                yield element


def _weigh_in(
    found: dict[Any, tuple[_Weight, bool]],
    selected: tuple[list[Any], tuple[int, int, int]],
    *,
    hides: bool,
    important: bool,
) -> None:
    """Note what a rule says of elements: of several the important, then the most particular, then the last holds."""
    elements, particular = selected
    for one in elements:
        if one in found or hides:
            weight = (important, particular)
            if one not in found or weight >= found[one][0]:
                found[one] = (weight, hides)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet that hold on a wide screen: their selectors and what they say."""
    open_blocks: list[bool] = []  # For each at-rule around, whether what is in it holds.
    start = 0
    selectors, body = "", list[str]()
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


def _select(root: Any, selector: str) -> tuple[list[Any], tuple[int, int, int]]:  # noqa: ANN401
    """The elements that a selector means, and how particular it is."""
    from cssselect import SelectorError, parse
    from lxml.cssselect import CSSSelector

    if not _SIMPLE.match(selector) or "::" in selector or _DYNAMIC.search(selector):
        return [], (0, 0, 0)
    try:
        return list(CSSSelector(selector)(root)), parse(selector)[0].specificity()
    except (SelectorError, ValueError, TypeError):
        return [], (0, 0, 0)
