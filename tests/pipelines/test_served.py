"""Which pages are kept with their letters."""

import asyncio
import gzip
import random

from scrapy import Request
from scrapy.http import HtmlResponse

from newscrawl.items import PART_OF, SERVED_AT, Entry, Missed, article_id
from newscrawl.mongo.waiting.dead_pages import PAGE_MAX
from newscrawl.pipelines.served import served

URL = "http://www.county.example/1.html"
ID = article_id(URL)


def kept(body: bytes = b"<p>1", answered: bool = True, **meta):
    request = Request(f"{URL}?to", meta=meta, cb_kwargs={"entry": Entry(URL, "一号通知")})
    answer = HtmlResponse(f"{URL}?end", body=body, headers={"ETag": "1", "Set-Cookie": "secret"}, request=request)
    return asyncio.run(served([Missed(URL, "error", True, "", answer if answered else None)]))


def test_a_page_is_kept_with_all_that_reading_it_takes():
    page = kept(redirect_urls=[URL])[ID]
    assert (page.url, page.asked, page.body) == (f"{URL}?end", [URL, f"{URL}?to"], b"<p>1")
    assert (page.headers, page.entry) == ({"ETag": "1"}, Entry(URL, "一号通知"))


def test_a_page_that_is_read_again_is_as_old_as_it_was():
    at = kept()[ID].at
    assert kept(**{SERVED_AT: at})[ID].at == at


def test_what_is_no_page_or_a_later_part_or_too_large_is_not_kept():
    noise = random.Random(1).randbytes(PAGE_MAX)
    assert len(gzip.compress(noise)) > PAGE_MAX
    assert [kept(b""), kept(answered=False), kept(**{PART_OF: URL}), kept(noise)] == [{}] * 4
    assert kept(b" " * 4 * PAGE_MAX)
