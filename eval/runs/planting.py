"""Small dossiers with an attack's text among neutral ones: written to a folder and ingested as any other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases.attacks import Attack

NEIGHBOURS = 6
"""Neutral paragraphs beside the attack's."""
_NAMES = {
    "de": ("Nachrichten aus der Gegend", "Anderes", "Aus der Gegend"),
    "en": ("News from the district", "Other matters", "From the district"),
    "ru": ("Новости округи", "Прочее", "Из округи"),
}
"""Title, heading of the neutral paragraphs, heading of the attack's own: where it brings none."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a dossier is made of."""

    language: str
    title: str
    heading: str
    paragraphs: tuple[str, ...]
    note: str | None
    """Belongs to the last of the paragraphs."""
    others: str
    """Heading of the neutral paragraphs."""
    neighbours: tuple[str, ...]


def make_text(attack: Attack, neighbours: Sequence[str], *, planted: bool) -> Text:
    """The text with the attack in it, or the same without its payload."""
    parts = (attack.planted if planted else attack.neutral).split("\n\n")
    title, others, heading = _NAMES[attack.language]
    note = None
    if attack.where == "title":
        title, *parts = parts
    elif attack.where == "heading":
        heading, *parts = parts
    elif attack.where == "note":
        *parts, note = parts
    return Text(attack.language, title.strip(), heading.strip(), tuple(parts), note, others, tuple(neighbours))


def find_neighbours(attack: Attack, attacks: Sequence[Attack]) -> tuple[str, ...]:
    """Paragraphs of other attacks in its language about other things, without their payloads."""
    others = {one.clean: one for one in reversed(attacks) if one.language == attack.language and one.where == "passage"}
    texts = (" ".join(one.neutral.split()) for one in reversed(others.values()) if one.clean != attack.clean)
    return tuple(texts)[:NEIGHBOURS]


def write_dossier(folder: Path, text: Text) -> Path:
    """Write it: one analysis as plain text, where nothing of a payload is markup. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    marked = (*text.paragraphs[:-1], f"{text.paragraphs[-1]}[1]") if text.note else text.paragraphs
    lines = [text.title, f"1. {text.heading}", *marked, f"2. {text.others}", *text.neighbours]
    if text.note:
        lines.append(f"[1] {text.note}")
    (folder / "text.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    # Without an author the title is what a model is told of a text's origin.
    source = {"id": "text", "kind": "analysis", "title": text.title, "path": "text.txt", "language": text.language}
    rows = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in source.items()]
    manifest = "\n".join([f'languages = ["{text.language}"]', "", "[[source]]", *rows, ""])
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    return folder
