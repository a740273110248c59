"""A page as a tree of elements, in whatever character set it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.errors import DossierError
from ingest.readers.decoding import decode_text

MOST_BYTES = 10 * 2**20
"""A larger page is no article; its main text would take minutes to find."""
_DECLARED = re.compile(
    rb"(?is)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,30})"
)
_BLOCKS = frozenset(
    "p div section article main aside header footer nav ul ol li dl dt dd table tr td th h1 h2 h3 h4 h5 h6 blockquote"
    " pre figure figcaption form fieldset hr address details summary body".split()
)
UNSEEN = frozenset("script style template noscript head iframe object svg math canvas select option datalist".split())
"""Elements whose text is not shown, or is no text."""


def parse_page(content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The root element of a page; DossierError where it is too large or no HTML."""
    from lxml import etree, html

    if len(content) > MOST_BYTES:
        raise DossierError(
            f"the page has {len(content) / 2**20:.0f} MB, more than {MOST_BYTES // 2**20}",
            remedy="save the part that is cited as a page of its own",
        )
    text = decode_page(content)
    # Without `huge_tree` whatever stands deeper than 256 elements is lost without an error: tags that old pages leave
    # open go as deep. With it the bound is 2,048.
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise DossierError("the file is no HTML page", remedy="open it in a browser to see what it is") from error
    if root.find("body") is None:
        raise DossierError("the page has no body", remedy="open it in a browser to see what it is")
    return root


def is_cut(root: Any) -> bool:  # noqa: ANN401
    """Whether the page that `parse_page` read is nested so deep that it was not read to its end."""
    from lxml import etree

    log = root.getroottree().parser.error_log
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in log)


def decode_page(content: bytes) -> str:
    """The page's characters: by its byte-order mark, what it declares, UTF-8, or Windows-1252."""
    declared = _DECLARED.search(content[:4096])
    name = next((part.decode("ascii") for part in declared.groups() if part), None) if declared else None
    if name and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(_WEB_NAMES.get(name.lower(), name))
        except (LookupError, UnicodeDecodeError):
            pass  # Pages declare what they are not; then the bytes tell.
    try:
        return decode_text(content)
    except DossierError:
        return content.decode("windows-1252", "replace")


_WEB_NAMES = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
}
"""What browsers take these names for."""


def is_block(element: Any) -> bool:  # noqa: ANN401
    """Whether an element begins a line of its own."""
    return isinstance(element.tag, str) and element.tag in _BLOCKS


def visible_lines(root: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of a tree as lines, a block a line; what is not shown is skipped."""
    pieces: list[str] = []
    for kind, part in _events(root):
        if kind == "text":
            pieces.append(part)
        elif pieces:
            line = " ".join("".join(pieces).split())
            if line:
                yield line
            pieces = []
    line = " ".join("".join(pieces).split())
    if line:
        yield line


def _events(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Text and the edges of blocks, in order; without recursion, since pages may be nested very deep."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            if is_block(element) or element.tag == "br":
                yield "edge", ""
            if element.tail:
                yield "text", element.tail
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        if is_block(element):
            yield "edge", ""
        if element.text:
            yield "text", element.text
        stack.extend((child, False) for child in reversed(element))


def remove(element: Any) -> None:  # noqa: ANN401
    """Take an element out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
