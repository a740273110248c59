"""EPUB -> reading: its files in the order of the spine, as one page; notes are linked over files."""

from __future__ import annotations

import posixpath
import re
from typing import Any
from urllib.parse import unquote

from ingest.errors import DossierError
from ingest.readers.composing import RawBlock, compose_reading
from ingest.readers.html.elements import name_title, walk_elements
from ingest.readers.html.hidden import cut_hidden
from ingest.readers.html.notes import take_notes
from ingest.readers.html.tree import parse_page
from ingest.readers.html.walk import Walk
from ingest.readers.points import name_points
from ingest.readers.protocol import ReadingHints
from ingest.readers.zipped import Archive
from ingest.reading import Reading

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/encryption.xml"
_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(r"\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_MOST_FILES = 2000


def read_epub(content: bytes, hints: ReadingHints) -> Reading:
    """Read an EPUB; DossierError where it is damaged or its text is locked."""
    archive = Archive(content, "EPUB")
    if _CONTAINER not in archive.names:
        raise DossierError("the file is no EPUB", remedy="open it in a reading program to see what it is")
    if _RIGHTS in archive.names and b"font" not in archive.read(_RIGHTS).lower():
        raise DossierError("the EPUB's text is locked by its seller", remedy="add a copy without protection")
    root, hidden, unread = _join_files(archive)
    walk = Walk(take_notes(root))
    walk_elements(root, walk)
    if not walk.blocks:
        raise DossierError("the EPUB has no text", remedy="open it in a reading program to see what it has")
    walk.blocks, notices = _unwrap(walk.blocks)
    walk.blocks = name_title(walk.blocks, hints.title)
    walk.add_notes()
    remarks = [f"{unread} files of the EPUB could not be read"] if unread else []
    if notices:
        remarks.append("Project Gutenberg's notices before and behind the text are left out")
        hidden += notices
    return name_points(compose_reading(walk.blocks, left_out="\n".join(hidden), remarks=remarks))


def _unwrap(blocks: list[RawBlock]) -> tuple[list[RawBlock], list[str]]:
    """The blocks between Project Gutenberg's marks where both are there, and what stands outside them."""
    words = ["".join(span.text for span in block.spans) for block in blocks]
    start = next((row for row, line in enumerate(words) if _START.search(line)), None)
    end = next((row for row, line in enumerate(words) if _END.search(line)), None)
    if start is None or end is None or end <= start + 1:
        return blocks, []
    return blocks[start + 1 : end], [*words[: start + 1], *words[end:]]


def _join_files(archive: Archive) -> tuple[Any, list[str], int]:
    """The bodies of all files of the spine in one, hidden words taken out, and how many could not be read."""
    from lxml import etree

    root, hidden, unread = etree.Element("body"), [], 0
    names = _read_spine(archive)
    if len(names) > _MOST_FILES:
        raise DossierError(
            f"the EPUB has {len(names)} parts, more than {_MOST_FILES}", remedy="add the part that is cited"
        )
    for number, name in enumerate(names):
        try:
            page = parse_page(archive.read(name))
        except DossierError:
            unread += 1
            continue
        hidden += cut_hidden(page)
        _rename_places(page, name, number, names)
        part = etree.SubElement(root, "div")
        body = page.find("body")
        part.text = body.text
        part.extend(list(body))
    return root, hidden, unread


def _read_spine(archive: Archive) -> list[str]:
    """The names of the text's files in reading order."""
    rootfile = next((one for one in archive.parse(_CONTAINER).iter("{*}rootfile")), None)
    if rootfile is None:
        raise DossierError("the EPUB is damaged: it does not name its package", remedy="get it again")
    path = str(rootfile.get("full-path"))
    package, base = archive.parse(path), posixpath.dirname(path)
    items = {
        str(item.get("id")): posixpath.normpath(posixpath.join(base, unquote(str(item.get("href")))))
        for item in package.iter("{*}item")
        if "html" in str(item.get("media-type"))
    }
    order = [str(one.get("idref")) for one in package.iter("{*}itemref")]
    return [items[one] for one in order if one in items]


def _rename_places(page: Any, name: str, number: int, names: list[str]) -> None:  # noqa: ANN401
    """Make ids and links of one file those of the whole."""
    numbers = {other: row for row, other in enumerate(names)}
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        for key in ("id", "name"):
            if element.get(key):
                element.set(key, f"f{number}-{element.get(key)}")
        address = element.get("href") or ""
        if "#" in address and "://" not in address:
            file, place = address.split("#", 1)
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file))) if file else name
            if other in numbers:
                element.set("href", f"#f{numbers[other]}-{place}")
