"""Labelled texts as a listener reads them, sentence by sentence; `eval/voices/README.md` tells the forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.errors import CaseError
from eval.measure.voices import place_labels

_LINE = re.compile(r"(?P<mark>[hoqprs])(?:\[(?P<who>[^\]]*)\])?\|\s*(?P<text>\S.*)")
WHOSE = {"o": "own", "q": "quoted", "p": "paraphrased", "r": "reported", "s": "summed_up"}


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A sentence or a heading of a text.

    Attributes:
        text: What it says.
        whose: own, quoted, paraphrased, reported or summed_up; None for a heading.
        speakers: Who says it, by every name that is right.
        passage: The number of its paragraph; a heading is one of its own.

    """

    text: str
    whose: str | None
    speakers: tuple[str, ...]
    passage: int


def read_taught(path: Path) -> dict[str, tuple[VoiceLine, ...]]:
    """The texts of a file by name, each behind a line `= NAME`; CaseError for a line of another form."""
    texts: dict[str, list[VoiceLine]] = {}
    lines: list[VoiceLine] = []
    passage = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        name = line[2:].strip() if line.startswith("= ") else None
        if name:
            if name in texts:
                raise CaseError(f"line {number}: there is a text {name} before it", where=path, remedy="another name")
            lines, passage = texts.setdefault(name, []), 0
            continue
        if not line.strip():
            passage += 1
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or not texts:
            raise CaseError(f"line {number} has another form: {line[:60]!r}", where=path, remedy="o| A sentence.")
        passage += bool(lines) and (match["mark"] == "h" or lines[-1].whose is None)
        speakers = tuple(part.strip() for part in (match["who"] or "").split(";") if part.strip())
        lines.append(VoiceLine(match["text"], WHOSE.get(match["mark"]), speakers, passage))
    return {name: tuple(some) for name, some in texts.items()}


def read_all_taught(folder: Path) -> dict[str, tuple[VoiceLine, ...]]:
    """The texts of all files of a folder by file and name ("a/01.de")."""
    return {
        f"{path.stem}/{name}": lines
        for path in sorted(folder.glob("*.txt"))
        for name, lines in read_taught(path).items()
    }


def read_labelled_folder(folder: Path) -> tuple[VoiceLine, ...]:
    """The same of a folder with text.txt and labels.jsonl; what has no label between its sentences is a heading."""
    text = (folder / "text.txt").read_text(encoding="utf-8")
    lines: list[VoiceLine] = []
    position = passage = 0
    for label, start, end in place_labels(folder, text):
        for between in _unlabelled(text[position:start]):
            passage += 1
            lines.append(VoiceLine(between, None, (), passage))
        passage += "\n" in text[position:start]
        speakers = tuple(filter(None, (label.speaker, *label.accept)))
        lines.append(VoiceLine(label.sentence, label.whose, speakers, passage))
        position = end
    return tuple(lines)


def _unlabelled(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.split("\n") if line.strip())
