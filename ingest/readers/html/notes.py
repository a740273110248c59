"""Notes of a page: a marker that links to a note within the page, and the note it links to.

Markers and anchors are replaced by signs that outlive the extraction of the main text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ingest.readers.html.tree import is_block, remove

SIGN = re.compile("⸢fs(?P<kind>[ma])(?P<row>\\d+)⸣")
"""A marker (m) or an anchor (a), and which one of them: printable, since trafilatura drops what is not."""
_NUMBER = re.compile(r"[\[(]?\s*(?P<number>\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3})\s*[\])]?\.?")
_BACK = re.compile(r"[↩↑^⬆⏎←▲\ufe0e\ufe0f\s\d\w,]{0,12}")
_NOTE_CLASS = re.compile(
    r"(?i)foot-?note|endnote|fn[-_]?\d|_(?:ftn|edn)\d|noteref|fussnote|fußnote|anmerkung|reference|сноск|cite_"
)
_LONGEST = 6000
_PLACE = re.compile("⸢fsn(\\d+)⸣")
_UNIT = re.compile(r"(?:(?:\b|\d)(?:[kcdmμ]?m|ha)|\b10)\s?$")
"""What a raised number is no note's after: square metres and powers of ten."""
_NO_NOTE = frozenset("body main article section html form table".split())


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
    lost: int = 0
    """How many raised numbers link to a place that the page does not have."""


def take_notes(root: Any) -> PageNotes:  # noqa: ANN401
    """Take the notes out of a page, and put signs in the place of their markers."""
    order = {element: row for row, element in enumerate(root.iter())}
    targets = {element.get("id") or element.get("name"): element for element in order if _names(element)}
    linked = [(link, _find_target(link, targets)) for link in root.iter("a") if _is_marker(link)]
    # A note stands behind its marker: a link up the page is the way back from a note.
    pairs = [(link, one) for link, one in linked if one is not None and order[one] > order[link]]
    pairs += _pair_raised(root, order)
    pairs.sort(key=lambda pair: order[pair[0]])
    texts = _read_notes(pairs)
    rows: dict[Any, int] = {}
    notes: list[PageNote] = []
    said: list[tuple[str, int]] = []
    for link, target in pairs:
        if not texts.get(target) or any(one in texts for one in link.iterancestors()):
            continue
        number = _number(link)
        if target not in rows:
            rows[target] = len(notes)
            notes.append(PageNote(number, _without_number(texts[target], number)))
        _replace(link, f"⸢fsm{len(said)}⸣")
        said.append((number, rows[target]))
    for target in rows:
        for part in _parts_of(_holder(target)):
            remove(part)
    return PageNotes(tuple(notes), tuple(said), sum(one is None for _, one in linked))


def _pair_raised(root: Any, order: dict[Any, int]) -> list[tuple[Any, Any]]:  # noqa: ANN401
    """Raised numbers without a link, and the block each leads: a note, since the same number begins it."""
    raised = [sup for sup in root.iter("sup") if sup.find(".//a[@href]") is None and _NUMBER.fullmatch(_words(sup))]
    leading: dict[str, list[Any]] = {}
    for sup in raised:
        if _leads(sup):
            leading.setdefault(_number(sup), []).append(sup)
    return [
        (sup, notes[0])
        for sup in raised
        if len(notes := leading.get(_number(sup), [])) == 1
        and order[sup] < order[notes[0]]
        and not _leads(sup)
        and not _UNIT.search(_text_before(sup))
    ]


def _leads(element: Any) -> bool:  # noqa: ANN401
    """Whether an element is the first of its block."""
    while not is_block(element):
        if _text_before(element).strip() or element.getparent() is None:
            return False
        if element.getprevious() is not None and _words(element.getprevious()):
            return False
        element = element.getparent()
    return True


def _text_before(element: Any) -> str:  # noqa: ANN401
    before, parent = element.getprevious(), element.getparent()
    return str((before.tail if before is not None else parent.text if parent is not None else "") or "")


def _read_notes(pairs: list[tuple[Any, Any]]) -> dict[Any, str]:
    """The text of each target's note; several notes may stand in one block, each behind its anchor."""
    held: dict[Any, list[Any]] = {}
    for link, target in pairs:
        holder = _holder(target)
        around = {holder, *holder.iterancestors()}
        if holder.tag in _NO_NOTE or holder in set(link.iterancestors()) or _has_heading(holder):
            continue
        if target not in held.setdefault(holder, []) and not any(one in held for one in around - {holder}):
            held[holder].append(target)
    texts: dict[Any, str] = {}
    for holder, targets in held.items():
        if len(_words(holder)) > _LONGEST * len(targets):
            continue
        _drop_ways_back(holder)
        for row, target in enumerate(targets):
            if target is not holder:
                _put_before(target, f"⸢fsn{row}⸣")
        pieces = _PLACE.split(" ".join(_spaced(part) for part in _parts_of(holder)))
        # Of a note alone in its block all is its text, what stands before its anchor too.
        found = {int(pieces[at]): pieces[at + 1] for at in range(1, len(pieces), 2)}
        if len(targets) == 1:
            found = {0: _PLACE.sub("", "".join(pieces[::2]))}
        elif pieces[0].strip():
            _keep_before(holder, pieces[0])
        for row, target in enumerate(targets):
            text = " ".join(re.sub(r"[↩⬆⏎]\ufe0e?", "", found.get(row, "")).split())
            texts[target] = text.strip("^ ") if len(text) <= _LONGEST else ""
    return texts


def _has_heading(holder: Any) -> bool:  # noqa: ANN401
    return any(True for _ in holder.iter("h1", "h2", "h3", "h4", "h5", "h6"))


def _parts_of(holder: Any) -> list[Any]:  # noqa: ANN401
    """What a note consists of: a term and its explanation, or the block alone."""
    follows = holder.getnext() if holder.tag == "dt" else None
    return [holder, follows] if follows is not None and follows.tag == "dd" else [holder]


def _keep_before(holder: Any, words: str) -> None:  # noqa: ANN401
    """What stands before the first note in its block stays in the page."""
    from lxml import etree

    kept = etree.Element("p")
    kept.text = words
    holder.addprevious(kept)


def _put_before(element: Any, sign: str) -> None:  # noqa: ANN401
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + sign
    else:
        parent.text = (parent.text or "") + sign


def _spaced(element: Any) -> str:  # noqa: ANN401
    """The words of an element, parted where lines are."""
    if not isinstance(element.tag, str):
        return ""
    pieces = [element.text or ""]
    for child in element:
        space = " " if is_block(child) or child.tag == "br" else ""
        pieces += [space, _spaced(child), space, child.tail or ""]
    return "".join(pieces)


def _number(element: Any) -> str:  # noqa: ANN401
    match = _NUMBER.fullmatch(_words(element))
    return match["number"] if match else ""


def _without_number(text: str, number: str) -> str:
    return re.sub(rf"^[\[(]?{re.escape(number)}[\])]?[.:)]?\s*(?=\S)", "", text)


def _drop_ways_back(holder: Any) -> None:  # noqa: ANN401
    for link in list(holder.iter("a")):
        goes_back = (link.get("href") or "").startswith("#") or "backref" in (link.get("class") or "")
        if goes_back and _BACK.fullmatch(_words(link)):
            link.attrib.pop("href", None)
            for child in list(link):
                link.remove(child)
            link.text = None  # An anchor may be in it: only its words go.


def _names(element: Any) -> bool:  # noqa: ANN401
    return isinstance(element.tag, str) and bool(element.get("id") or (element.tag == "a" and element.get("name")))


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())


def _is_marker(link: Any) -> bool:  # noqa: ANN401
    """Whether a link within the page may mark a note: it is raised or so classed, and says a number."""
    address = link.get("href") or ""
    if not address.startswith("#") or len(address) < 2 or not _NUMBER.fullmatch(_words(link)):
        return False
    parent = link.getparent()
    if link.find(".//sup") is not None or (parent is not None and parent.tag == "sup"):
        return True
    classed = " ".join(
        str(one.get(key) or "")
        for one in (link, parent)
        if one is not None
        for key in ("class", "role", "id", "epub:type")
    )
    names = f"{address} {classed}"
    return "noteref" in names or bool(_NOTE_CLASS.search(names))


def _find_target(link: Any, targets: dict[str, Any]) -> Any:  # noqa: ANN401
    """The place that a marker links to; None where the page has none."""
    address = str(link.get("href"))[1:]
    return targets.get(address, targets.get(unquote(address)))


def _holder(target: Any) -> Any:  # noqa: ANN401
    """The element that holds a note whole: the target, or the block around a target that is only an anchor."""
    element = target
    while not is_block(element) and element.getparent() is not None:
        element = element.getparent()
    row = element.getparent() if element.tag in ("td", "th") else None
    return row if row is not None and row.tag == "tr" else element


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
