"""Which network addresses a crawl may connect to: public ones, and what the operator allows by name. Pure.

The ranges are those of IANA's registries of special-purpose addresses (RFC 6890) that are not globally reachable, and
of addresses at which clouds answer to their own machines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

from newscrawl.exceptions import ConfigurationError

__all__ = ["Address", "Allowed", "address_of", "is_public", "refusal"]

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

SPECIAL = [
    ip_network(each)
    for each in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
        "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 "
        "2001::/23 2001:db8::/32 2002::/16 3fff::/20"
    ).split()
]
GLOBAL = IPv6Network("2000::/3")  # all that was ever given out
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how a network without IPv4 reaches it
# Names that are addresses wherever they are looked up, a proxy included.
KNOWN = {
    "localhost": ip_address("127.0.0.1"),
    "metadata.google.internal": ip_address("169.254.169.254"),
    "metadata.goog": ip_address("169.254.169.254"),
    "instance-data": ip_address("169.254.169.254"),
}
NAME = re.compile(r"[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?", re.IGNORECASE)
NUMBER = re.compile(r"0x[\da-f]*|\d+", re.IGNORECASE)
ENTRY = re.compile(
    r"\[(?P<bracketed>[^]]+)](?::(?P<bracketed_port>\d+))?|(?P<plain>[\d.]+(?:/\d+)?)(?::(?P<port>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Addresses that an operator allows though they are not public, each with a port or with all.

    >>> allowed = Allowed.parse("127.0.0.1:8000, 10.1.0.0/16, [::1]:80")
    >>> allowed.has(ip_address("127.0.0.1"), 8000), allowed.has(ip_address("127.0.0.1"), 80)
    (True, False)
    """

    entries: tuple[tuple[Network, int | None], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Of entries with commas between. Raises ConfigurationError for one that is no address, network, or either with a port."""
        return cls(tuple(_entry(each.strip()) for each in text.split(",") if each.strip()))

    def has(self, address: Address, port: int) -> bool:
        """Whether a connection to the address is allowed."""
        return any(address in network and only in (None, port) for network, only in self.entries)


def _entry(text: str) -> tuple[Network, int | None]:
    try:
        if text.count(":") > 1 and not text.startswith("["):
            return ip_network(text), None
        if (found := ENTRY.fullmatch(text)) is None:
            raise ValueError("is no address, network, or either with a port")
        port = found["bracketed_port"] or found["port"]
        return ip_network(found["bracketed"] or found["plain"]), int(port) if port else None
    except ValueError as error:
        reason = f"{error}; write for example 127.0.0.1:8000,10.1.0.0/16"
        raise ConfigurationError(f"NEWSCRAWL_ALLOW_ADDRESSES: {text}: {reason}") from None


def refusal(host: str, port: int, allowed: Allowed) -> str | None:
    """Why a URL with this host is refused before its name is looked up; None when only its addresses can tell.

    >>> refusal("0x7f.1", 80, Allowed()), refusal("www.example.com", 80, Allowed())
    ('127.0.0.1 is no public address', None)
    """
    try:
        address = address_of(host)
    except ValueError:
        return f"{host!r} is no name of a host"
    if address is None or is_public(address) or allowed.has(address, port):
        return None
    return f"{address} is no public address"


@lru_cache(maxsize=1024)
def address_of(host: str) -> Address | None:
    """The address that a host is, in any spelling that a resolver takes (inet_aton, RFC 4291); None for a name.

    Raises ValueError for what is neither, such as ``1.2.3.999`` or ``a%2eb``.

    >>> [str(address_of(each)) for each in ("2130706433", "0177.0.0.1", "127.1", "www.example.com")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', 'None']
    """
    if ":" in host:
        return IPv6Address(host.partition("%")[0])
    if not NAME.fullmatch(host) or len(host) > 253:
        raise ValueError(host)
    name = host.rstrip(".").lower()
    if NUMBER.fullmatch(name.rpartition(".")[2]):
        return _numbers(name.split("."))
    return KNOWN["localhost"] if name.endswith(".localhost") else KNOWN.get(name)


def _numbers(parts: list[str]) -> IPv4Address:
    """One to four numbers, each decimal, octal or hexadecimal; the last one fills what is left."""
    if len(parts) > 4 or not all(map(NUMBER.fullmatch, parts)):
        raise ValueError(parts)
    *first, last = [
        int(part[2:] or "0", 16) if part[:2] == "0x" else int(part, 8 if part[0] == "0" else 10) for part in parts
    ]
    if any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        raise ValueError(parts)
    return IPv4Address(sum(number << 24 - 8 * place for place, number in enumerate(first)) + last)


def is_public(address: Address) -> bool:
    """Whether an address is somebody's on the internet. One that carries an IPv4 address counts as that one.

    >>> is_public(ip_address("64:ff9b::7f00:1")), is_public(ip_address("2606:4700::1111"))
    (False, True)
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped or address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in GLOBAL:
            return False
    return not any(address in network for network in SPECIAL if network.version == address.version)
