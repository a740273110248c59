"""What bytes are by their own first signs, whatever the file is called."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from ingest.readers.media_types import DOCX, EPUB, HTML, ODT, PDF

_PDF_WITHIN = 1024
"""Bytes in front of "%PDF-" that readers of PDF forgive."""
_LOOKED_AT = 4096
_SHORT = 200
"""Bytes of a zip member that names the archive's format, at most."""
_PAGE = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b"
)
_NAMES_KIND = re.compile(r"application/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """A kind of file that its first bytes tell."""

    what: str
    """With its article, as in "the file is ..."."""
    media_type: str | None = None
    """None where there is no reader for it."""
    remedy: str = ""
    """What helps where there is none."""


_AS_DOCUMENT = "open it in an office program and save it as .docx, .odt or .pdf"
_AS_TEXT = "have its text recognised (OCR) and add the PDF or the text"
_UNPACK = "unpack it and add the file in it that is cited"
_OFFICE = Signature(
    "in the old binary format of Word, Excel or PowerPoint, or locked by a password", remedy=_AS_DOCUMENT
)
_RTF = Signature("a rich text file (RTF)", remedy=_AS_DOCUMENT)
_TABLE = Signature("a spreadsheet", remedy="save the table that is cited as .html, .docx or .pdf")
_SLIDES = Signature("a presentation", remedy="save it as .pdf")
_IMAGE = Signature("an image", remedy=_AS_TEXT)
_PACKED = Signature("a packed archive", remedy=_UNPACK)
_BOOK = Signature("an electronic book in a format that cannot be read", remedy="save it as .epub or .pdf")
_SOUND = Signature("a recording", remedy="add what is said in it as a text")
_POSTSCRIPT = Signature("a PostScript file", remedy="ps2pdf FILE NEW.pdf")
_SAVED_PAGE = Signature("a web page in an archive of its browser (MHTML)", remedy="save the page as .html or .pdf")
_STARTS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE),
    (b"{\\rtf", _RTF),
    (b"\x89PNG\r\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"\x00\x00\x00\x0cjP  ", _IMAGE),
    (b"AT&TFORM", Signature("a DjVu book", remedy="ddjvu -format=pdf FILE NEW.pdf, then have its text recognised")),
    (b"\x1f\x8b", _PACKED),
    (b"BZh91AY&SY", _PACKED),
    (b"\xfd7zXZ\x00", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"ID3\x03", _SOUND),
    (b"ID3\x04", _SOUND),
    (b"OggS\x00", _SOUND),
    (b"fLaC\x00", _SOUND),
    (b"%!PS", _POSTSCRIPT),
    (b"\xff\xfb", _SOUND),
)
_ENDINGS = {
    **dict.fromkeys((".doc", ".dot"), _OFFICE),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".csv"), _TABLE),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), _SLIDES),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp", ".heic"), _IMAGE),
    **dict.fromkeys((".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar"), _PACKED),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2", ".lit"), _BOOK),
    **dict.fromkeys((".mp3", ".wav", ".ogg", ".flac", ".mp4", ".mov", ".webm", ".m4a"), _SOUND),
    **dict.fromkeys((".mht", ".mhtml"), _SAVED_PAGE),
    **dict.fromkeys((".ps", ".eps"), _POSTSCRIPT),
    ".rtf": _RTF,
    ".djvu": Signature("a DjVu book", remedy="ddjvu -format=pdf FILE NEW.pdf, then have its text recognised"),
    ".pages": Signature("a file of Pages", remedy="export it as .docx or .pdf"),
    ".tex": Signature("a LaTeX source", remedy="add the PDF that is made of it"),
}
_IN_ZIP = (
    ("word/document.xml", Signature("a Word document", DOCX)),
    ("xl/workbook.xml", _TABLE),
    ("ppt/presentation.xml", _SLIDES),
)
_BY_MIMETYPE = {
    ODT: Signature("an OpenDocument text", ODT),
    EPUB: Signature("an EPUB book", EPUB),
    "application/vnd.oasis.opendocument.spreadsheet": _TABLE,
    "application/vnd.oasis.opendocument.presentation": _SLIDES,
}


def find_signature(content: bytes) -> Signature | None:
    """What the bytes are; None where they bear no sign of their own, as text or a damaged file may not."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Signature("a PDF", PDF)
    if content.startswith(b"PK\x03\x04"):
        return _look_into(content)
    if content[:4] == b"RIFF":
        return _IMAGE if content[8:12] == b"WEBP" else _SOUND
    if content[4:8] == b"ftyp":
        return _IMAGE if content[8:12] in (b"heic", b"heix", b"avif", b"mif1") else _SOUND
    if content[60:68] == b"BOOKMOBI":
        return _BOOK
    head = content[:_LOOKED_AT]
    if _PAGE.match(head):
        return Signature("a web page", HTML)
    if re.match(rb"(?is)(?:from|mime-version|subject|date|snapshot-content-location): .*multipart/related", head):
        return _SAVED_PAGE
    return next((signature for start, signature in _STARTS if content.startswith(start)), None)


def find_by_ending(ending: str) -> Signature | None:
    """What a file with this ending (".doc") is that no reader reads; None where nothing is known of it."""
    return _ENDINGS.get(ending.lower())


def _look_into(content: bytes) -> Signature | None:
    """What a zip file holds, by its list of names and one short member; None for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
            kind = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size <= _SHORT:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
    except Exception:  # whatever is wrong with it is said by the reader that opens it
        return None
    if kind in _BY_MIMETYPE:
        return _BY_MIMETYPE[kind]
    found = next((signature for name, signature in _IN_ZIP if name in names), None)
    if found is None and _NAMES_KIND.fullmatch(kind):
        return Signature(f"of a kind that cannot be read ({kind})", remedy=_AS_DOCUMENT)
    return found or _PACKED
