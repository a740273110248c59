"""Wording of the product as files, one a language: what frames an answer and claims nothing.

Every text has named places (`$title`), and filling one in without exactly its values is an error, not an empty spot.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Literal, cast

from prompts.marks import fit_marks

LANGUAGES = ("de", "en", "ru")
"""Languages that the product itself speaks."""
PAGE_LANGUAGES = ("de", "en")
"""Languages that the page's labels are written in."""
TASK_LANGUAGES = ("de", "en")
"""Languages that a language model is asked to write in."""
_FALLBACK = "en"
_TURN = re.compile(r"^=== (system|user|assistant)\n", re.MULTILINE)


Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class TaskPrompt:
    """What a language model is told for a task: the turns before its answer, the last of them the user's."""

    version: str
    """Name, language and a hash of the text, "answer.de@3f2a1c90": part of an answer's record."""
    turns: tuple[tuple[Role, str], ...]
    """Role and text with its places."""

    def fill(self, **values: str) -> tuple[tuple[Role, str], ...]:
        """The turns with their places filled in; KeyError when `values` are not exactly the places of all turns."""
        places = {place for _, text in self.turns for place in Template(text).get_identifiers()}
        if places != set(values):
            raise KeyError(f"{self.version}: takes {sorted(places)}, got {sorted(values)}")
        return tuple((role, Template(text).substitute(values)) for role, text in self.turns)


def frame(name: str, language: str, **values: str) -> str:
    """The text `name` in `language` (English where the product does not speak it), with its places filled in.

    A value in quotation marks keeps to one pair where the text would put another around it. KeyError when there is no
    such text, or when `values` are not exactly its places.
    """
    return _substitute(name, fit_marks(frame_template(name, language), language, values), values)


def is_frame(text: str, names: Sequence[str], language: str) -> bool:
    """Whether a line is one of these in `language`, whatever it fills in."""
    templates = (re.escape(frame_template(name, language)) for name in names)
    return any(re.fullmatch(re.sub(r"\\\$\w+", ".+", one), text) for one in templates)


def frame_template(name: str, language: str) -> str:
    """The text `name` in `language` with its places unfilled; KeyError when there is none."""
    return _texts("frames", language if language in LANGUAGES else _FALLBACK)[name]


def page_text(name: str, language: str, **values: str) -> str:
    """The page's label `name` in one of `PAGE_LANGUAGES`, with its places filled in; KeyError as for `frame`."""
    return _substitute(name, _texts("page", language)[name], values)


@lru_cache
def task_prompt(name: str, language: str) -> TaskPrompt:
    """The prompt of a task in one of `TASK_LANGUAGES`; FileNotFoundError where there is none."""
    text = _read(f"tasks/{name}.{language}.md")
    pieces = _TURN.split(text)[1:]
    turns = tuple((cast(Role, role), said.strip()) for role, said in zip(pieces[::2], pieces[1::2], strict=True))
    return TaskPrompt(f"{name}.{language}@{hashlib.sha256(text.encode()).hexdigest()[:8]}", turns)


def question_guide() -> str:
    """How expected questions are written: for a person, or to be put before a sheet into any language model."""
    return _read("questions.guide.md")


def question_request(**values: str) -> str:
    """What a language model is asked when it drafts the questions of one passage; KeyError as for `frame`."""
    return _substitute("questions.draft", _read("questions.draft.md"), values)


def names(language: str) -> frozenset[str]:
    """The names of all texts of a language."""
    return frozenset(_texts("frames", language))


def _substitute(name: str, text: str, values: Mapping[str, str]) -> str:
    template = Template(text)
    places = set(template.get_identifiers())
    if places != set(values):
        raise KeyError(f"{name}: takes {sorted(places)}, got {sorted(values)}")
    return template.substitute(values)


@lru_cache(maxsize=2 * len(LANGUAGES))
def _texts(kind: str, language: str) -> dict[str, str]:
    return tomllib.loads(_read(f"{kind}.{language}.toml"))


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
