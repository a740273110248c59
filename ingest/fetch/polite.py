"""Manners: one request at a time to a host, pauses between them, and waiting where a server asks for it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep

from ingest.fetch.records import FetchSettings


class Politeness:
    """Knows for each host when it may be asked again. Shared by all threads of a run."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Callable[[], float] = monotonic,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self._settings = settings
        self._clock, self._wait = clock, wait
        self._guard = threading.Lock()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._ready: dict[str, float] = {}
        self._pauses: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until `host` may be asked; nobody else asks it meanwhile."""
        with self._guard:
            lock = self._turns[host]
        with lock:
            left = self._ready.get(host, 0.0) - self._clock()
            if left > 0:
                self._wait(left)
            try:
                yield
            finally:
                pause = self._pauses.get(host, self._settings.pause)
                self._ready[host] = max(self._ready.get(host, 0.0), self._clock() + pause)

    def slow_down(self, host: str, pause: float) -> None:
        """Pause so many seconds between two requests to `host`, as its robots.txt asks, within bounds."""
        self._pauses[host] = min(max(pause, self._settings.pause), self._settings.longest_pause)

    def put_off(self, host: str, seconds: float) -> None:
        """Do not ask `host` again before `seconds` have passed."""
        self._ready[host] = max(self._ready.get(host, 0.0), self._clock() + seconds)


def read_retry_after(value: str | None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Seconds that a `Retry-After` asks for, a number or a date; None where there is none that can be understood."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now()).total_seconds())
