"""What a right crawl of the demo world stores, made from the same files as its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from newscrawl.demo.sites import qinnan_daily as daily
from newscrawl.demo.stories import HOSTS, RENDERED, Story, read_stories

__all__ = ["NO_ARTICLES", "Truth", "truths"]

PLAIN = tuple(site for site in HOSTS if site not in RENDERED)
DAILY = f"http://{HOSTS['qinnan_daily']}/"
NO_ARTICLES = {
    daily.AD: "another host's advertisement",
    urljoin(DAILY, daily.GALLERY): "pictures without text",
    urljoin(DAILY, daily.GONE): "404",
    urljoin(DAILY, daily.LOOP[0]): "redirect loop",
    urljoin(DAILY, daily.LOOP[1]): "redirect loop",
    urljoin(DAILY, daily.PAPER): "PDF",
}
"""What listings link to and a crawl must not store, and why."""

PRECISIONS = {10: "day", 16: "minute", 19: "second"}
HONEST = (".gov.example", "qinnandaily.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One article as it must be stored. Times are local, as exact as the page tells them."""

    site: str
    url: str  # as its first listing links to it
    canonical_url: str
    title: str
    subtitle: str | None
    published: str | None
    precision: str | None
    modified: str | None
    source: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    channel: str
    keywords: tuple[str, ...]
    read_count: int | None
    paragraphs: tuple[str, ...]  # clean: linked words kept, planted phrases gone
    images: tuple[tuple[str, str], ...]  # address, caption; captions in the body are no error
    attachments: tuple[tuple[str, str], ...]  # address, title
    table: tuple[tuple[str, ...], ...]  # rows below the text; in the body or not, no error
    spam: tuple[str, ...]  # planted phrases that the body must not have
    spam_links: tuple[str, ...]  # all commercial addresses, those around honest words too
    also_at: tuple[str, ...]  # further addresses of the same page, which must not become articles of their own
    repost_of: str | None  # canonical URL of the original; of two that were joined, of the longer one


def truths(edition: int = 1, sites: Iterable[str] = PLAIN) -> list[Truth]:
    """Every article of the sites, in crawl order; of those that newscrawl demo crawls when none are named."""
    return [_truth(story, edition) for site in sites for story in read_stories(site, edition)]


def _truth(story: Story, edition: int) -> Truth:
    return Truth(
        site=story.site,
        url=f"{story.url}{story.queries[0]}",
        canonical_url=story.url,
        title=story.title,
        subtitle=story.subtitle,
        published=story.published,
        precision=PRECISIONS[len(story.published)] if story.published else None,
        modified=story.modified,
        source=story.source,
        authors=tuple(author.rpartition(" ")[2] for author in story.authors),
        editors=story.editors,
        channel=story.channel,
        keywords=story.keywords,
        read_count=story.read_count,
        paragraphs=story.paragraphs,
        images=tuple((story.absolute(address), caption) for _, address, caption in story.images),
        attachments=tuple((story.absolute(address), title) for title, address in story.attachments),
        table=story.table,
        spam=tuple(text for text, _ in _planted(story)),
        spam_links=tuple(to for to in [*(to for _, to in _planted(story)), *story.links.values()] if _is_spam(to)),
        also_at=tuple(map(story.absolute, story.also_at)),
        repost_of=_original(story.repost_of, edition) if story.repost_of else None,
    )


def _planted(story: Story) -> list[tuple[str, str]]:
    within = [(text, to) for _, text, to in (*story.inside, *story.between)]
    return [*within, *story.tail, *story.hidden]


def _is_spam(address: str) -> bool:
    """Commercial is what leads neither to the story's own site nor to an office or a newspaper."""
    host = urlsplit(address).hostname or ""
    return bool(host) and not host.endswith(HONEST)


def _original(name: str, edition: int) -> str:
    site, _, file = name.partition("/")
    found = [story.url for story in read_stories(site, edition) if story.path.endswith(f"/{file}.html")]
    return found[0]
