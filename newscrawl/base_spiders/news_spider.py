"""What every site has, however its articles are found."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.base_spiders.answers import addresses, header, led_from, refuse_off_site, served_at, way
from newscrawl.base_spiders.site import Site
from newscrawl.detail import read_detail
from newscrawl.detail.layouts import day_of
from newscrawl.detail.marks import Marks
from newscrawl.detail.parts import next_part
from newscrawl.exceptions import UnreadablePageError
from newscrawl.fetching.failures import failure_class, failure_line
from newscrawl.fetching.untried import UntriedError
from newscrawl.items import ARTICLE_PAGE, PART_OF, REVISIT, Article, Entry, Missed
from newscrawl.page.document import Page
from newscrawl.text.repeats import Repeats
from newscrawl.text.validators import sendable

NOT_MODIFIED = 304
LASTING = frozenset(
    ["http_404", "http_410", "robots", "too_large", "bad_address", "forbidden", "off_site"]
)  # failures that are no accident
ARTICLE_PRIORITY = 10  # before further listing pages, so that what waits is never more than a page's worth


class NewsSpider(Site):
    r"""A site whose article pages are read as its declarations say, or else by themselves.

    A subclass declares, and seldom codes:

    - ``name``, ``region``: who it is, and where: GB/T 2260 or ISO 3166-2.
    - ``timezone``: of times that name none; that of China for Chinese pages, UTC for others, when left out.
    - ``title``, ``subtitle``, ``summary``, ``body``, ``published``, ``source``, ``authors``, ``editors``, ``channel``,
      ``breadcrumbs``, ``keywords``, ``read_count``: CSS for parts of an article page; found by themselves when left out, and
      where a selector finds nothing, which ``read/mark_missed/…`` counts (``read/guess_missed/…`` for what the base
      spider of a system declares).
      ``remove``: CSS for parts that are never read.
    - ``layouts``: the same for pages of earlier days, as in ``[Layout(until="2019-06-30", title="h2", body="#old")]``. The
      day is that of the listing, or in the address, or else the page's own. What an old layout does not name is found by
      itself. For listings of both a selector with a comma does: ``"ul.new a, ul.old a"``.
    - ``canonical``: a pattern and what stands in its place, where addresses of one article differ by a rule that its pages
      do not tell, such as a mobile twin: ``(r"//m\.example\.com/", "//www.example.com/")``. The address that it makes is the
      one that is fetched, and by which the article is known.
    - ``download_slot_delay``: seconds between two requests to the site, where it needs more than the usual.
    - ``hours``: between which it may be fetched, in its own time, as in ``(22, 6)``; at any when left out.
    - ``every``: how often ``newscrawl schedule`` crawls it: ``30m``, ``6h``, ``1d``, or a cron form of five fields in the site's
      zone; as often as it publishes when left out.
    - ``priority``: ``"high"`` for a site that is crawled before others when not all that are due can be, ``"low"`` for one that is after them.
    - ``render``: ``"splash"`` or ``"playwright"`` for a site whose pages are made by scripts, ``"auto"`` to find out page by
      page. ``render_pages``: which, ``"listings"``, ``"articles"`` or ``"both"``. ``render_wait``: CSS for what has to be there
      before a page is read; the site's marks of links and body, or else what looks like a list and a text, when left out.

    Where its crawl begins is declared by what a base spider's ``starts`` names. A site may have several base spiders, as in
    ``class QinnanDaily(FeedSpider, ListingSpider)``: each begins where it says, and each article is fetched once.

    What is declared is looked at when the class is made (``checks``), and what cannot be is refused with its place.

    A callback takes a response and has defaults for all else. What it yields is all that comes of a page: the article, or
    requests, whose ``meta`` says what they are (``items.ARTICLE_PAGE``, ``items.LISTING``, ``items.PART_OF``). So a saved
    page is read by calling its callback with a response that is made of the saved bytes and the request of its address.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.repeats = Repeats()  # of this crawl alone, unless a stage brings what earlier ones learned
        self.missed: list[Missed] = []  # a stage takes them from here

    async def start(self) -> AsyncIterator[Any]:
        """The first requests: a base spider yields its own, and then those of ``super().start()``."""
        return
        yield

    def page(self, response: Response, *, anywhere: bool = False) -> Page | None:
        """The page of a response; None for one that is no HTML page of the site, which is counted and logged.

        ``anywhere``: a redirect may have led to another site, as when a listing has moved.
        """
        content_type = header(response, "Content-Type") or ""
        zone = ZoneInfo(self.timezone) if self.timezone else None
        try:
            if not anywhere:
                refuse_off_site(response, self.own_addresses())
            return Page.parse(response.body, response.url, content_type, zone=zone, now=served_at(response))
        except UnreadablePageError as error:
            self.refuse(response, error)
            return None

    def refuse(self, response: Response, error: UnreadablePageError) -> None:
        """Count and log a page that is not what it was taken for."""
        self.count(f"read/refused/{error.reason}")
        self.logger.warning("%s: %s", way(response), error)
        self.miss(response, error.reason, passing=False, detail=str(error))

    def article_request(self, url: str, **given: Any) -> Request:
        """The request for an article page. ``given`` goes to ``parse_article``."""
        url = self.one_address(url)
        meta = {ARTICLE_PAGE: url}
        return Request(
            url, self.parse_article, errback=self.failed, priority=ARTICLE_PRIORITY, cb_kwargs=given, meta=meta
        )

    def parse_article(self, response: Response, entry: Entry | None = None) -> Iterator[Any]:
        """An article page: its article, or the request for its next part. ``entry``: what a listing says of it.

        Nothing when the page is as it was at an earlier visit.
        """
        page = self.page(response) if response.status != NOT_MODIFIED else None
        if page is not None:
            following = next_part(page)
            article = self.read(page, response, entry)
            article.canonical_url = self.one_address(article.canonical_url)
            article.addresses = addresses(response, article, entry)
            yield from self.finish(article, following, 2, response)

    def read(self, page: Page, response: Response, entry: Entry | None) -> Article:
        """The article of a page, by the marks of its day; its own date is asked where listing and address tell none."""
        day = day_of(entry, response.url, page.zone)
        marks = self.marks_on(day)
        article = self.read_with(marks, page, response, entry)
        if day is None and self.layouts and article.published_at:
            of_its_day = self.marks_on(article.published_at.astimezone(page.zone).date())
            if of_its_day != marks and (again := self.page(response)):
                marks, article = of_its_day, self.read_with(of_its_day, again, response, entry)
        for name in marks.missed(article.found_by):
            kind = "guess" if self.is_guess(name, getattr(marks, name)) else "mark"
            self.count(f"read/{kind}_missed/{name}")
        return article

    def read_with(self, marks: Marks, page: Page, response: Response, entry: Entry | None) -> Article:
        """The article of a page, by some marks."""
        article = Article(url=response.url, site=self.name, region=self.region, crawled_at=served_at(response))
        article.etag, article.last_modified = (sendable(header(response, name)) for name in ("ETag", "Last-Modified"))
        return read_detail(page, article, marks, self.repeats, entry)

    def parse_part(self, response: Response, article: Article, number: int) -> Iterator[Any]:
        """A further page of an article: its text and media are added to what came before."""
        page = self.page(response)
        if page is None:
            yield from self.cut_short(article)
            return
        following = next_part(page, number)
        day = article.published_at.astimezone(page.zone).date() if article.published_at else None
        join(article, read_detail(page, Article(url=response.url), self.marks_on(day)))
        article.etag = article.last_modified = None  # those of one page say nothing of the others
        yield from self.finish(article, following, number + 1, response)

    def finish(self, article: Article, following: str | None, number: int, response: Response) -> Iterator[Any]:
        """The article when it is whole, or the request for the part that is missing."""
        if following is None or number > self.settings.getint("ARTICLE_PARTS_MAX"):
            self.count("read/articles")
            yield article
            return
        given, meta = {"article": article, "number": number}, {PART_OF: led_from(response)}
        priority = 2 * ARTICLE_PRIORITY
        yield Request(
            following, self.parse_part, errback=self.part_failed, priority=priority, cb_kwargs=given, meta=meta
        )

    def part_failed(self, failure: Failure) -> Iterator[Any]:
        """A part that could not be had: the article is kept as far as it was read."""
        self.failed(failure)
        yield from self.cut_short(failure.request.cb_kwargs["article"])  # type: ignore[attr-defined] # Scrapy adds it

    def cut_short(self, article: Article) -> Iterator[Article]:
        """An article whose next part is missing."""
        self.count("read/parts_missing")
        self.count("read/articles")
        yield article

    def failed(self, failure: Failure) -> None:
        """A page that could not be had: counted by class of failure, logged in one line. One that was not asked for is none."""
        reason = failure_class(failure)
        if isinstance(failure.value, UntriedError):
            self.count(f"fetch/untried/{reason}")
            return
        self.count(f"fetch/failed/{reason}")
        self.logger.warning("%s: %s", way(failure), failure_line(failure))
        self.miss(failure, reason, passing=reason not in LASTING)

    def miss(self, outcome: Response | Failure, reason: str, *, passing: bool, detail: str = "") -> None:
        """Keep that a page gave no article; a listing or a further part is not asked for one, and one that is stored is there."""
        meta = outcome.request.meta  # type: ignore[union-attr] # Scrapy sets it on both
        if ARTICLE_PAGE in meta and REVISIT not in meta:
            answer = outcome if isinstance(outcome, Response) else None
            self.missed.append(Missed(meta[ARTICLE_PAGE], reason, passing, detail, answer))

    def count(self, key: str, by: int = 1) -> None:
        """Add to a counter of the run."""
        self.crawler.stats.inc_value(key, by)


def join(article: Article, part: Article) -> None:
    """Add a further page's text and media to an article."""
    article.body = "\n".join(text for text in (article.body, part.body) if text) or None
    article.body_html = "\n".join(text for text in (article.body_html, part.body_html) if text) or None
    article.images += [image for image in part.images if image not in article.images]
    article.attachments += [file for file in part.attachments if file not in article.attachments]
    article.links += part.links
    article.disguised = article.disguised or part.disguised
    article.authors = article.authors or part.authors
    article.editors = article.editors or part.editors
