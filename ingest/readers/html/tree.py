"""A page as a tree of elements, in whatever character set it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.errors import DossierError
from ingest.readers.decoding import decode_text

MOST_BYTES = 10 * 2**20
"""A larger page is no article; its main text would take minutes to find."""
_DEEPEST = 150
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
    try:
        parser = html.HTMLParser(huge_tree=True)
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise DossierError("the file is no HTML page", remedy="open it in a browser to see what it is") from error
    if root.find("body") is None:
        raise DossierError("the page has no body", remedy="open it in a browser to see what it is")
    if any("depth" in entry.message for entry in parser.error_log):
        raise DossierError(
            "the page is nested so deep that its end cannot be read", remedy="open it in a browser, save it anew"
        )
    _flatten(root)
    return root


def _flatten(root: Any) -> None:  # noqa: ANN401
    """Dissolve what is nested very deep (an old page that never ends its fonts is): its words stay, in lines."""
    from lxml import etree

    depths = {root: 0}
    for element in root.iterdescendants():
        depths[element] = depths[element.getparent()] + 1
    # From the outside in: the other way round each would hand on all that those within it held.
    for element in [one for one, depth in depths.items() if depth > _DEEPEST and isinstance(one.tag, str)]:
        if element.tag in UNSEEN or element.tag == "br":
            continue
        if is_block(element):
            first = etree.Element("br")
            first.tail, element.text = element.text, None
            element.insert(0, first)
            etree.SubElement(element, "br")
        element.drop_tag()


def decode_page(content: bytes) -> str:
    """The page's characters: by its byte-order mark, what it declares, UTF-8, or Windows-1252 or 1251."""
    if not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        declared = _DECLARED.search(content[:4096])
        name = next((part.decode("ascii").lower() for part in declared.groups() if part), "") if declared else ""
        name = _WEB_NAMES.get(name, name)
        # UTF-8 never comes about by chance: a page that is UTF-8 throughout is, whatever its old head says.
        if _WEB_SETS.fullmatch(name) and not _is_utf_8(content):
            try:
                return content.decode(name)
            except (LookupError, UnicodeError):
                pass  # Pages declare what they are not; then the bytes tell.
    try:
        return decode_text(content)
    except DossierError:
        return content.decode(_guess_set(content), "replace")


def _is_utf_8(content: bytes) -> bool:
    try:
        return not content.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _guess_set(content: bytes) -> str:
    """Windows-1251 where high bytes stand in words of their own, as Cyrillic letters do; umlauts stand alone."""
    words = _CYRILLIC_WORD.findall(content)
    high = sum(byte >= 0x80 for byte in content)
    return "windows-1251" if 2 * sum(map(len, words)) > high else "windows-1252"


_CYRILLIC_WORD = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_WEB_NAMES = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "x-mac-cyrillic": "mac-cyrillic",
}
"""What browsers take these names for."""
_WEB_SETS = re.compile(
    r"windows-\d{3,4}|cp\d{3,4}|iso-8859-\d{1,2}|koi8-[ru]|ibm866|mac-cyrillic|macintosh|gb\w+|big5|euc-\w\w"
    r"|shift_jis|iso-2022-jp"
)
"""Character sets of pages: Python knows others by name that are none, and UTF-16 a declaration in ASCII belies."""


def is_block(element: Any) -> bool:  # noqa: ANN401
    """Whether an element begins a line of its own."""
    return isinstance(element.tag, str) and element.tag in _BLOCKS


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as a page shows it."""

    text: str
    element: Any
    """The block it stands in."""
    linked: int
    """How many of its characters are within links."""


def visible_lines(root: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of a tree as lines, a block a line; what is not shown is skipped."""
    yield from (line.text for line in shown_lines(root))


def shown_lines(root: Any) -> Iterator[Line]:  # noqa: ANN401
    """The lines of a tree with where each stands."""
    pieces: list[str] = []
    home, linked = root, 0
    for holder, part, in_link in _events(root):
        if part is not None:
            if not pieces:
                home, linked = holder, 0
            pieces.append(part)
            linked += len(part.strip()) if in_link else 0
        elif pieces:
            text = " ".join("".join(pieces).split())
            if text:
                yield Line(text, home, linked)
            pieces = []
    text = " ".join("".join(pieces).split())
    if text:
        yield Line(text, home, linked)


def _events(root: Any) -> Iterator[tuple[Any, str | None, bool]]:  # noqa: ANN401
    """Text with its block and whether it is in a link; None for the edges of blocks.

    Without recursion, since pages may be nested very deep.
    """
    stack: list[tuple[Any, bool, Any, bool]] = [(root, False, root, False)]
    while stack:
        element, done, holder, in_link = stack.pop()
        if done:
            if is_block(element) or element.tag == "br":
                yield holder, None, False
            if element.tail and element is not root:
                yield holder, element.tail, in_link
            continue
        stack.append((element, True, holder, in_link))
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        if is_block(element):
            yield element, None, False
            holder = element
        in_link = in_link or element.tag == "a"
        if element.text:
            yield holder, element.text, in_link
        stack.extend((child, False, holder, in_link) for child in reversed(element))


def wrap_loose_text(root: Any) -> None:  # noqa: ANN401
    """Make paragraphs of text that stands bare between blocks: the extraction of main text loses it."""
    for container in list(root.iter("div", "section", "article", "main", "body")):
        if any(is_block(child) for child in container):
            _wrap_within(container)


def _wrap_within(container: Any) -> None:  # noqa: ANN401
    from lxml import etree

    children = list(container)
    run: Any = None
    if (container.text or "").strip():
        run = etree.Element("p")
        run.text, container.text = container.text, None
        container.insert(0, run)
    for child in children:
        tail = child.tail
        if is_block(child):
            run = None
            if (tail or "").strip():
                run = etree.Element("p")
                run.text, child.tail = tail, None
                child.addnext(run)
            continue
        if run is None and ((tail or "").strip() or (child.tag != "br" and _has_words(child))):
            run = etree.Element("p")
            child.addprevious(run)
        if run is not None:
            run.append(child)  # with what follows it


def _has_words(element: Any) -> bool:  # noqa: ANN401
    return isinstance(element.tag, str) and element.tag not in UNSEEN and any(map(str.strip, element.itertext()))


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
