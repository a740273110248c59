"""Progress on a terminal."""

from __future__ import annotations

import sys
from typing import Any

from app.service import UNITS


class Bar:
    """A progress bar on standard error, one for each kind of work, shown only where a person looks."""

    def __init__(self) -> None:
        self._bars: dict[str, Any] = {}

    def show(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        if what not in self._bars:
            from tqdm import tqdm

            self.close()
            self._bars[what] = tqdm(
                total=total, desc=what, unit=UNITS.get(what, "step"), file=sys.stderr, disable=None, leave=False
            )
        self._bars[what].update(done - self._bars[what].n)

    def clear(self) -> None:
        """Make room for a line; the next step shows the bar again."""
        for bar in self._bars.values():
            bar.clear()

    def close(self) -> None:
        """Take the bars off the screen."""
        for bar in self._bars.values():
            bar.close()
