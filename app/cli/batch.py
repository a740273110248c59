"""Batches: JSON lines in UTF-8, one question each; a bad line fails alone, and nothing damaged is ever asked."""

from __future__ import annotations

import codecs
import json
import shlex
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.cli.console import print_line, print_note
from app.errors import describe_unexpected
from app.records import Question, Turn, make_failure
from ingest.errors import FundstelleError, UsageError
from ingest.text.canonical import mend_surrogates

_LINE_LIMIT = 1_000_000
"""Longest line of a batch, in characters."""
_WRITE = 'write {"id": "1", "q": "..."}'


def run_batch(path: Path, answer: Callable[[Question], dict[str, Any]], *, debug: bool = False) -> int:
    """Print one object a line; a bad line or a failed question yields its own `failed` object, and exit code 1.

    A batch in another encoding than UTF-8 yields a single `failed` object where no line of it can be told.
    """
    failed = False
    for number, content in enumerate(_read_lines(path), start=1):
        wide = _find_wide_encoding(content) if number == 1 else None
        if wide:
            where = "standard input" if str(path) == "-" else path
            error = UsageError(f"the batch is not UTF-8 but {wide}", where=where, remedy=_convert(path, wide))
            print_line(json.dumps(_fail({}, error.line), ensure_ascii=False))
            return 1
        content = content.removeprefix(codecs.BOM_UTF8)  # on any line: batches are concatenated from several files
        if not content.strip():
            continue
        table = _answer_line(content, number, path, answer, debug=debug)
        failed |= table.get("status") == "failed"
        print_line(json.dumps(table, ensure_ascii=False))
    return 1 if failed else 0


def _answer_line(
    content: bytes, number: int, path: Path, answer: Callable[[Question], dict[str, Any]], *, debug: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    try:
        row = _parse_line(_decode(content, number, path), number)
        return answer(_make_question(row))
    except FundstelleError as error:
        return _fail(row or {"id": _find_id(content)}, error.line)
    except Exception as error:  # one line must not take the others with it
        if debug:
            traceback.print_exc()
        print_note(f"line {number}: {describe_unexpected(error)}")
        return _fail(row, f"line {number} could not be answered ({type(error).__name__})")


def _read_lines(path: Path) -> Iterator[bytes]:
    try:
        if str(path) == "-":
            yield from sys.stdin.buffer
            return
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise FundstelleError(
            f"the batch cannot be read ({error.strerror})", where=path, remedy="fundstelle ask --batch FILE.jsonl"
        ) from error


def _find_wide_encoding(content: bytes) -> str | None:
    """The encoding of a file whose letters take two or four bytes each, by its first line; None for any other."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "UTF-32"),
        (codecs.BOM_UTF32_BE, "UTF-32"),
        (codecs.BOM_UTF16_LE, "UTF-16"),
        (codecs.BOM_UTF16_BE, "UTF-16"),
    ):
        if content.startswith(mark):
            return name
    # Without a mark: no line of JSON has a zero byte, while in UTF-16 every ASCII letter has one beside it.
    return ("UTF-16BE" if content.startswith(b"\0") else "UTF-16LE") if b"\0" in content else None


def _decode(content: bytes, number: int, path: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"line {number} is not UTF-8, perhaps Windows-1252 (byte {content[error.start]:#04x} at {error.start})",
            remedy=_convert(path, "CP1252"),
        ) from error


def _find_id(content: bytes) -> object:
    """The line's id where it is plain ASCII, whatever else the line holds: whoever asked wants to know what failed."""
    try:
        row = json.loads(content.decode("ascii", "replace"))
    except (ValueError, RecursionError):
        return None
    name = row.get("id") if isinstance(row, dict) else None
    return None if isinstance(name, str) and "\ufffd" in name else name


def _convert(path: Path, encoding: str) -> str:
    name = "FILE.jsonl" if str(path) == "-" else shlex.quote(str(path))
    return f"iconv -f {encoding} -t UTF-8 {name} > utf-8.jsonl"


def _parse_line(line: str, number: int) -> dict[str, Any]:
    if len(line) > _LINE_LIMIT:
        raise UsageError(f"line {number} is longer than {_LINE_LIMIT} characters")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"line {number} is not JSON ({error})", remedy=_WRITE) from error
    if not isinstance(row, dict):
        raise UsageError(f"line {number} is not an object", remedy=_WRITE)
    return row


def _make_question(row: dict[str, Any]) -> Question:
    text, history, name = row.get("q"), row.get("history") or [], row.get("id")
    if not isinstance(text, str):
        raise UsageError('the line has no question "q"', remedy=_WRITE)
    if name is not None and not isinstance(name, str | int):
        raise UsageError('"id" is neither a text nor a number')
    turns = []
    for turn in history if isinstance(history, list) else [None]:
        if not (
            isinstance(turn, dict) and turn.get("role") in ("user", "assistant") and isinstance(turn.get("text"), str)
        ):
            raise UsageError('"history" is not a list of {"role": "user" | "assistant", "text": "..."}')
        turns.append(Turn(turn["role"], turn["text"]))
    return Question(mend_surrogates(text), id=name, history=tuple(turns))


def _fail(row: dict[str, Any], reason: str) -> dict[str, Any]:
    text, name = row.get("q"), row.get("id")
    known_id = name if isinstance(name, str | int) else None
    return make_failure(mend_surrogates(text) if isinstance(text, str) else "", reason, id=known_id).to_json()
