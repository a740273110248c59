"""The README says each thing once, and what it points to is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "eval/voices/README.md", "eval/claims/README.md"])
def test_nothing_is_said_twice(name: str) -> None:
    """No heading and no long line stands there a second time."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    told = Counter(line for line in lines if line.startswith("## ") or len(line) > 90)
    assert [] == [line for line, count in told.items() if count > 1]


def test_what_is_pointed_to_is_there() -> None:
    """Pictures, and files and folders of the repository in backticks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    paths += re.findall(r"`((?:app|docs|eval|index|ingest|prompts|scripts|tests)/[\w./-]+)`", text)
    assert paths
    assert [] == [path for path in paths if not (ROOT / path).exists()]
