"""A stopwatch for the stages of one answer."""

from __future__ import annotations

from time import perf_counter

from app.records import Timings


class Clock:
    """Starts when it is made; each stage is noted when it is done."""

    def __init__(self) -> None:
        self._started = self._last = perf_counter()
        self._spent: dict[str, int] = {}

    def note(self, stage: str) -> None:
        """Record the time since the last note as that of `stage`, a field of `Timings`."""
        now = perf_counter()
        self._spent[stage] = round((now - self._last) * 1000)
        self._last = now

    def timings(self) -> Timings:
        """Milliseconds by stage, and in total until now."""
        return Timings(**self._spent, total=round((perf_counter() - self._started) * 1000))
