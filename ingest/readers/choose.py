"""Which reader reads which file."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import DossierError
from ingest.readers.decoding import decode_text
from ingest.readers.docx import read_docx
from ingest.readers.epub import read_epub
from ingest.readers.html.page import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.media_types import DOCX, EPUB, HTML, MARKDOWN, MEDIA_TYPES, ODT, PDF, TEXT
from ingest.readers.odt import read_odt
from ingest.readers.pdf.reader import read_pdf
from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import Reader
from ingest.readers.signatures import Signature, find_by_ending, find_signature

__all__ = ["MEDIA_TYPES", "check_content", "choose_reader", "find_media_type", "refuse_ending"]

_READERS: dict[str, Reader] = {
    TEXT: read_plain_text,
    MARKDOWN: read_markdown,
    HTML: read_html,
    PDF: read_pdf,
    DOCX: read_docx,
    ODT: read_odt,
    EPUB: read_epub,
}
_NAMES = {
    TEXT: "text",
    MARKDOWN: "text",
    HTML: "a web page",
    PDF: "a PDF",
    DOCX: "a Word document",
    ODT: "an OpenDocument text",
    EPUB: "an EPUB book",
}


def choose_reader(media_type: str) -> Reader:
    """The reader of a media type; KeyError for one that cannot be read."""
    return _READERS[media_type]


def check_content(media_type: str, content: bytes) -> None:
    """DossierError where content cannot be what its media type says: told before it is taken in."""
    found = find_signature(content)
    if found is not None and found.media_type != media_type:
        raise DossierError(f"the file is {found.what}, not {_NAMES[media_type]}", remedy=_mend(found, media_type))
    if media_type in (TEXT, MARKDOWN):
        decode_text(content)


def find_media_type(path: Path) -> str | None:
    """The media type of a file by its ending; None where there is no reader for it."""
    return MEDIA_TYPES.get(path.suffix.lower())


def refuse_ending(path: Path) -> DossierError:
    """The error for a file that no reader reads by its ending, with what helps."""
    known = find_by_ending(path.suffix)
    what = f"{path.suffix}, {known.what}" if known else path.suffix or "no ending"
    remedy = known.remedy if known else f"save it as one of {', '.join(MEDIA_TYPES)}"
    return DossierError(f"the file is of a kind that cannot be read yet ({what})", where=path, remedy=remedy)


def _mend(found: Signature, media_type: str) -> str:
    """What helps where a file is something else than it is called."""
    if found.media_type is None:
        return found.remedy
    ending = next(ending for ending, kind in MEDIA_TYPES.items() if kind == found.media_type)
    if found.media_type == HTML and media_type != TEXT:
        return (
            f"get the file again, this may be a page of its site that stands in front of it; else rename it to {ending}"
        )
    return f"rename it to {ending}, in manifest.toml too"
