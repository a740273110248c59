"""robots.txt, pauses, and waiting where a server asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.fetch.polite import Politeness, read_retry_after
from ingest.fetch.records import FetchSettings
from tests.ingest.fetch.fetching import AGENT, fetch, works_at
from tests.servers import PAGE, Reply, Site, serve

TEXT = {"Content-Type": "text/plain"}


class Time:
    """A clock that waiting moves on."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def wait(self, seconds: float) -> None:
        """Note it, and let the time pass."""
        self.waits.append(seconds)
        self.now += seconds

    def manners(self, settings: FetchSettings) -> Politeness:
        """Politeness by this clock."""
        return Politeness(settings, clock=lambda: self.now, wait=self.wait)


ROBOTS: dict[str, tuple[Reply, bool]] = {
    "all may": (Reply("User-agent: *\nAllow: /\n", headers=TEXT), True),
    "none may": (Reply("User-agent: *\nDisallow: /\n", headers=TEXT), False),
    "this program may not": (Reply("User-agent: Fundstelle\nDisallow: /a\n\nUser-agent: *\nAllow: /\n"), False),
    "only this program may": (Reply("User-agent: *\nDisallow: /\n\nUser-agent: fundstelle\nAllow: /\n"), True),
    "another path": (Reply("User-agent: *\nDisallow: /private\n"), True),
    "a pattern": (Reply("User-agent: *\nDisallow: /*.html$\n"), False),
    "the longest rule": (Reply("User-agent: *\nDisallow: /\nAllow: /a.html\n"), True),
    "none there": (Reply("no", 404), True),
    "forbidden": (Reply("no", 403), True),
    "a page instead": (Reply(PAGE), True),
    "with a mark": (Reply("\ufeffUser-agent: *\nDisallow: /\n"), False),
    "another encoding": (Reply("User-agent: *\n# Für alle\nDisallow: /".encode("latin-1")), False),
}


@pytest.mark.parametrize("name", ROBOTS)
def test_robots_are_heeded(name: str, tmp_path: Path) -> None:
    """What is forbidden is not asked for, and said to be; asked is once a site."""
    rules, may = ROBOTS[name]
    with serve({"/robots.txt": rules, "/a.html": Reply(PAGE)}) as site:
        found = fetch(works_at([site.url("/a.html"), site.url("/a.html?x")], tmp_path), tmp_path, site.settings)
    assert ("held" if may else "refused") == found["w0"].status
    assert 1 == [path for path, _ in site.asked].count("/robots.txt")
    assert may == ("/a.html" in site.paths)
    assert may or "robots.txt" in found["w0"].note
    assert {AGENT} == {fields["user-agent"] for _, fields in site.asked}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_rules_that_cannot_be_got_forbid(status: int, tmp_path: Path) -> None:
    """A server in trouble is left in peace."""
    with serve({"/robots.txt": Reply("no", status), "/a": Reply(PAGE)}) as site:
        found = fetch(works_at([site.url("/a")], tmp_path), tmp_path, site.settings)["w0"]
    assert ("unreachable", []) == (found.status, site.paths)
    assert "robots.txt" in found.note


def test_a_redirect_is_checked_against_the_rules_of_its_own_site(tmp_path: Path) -> None:
    """Another host has other rules."""
    rules: Callable[[Any], Reply] = lambda handler: Reply(  # noqa: E731
        "User-agent: *\nDisallow: /" if "closed" in handler.headers["Host"] else "", headers=TEXT
    )
    with serve({"/robots.txt": rules, "/b": Reply(PAGE)}) as site:
        site.answers["/a"] = Reply("", 302, {"Location": site.url("/b", "closed.example")})
        found = fetch(works_at([site.url("/a")], tmp_path), tmp_path, site.settings)["w0"]
    assert ("refused", ["/a"]) == (found.status, site.paths)


def test_rules_made_to_take_for_ever_do_not(tmp_path: Path) -> None:
    """Hundreds of wildcards, and megabytes of rules."""
    rules = "User-agent: *\n" + f"Disallow: /{'a*' * 300}b$\n" * 50 + "Disallow: /x/y\n" * 300_000
    with serve({"/robots.txt": Reply(rules)}) as site:
        path = f"/{'a' * 300}"
        site.answers[path] = Reply(PAGE)
        started = time.monotonic()
        fetch(works_at([site.url(path)], tmp_path), tmp_path, site.settings)
    assert time.monotonic() - started < 20


def run_with(site: Site, paths: list[str], folder: Path, **limits: Any) -> tuple[Time, dict[str, Any]]:
    clock, settings = Time(), site.limit(**limits)
    manifest = works_at([site.url(path) for path in paths], folder)
    return clock, fetch(manifest, folder, settings, politeness=clock.manners(settings))


def test_requests_to_one_host_have_a_pause_between_them(tmp_path: Path) -> None:
    """The robots.txt is a request, too; it may want a longer pause, within bounds."""
    answers: dict[str, Any] = {f"/{number}": Reply(PAGE) for number in range(3)}
    for rules, pause in (("", 2), ("Crawl-delay: 7", 7), ("Crawl-delay: 9000", 30), ("Request-rate: 1/5", 5)):
        answers["/robots.txt"] = Reply(f"User-agent: *\nAllow: /\n{rules}\n")
        with serve(answers) as site:
            clock, _ = run_with(site, ["/0", "/1", "/2"], tmp_path / str(pause), pause=2)
        assert [pause] * 2 == clock.waits[-2:]
        assert 3 == len(clock.waits)


def test_a_busy_server_is_asked_again_when_it_says(tmp_path: Path) -> None:
    """In seconds or at a time; not more than twice, and not if it wants more than a minute."""
    busy = [Reply("busy", 503, {"Retry-After": "20"}), Reply("busy", 429, {"Retry-After": "5"}), Reply(PAGE)]
    with serve({"/": lambda _: busy.pop(0) if len(busy) > 1 else busy[0]}) as site:
        clock, found = run_with(site, ["/"], tmp_path / "a")
    assert ("held", [20, 5]) == (found["w0"].status, [round(wait) for wait in clock.waits])
    for seconds, asked in (("30", 3), ("3600", 1)):
        with serve({"/": Reply("busy", 429, {"Retry-After": seconds})}) as site:
            _, found = run_with(site, ["/"], tmp_path / seconds)
        assert ("unreachable", asked) == (found["w0"].status, len(site.paths))
        assert f"for {seconds} s" in found["w0"].note
    with serve({"/": Reply("busy", 503)}) as site:
        _, found = run_with(site, ["/"], tmp_path / "none")
    assert ("unreachable", 1) == (found["w0"].status, len(site.paths))


def test_a_time_to_retry_is_read_in_every_form() -> None:
    """Seconds, a date of HTTP, a date that is past; nonsense is none."""
    now = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)
    read = lambda value: read_retry_after(value, now=lambda: now)  # noqa: E731
    assert (120.0, 60.0, 0.0) == (
        read("120"),
        read("Sun, 29 Nov 2026 06:01:00 GMT"),
        read("Sat, 28 Nov 2026 06:01:00 GMT"),
    )
    assert [None] * 5 == [read(value) for value in (None, "", "soon", "-5", "1e9")]


def test_hosts_are_asked_at_once_and_each_one_thing_at_a_time(tmp_path: Path) -> None:
    """Six works on three hosts: three at the same time, never two on one host."""
    import threading

    at_once: dict[str, int] = {}
    most, together, guard = [0], [0], threading.Lock()

    def slow(handler: Any) -> Reply:
        host = handler.headers["Host"]
        with guard:
            at_once[host] = at_once.get(host, 0) + 1
            most[0] = max(most[0], at_once[host])
            together[0] = max(together[0], sum(at_once.values()))
        time.sleep(0.2)
        with guard:
            at_once[host] -= 1
        return Reply(PAGE)

    with serve({f"/{number}": slow for number in range(2)}) as site:
        urls = [site.url(f"/{number}", f"{host}.example") for host in "abc" for number in range(2)]
        found = fetch(works_at(urls, tmp_path), tmp_path, site.settings)
    assert {"held"} == {outcome.status for outcome in found.values()}
    assert (1, 3) == (most[0], together[0])
