"""What a crawl of a site without a spider came upon: a person looks whether the site needs one."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.cli.article_view import FOUND, has, show_article
from newscrawl.cli.output import console, print_fact, print_table
from newscrawl.items import Article

SHOWN = 1  # articles that are shown in full,
KEPT = 20  # that are in the JSON, and dropped ones of each
FIELDS = (*FOUND, "body")


class Seen:
    """Follows a crawl: its first articles, what was dropped and why, and for each field which finders found it."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.dropped: list[dict[str, str]] = []
        self.count = self.dropped_count = 0
        self.finders: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}

    def follow(self, crawler: Crawler) -> None:
        """Listen to a crawl that is about to begin."""
        crawler.signals.connect(self.stored, signals.item_scraped)
        crawler.signals.connect(self.refused, signals.item_dropped)

    def stored(self, item: Article) -> None:
        """An article that passed all stages."""
        self.count += 1
        for name in filter(lambda name: has(item, name), FIELDS):
            self.finders[name][item.found_by.get(name, "-")] += 1
        if len(self.articles) < KEPT:
            self.articles.append(item)

    def refused(self, item: Article, exception: BaseException) -> None:
        """One that a stage dropped."""
        self.dropped_count += 1
        if len(self.dropped) < KEPT:
            reason = str(exception).removeprefix(f"{item.url}: ")
            self.dropped.append({"url": item.url, "title": item.title or "-", "reason": reason})

    def as_dict(self) -> dict[str, Any]:
        """The same for programs."""
        finders = {name: dict(found.most_common()) for name, found in self.finders.items()}
        return {"articles": [asdict(one) for one in self.articles], "dropped": self.dropped, "found_by": finders}

    def show(self) -> None:
        """One article in full, the fields over all, and what was dropped."""
        for article in self.articles[:SHOWN]:
            show_article(article)
            console.print()
        if self.count:
            print_fact("stored", f"{self.count} articles; how often each field was found, and by which finder")
            print_table([self.row(name) for name in FIELDS], ("field", "found", "found by"), cut=cut("found by"))
            console.print()
        if self.dropped:
            print_fact("dropped", f"{self.dropped_count} articles; newscrawl extract URL shows what is on one's page")
            print_table(self.dropped, ("reason", "title", "url"), cut=cut("title"))
            console.print()

    def row(self, name: str) -> dict[str, Any]:
        """A field's line: in how many articles it was found, and by which finders, the most frequent first."""
        found = self.finders[name]
        told = ", ".join(f"{how} {count}" for how, count in found.most_common())
        return {"field": name, "found": found.total(), "found by": told}


def cut(*columns: str) -> tuple[str, ...]:
    """Columns that are shortened, on a terminal only."""
    return columns if console.is_terminal else ()
