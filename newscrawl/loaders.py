"""ArticleLoader: what each field accepts, how it is normalised, which candidate wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any, NamedTuple

from itemloaders import ItemLoader
from itemloaders.processors import Compose, Identity, MapCompose, TakeFirst

from newscrawl.items import Article
from newscrawl.text.dates import EARLIEST, Moment
from newscrawl.text.names import names, source_name
from newscrawl.text.urls import canonical_url
from newscrawl.text.whitespace import one_line, paragraphs

FIELDS = [field.name for field in fields(Article)]
EXTRACTOR = f"newscrawl {version('newscrawl')}"
TITLE_LIMIT = 300  # characters
WORD_LIMIT = 60
NAME_LIMIT = 40  # of a site; what is longer praises it
SUMMARY_LIMIT = 1000


class Candidate(NamedTuple):
    """A value for a field and how it was found: ``selector``, ``meta:PubDate``, ``byline``, ``body`` and so on."""

    value: Any
    how: str


def at_most(limit: int) -> MapCompose:
    """Accepts a line of text up to a length; longer ones were not what they seemed."""
    return MapCompose(one_line, lambda line: line if len(line) <= limit else None)


def unique(values: list[Any]) -> list[Any]:
    """Each value once, in order."""
    return list(dict.fromkeys(values))


class ArticleLoader(ItemLoader):
    """Fills an Article field by field.

    ``offer`` takes candidates in the order of trust; the first whose value the field accepts wins, and ``found_by`` keeps
    how it was found. ``_in`` accepts and normalises, ``_out`` makes the field's value.
    """

    default_input_processor = Identity()
    default_output_processor = TakeFirst()

    title_in = at_most(TITLE_LIMIT)
    subtitle_in = at_most(TITLE_LIMIT)
    summary_in = at_most(SUMMARY_LIMIT)
    body_in = MapCompose(paragraphs)
    source_in = MapCompose(source_name)
    publisher_in = at_most(NAME_LIMIT)
    channel_in = at_most(WORD_LIMIT)

    authors_in = MapCompose(names)
    authors_out = Compose(unique)
    editors_in = MapCompose(names)
    editors_out = Compose(unique)
    keywords_in = at_most(WORD_LIMIT)
    keywords_out = Compose(unique)
    breadcrumbs_in = at_most(WORD_LIMIT)
    breadcrumbs_out = Identity()
    images_out = attachments_out = links_out = Identity()

    canonical_url_in = MapCompose(canonical_url)

    def __init__(self, article: Article, now: datetime) -> None:
        super().__init__(item={name: value for name in FIELDS if (value := getattr(article, name))})
        self.article = article  # is filled at the end: the base class takes its time over each field of a dataclass
        self.latest = now + timedelta(days=1)  # clocks and zones differ by less
        article.extractor = EXTRACTOR

    def get_input_processor(self, field_name: str) -> Any:
        """What is declared above. The base class also looks into the item's fields, at each value, for what none has."""
        return getattr(self, f"{field_name}_in", self.default_input_processor)

    def get_output_processor(self, field_name: str) -> Any:
        """The same for the field's value."""
        return getattr(self, f"{field_name}_out", self.default_output_processor)

    def load_item(self) -> Article:
        """The article with all that was collected."""
        for name, value in super().load_item().items():
            setattr(self.article, name, value)
        return self.article

    def offer(self, field: str, candidates: Iterable[Candidate]) -> None:
        """Take the first candidate that the field accepts."""
        for candidate in candidates:
            self.add_value(field, candidate.value)
            if self.get_collected_values(field):
                self.article.found_by[field] = candidate.how
                return

    def offer_moment(self, field: str, candidates: Iterable[tuple[Moment | None, str]]) -> None:
        """Take the first moment that can be: not in the future, not before news were on the web.

        When it is no more than a day, a later candidate that knows the time of that day is better.
        """
        possible = ((told, how) for told, how in candidates if told and EARLIEST <= told.at <= self.latest)
        best, how = next(possible, (None, ""))
        if best and best.precision == "day":
            same_day = (one for one in possible if one[0].precision != "day" and within_day(one[0], best))
            best, how = next(same_day, (best, how))
        if best:
            self.add_value(field, best.at.astimezone(UTC))
            self.article.found_by[field] = how
            if field == "published_at":
                self.article.published_precision, self.article.published_raw = best.precision, best.raw


def within_day(moment: Moment, day: Moment) -> bool:
    """Whether a moment lies in a day that is told by its local midnight."""
    return timedelta() <= moment.at - day.at < timedelta(days=1)
