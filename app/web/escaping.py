"""Text to HTML: what the templates do with every word of a person or a document.

The page shows HTML through Gradio's Markdown renderer, which leaves a line of HTML as it is. Line feeds and tabs inside
a text therefore become character references: the renderer meets one line, and the browser shows the text itself.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import markupsafe
from markupsafe import Markup

_ADDRESS = re.compile(r"(https?://(?:[^\s<>\"()]|\([^\s<>\"()]*\))+(?<![.,;:!?]))")
"""Brackets belong to an address in pairs, a full stop never at its end."""
_WHITE = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def escape(value: object) -> Markup:
    """`value` as HTML on one line, for an element or a quoted attribute; what it shows is exactly its text."""
    if isinstance(value, Markup):
        return value
    return Markup("".join(_WHITE.get(char, char) for char in markupsafe.escape(str(value))))  # noqa: S704 - escaped


def cut_addresses(text: str) -> list[str]:
    """A text cut into addresses on the web and what stands between them, the marks of the sentence around them too."""
    return [part for part in _ADDRESS.split(text) if part]


def safe_url(url: str | None) -> str | None:
    """`url` if a browser may be sent there: http or https with a host, nothing hidden in it. None otherwise."""
    if url is None or any(char.isspace() or ord(char) < 32 or char in "\\<>\"'`" for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname and "@" not in parts.netloc else None
