"""What must not be connected to, however it is written; a name that changes its mind gains nothing."""

from __future__ import annotations

import socket

import pytest

from ingest.fetch.addresses import is_public
from ingest.fetch.records import FetchError, FetchSettings
from ingest.fetch.transport import Deadline, request_page
from tests.servers import LOOPBACK, PAGE, Reply, serve, watch_connections

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1
169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1
192.168.255.255 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1
64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2001:20::1 2002:7f00:1:: 2002:a00:1::1
2002:a9fe:a9fe:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fd12:3456:789a::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
""".split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.215.14 2606:4700::1111 2a00:1450:4001::5 ::ffff:1.1.1.1 64:ff9b::8.8.8.8".split()
ADDRESSES = [
    *(f"http://{f'[{address}]' if ':' in address else address}/" for address in NOT_PUBLIC if "%" not in address),
    "http://[fe80::1%25eth0]/",
    # The same in other spellings: decimal, octal, hexadecimal, short, padded, mixed.
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://0x7f.1/",
    "http://127.1/", "http://127.0.1/", "http://0/", "http://017700000001/", "http://127.0.0.1./",
    "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://169.254.43518/",
    "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[::]/", "http://1.1.1.1.1/",
    "http://127.0.0.1%2f@1.1.1.1/", "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/", "http://%31%32%37.0.0.1/", "http://localhost%00.example/", "http://[::1%2525lo]/",
    # Names of this machine and its network.
    "http://localhost/", "http://localhost./", "http://LOCALHOST/", "http://localhost.localdomain/",
    "http://a.localhost/",
    "http://metadata.google.internal/computeMetadata/v1/", "http://printer.local/", "http://router.lan/",
    "http://intranet/", "http://db.corp/", "http://hidden.onion/", "http://1.0.0.127.in-addr.arpa/",
    # Credentials before the host, and what looks like a host before them.
    "http://user@1.1.1.1/", "http://user:secret@1.1.1.1/", "http://1.1.1.1@127.0.0.1/", "http://1.1.1.1:80@127.0.0.1/",
    "http://1.1.1.1\\@127.0.0.1/", "http://127.0.0.1\\.example/", "http://127.0.0.1#@1.1.1.1/",
    # Other ports and schemes, and no address at all.
    "http://1.1.1.1:22/", "http://1.1.1.1:8080/", "https://1.1.1.1:6379/", "http://1.1.1.1:0/", "http://1.1.1.1:99999/",
    "ftp://1.1.1.1/", "file:///etc/passwd", "gopher://1.1.1.1/", "data:text/html,x", "javascript:alert(1)",
    "//1.1.1.1/",
    "1.1.1.1", "", "http://", "http:///etc/passwd", "http://[", "http://1.1.1.1 /", "http://1.1.1.1/\r\nHost: x",
]  # fmt: skip


def now() -> str:
    return "2026-11-29T06:00:00+00:00"


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_inner_address_is_public(address: str) -> None:
    """Private, local, reserved, documented and shared addresses, clouds' inner ones, and IPv6 that carries them."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_anybody_can_reach_is_public(address: str) -> None:
    """Also where IPv6 carries it."""
    assert is_public(address)


def test_there_are_enough_addresses() -> None:
    """A corpus of at least sixty."""
    assert len(set(ADDRESSES)) >= 60


@pytest.mark.parametrize("url", ADDRESSES)
def test_nothing_is_connected_to(url: str) -> None:
    """The operating system's own resolver reads every spelling it knows, and still no connection is tried."""
    with watch_connections() as seen, pytest.raises(FetchError) as caught:
        request_page(url, [], FetchSettings(), Deadline(5), now)
    assert [] == seen
    assert "refused" == caught.value.status


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_public_name_that_leads_inside_is_refused(address: str) -> None:
    """Whatever a name is called, the number that it leads to decides; one bad number of several is enough."""
    family = int(socket.AF_INET6 if ":" in address else socket.AF_INET)
    for found in ([(family, address)], [(int(socket.AF_INET), "1.1.1.1"), (family, address)]):
        settings = FetchSettings(resolve=lambda host, port, found=found: found)  # type: ignore[misc]
        with watch_connections() as seen, pytest.raises(FetchError, match="no public address"):
            request_page("https://works.example/", [], settings, Deadline(5), now)
        assert [] == seen


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing() -> None:
    """DNS rebinding: one look-up a connection, and what is connected to is the address that was checked."""
    with serve({"/": Reply(PAGE)}) as site, serve({"/": Reply("inside")}) as inside:
        asked: list[str] = []

        def resolve(host: str, port: int) -> list[tuple[int, str]]:
            asked.append(host)
            return [(int(socket.AF_INET), LOOPBACK if len(asked) == 1 else "127.0.0.2")]

        settings = site.limit(resolve=resolve)
        with watch_connections() as seen:
            exchange = request_page(site.url("/"), [], settings, Deadline(5), now)
            assert [(LOOPBACK, site.port)] == seen
            assert ["works.example"] == asked
            assert LOOPBACK == exchange.address
            with pytest.raises(FetchError, match=r"127\.0\.0\.2, which is no public address"):
                request_page(site.url("/"), [], settings, Deadline(5), now)
        assert [(LOOPBACK, site.port)] == seen
        assert [] == inside.asked


def test_what_is_permitted_is_one_address_with_one_port() -> None:
    """A test's own server opens nothing else: not another port of the same machine, not the usual ports."""
    with serve({"/": Reply(PAGE)}) as site, serve({"/": Reply("other")}) as other:
        for port in (other.port, 80, 443):
            with watch_connections() as seen, pytest.raises(FetchError) as caught:
                request_page(f"http://works.example:{port}/", [], site.settings, Deadline(5), now)
            assert ("refused", []) == (caught.value.status, seen)
        assert [] == other.asked


def test_the_usual_settings_permit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment variable opens the guard or sends requests another way."""
    with serve({"/": Reply(PAGE)}) as site:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://{LOOPBACK}:{site.port}")
        monkeypatch.setenv("FUNDSTELLE_PERMITTED", f"{LOOPBACK}:{site.port}")
        with watch_connections() as seen, pytest.raises(FetchError):
            request_page(f"http://{LOOPBACK}:{site.port}/", [], FetchSettings(), Deadline(5), now)
        settings = FetchSettings(resolve=lambda host, port: [(int(socket.AF_INET), "203.0.113.7")])
        with pytest.raises(FetchError, match=r"203\.0\.113\.7"):
            request_page("http://works.example/", [], settings, Deadline(5), now)
        assert [] == seen
        assert [] == site.asked


def test_a_host_without_an_address_is_unreachable() -> None:
    """Not known is another thing than forbidden."""

    def resolve(host: str, port: int) -> list[tuple[int, str]]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"works\.example is not known") as caught:
        request_page("https://works.example/", [], FetchSettings(resolve=resolve), Deadline(5), now)
    assert "unreachable" == caught.value.status


def test_a_resolver_that_hangs_is_left() -> None:
    """The wall clock counts for looking up, too."""
    import threading

    never = threading.Event()

    def resolve(host: str, port: int) -> list[tuple[int, str]]:
        never.wait(60)
        return []

    settings = FetchSettings(resolve=resolve)
    with pytest.raises(FetchError, match="looked up in time"):
        request_page("https://works.example/", [], settings, Deadline(0.2), now)
    never.set()
