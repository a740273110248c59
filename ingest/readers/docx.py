"""DOCX -> reading: by mammoth to HTML, without runs that Word hides; foot- and endnotes stay linked."""

from __future__ import annotations

import io
from typing import Any

from ingest.errors import DossierError
from ingest.readers.composing import compose_reading
from ingest.readers.html.elements import name_title, walk_elements
from ingest.readers.html.notes import take_notes
from ingest.readers.html.walk import Walk
from ingest.readers.points import name_points
from ingest.readers.protocol import ReadingHints
from ingest.readers.zipped import Archive
from ingest.reading import Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_PARTS = (_DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
_OLD = b"\xd0\xcf\x11\xe0"
"""How files of the old binary format begin, and those that a password locks."""
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Titel'] => h1.title:fresh",
        "p[style-name='Subtitle'] => h2:fresh",
        "p[style-name='Quote'] => blockquote:fresh",
        "p[style-name='Intense Quote'] => blockquote:fresh",
        *(
            f"p[style-name='{name} {level}'] => h{level}:fresh"
            for name in ("Überschrift", "heading")
            for level in range(1, 7)
        ),
    )
)


def read_docx(content: bytes, hints: ReadingHints) -> Reading:
    """Read a Word document; DossierError where it is damaged, locked, or of the old format."""
    if content.startswith(_OLD):
        raise DossierError(
            "the file is locked by a password, or in the old format of Word", remedy="save it as .docx without one"
        )
    archive = Archive(content, "Word document")
    if _DOCUMENT not in archive.names:
        raise DossierError("the file is no Word document", remedy="open it in Word to see what it is, save it as .docx")
    shown, hidden = _without_hidden(archive)
    root, warnings = _to_html(shown)
    walk = Walk(take_notes(root))
    walk_elements(root, walk)
    walk.blocks = name_title(walk.blocks, hints.title)
    walk.add_notes()
    remarks = [f"{len(hidden)} runs of hidden text are left out: {hidden[0][:60]!r}"] if hidden else []
    if warnings:
        remarks.append(f"{len(warnings)} pieces of the file could not be understood: {warnings[0]}")
    return name_points(compose_reading(walk.blocks, left_out="\n".join(hidden), remarks=remarks))


def _without_hidden(archive: Archive) -> tuple[bytes, list[str]]:
    """The file without the runs that Word does not show, and their words."""
    from lxml import etree

    styles = archive.parse("word/styles.xml") if "word/styles.xml" in archive.names else None
    hiding = {
        style.get(f"{_W}styleId")
        for style in (styles.iter(f"{_W}style") if styles is not None else ())
        if _is_hidden(style.find(f"{_W}rPr"))
    }
    lost: list[str] = []
    changed: dict[str, bytes] = {}
    for name in _PARTS:
        if name not in archive.names:
            continue
        tree = archive.parse(name)
        for run in list(tree.iter(f"{_W}r")):
            properties = run.find(f"{_W}rPr")
            style = properties.find(f"{_W}rStyle") if properties is not None else None
            if _is_hidden(properties) or (style is not None and style.get(f"{_W}val") in hiding):
                lost.append("".join(text.text or "" for text in run.iter(f"{_W}t")))
                run.getparent().remove(run)
        changed[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return archive.replace(changed), [words for words in lost if words.strip()]


def _is_hidden(properties: Any) -> bool:  # noqa: ANN401
    vanish = properties.find(f"{_W}vanish") if properties is not None else None
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")


def _to_html(content: bytes) -> tuple[Any, list[str]]:
    import mammoth
    from lxml import html

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda image: {})
        )
    except Exception as error:  # mammoth lets whatever its parser raises through
        raise DossierError(
            f"the Word document cannot be read ({error})", remedy="open it in Word and save it anew as .docx"
        ) from error
    root = html.fragment_fromstring(result.value, create_parent="body")
    return root, [message.message for message in result.messages if message.type == "error"]
