"""Statements over passages in a compact text form (`eval/claims/pairs/`, `taught/`), as cases of claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from eval.errors import CaseError

_PASSAGE = re.compile(r"E (de|en|ru): (.+)")
_RIGHT = re.compile(r"\+ (de|en): (.+)")
_WRONG = re.compile(r"- (\w+) (de|en): (.+)")
_FAMILIES = {"sense": "meaning"}
"""Their words for families that have another name among the checks."""


def read_pairs(folder: Path, splits: tuple[str, str]) -> Iterator[tuple[str, dict[str, object]]]:
    """The statements of a folder's files as fields of `eval.cases.claims.ClaimCase`, each with its place.

    A file's odd blocks are of the first split, its even ones of the second. CaseError for a file that cannot be read or
    a line of no known form.
    """
    for path in sorted(folder.glob("*.txt")):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise CaseError(f"the cases cannot be read ({error.strerror})", where=path) from error
        yield from _read_lines(lines, path, splits)


def _read_lines(lines: list[str], path: Path, splits: tuple[str, str]) -> Iterator[tuple[str, dict[str, object]]]:
    block, passage = 0, None
    for number, line in enumerate(lines, start=1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        if found := _PASSAGE.fullmatch(line):
            block += 1
            passage = {"text": found[2], "language": found[1], "speaker": "author", "attribution": "own"}
            continue
        right, wrong = _RIGHT.fullmatch(line), _WRONG.fullmatch(line)
        said = right or wrong
        if said is None or passage is None:
            raise CaseError("no passage, and no statement over one", where=where)
        yield (
            where,
            {
                "id": f"{path.stem}-{block:03}-{number}",
                "split": splits[(block + 1) % 2],
                "family": _FAMILIES.get(wrong[1], wrong[1]) if wrong else None,
                "correct": right is not None,
                "sentence": said[said.re.groups],
                "language": said[said.re.groups - 1],
                "evidence": (passage,),
            },
        )
