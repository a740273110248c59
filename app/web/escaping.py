"""Text to HTML: the only door through which words of a person or a document reach the page.

Each piece is one line without line feeds: the page shows it through a Markdown renderer, which leaves a line of HTML as
it is. Line feeds and tabs inside a text become character references, so that the shown text is the text itself.
"""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from prompts import page_text

_WHITE = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def escape(text: str) -> str:
    """`text` as HTML on one line, for an element or a quoted attribute; what it shows is exactly `text`."""
    return "".join(_WHITE.get(char, char) for char in html.escape(text, quote=True))


def safe_url(url: str | None) -> str | None:
    """`url` if a browser may be sent there: http or https with a host, nothing hidden in it. None otherwise."""
    if url is None or any(char.isspace() or ord(char) < 32 or char in "\\<>\"'`" for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname and "@" not in parts.netloc else None


def label(name: str, language: str, **values: str) -> str:
    """The page's own wording with its places filled in, escaped."""
    return escape(page_text(name, language, **values))
