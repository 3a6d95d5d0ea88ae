"""What is known of the hosts that articles link to, from other articles and from operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from types import MappingProxyType
from typing import Any, Literal

from newscrawl.items import Link
from newscrawl.text.urls import host_of, site_of

HREF = re.compile(r'<a href="(https?://[^"]+)')
Overrule = Literal["", "allow", "block"]
ASIDE = 50  # hosts of links outside the text that are asked for
SITES = 2  # sites on which links to a host were spam, before that counts on others,
EDITORIAL = 0.2  # and the most of its links that may be editorial then


@dataclass(frozen=True, slots=True)
class Host:
    """A host's record: what an operator said of it, and how links to it were judged by what they are and where they stand.

    ``sites`` is the number of sites on which a link to it was spam. Verdicts that rest on the record itself do not count.
    """

    overrule: Overrule = ""
    spam: int = 0
    editorial: int = 0
    sites: int = 0

    @property
    def is_bad(self) -> bool:
        """Whether links to it are planted as a rule."""
        return self.sites >= SITES and self.editorial <= EDITORIAL * (self.spam + self.editorial)


Hosts = Mapping[str, Host]  # by name of the host, or of a domain above it
NO_HOSTS: Hosts = MappingProxyType({})
UNKNOWN = Host()


def host_of_record(record: Mapping[str, Any]) -> Host:
    """A host from its document in MongoDB, which may be empty."""
    return Host(
        record.get("overrule", ""), record.get("spam", 0), record.get("editorial", 0), len(record.get("spam_sites", ()))
    )


def hosts_asked(html: str, url: str, aside: Iterable[Link] = ()) -> set[str]:
    """The names whose records bear on an article's links to other sites: their hosts, and the domains above these.

    ``aside`` are links that its markup has not; some pages hide thousands, so that only so many are asked for.

    >>> sorted(hosts_asked('<a href="http://a.shop.com/1">', "http://www.news.example/"))
    ['a.shop.com', 'shop.com']
    """
    hosts = {host_of(unescape(href)) for href in HREF.findall(html)}
    hosts |= set(islice(dict.fromkeys(host_of(link.url) for link in aside if link.verdict != "refused"), ASIDE))
    return {name for host in hosts if host and site_of(host) != site_of(host_of(url)) for name in lineage(host)}


def lineage(host: str) -> Iterator[str]:
    """A host and the domains above it, up to the one that somebody registered.

    >>> list(lineage("a.b.example.com.cn"))
    ['a.b.example.com.cn', 'b.example.com.cn', 'example.com.cn']
    """
    yield host
    last = site_of(host)
    while host != last and "." in host:
        host = host.partition(".")[2]
        yield host


def overrule_of(host: str, hosts: Hosts) -> tuple[Overrule, str]:
    """What an operator said of a host or of the nearest domain above it, and of which of them."""
    for name in lineage(host):
        if overrule := hosts.get(name, UNKNOWN).overrule:
            return overrule, name
    return "", ""
