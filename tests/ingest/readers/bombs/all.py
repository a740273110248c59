"""Files made to bring a reader down: deep, endless, enormous or packed. Made here, never kept."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.readers.media_types import HTML, MARKDOWN, PDF, TEXT
from tests.ingest.readers.bombs.archives import ZIPS
from tests.ingest.readers.bombs.pages import HTMLS
from tests.ingest.readers.bombs.pdfs import PDFS
from tests.ingest.readers.bombs.words import MEGA, WORDS, Maker

Bomb = tuple[str, str, Maker]
"""A name, a media type, and what makes the bytes."""

TEXTS: tuple[tuple[str, str, Maker], ...] = (
    ("10 MB in one line", TEXT, lambda: (WORDS * (10 * MEGA // len(WORDS))).encode()),
    ("a million lines", TEXT, lambda: b"a\n\n" * MEGA),
    ("digits without end", TEXT, lambda: b"1." * (2 * MEGA)),
    ("brackets without end", MARKDOWN, lambda: b"[" * 200_000),
    ("links in links", MARKDOWN, lambda: b"[a](" * 100_000),
    ("quotes 50,000 deep", MARKDOWN, lambda: b">" * 50_000 + b" lock"),
    ("lists 2,000 deep", MARKDOWN, lambda: b"".join(b"  " * n + b"- lock\n" for n in range(2_000))),
    ("stars without end", MARKDOWN, lambda: b"*a **a " * 100_000),
    ("backticks of every length", MARKDOWN, lambda: b"".join(b"`" * n + b" " for n in range(1, 2_000))),
    ("100,000 notes", MARKDOWN, lambda: b"".join(b"lock[^%d]\n\n[^%d]: note\n\n" % (n, n) for n in range(50_000))),
    ("a table of 3,000 columns", MARKDOWN, lambda: b"|a" * 3_000 + b"|\n" + b"|-" * 3_000 + b"|\n" + b"|1\n" * 3_000),
)


def list_bombs() -> Iterator[Bomb]:
    """All of them."""
    yield from ((name, PDF, make) for name, make in PDFS)
    yield from ((name, HTML, make) for name, make in HTMLS)
    yield from ZIPS
    yield from TEXTS
