"""Everything that newscrawl raises on purpose. A person sees the message as one line, so each says what to do."""

INTERRUPTED = 130  # what a program ends with after Ctrl-C, as shells have it


class NewscrawlError(Exception):
    """The root: catch this to catch them all. ``exit_code`` is what the command line ends with."""

    exit_code = 1


class ConfigurationError(NewscrawlError):
    """A setting is missing or cannot be. Raised before anything is fetched or written."""

    exit_code = 2


class MissingExtraError(ConfigurationError):
    """An optional package is needed and not installed. Raised by the file that would import it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a package that is not installed: pip install 'newscrawl[{extra}]'")


class NotFoundError(NewscrawlError):
    """What a command was asked about is not stored. Raised by the command line."""


class UnavailableError(NewscrawlError):
    """A server that is needed does not answer; ``server`` is its name."""

    exit_code = 2
    server: str


class StoreUnavailableError(UnavailableError):
    """MongoDB does not answer. Raised by ``mongo`` when it is opened, and by the store stage when it stays away."""

    server = "MongoDB"


class QueueUnavailableError(UnavailableError):
    """Redis does not answer. Raised by ``operations.queue``."""

    server = "Redis"


class LeasedError(NewscrawlError):
    """Another process crawls the site. Raised by ``mongo.crawls.leases``; the crawl ends before anything is fetched."""


class OvertakenError(StoreUnavailableError):
    """An article was written between reading and writing it. Raised by ``mongo.articles.collection``; ``mongo.articles.intake`` decides anew."""


class SpoolError(NewscrawlError):
    """What MongoDB cannot take now cannot be kept on disk either. Raised by the store stage, which then waits for MongoDB."""


class UnreadablePageError(NewscrawlError):
    """A page is not what it was taken for: not HTML, empty, no feed. Raised by ``Page.parse`` and the readers of ``listing``.

    ``reason`` is one word for the counters: ``empty``, ``not_html``, ``too_large``, ``off_site``, ``not_feed``,
    ``not_sitemap``, ``not_json``, ``entities``.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class EngineAwayError(NewscrawlError):
    """What renders pages, Splash or a browser, does not answer, or fell over a page. Raised when it stayed away."""
