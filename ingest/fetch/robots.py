"""What a site's robots.txt says to this program, asked once a run (RFC 9309)."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.fetch.records import Exchange, FetchError

TOKEN = "Fundstelle"  # noqa: S105 - the name that a robots.txt addresses
_MOST_BYTES = 500 * 1024
"""Read of a robots.txt, as the RFC says."""
_MOST_STARS = 8
"""Wildcards of one rule that are heeded; a pattern with hundreds would take for ever to match."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules."""

    parsed: Any
    """Of protego; None where everything is allowed."""

    def allow(self, url: str) -> bool:
        """Whether this program may ask for `url`."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, TOKEN))

    @property
    def pause(self) -> float | None:
        """Seconds between two requests that the site wants; None where it says nothing."""
        if self.parsed is None:
            return None
        delay, rate = self.parsed.crawl_delay(TOKEN), self.parsed.request_rate(TOKEN)
        if delay is not None:
            return float(delay)
        return float(rate.seconds) / rate.requests if rate and rate.requests else None


class Robots:
    """The rules of the sites met in a run. Shared by all threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._known: dict[str, Rules | FetchError] = {}

    def find(self, origin: str, ask: Callable[[str], Exchange]) -> Rules:
        """The rules of a site; FetchError where they could not be got, which forbids everything.

        Args:
            origin: Scheme, host and port.
            ask: Gets an address, following redirects.

        """
        with self._guard:
            lock = self._locks[origin]
        with lock:
            if origin not in self._known:
                try:
                    self._known[origin] = read_rules(ask(f"{origin}/robots.txt"))
                except FetchError as error:
                    self._known[origin] = error
            known = self._known[origin]
        if isinstance(known, FetchError):
            raise FetchError(known.status, known.what, where=known.where, http_status=known.http_status)
        return known


def read_rules(exchange: Exchange) -> Rules:
    """What a robots.txt says; FetchError ("unreachable") where the server could not give it."""
    if exchange.status == 429 or exchange.status >= 500:
        raise FetchError(
            "unreachable",
            f"the server answers {exchange.status} when it is asked what a program may fetch (robots.txt)",
            where=exchange.url,
            http_status=exchange.status,
        )
    if exchange.status >= 300 or not exchange.content:
        return Rules(None)
    from protego import Protego

    text = exchange.content[:_MOST_BYTES].decode("utf-8-sig", "replace")
    return Rules(Protego.parse("\n".join(map(_bound, text.splitlines()))))


def _bound(line: str) -> str:
    """A rule with few enough wildcards: cut short, it forbids more, or allows more."""
    rule = re.sub(r"\*{2,}", "*", line)
    pieces = rule.split("*")
    return rule if len(pieces) <= _MOST_STARS + 1 else "*".join(pieces[: _MOST_STARS + 1])
