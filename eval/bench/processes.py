"""The product in fresh processes: what a run took, and what it said."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from ingest.errors import FundstelleError


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process."""

    seconds: float
    """Wall time of the whole process."""
    peak: float
    """Highest resident set, MiB."""
    output: str


def run_module(arguments: Sequence[str], environment: Mapping[str, str], *, module: str = "app") -> Run:
    """Run the product in a fresh Python; FundstelleError with its own words when it fails."""
    started = perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", module, *arguments], env=dict(environment), stdout=subprocess.PIPE, stderr=errors
        )
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = perf_counter() - started
        errors.seek(0)
        if process.returncode:
            said = errors.read().decode(errors="replace").strip()
            raise FundstelleError(f"{' '.join(arguments)} ended with {process.returncode} ({said})", where="bench")
    return Run(seconds, usage.ru_maxrss / 1024, output.decode())
