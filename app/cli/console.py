"""What all commands share: printing, the `--store` option, numbers within bounds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path


def print_line(text: str) -> None:
    """Write a line to standard output at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_note(text: str) -> None:
    """Write a line to standard error at once, in the program's name."""
    sys.stderr.write(f"fundstelle: {text}\n")
    sys.stderr.flush()


def add_store(parser: argparse.ArgumentParser, *, nested: bool = False) -> None:
    """Add `--store` to a command; `nested`: to one below another that takes it, too."""
    parser.add_argument(
        "--store",
        type=Path,
        default=argparse.SUPPRESS if nested else None,
        metavar="DIR",
        help="where the index lies (default: FUNDSTELLE_STORE or the user's data folder)",
    )


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A type for argparse: a whole number within bounds."""

    def parse(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is not between {least} and {most}")
        return value

    return parse
