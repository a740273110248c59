"""Notes of a page: a marker that links to a note within the page, and the note it links to.

Markers and anchors are replaced by signs that outlive the extraction of the main text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.readers.html.tree import is_block, remove

SIGN = re.compile("⸢fs(?P<kind>[ma])(?P<row>\\d+)⸣")
"""A marker (m) or an anchor (a), and which one of them: printable, since trafilatura drops what is not."""
_NUMBER = re.compile(r"[\[(]?\s*(?P<number>\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3})\s*[\])]?\.?")
_BACK = re.compile(r"[↩↑^⬆⏎←▲\ufe0e\ufe0f\s\d\w,]{0,12}")
_NOTE_CLASS = re.compile(r"(?i)foot-?note|endnote|fn[-_]?\d|noteref|fussnote|fußnote|anmerkung|reference|сноск|cite_")
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note found in a page."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The notes of a page and what its markers say, in the order of their signs."""

    notes: tuple[PageNote, ...]
    markers: tuple[tuple[str, int], ...]
    """What each marker says, and the row of its note."""


def take_notes(root: Any) -> PageNotes:  # noqa: ANN401
    """Take the notes out of a page, and put signs in the place of their markers."""
    targets = {element.get("id") or element.get("name"): element for element in root.iter() if _names(element)}
    markers = [(link, target) for link in root.iter("a") if (target := _find_target(link, targets)) is not None]
    rows: dict[Any, int] = {}
    notes: list[PageNote] = []
    said: list[tuple[str, int]] = []
    for link, target in markers:
        holder = _holder(target)
        if any(holder is one or _contains(holder, link) for one in (link,)) or _stands_in_note(link, rows):
            continue
        number = str(_NUMBER.fullmatch(_words(link))["number"])  # type: ignore[index]
        if holder not in rows:
            text = _note_text(holder, number)
            if not text:
                continue
            rows[holder] = len(notes)
            notes.append(PageNote(number, text))
        _replace(link, f"⸢fsm{len(said)}⸣")
        said.append((number, rows[holder]))
    for holder in rows:
        remove(holder)
    return PageNotes(tuple(notes), tuple(said))


def _names(element: Any) -> bool:  # noqa: ANN401
    return isinstance(element.tag, str) and bool(element.get("id") or (element.tag == "a" and element.get("name")))


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())


def _find_target(link: Any, targets: dict[str, Any]) -> Any:  # noqa: ANN401
    """The note that a link marks; None where it is no marker: it is raised or so classed, and says a number."""
    address = link.get("href") or ""
    if not address.startswith("#") or not _NUMBER.fullmatch(_words(link)):
        return None
    parent = link.getparent()
    raised = link.find(".//sup") is not None or (parent is not None and parent.tag == "sup")
    classed = " ".join(
        str(one.get(key) or "")
        for one in (link, parent)
        if one is not None
        for key in ("class", "role", "id", "epub:type")
    )
    names = f"{address} {classed}"
    if not raised and "noteref" not in names and not _NOTE_CLASS.search(names):
        return None
    return targets.get(address[1:])


def _holder(target: Any) -> Any:  # noqa: ANN401
    """The element that holds a note whole: the target, or the block around a target that is only an anchor."""
    element = target
    while not is_block(element) and element.getparent() is not None:
        element = element.getparent()
    return element


def _contains(holder: Any, link: Any) -> bool:  # noqa: ANN401
    return any(one is holder for one in link.iterancestors())


def _stands_in_note(link: Any, rows: dict[Any, int]) -> bool:  # noqa: ANN401
    return any(one in rows for one in link.iterancestors())


def _note_text(holder: Any, number: str) -> str:  # noqa: ANN401
    """The note without its number and the links back; empty for what is too long to be one."""
    if holder.tag in ("body", "main", "article", "section", "html"):
        return ""
    for link in list(holder.iter("a")):
        goes_back = (link.get("href") or "").startswith("#") or "backref" in (link.get("class") or "")
        if goes_back and _BACK.fullmatch(_words(link)):
            remove(link)
    text = re.sub(r"[↩⬆⏎]\ufe0e?", "", _words(holder))
    text = re.sub(rf"^[\[(]?{re.escape(number)}[\])]?[.:)]?\s*(?=\S)", "", text.strip("^ \u00a0"))
    return text if len(text) <= _LONGEST else ""


def _replace(link: Any, sign: str) -> None:  # noqa: ANN401
    """A sign in the place of a marker, brackets and the element that raises it included."""
    element = link
    parent = link.getparent()
    if parent is not None and parent.tag in ("sup", "span") and _words(parent) == _words(link):
        element = parent
    element.tail = sign + (element.tail or "")
    remove(element)


def mark_anchors(root: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Put a sign at the beginning of each heading and paragraph that can be linked to; their ids, in order."""
    names: list[str] = []
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote"):
        name = element.get("id") or _inner_name(element) or _outer_name(element)
        if name and not re.search(r"\s", name):
            element.text = f"⸢fsa{len(names)}⸣{element.text or ''}"
            names.append(name)
    return tuple(names)


def _inner_name(element: Any) -> str | None:  # noqa: ANN401
    first = next((one for one in element if isinstance(one.tag, str)), None)
    if first is None or (element.text or "").strip():
        return None
    return first.get("id") or (first.get("name") if first.tag == "a" else None)


def _outer_name(element: Any) -> str | None:  # noqa: ANN401
    """The id of a section that begins with this heading."""
    parent = element.getparent()
    if element.tag[0] != "h" or parent is None or parent.tag not in ("section", "article", "div"):
        return None
    first = next((one for one in parent if isinstance(one.tag, str)), None)
    return (parent.get("id") or None) if first is element and not (parent.text or "").strip() else None
