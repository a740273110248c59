"""ODT -> reading: its own XML to the elements of a page, notes as links, tracked deletions left out."""

from __future__ import annotations

from typing import Any

from ingest.errors import DossierError
from ingest.readers.composing import compose_reading
from ingest.readers.html.elements import name_title, walk_elements
from ingest.readers.html.notes import take_notes
from ingest.readers.html.tree import remove
from ingest.readers.html.walk import Walk
from ingest.readers.points import name_points
from ingest.readers.protocol import ReadingHints
from ingest.readers.zipped import Archive
from ingest.reading import Reading

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SKIPPED = frozenset(
    (
        f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}sequence-decls",
        f"{_TEXT}table-of-content",
    )
)  # fmt: skip
_CELL = f"{_TABLE}table-cell"
_MOST_SPACES = 100
"""A file may ask for billions in a row."""
_BLOCKS = {
    f"{_TEXT}list": "ul", f"{_TEXT}list-item": "li", f"{_TABLE}table": "table", f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td", f"{_TEXT}section": "div", f"{_TEXT}p": "p",
}  # fmt: skip


def read_odt(content: bytes, hints: ReadingHints) -> Reading:
    """Read an OpenDocument text; DossierError where it is damaged or locked."""
    from lxml import etree

    archive = Archive(content, "OpenDocument text")
    if "content.xml" not in archive.names:
        raise DossierError("the file is no OpenDocument text", remedy="open it in LibreOffice, save it as .odt")
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise DossierError("the OpenDocument text needs a password", remedy="save it without one, then add that file")
    body = archive.parse("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DossierError("the OpenDocument file is no text", remedy="open it in LibreOffice, save it as .odt")
    notes: list[Any] = []
    root = etree.Element("body")
    hiding = _find_hiding_styles(archive)
    hidden = [words for element in list(body.iter()) if _is_hidden(element, hiding) and (words := _cut(element))]
    _convert(body, root, notes)
    ending = etree.SubElement(root, "ol")
    ending.extend(notes)
    walk = Walk(take_notes(root))
    walk_elements(root, walk)
    walk.blocks = name_title(walk.blocks, hints.title)
    walk.add_notes()
    remarks = [f"{len(hidden)} pieces of hidden text are left out: {hidden[0][:60]!r}"] if hidden else []
    return name_points(compose_reading(walk.blocks, left_out="\n".join(hidden), remarks=remarks))


def _find_hiding_styles(archive: Archive) -> frozenset[str]:
    """The names of the styles whose text is not displayed."""
    trees = [archive.parse(name) for name in ("content.xml", "styles.xml") if name in archive.names]
    return frozenset(
        str(style.get(f"{_STYLE}name"))
        for tree in trees
        for style in tree.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}text-properties")
        if properties.get(f"{_TEXT}display") == "none"
    )


def _is_hidden(element: Any, hiding: frozenset[str]) -> bool:  # noqa: ANN401
    if not isinstance(element.tag, str):
        return False
    if element.tag in (f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"):
        return bool(element.get(f"{_TEXT}is-hidden") == "true")
    return bool(element.get(f"{_TEXT}display") == "none") or element.get(f"{_TEXT}style-name") in hiding


def _cut(element: Any) -> str:  # noqa: ANN401
    """Take an element out, a sign in a hidden paragraph with the whole of it; its words."""
    paragraph = element.getparent() if element.tag == f"{_TEXT}hidden-paragraph" else None
    element = paragraph if paragraph is not None else element
    words = " ".join("".join(element.itertext()).split())
    remove(element)
    return words


def _count(number: str | None) -> int:
    return int(number) if number and number.isdecimal() and 0 < len(number) < 9 else 1


def _convert(source: Any, target: Any, notes: list[Any]) -> None:  # noqa: ANN401
    """Append what a source element holds to a target element."""
    _append(target, source.text)
    for child in source:
        if isinstance(child.tag, str):
            _convert_child(child, target, notes)
        _append(target, child.tail)


def _convert_child(child: Any, target: Any, notes: list[Any]) -> None:  # noqa: ANN401
    from lxml import etree

    if child.tag in _SKIPPED:
        return
    if child.tag == f"{_TEXT}note":
        _convert_note(child, target, notes)
    elif child.tag == f"{_TEXT}s":
        _append(target, " " * min(_MOST_SPACES, _count(child.get(f"{_TEXT}c"))))
    elif child.tag == f"{_TEXT}tab":
        _append(target, " ")
    elif child.tag == f"{_TEXT}line-break":
        etree.SubElement(target, "br")
    elif child.tag == f"{_TEXT}h":
        level = min(6, _count(child.get(f"{_TEXT}outline-level")))
        _convert(child, etree.SubElement(target, f"h{level}"), notes)
    elif child.tag in _BLOCKS:
        in_head = (
            child.tag == f"{_TABLE}table-cell" and child.getparent().getparent().tag == f"{_TABLE}table-header-rows"
        )
        _convert(child, etree.SubElement(target, "th" if in_head else _BLOCKS[child.tag]), notes)
    else:
        _convert(child, target, notes)


def _convert_note(note: Any, target: Any, notes: list[Any]) -> None:  # noqa: ANN401
    """A marker in the place of the note, and the note behind the text."""
    from lxml import etree

    citation, body = note.find(f"{_TEXT}note-citation"), note.find(f"{_TEXT}note-body")
    name = f"note-{len(notes)}"
    marker = etree.SubElement(etree.SubElement(target, "sup"), "a", href=f"#{name}")
    marker.text = (citation.text if citation is not None else None) or str(len(notes) + 1)
    item = etree.Element("li", id=name)
    notes.append(item)
    if body is not None:
        _convert(body, item, notes)


def _append(target: Any, text: str | None) -> None:  # noqa: ANN401
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
