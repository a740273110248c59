"""Unexpected exceptions in one line: what was raised, where in our own code, and how to report it."""

from __future__ import annotations

import argparse
import os
import platform
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_OURS = tuple(f"{_ROOT / package}{os.sep}" for package in ("app", "index", "ingest", "prompts", "eval"))
_LONGEST = 300
"""Characters of an exception's own message."""


def describe_unexpected(error: BaseException) -> str:
    """One line about an exception that no code of ours handles."""
    message = " ".join(str(error).split())
    what = f"{type(error).__name__}: {message[:_LONGEST]}" if message else type(error).__name__
    return (
        f"unexpected {what} at {_find_place(error)}. Please report this line and what you called"
        f" (fundstelle {_own_version()}, Python {platform.python_version()}, {platform.system()});"
        " --debug or FUNDSTELLE_DEBUG=1 shows the traceback"
    )


def is_debugging(options: argparse.Namespace | None) -> bool:
    """Whether tracebacks are wanted: `--debug`, or FUNDSTELLE_DEBUG set to anything but 0."""
    return getattr(options, "debug", False) or os.environ.get("FUNDSTELLE_DEBUG", "0") not in ("", "0")


def _find_place(error: BaseException) -> str:
    """File and line of the innermost call of our own."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)]
    if not ours:
        return "an unknown place"
    return f"{Path(ours[-1].filename).relative_to(_ROOT).as_posix()}:{ours[-1].lineno}"


def _own_version() -> str:
    try:
        return version("fundstelle")
    except PackageNotFoundError:
        return "of unknown version"
