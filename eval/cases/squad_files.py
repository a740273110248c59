"""Reading question sets in SQuAD's form, and which languages a file is in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

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
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as labelled: `context[start : start + len(text)]`."""

    text: str
    start: int


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


def read_squad(path: Path) -> SquadFile:
    """Read a file in SQuAD's form, version 1.1 or 2.0; CaseError says in one line what is wrong with it and where."""
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CaseError(f"the file cannot be read ({error.strerror})", where=path) from error
    except UnicodeDecodeError as error:
        raise CaseError("the file is not UTF-8", where=path, remedy="save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise CaseError(f"the file is not JSON ({error})", where=path) from error
    if not isinstance(table, dict):
        raise _not_squad("the whole is no object", str(path))
    paragraphs: list[Paragraph] = []
    asked: list[Asked] = []
    for article, where in _rows(table, "data", str(path)):
        title = article.get("title")
        for row, there in _rows(article, "paragraphs", where):
            paragraphs.append(Paragraph(title if isinstance(title, str) else "", _value(row, "context", str, there)))
            asked += [_read_question(question, paragraphs[-1], here) for question, here in _rows(row, "qas", there)]
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


def _read_question(row: Mapping[str, Any], paragraph: Paragraph, where: str) -> Asked:
    id_ = row.get("id")
    if not isinstance(id_, str | int) or isinstance(id_, bool) or not str(id_).strip():
        raise _not_squad('"id" is missing', where)
    answers = [
        Answer(_value(answer, "text", str, there), _value(answer, "answer_start", int, there))
        for answer, there in _rows(row, "answers", where, needed=False)
    ]
    plausible = [_value(one, "text", str, there) for one, there in _rows(row, "plausible_answers", where, needed=False)]
    return Asked(
        id=str(id_),
        question=_value(row, "question", str, where),
        paragraph=paragraph,
        answers=tuple(answers),
        impossible=row.get("is_impossible") is True,
        plausible=plausible[0] if plausible else "",
    )


def _rows(
    table: Mapping[str, Any], name: str, where: str, *, needed: bool = True
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The objects of a list, each with the words that name it in an error."""
    rows = table.get(name, None if needed else [])
    if not isinstance(rows, list):
        raise _not_squad(f'"{name}" is missing or no list', where)
    for position, row in enumerate(rows):
        if not isinstance(row, dict):
            raise _not_squad(f'"{name}" has something that is no object', where)
        yield row, f"{where} {name}[{position}]"


def _value(row: Mapping[str, Any], name: str, kind: type[T], where: str) -> T:
    value = row.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _not_squad(f'"{name}" is missing or not of its kind ({value!r:.40})', where)
    return value


def _not_squad(what: str, where: str) -> CaseError:
    return CaseError(
        f"the file is not in SQuAD's form: {what}",
        where=where,
        remedy="data[].paragraphs[].{context, qas[].{id, question, answers[].{text, answer_start}}}",
    )
