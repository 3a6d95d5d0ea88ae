"""Looks names up, and gives only those of their addresses that a crawl may connect to."""

from __future__ import annotations

from ipaddress import ip_address
from time import monotonic
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from newscrawl.fetching.addresses import Allowed, is_public
from newscrawl.fetching.guard import endpoint, operators_own

__all__ = ["GuardedResolver", "address", "refused"]

SECONDS = 60.0  # that an answer is good for: a crawl that lasts must see that a site has moved
MOST = 10_000  # names that are remembered

_refused: dict[str, str] = {}
_known: dict[str, tuple[float, list[Any]]] = {}


def refused(host: str) -> str | None:
    """The address for which a name was refused when it was looked up last; None when it was not."""
    return _refused.get(host)


def address(host: str) -> str | None:
    """The first address of a name that was looked up before; None when it was not."""
    found = _known.get(host)
    return str(found[1][0].host) if found else None


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's resolver (TWISTED_DNS_RESOLVER): whatever is connected to comes from here, each time anew, and was checked.

    So a name that pointed to a site when it was looked at, and points into the operator's network when it is connected
    to, leads nowhere. A name is refused as a whole when one of its addresses is not public. Addresses of the operator's
    own proxies and Splash are given as they are.
    """

    def __init__(self, reactor: Any, settings: BaseSettings) -> None:
        self.reactor, self.settings = reactor, settings
        self.allowed = Allowed.parse(settings.get("ALLOW_ADDRESSES") or "")
        before = reactor.nameResolver
        self.within: Any = before.within if isinstance(before, GuardedResolver) else before

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        return cls(reactor, crawler.settings)

    def install_on_reactor(self) -> None:
        """Resolve all names of this process that Twisted connects to."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's names
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's
        hostName: str,  # noqa: N803 - Twisted's
        portNumber: int = 0,  # noqa: N803 - Twisted's
        *how: Any,
        **further: Any,
    ) -> Any:
        """See Twisted's IHostnameResolver. Gives no address at all for a name that is refused."""
        answer = Answer(self, resolutionReceiver, hostName, portNumber)
        until, addresses = _known.get(hostName, (0.0, []))
        if until < monotonic():
            return self.within.resolveHostName(answer, hostName, portNumber, *how, **further)
        answer.addresses = addresses
        answer.resolutionBegan(answer)
        answer.give()
        return answer

    @staticmethod
    def keep(host: str, addresses: list[Any]) -> None:
        """Remember the addresses of a name for a while."""
        if len(_known) >= MOST:
            _known.clear()
        _known[host] = (monotonic() + SECONDS, addresses)

    @staticmethod
    def tell(host: str, bad: str | None) -> None:
        """Remember for which address a name was refused at its last look-up, or that it was not."""
        _refused.pop(host, None)
        if bad is not None:
            if len(_refused) >= MOST:
                _refused.clear()
            _refused[host] = bad

    def forbids(self, address: Any, host: str, port: int) -> bool:
        """Whether one of a name's addresses must not be connected to."""
        one = ip_address(address.host.partition("%")[0])
        return not (is_public(one) or self.allowed.has(one, port) or self._is_own(host, port))

    def _is_own(self, host: str, port: int) -> bool:
        called, _ = endpoint(host, port)
        return any(called == name and port in (0, own) for name, own in operators_own(self.settings))  # 0: of a tunnel


@implementer(IResolutionReceiver, IHostResolution)
class Answer:
    """Gathers the addresses of a name, and hands them on when all may be connected to."""

    def __init__(self, resolver: GuardedResolver, receiver: Any, host: str, port: int) -> None:
        self.resolver, self.receiver, self.name, self.port = resolver, receiver, host, port
        self.addresses: list[IAddress] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's name
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        if self.addresses:
            self.resolver.keep(self.name, self.addresses)
        self.give()

    def give(self) -> None:
        """Hand on the addresses, with this connection's port, or none."""
        bad = next((each for each in self.addresses if self.resolver.forbids(each, self.name, self.port)), None)
        self.resolver.tell(self.name, bad.host if bad else None)
        for each in [] if bad is not None else self.addresses:
            self.receiver.addressResolved(type(each)(each.type, each.host, self.port))
        self.receiver.resolutionComplete()

    def cancel(self) -> None:
        raise NotImplementedError("an answer that is there cannot be taken back")
