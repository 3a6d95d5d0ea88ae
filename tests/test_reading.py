"""The whole chain for one page, on every article of the demo world."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newscrawl import read_article
from newscrawl.demo.sites import qinghe_portal, qinnan_daily, xin_linghua
from newscrawl.demo.stories import read_stories
from newscrawl.demo.truth import Truth, truths
from newscrawl.exceptions import NewscrawlError, UnreadablePageError
from newscrawl.items import Article

CHINA = ZoneInfo("Asia/Shanghai")
MODULES = {"qinghe_portal": qinghe_portal, "qinnan_daily": qinnan_daily, "xin_linghua": xin_linghua}
SHOWN = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}


@pytest.fixture(scope="module")
def read() -> list[tuple[Truth, Article]]:
    """Each article of one page, as it is in truth and as it is read with nothing declared."""
    served = {site: module.serve(read_stories(site)).known for site, module in MODULES.items()}
    whole = {story.url for site in MODULES for story in read_stories(site) if not story.breaks}
    found = []
    for truth in truths():
        if truth.canonical_url in whole:
            answer = served[truth.site]["/" + truth.canonical_url.split("/", 3)[3]]
            found.append((truth, read_article(answer.body, truth.url, answer.headers["Content-Type"])))
    return found


def test_every_headline_of_the_world_is_read(read) -> None:
    assert [article.title for _, article in read] == [truth.title for truth, _ in read]


def test_every_paragraph_of_the_world_is_kept_and_in_its_order(read) -> None:
    for truth, article in read:
        lines = (article.body or "").split("\n")
        assert [line for line in lines if line in truth.paragraphs] == list(truth.paragraphs), truth.url


def test_no_planted_phrase_of_the_world_is_left(read) -> None:
    left = [(truth.url, phrase) for truth, article in read for phrase in truth.spam if phrase in (article.body or "")]
    assert left == []
    kept = [
        link for truth, article in read if truth.spam for link in truth.spam_links if link in (article.body_html or "")
    ]
    assert kept == []


def test_every_date_of_the_world_is_read_as_exactly_as_it_is_told(read) -> None:
    for truth, article in read:
        if truth.published is None:
            continue
        assert article.published_at is not None, truth.url
        shown = SHOWN[truth.precision or "day"]
        local = article.published_at.astimezone(CHINA).strftime(shown)
        assert local == datetime.fromisoformat(truth.published).strftime(shown), truth.url


def test_every_source_and_author_of_the_world_is_read(read) -> None:
    for truth, article in read:
        assert article.source == truth.source, truth.url
        assert article.authors == list(truth.authors), truth.url


def test_every_attachment_of_the_world_is_read(read) -> None:
    for truth, article in read:
        assert [(file.url, file.title) for file in article.attachments] == list(truth.attachments), truth.url


def test_every_address_of_the_world_is_the_clean_one(read) -> None:
    assert [article.canonical_url for _, article in read] == [truth.canonical_url for truth, _ in read]


def test_every_field_says_how_it_was_found(read) -> None:
    for truth, article in read:
        assert {"title", "body", "canonical_url"} <= article.found_by.keys(), truth.url
        assert article.crawled_at is not None
        assert article.extractor


def test_a_page_is_read_the_same_twice(read) -> None:
    truth, article = read[0]
    answer = MODULES[truth.site].serve(read_stories(truth.site)).known["/" + truth.canonical_url.split("/", 3)[3]]
    again = read_article(answer.body, truth.url, answer.headers["Content-Type"])
    again.crawled_at = article.crawled_at
    assert again == article


@pytest.mark.parametrize("page", [b"", b"%PDF-1.4", b"\x00", b"<!-- -->"])
def test_what_is_no_page_is_one_clear_error(page: bytes) -> None:
    with pytest.raises(UnreadablePageError) as refused:
        read_article(page, "http://www.qinghe.example/1.html")
    assert isinstance(refused.value, NewscrawlError)


@pytest.mark.parametrize(
    "url", ["http://www.qinghe.example/1.html", "http://www.qinghe.example", "file:///1.html", "1.html", ""]
)
def test_any_address_will_do(url: str) -> None:
    page = "<h1>开闸放水记</h1><p>三月中旬，三座提灌站同时开闸，渠水流进了麦田。</p><p>老周说，<a href=/2.html>今年</a>水来得早。</p>".encode()
    assert "开闸" in (read_article(page, url).body or "")
