"""An article page -> candidates for each field, in the order of trust; the loader picks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newscrawl.detail import dates, media, people, place, publisher, title
from newscrawl.detail.marks import Marks
from newscrawl.detail.view import BEHIND, View
from newscrawl.items import Article, Entry
from newscrawl.loaders import ArticleLoader, Candidate
from newscrawl.page.document import Page
from newscrawl.page.markup import html_of, text_of
from newscrawl.text.claims import is_honest
from newscrawl.text.repeats import Repeats

Finder = Callable[[View], Iterator[Candidate]]
NO_MARKS = Marks()
ROOTED = re.compile(r"\s*(?:https?:|/)", re.IGNORECASE)  # www.a.example/1.html without a scheme would be a path here


def canonical(view: View) -> Iterator[Candidate]:
    """The address that the page itself calls its own, where that can be true; else the fetched one."""
    for origin, href in _claims(view):
        url = view.page.absolute(href) if ROOTED.match(href) else None
        if url and is_honest(url, view.page.url):
            yield Candidate(url, origin)
    yield Candidate(view.page.url, "url")


def _claims(view: View) -> Iterator[tuple[str, str]]:
    for link in view.page.head["link"]:
        if link.get("rel") == "canonical" and (href := link.get("href")):
            yield "rel=canonical", href
    if url := view.page.meta.get("og:url", "").strip():
        yield "meta:og:url", url


FINDERS: dict[str, tuple[Finder, ...]] = {
    "canonical_url": (canonical,),
    "subtitle": (place.subtitle,),
    "summary": (place.summary,),
    "source": (people.source,),
    "publisher": (publisher.publisher,),
    "authors": (people.authors,),
    "editors": (people.editors,),
    "breadcrumbs": (place.breadcrumbs,),
    "channel": (place.channel,),
    "keywords": (place.keywords,),
    "read_count": (people.read_count,),
    "images": (media.images,),
    "attachments": (media.attachments,),
}
TITLE_FINDERS: tuple[Finder, ...] = (
    title.from_site,
    title.from_page,
    title.from_listing,
    title.last_resort,
)


def read_detail(
    page: Page,
    article: Article,
    marks: Marks = NO_MARKS,
    repeats: Repeats | None = None,
    entry: Entry | None = None,
) -> Article:
    """Fill an article from its page. Fields that the caller set stay as they are.

    ``repeats`` is what was learned of the site's lines; the page's own are added to it. ``entry`` is what a listing says
    of the article.
    """
    view = View(page, marks, repeats, entry)
    article.language, article.disguised = page.language, page.disguised
    loader = ArticleLoader(article, page.now)
    loader.offer("title", (one for finder in TITLE_FINDERS for one in finder(view)))
    view.title = loader.get_output_value("title") or ""
    load_body(view, loader)
    if repeats is not None:
        repeats.learn(block.text for block in view.blocks[view.span[0] : view.span[1] + BEHIND])
    loader.offer_moment("published_at", dates.published(view))
    loader.offer_moment("modified_at", dates.modified(view))
    for field, finders in FINDERS.items():
        loader.offer(field, (candidate for finder in finders for candidate in finder(view)))
    return loader.load_item()


def load_body(view: View, loader: ArticleLoader) -> None:
    """The body as text and as markup, without the headline repeated at its head."""
    lines = view.lines
    blocks = [block for place, block in enumerate(lines) if place > 2 or block.text != view.title] or lines
    loader.offer("body", [Candidate(text_of(blocks), "selector" if view.marked else "body")])
    loader.add_value("body_html", html_of(blocks, view.page.absolute))
    loader.add_value("links", [*view.hidden_links(), *view.refused_links()])
