"""Reading question sets in SQuAD's form, and which languages a file is in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, InstanceOf, StrictInt, TypeAdapter, ValidationError

from eval.errors import CaseError
from ingest.text.language import detect_language

_DETECTABLE = tuple("ar de el en es fr hi it nl pl pt ro ru th tr uk vi".split())
_LOOKED_AT = 50
"""Paragraphs looked at where a file's name does not tell its language."""
_AGREED = 0.75
_PAIR_IN_NAME = re.compile(r"context-([a-z]{2})-question-([a-z]{2})(?![a-z])")
_CODE_IN_NAME = re.compile(r"(?:^|[._-])([a-z]{2})(?=\.)")
_CODES = frozenset(
    "ar bg bn ca cs da de el en es et eu fa fi fr ga gl gu he hi hr hu id is it ja kk kn ko lt lv ml mr ms nb nl nn no"
    " pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh".split()
)
Text = InstanceOf[str]
"""Any text, half a character (a lone surrogate) included, which pydantic's own does not take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as labelled: `context[start : start + len(text)]`."""

    text: Text
    start: Annotated[StrictInt, Field(alias="answer_start")]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands in a file."""

    title: str
    """The article's; empty where the file has none."""
    context: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a file with the paragraph it was asked of."""

    id: str
    question: str
    paragraph: Paragraph
    answers: tuple[Answer, ...]
    impossible: bool
    plausible: str
    """What looks like an answer to an impossible question; empty where nothing is given."""


@dataclass(frozen=True, slots=True)
class SquadFile:
    """A file as read."""

    path: Path
    paragraphs: tuple[Paragraph, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A file whose languages are known, two letters each."""

    file: SquadFile
    context_language: str
    question_language: str
    how: str
    """How they were found: "as given", "by its name", "by its text"."""


def _check_id(value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise ValueError
    return str(value)


@dataclass(frozen=True, slots=True)
class _Plausible:
    text: Text


@dataclass(frozen=True, slots=True)
class _Question:
    id: Annotated[str, BeforeValidator(_check_id)]
    question: Text
    answers: list[Answer] = field(default_factory=list)
    plausible_answers: list[_Plausible] = field(default_factory=list)
    is_impossible: object = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    context: Text
    qas: list[_Question]


@dataclass(frozen=True, slots=True)
class _Article:
    paragraphs: list[_Paragraph]
    title: object = ""


@dataclass(frozen=True, slots=True)
class _Squad:
    data: list[_Article]


_squad = TypeAdapter(_Squad)


def read_squad(path: Path) -> SquadFile:
    """Read a file in SQuAD's form, version 1.1 or 2.0; CaseError says in one line what is wrong with it and where."""
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
        squad = _squad.validate_python(table)
    except OSError as error:
        raise CaseError(f"the file cannot be read ({error.strerror})", where=path) from error
    except UnicodeDecodeError as error:
        raise CaseError("the file is not UTF-8", where=path, remedy="save it as UTF-8") from error
    except ValidationError as error:
        raise _not_squad(error, path) from error
    except (ValueError, RecursionError) as error:
        raise CaseError(f"the file is not JSON ({error})", where=path) from error
    paragraphs: list[Paragraph] = []
    asked: list[Asked] = []
    for article in squad.data:
        for row in article.paragraphs:
            paragraphs.append(Paragraph(article.title if isinstance(article.title, str) else "", row.context))
            asked += [_make_asked(question, paragraphs[-1]) for question in row.qas]
    if not asked:
        raise CaseError("the file has no questions", where=path)
    return SquadFile(path, tuple(paragraphs), tuple(asked))


def label_languages(file: SquadFile, given: tuple[str, str] | None = None) -> LabelledFile:
    """Say which languages a file's paragraphs and questions are in: as given, else by its name, else by its text.

    Names that tell: `dev-context-de-question-en.json` (MLQA), `xquad.de.json`, `test-de.json`. By its text: what three
    in four of the first paragraphs are in; CaseError where they do not agree.
    """
    if given:
        return LabelledFile(file, *given, "as given")
    name = file.path.name.casefold()
    pair = _PAIR_IN_NAME.search(name)
    if pair:
        return LabelledFile(file, pair[1], pair[2], "by its name")
    codes = {code for code in _CODE_IN_NAME.findall(name) if code in _CODES}
    if len(codes) == 1:
        code = codes.pop()
        return LabelledFile(file, code, code, "by its name")
    questions: dict[Paragraph, list[str]] = {}
    for asked in file.asked:
        questions.setdefault(asked.paragraph, []).append(asked.question)
    return LabelledFile(
        file,
        _detect([paragraph.context for paragraph in file.paragraphs], file.path),
        _detect([" ".join(group) for group in questions.values()], file.path),
        "by its text",
    )


def _detect(texts: Sequence[str], path: Path) -> str:
    looked_at = texts[:_LOOKED_AT]
    votes = Counter(detect_language(text, _DETECTABLE, fallback="") for text in looked_at)
    language, count = votes.most_common(1)[0]
    if not language or count < _AGREED * len(looked_at):
        raise CaseError(
            "neither the file's name nor its text tells its language", where=path, remedy=f"--language {path.name}=de"
        )
    return language


def _make_asked(row: _Question, paragraph: Paragraph) -> Asked:
    plausible = row.plausible_answers[0].text if row.plausible_answers else ""
    return Asked(row.id, row.question, paragraph, tuple(row.answers), row.is_impossible is True, plausible)


def _not_squad(error: ValidationError, path: Path) -> CaseError:
    """The first complaint, with the place that it is about: `FILE data[0] paragraphs[2] qas[1]`."""
    first = error.errors(include_url=False)[0]
    *place, key = first["loc"] or ("",)
    what = f'"{key}" is missing or not of its kind ({first["input"]!r:.40})'
    if not first["loc"]:
        what = "the whole is no object"
    elif isinstance(key, int):
        what = f'"{place[-1]}" has something that is no object'
        place = place[:-1]
    elif first["type"] == "list_type" or (first["type"] == "missing" and key in ("data", "paragraphs", "qas")):
        what = f'"{key}" is missing or no list'
    steps = "".join(f"[{step}]" if isinstance(step, int) else f" {step}" for step in place)
    return CaseError(
        f"the file is not in SQuAD's form: {what}",
        where=f"{path}{steps}",
        remedy="data[].paragraphs[].{context, qas[].{id, question, answers[].{text, answer_start}}}",
    )
