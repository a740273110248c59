"""What a check on a statement takes and gives: a sentence, what it rests on, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Family = Literal[
    "marker",
    "markup",
    "quotation",
    "number",
    "date",
    "name",
    "negation",
    "modality",
    "direction",
    "role",
    "attribution",
    "meaning",
]
"""What kind of error it is.

marker: it cites what was not given · markup: it carries an address, a picture, code · quotation: its quotation stands
nowhere · number: amounts, magnitudes, units, percentages, ordinals · date · name: people, places, bodies · negation ·
modality: must, may, would · direction: more, less, at most, by, to · role: who did what to whom · attribution:
somebody's words as fact, or as another's · meaning: the rest.
"""
FAMILIES: tuple[Family, ...] = get_args(Family)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of prose, without its citation markers."""

    text: str
    language: str
    """ "de", "en", "ru"."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of text that a statement cites."""

    text: str
    """Canonical, without its note markers."""
    language: str
    speaker: str = "author"
    """Whose words or view it gives; see `app.records.Citation.speaker`."""
    attribution: str = "own"
    """own | quoted | paraphrased | reported | summed_up; see `app.records.Citation.attribution`."""
    author: str | None = None
    """Who wrote the work it stands in."""
    about: str | None = None
    """For what the author sums up: whose view that is."""
    context: str = ""
    """What stands around it and may be said with it: title, headings, date of the work, the line that introduces it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a statement says and its grounds do not carry."""

    family: Family
    said: str
    """The words of the statement; may be empty where something is left out."""
    note: str
    """One line, for the answer's record."""
