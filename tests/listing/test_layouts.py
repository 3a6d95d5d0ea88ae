"""Listing pages in the layouts that regional sites have: all article links, nothing else, and the next page."""

import pytest

from newscrawl.listing import read_listing
from newscrawl.page.document import Page
from tests.listing.layouts import LAYOUTS, Layout
from tests.listing.systems import SYSTEMS


@pytest.fixture(params=LAYOUTS + SYSTEMS, ids=lambda make: make.__name__)
def layout(request: pytest.FixtureRequest) -> Layout:
    return request.param()


def read(layout: Layout):
    return read_listing(Page.parse(layout.html.encode(layout.encoding), layout.url))


def test_an_article_is_missed_or_a_menu_taken_for_one(layout: Layout) -> None:
    assert [entry.url for entry in read(layout).entries] == layout.articles


def test_the_next_page_is_missed_or_another_taken_for_it(layout: Layout) -> None:
    assert read(layout).next_page == layout.following
