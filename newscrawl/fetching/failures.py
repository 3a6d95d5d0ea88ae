"""Why a page could not be had, in a word for the counters and a line for the log."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.fetching.untried import UntriedError

__all__ = ["class_of", "failure_class", "failure_line"]

# Names of exceptions, looked up along the classes of the error and of what caused it: several of them stand in modules
# of Twisted and Scrapy that are not public.
CLASSES = {
    "ForbiddenAddressError": "forbidden",
    "OffSiteError": "off_site",
    "BlockedError": "blocked",
    "EngineAwayError": "engine_away",
    "LongHeadError": "too_large",
    "_DecompressionMaxSizeExceeded": "too_large",
    "VerificationError": "tls",
    "CertificateError": "tls",  # of a page that is rendered
    "Error": "tls",  # OpenSSL's
    "CannotResolveHostError": "dns",
    "DNSLookupError": "dns",
    "DownloadConnectionRefusedError": "refused",
    "ConnectionRefusedError": "refused",
    "DownloadTimeoutError": "timeout",
    "TimeoutError": "timeout",
    "DownloadCancelledError": "too_large",  # DOWNLOAD_MAXSIZE; nothing else cancels one
    "ResponseDataLossError": "cut",
    "ResponseNeverReceived": "no_answer",
    "ConnectionDone": "no_answer",
    "ConnectionLost": "no_answer",
    "ConnectError": "unreachable",
    "CompressionError": "broken",
    "DownloadFailedError": "broken",
    "ValueError": "bad_address",  # of a redirect; a link's is looked at before it is followed
    "IgnoreRequest": "ignored",
}
IGNORED = {"Forbidden by robots.txt": "robots", "max redirections reached": "redirects"}
SAYING_LITTLE = frozenset(["blocked", "broken", "engine_away", "forbidden", "ignored", "tls", "unreachable"])
LONGEST = 200  # characters


def failure_class(failure: Failure) -> str:
    """One word for what went wrong: ``http_404``, ``dns``, ``refused``, ``timeout``, ``robots`` and so on.

    >>> failure_class(Failure(TimeoutError()))
    'timeout'
    """
    return class_of(failure.value) if failure.value else ""


def class_of(error: BaseException) -> str:
    """The same of an error by itself."""
    if isinstance(error, UntriedError):
        return error.reason
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if str(error) in IGNORED:
        return IGNORED[str(error)]
    names = [kind.__name__ for one in _causes(error) for kind in type(one).__mro__]
    # The most telling one counts, and that is the one that stands first in the table.
    return next((word for name, word in CLASSES.items() if name in names), type(error).__name__)


def failure_line(failure: Failure) -> str:
    """The same word, and what the error itself says where the word alone says little."""
    word = failure_class(failure)
    if word not in SAYING_LITTLE and word != type(failure.value).__name__:
        return word
    return f"{word}: {' '.join(str(failure.value).split())[:LONGEST]}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and those that it was made from."""
    if error is None:
        return
    yield error
    yield from _causes(error.__cause__)
    for reason in getattr(error, "reasons", None) or []:
        yield reason.value
