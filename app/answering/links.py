"""Where a browser opens a source at a quote: a page of a PDF, an element of a web page, or the words themselves."""

from __future__ import annotations

from urllib.parse import quote, urldefrag

from ingest.records import Document, Passage

_PDF = "application/pdf"
_ENDS = 5
"""Words at each end of a quote that its place is found by."""
_SHORT = 2 * _ENDS + 2
"""Words up to which a quote is looked for whole."""


def link_place(
    url: str | None, media_type: str, document: Document, passage: Passage, start: int, end: int
) -> str | None:
    """The address with the place of `document.text[start:end]` in it; None without an address on the web.

    Args:
        url: The source's address.
        media_type: What was held: only of a PDF are the pages those of the address.
        document: The source's text.
        passage: The passage that the piece stands in.
        start: Where the piece begins.
        end: Where it ends.

    """
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    address = urldefrag(url).url
    if media_type == _PDF or address.lower().endswith(".pdf"):
        pages = document.pages_in(start, end)
        return f"{address}#page={pages[0].number}" if pages else address
    if passage.anchor:
        return f"{address}#{quote(passage.anchor, safe='')}"
    return f"{address}#:~:text={_text_directive(document.plain(start, end))}"


def join_pages(pages: tuple[str, ...]) -> str | None:
    """Page labels as one string: "19", or "19-20" for a quote that runs over a page's end."""
    return "-".join(dict.fromkeys((pages[0], pages[-1]))) if pages else None


def _text_directive(words: str) -> str:
    """A quote as browsers look for it: a short one whole, a long one by its first words and its last."""
    found = words.split()
    if len(found) <= _SHORT:
        return _escape(found)
    return f"{_escape(found[:_ENDS])},{_escape(found[-_ENDS:])}"


def _escape(words: list[str]) -> str:
    # "-" and "," part the pieces of a directive, "&" ends it.
    return quote(" ".join(words), safe="").replace("-", "%2D")
