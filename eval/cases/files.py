"""Reading case files: JSON lines, one question group a line (`eval/cases/README.md` says what stands in them)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from eval.errors import CaseError
from eval.records import Case, Kind, Split

CASES = Path(__file__).parent
"""The cases about the bundled dossier."""
KINDS: tuple[str, ...] = get_args(Kind)
SPLITS: tuple[str, ...] = get_args(Split)
_SHAPES = {
    "kind": " | ".join(KINDS),
    "split": " | ".join(SPLITS),
    "questions": '{"de": "...", "en": "..."}',
    "gold": '[["quote", "or this one"], ["another needed piece"]]',
    "sources": '["source-id"]',
    "facts": '[{"de": "pattern", "en": "pattern"}]',
    "footnotes": "[12, 13]",
    "history": '{"de": [{"role": "user" | "assistant", "text": "..."}]}',
    "forbidden": '["pattern"]',
}
"""What is right, by field; elsewhere a text."""
_case_json = TypeAdapter(Case)


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
    """All cases of some files, in their order; CaseError names the file, the line, the key and what is right there."""
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
        return _case_json.validate_json(line, strict=True)
    except ValidationError as error:
        raise _wrong(_explain(error), where) from error


def case_row(case: Case) -> dict[str, Any]:
    """A case as the object that stands on its line; `parse_case` reads it back."""
    row: dict[str, Any] = _case_json.dump_python(case, mode="json", exclude_defaults=True)
    return {**row, "gold": row.get("gold", [])}


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


def _explain(error: ValidationError) -> str:
    """The first complaint, with the key it is about and what would be right."""
    found = error.errors(include_url=False, include_input=False)[0]
    if found["type"] == "json_invalid":
        return f"the line is not JSON ({found['ctx']['error']})"
    if not found["loc"]:
        return "the line is not an object"
    key = str(found["loc"][0])
    if found["type"] == "unexpected_keyword_argument":
        return f"there is no field {key!r}; known are {', '.join(sorted(Case.__dataclass_fields__))}"
    if found["type"] == "missing_argument" or found["type"] == "missing":
        return f'"{key}" is missing; right is {_SHAPES.get(key, "a text")}'
    inside = ".".join(map(str, found["loc"][1:]))
    message = found["msg"].removeprefix("Value error, ")
    return f'"{key}"{f" at {inside}" if inside else ""}: {message}; right is {_SHAPES.get(key, "a text")}'


def _wrong(what: str, where: str) -> CaseError:
    return CaseError(what, where=where, remedy="mend that line, then: fundstelle eval check")
