"""Reading case files: JSON lines, one question group a line (`eval/cases/README.md` says what stands in them)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from eval.errors import CaseError
from eval.records import Case, Fact, Kind, Split

CASES = Path(__file__).parent
"""The cases about the bundled dossier."""
KINDS: tuple[str, ...] = get_args(Kind)
SPLITS: tuple[str, ...] = get_args(Split)
_FIELDS = frozenset(Case.__dataclass_fields__)
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def case_files(given: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files to read: those given, a folder standing for its *.jsonl, else the bundled ones."""
    files: list[Path] = []
    for path in given or (CASES,):
        files += (
            sorted(file for file in path.glob("*.jsonl") if file.name != "test-runs.jsonl") if path.is_dir() else [path]
        )
    if not files:
        raise CaseError("there are no case files", where=", ".join(map(str, given)), remedy="give a .jsonl file")
    return tuple(files)


def read_cases(files: Sequence[Path]) -> tuple[Case, ...]:
    """All cases of some files, in their order; CaseError names the file, the line and what is wrong there."""
    cases: list[Case] = []
    places: dict[str, str] = {}
    for file in files:
        for number, line in enumerate(_read_lines(file), start=1):
            if not line.strip():
                continue
            where = f"{file}:{number}"
            case = parse_case(line, where)
            if case.id in places:
                raise _wrong(f"the id {case.id!r} is taken by {places[case.id]}", where)
            places[case.id] = where
            cases.append(case)
    return tuple(cases)


def parse_case(line: str, where: str) -> Case:
    """One line of a case file; `where` is named in the error."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"the line is not JSON ({error})", where) from error
    if not isinstance(row, dict):
        raise _wrong("the line is not an object", where)
    if re.search("[\ud800-\udfff]", json.dumps(row, ensure_ascii=False)):
        raise _wrong("the line has half a character (a lone surrogate)", where)
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise _wrong(f"there is no field {unknown[0]!r}; known are {', '.join(sorted(_FIELDS))}", where)
    return Case(
        id=_text(row, "id", where),
        kind=_one_of(row, "kind", KINDS, where),
        category=_text(row, "category", where),
        split=_one_of(row, "split", SPLITS, where),
        questions=_questions(row.get("questions"), where),
        gold=_gold(row.get("gold", []), where),
        sources=tuple(map(str, _list(row, "sources", where))),
        facts=tuple(_fact(fact, where) for fact in _list(row, "facts", where)),
        speaker=_text(row, "speaker", where) if row.get("speaker") is not None else None,
        footnotes=_numbers(row, "footnotes", where),
        history=_history(row.get("history", {}), where),
        forbidden=tuple(_pattern(pattern, where) for pattern in _list(row, "forbidden", where)),
        comment=_text(row, "comment", where) if row.get("comment") else "",
    )


def case_row(case: Case) -> dict[str, Any]:
    """A case as the object that stands on its line; `parse_case` reads it back."""
    row: dict[str, Any] = {
        "id": case.id,
        "split": case.split,
        "kind": case.kind,
        "category": case.category,
        "questions": dict(case.questions),
        "gold": [list(piece) for piece in case.gold],
    }
    if case.sources:
        row["sources"] = list(case.sources)
    if case.facts:
        row["facts"] = [dict(fact.patterns) for fact in case.facts]
    if case.speaker:
        row["speaker"] = case.speaker
    if case.footnotes:
        row["footnotes"] = list(case.footnotes)
    if case.history:
        row["history"] = {
            language: [{"role": role, "text": text} for role, text in turns] for language, turns in case.history.items()
        }
    if case.forbidden:
        row["forbidden"] = list(case.forbidden)
    if case.comment:
        row["comment"] = case.comment
    return row


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Write cases as a file of their own, a line each."""
    lines = [json.dumps(case_row(case), ensure_ascii=False) + "\n" for case in cases]
    path.write_text("".join(lines), encoding="utf-8")


def _read_lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CaseError("the case file is not UTF-8", where=file, remedy="save it as UTF-8") from error
    except OSError as error:
        raise CaseError(
            f"the case file cannot be read ({error.strerror})", where=file, remedy="fundstelle eval check FILE.jsonl"
        ) from error


def _wrong(what: str, where: str) -> CaseError:
    return CaseError(what, where=where, remedy="mend that line, then: fundstelle eval check")


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f'"{name}" is missing or no text', where)
    return value.strip()


def _one_of(row: Mapping[str, Any], name: str, allowed: Sequence[str], where: str) -> Any:  # noqa: ANN401 - a Literal
    if row.get(name) not in allowed:
        raise _wrong(f'"{name}" is {row.get(name)!r}, not one of {", ".join(allowed)}', where)
    return row[name]


def _list(row: Mapping[str, Any], name: str, where: str) -> list[Any]:
    value = row.get(name, [])
    if not isinstance(value, list):
        raise _wrong(f'"{name}" is no list', where)
    return value


def _numbers(row: Mapping[str, Any], name: str, where: str) -> tuple[int, ...]:
    values = _list(row, name, where)
    if not all(isinstance(value, int) and not isinstance(value, bool) and value > 0 for value in values):
        raise _wrong(f'"{name}" is no list of numbers', where)
    return tuple(values)


def _questions(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise _wrong('"questions" is no object such as {"de": "...", "en": "..."}', where)
    for language, text in value.items():
        if not _LANGUAGE.match(language) or not isinstance(text, str) or not text.strip():
            raise _wrong(f'"questions" has no question under {language!r}', where)
    return {language: text.strip() for language, text in value.items()}


def _gold(value: object, where: str) -> tuple[tuple[str, ...], ...]:
    pieces: list[tuple[str, ...]] = []
    for piece in value if isinstance(value, list) else [None]:
        if not isinstance(piece, list) or not piece or not all(isinstance(quote, str) and quote for quote in piece):
            raise _wrong('"gold" is no list of pieces, each a list of quotes: [["quote", "or this one"]]', where)
        pieces.append(tuple(piece))
    return tuple(pieces)


def _fact(value: object, where: str) -> Fact:
    if not isinstance(value, dict) or not value or not all(map(_LANGUAGE.match, value)):
        raise _wrong('a fact of "facts" is no object such as {"de": "pattern", "en": "pattern"}', where)
    return Fact({language: _pattern(pattern, where) for language, pattern in value.items()})


def _pattern(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(f"{value!r} is no pattern", where)
    try:
        re.compile(value)
    except re.error as error:
        raise _wrong(f"{value!r} is no regular expression ({error})", where) from error
    return value


def _history(value: object, where: str) -> dict[str, tuple[tuple[str, str], ...]]:
    turns_of = value.items() if isinstance(value, dict) else [("", None)]
    history = {}
    for language, turns in turns_of:
        if not isinstance(turns, list) or not all(map(_is_turn, turns)):
            raise _wrong('"history" is no {"de": [{"role": "user" | "assistant", "text": "..."}], ...}', where)
        history[language] = tuple((turn["role"], turn["text"]) for turn in turns)
    return history


def _is_turn(turn: object) -> bool:
    return isinstance(turn, dict) and turn.get("role") in ("user", "assistant") and isinstance(turn.get("text"), str)
