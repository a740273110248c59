"""Which addresses may be connected to: public ones on the ports of the web, checked by number, not by name.

A name is resolved once for a connection, every address it has must be public, and one of exactly these is connected to:
a name that answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from ingest.fetch.records import FetchError, FetchSettings

PORTS = (80, 443)
_LOCAL = re.compile(
    r"(?i)(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|onion|arpa|invalid|test)$"
)
_ENDS_IN_NUMBER = re.compile(r"(?i)(?:^|\.)(?:\d+|0x[0-9a-f]*)$")
"""What a resolver may take for an IPv4 address in an unusual spelling: 2130706433, 0x7f.1, 0177.0.0.1."""
_PLAIN_IPV4 = re.compile(r"^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$")
# Beside what `is_global` excludes: assigned to protocols, relays of transition techniques, and a cloud's inner server.
_NOT_PUBLIC_4 = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_PUBLIC_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_NAT64 = ip_network("64:ff9b::/96")


def check_url(scheme: str, host: str, port: int, userinfo: str, settings: FetchSettings) -> None:
    """FetchError ("refused") where an address must not be asked, as far as its spelling tells."""
    if scheme not in ("http", "https"):
        raise FetchError("refused", f"only http and https are fetched, not {scheme or 'an address without a scheme'}")
    if not host:
        raise FetchError("refused", "the address has no host")
    if userinfo:
        raise FetchError("refused", "the address carries a user name or a password")
    if port not in PORTS and port not in {permitted for _, permitted in settings.permitted}:
        raise FetchError("refused", f"only ports 80 and 443 are connected to, not {port}")
    check_name(host, settings)


def check_name(host: str, settings: FetchSettings) -> None:
    """FetchError where a host is named in a way that no public server is."""
    name = host.strip("[]").rstrip(".").lower()
    if "%" in name:
        raise FetchError("refused", f"{host} is an address of one network interface")
    if ":" in name:
        return  # An IPv6 address: checked as a number.
    if any(name == address for address, _ in settings.permitted):
        return
    if _ENDS_IN_NUMBER.search(name):
        if not _PLAIN_IPV4.match(name):
            raise FetchError("refused", f"{host} is a number in an unusual spelling, not a public name")
    elif _LOCAL.search(name) or "." not in name:
        raise FetchError("refused", f"{host} is a name of this machine or its own network")


def find_addresses(host: str, port: int, settings: FetchSettings) -> Sequence[tuple[int, str]]:
    """The (family, address) pairs that a host may be connected by; FetchError unless every one of them is public."""
    check_name(host, settings)
    try:
        found = settings.resolve(host.strip("[]").rstrip("."), port)
    except (OSError, UnicodeError) as error:
        raise FetchError("unreachable", f"the host {host} is not known") from error
    if not found:
        raise FetchError("unreachable", f"the host {host} has no address")
    for _, address in found:
        if (address, port) not in settings.permitted and not is_public(address):
            raise FetchError("refused", f"{host} leads to {address}, which is no public address")
        if port not in PORTS and (address, port) not in settings.permitted:
            raise FetchError("refused", f"only ports 80 and 443 are connected to, not {port}")
    return found


def is_public(address: str) -> bool:
    """Whether a numeric address is one that anybody on the internet can reach; False for what is no address."""
    try:
        number = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if "%" in address:
        return False
    return _is_public_6(number) if isinstance(number, IPv6Address) else _is_public_4(number)


def _is_public_4(number: IPv4Address) -> bool:
    return (
        number.is_global
        and not (number.is_multicast or number.is_reserved or number.is_unspecified)
        and not any(number in network for network in _NOT_PUBLIC_4)
    )


def _is_public_6(number: IPv6Address) -> bool:
    """An address that carries an IPv4 address counts as that one, or not at all."""
    if number.ipv4_mapped is not None:
        return _is_public_4(number.ipv4_mapped)
    if number in _NAT64:
        return _is_public_4(IPv4Address(int(number) & 0xFFFFFFFF))
    return number.is_global and number in _PUBLIC_6 and not any(number in network for network in _NOT_PUBLIC_6)
