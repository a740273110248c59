"""One work from its address to its bytes: redirects, robots.txt, pauses, another try where a server asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from ingest.fetch.outcome import read_answer
from ingest.fetch.polite import Politeness, read_retry_after
from ingest.fetch.records import Exchange, FetchError, FetchSettings
from ingest.fetch.robots import Robots
from ingest.fetch.transport import Deadline, host_of, join_url, origin_of, parse_url, request_page

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"


@dataclass(slots=True)
class Visit:
    """Everything that was exchanged for one work, and the seconds it still has."""

    left: float
    exchanges: list[Exchange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """What was got."""

    exchange: Exchange
    media_type: str | None
    """None where the server says that it has not changed."""


class Getter:
    """Gets works, one a call, from any thread of a run."""

    def __init__(self, settings: FetchSettings, politeness: Politeness, *, agent: str, now: Callable[[], str]) -> None:
        self._settings, self._politeness, self._now = settings, politeness, now
        self._robots = Robots()
        self._headers = (("User-Agent", agent), ("Accept", _ACCEPT))

    def get(
        self, url: str, visit: Visit, *, language: str | None = None, known: Sequence[tuple[str, str]] = ()
    ) -> Page:
        """Get the work at `url`; FetchError says in which way that failed.

        Args:
            url: Its address.
            visit: Filled with what is exchanged.
            language: The work's, for sites that have their pages in several.
            known: Header fields that ask whether it has changed.

        """
        wanted = f"{language}, *;q=0.5" if language else "*"
        fields = [("Accept-Language", wanted), *known]
        exchange = self._follow(str(parse_url(url, self._settings)), visit, fields, heed_robots=True)
        if exchange.status == 304 and known:
            return Page(exchange, None)
        return Page(exchange, read_answer(exchange))

    def _follow(self, url: str, visit: Visit, fields: Sequence[tuple[str, str]], *, heed_robots: bool) -> Exchange:
        for _ in range(self._settings.redirects + 1):
            if heed_robots:
                self._check_robots(url, visit)
            exchange = self._ask(url, visit, fields)
            location = exchange.header("location")
            if exchange.status not in _REDIRECTS or not location:
                return exchange
            url = join_url(url, location, self._settings)
        raise FetchError("unreachable", f"it redirects more than {self._settings.redirects} times", where=url)

    def _check_robots(self, url: str, visit: Visit) -> None:
        rules = self._robots.find(origin_of(url), lambda address: self._follow(address, visit, (), heed_robots=False))
        if rules.pause is not None:
            self._politeness.slow_down(host_of(url), rules.pause)
        if not rules.allow(url):
            raise FetchError("refused", "the site's robots.txt forbids programs to fetch it", where=url)

    def _ask(self, url: str, visit: Visit, fields: Sequence[tuple[str, str]]) -> Exchange:
        """One answer, asked for again where the server says when."""
        host = host_of(url)
        for tried in range(self._settings.retries + 1):
            with self._politeness.turn(host):
                started = monotonic()
                try:
                    exchange = request_page(
                        url,
                        (*self._headers, *fields),
                        self._settings,
                        Deadline(visit.left, of=self._settings.seconds),
                        self._now,
                    )
                except FetchError as error:
                    raise _at(error, url) from error
                finally:
                    visit.left -= monotonic() - started
            visit.exchanges.append(exchange)
            wait = read_retry_after(exchange.header("retry-after"))
            if exchange.status not in _BUSY or wait is None:
                return exchange
            if wait > self._settings.longest_wait or tried == self._settings.retries:
                raise FetchError(
                    "unreachable",
                    f"the server asks to be left in peace for {wait:.0f} s",
                    where=url,
                    http_status=exchange.status,
                )
            self._politeness.put_off(host, wait)
        raise AssertionError  # pragma: no cover - the last try returned or raised


def _at(error: FetchError, url: str) -> FetchError:
    return FetchError(error.status, error.what, where=error.where or url, http_status=error.http_status)
