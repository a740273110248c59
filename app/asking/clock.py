"""Where the time of an answer went."""

from __future__ import annotations

from time import perf_counter

from app.records import Timings


class Clock:
    """Started with the question; each stage is noted when it is done."""

    def __init__(self) -> None:
        self._started = self._last = perf_counter()
        self._spent: dict[str, int] = {}

    def note(self, stage: str) -> None:
        """Put the time since the last note down to `stage`, a field of `Timings`."""
        now = perf_counter()
        self._spent[stage] = round((now - self._last) * 1000)
        self._last = now

    def timings(self) -> Timings:
        """Milliseconds by stage, and in total until now."""
        return Timings(**self._spent, total=round((perf_counter() - self._started) * 1000))
