"""Markdown's footnotes beyond what its parser knows: labels used twice, notes without a marker, notes in other prints.

The parser keeps the last of several notes with one label and links every marker to it, and drops a note that nothing
marks. So labels are made unique before, each marker getting the note that follows it, and lone notes get a marker in a
paragraph of its own that the reader takes out again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.readers.lines import Line
from ingest.readers.note_runs import find_notes
from ingest.reading import Block, Reading

COPY = "\u2063"
"""Stands between a label and the count of its note, where several notes have the label."""
LONE = "\ue000"
"""Opens the paragraph that marks the notes that nothing else does."""
_DEFINED = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:")
_MARKER = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
_ANY = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_FENCE = re.compile(r" {0,3}(?P<sign>```|~~~)")
_RAISED_HTML = re.compile(r"<sup>\s*\[?(?P<number>\d{1,3})\]?\s*</sup>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_A_NOTE = r"(?:\[\d{1,3}\](?!:)|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|(?:Anm|Fn)\.? ?\d{1,3}[:.]?)[ \t]+\S"
_NOTES_IN_A_ROW = re.compile(rf"(?m)^({_A_NOTE}.*)\n(?={_A_NOTE})")


@dataclass(frozen=True, slots=True)
class PreparedNotes:
    """A Markdown text whose notes have one label each and one marker at least."""

    text: str
    remarks: tuple[str, ...] = ()


def prepare_notes(text: str) -> PreparedNotes:
    """Make the labels unique, and mark what has no marker."""
    text = _RAISED_HTML.sub(lambda match: match["number"].translate(_RAISED), text)
    text = _NOTES_IN_A_ROW.sub(r"\1\n\n", text)
    if "[^" not in text:
        return PreparedNotes(text)
    lines = text.split("\n")
    code = _find_code(lines)
    defined: dict[str, list[int]] = {}
    marked: dict[str, list[int]] = {}
    for row, line in enumerate(lines):
        if row in code:
            continue
        definition = _DEFINED.match(line)
        if definition:
            defined.setdefault(definition["label"], []).append(row)
        for marker in _MARKER.finditer(line, definition.end() if definition else 0):
            marked.setdefault(marker["label"], []).append(row)
    remarks: list[str] = []
    renamed: dict[tuple[int, str], str] = {}
    lone: list[str] = []
    for label, rows in defined.items():
        if len(rows) > 1:
            lone += _part_label(label, rows, marked.get(label, []), renamed, remarks)
        elif label not in marked:
            lone.append(label)
    remarks += [f"marker {label}: there is no such footnote" for label in marked if label not in defined]
    by_row: dict[int, dict[str, str]] = {}
    for (row, label), name in renamed.items():
        by_row.setdefault(row, {})[label] = name
    for row, names in by_row.items():
        lines[row] = _rename(lines[row], names)
    if lone:
        lines += ["", LONE + "".join(f"[^{label}]" for label in lone)]
    return PreparedNotes("\n".join(lines), tuple(remarks))


def _rename(line: str, names: Mapping[str, str]) -> str:
    return _ANY.sub(lambda match: f"[^{names.get(match['label'], match['label'])}]", line)


def _part_label(
    label: str, rows: Sequence[int], marked: Sequence[int], renamed: dict[tuple[int, str], str], remarks: list[str]
) -> list[str]:
    """Give each note of a label its own, and each marker that of the note that follows it; the notes left unmarked.

    Where a note has no marker between the one before and itself, nobody can tell which markers are whose.
    """
    names = [f"{label}{COPY}{count}" for count in range(1, len(rows) + 1)]
    renamed |= {(row, label): name for row, name in zip(rows, names, strict=True)}
    homes = [sum(row < marker for row in rows) for marker in marked]
    if set(homes) == set(range(len(rows))):
        renamed |= {(marker, label): names[home] for marker, home in zip(marked, homes, strict=True)}
        return []
    unknown = f"{label}{COPY}"  # No note's, and once unseen characters are gone it reads as it did.
    renamed |= {(marker, label): unknown for marker in marked if marker not in rows}
    remarks += [f"marker {label}: {len(rows)} footnotes have this number; it is linked to none" for _ in marked]
    return names


def _find_code(lines: Sequence[str]) -> set[int]:
    """Rows of fenced code."""
    found: set[int] = set()
    sign = ""
    for row, line in enumerate(lines):
        match = _FENCE.match(line)
        if sign or match:
            found.add(row)
        if match and not sign:
            sign = match["sign"]
        elif match and match["sign"] == sign:
            sign = ""
    return found


def bare_label(label: str) -> str:
    """A label as the text has it."""
    return label.split(COPY)[0]


def find_printed_notes(reading: Reading) -> Reading:
    """The reading with notes that are printed as in a plain text ("[1] ..."); unchanged where it has Markdown's own."""
    if any(block.note is not None for block in reading.blocks):
        return reading
    text = reading.text
    lines = tuple(
        Line(block.start, block.end, " ".join(text[block.start : block.end].split()), blank_before=True)
        for block in reading.blocks
    )
    found = find_notes(text, lines)
    notes = {row: note for note in found.notes for row in note.rows}
    blocks: list[Block] = []
    for row, block in enumerate(reading.blocks):
        note = notes.get(row)
        if note is None:
            blocks.append(block)
        elif note.start < block.end:
            start = max(note.start, block.start)
            blocks.append(
                replace(block, kind="footnote", start=start, number=str(note.number), note=note.start, level=None)
            )
    return replace(reading, blocks=tuple(blocks), marks=found.marks, remarks=(*reading.remarks, *found.remarks))
