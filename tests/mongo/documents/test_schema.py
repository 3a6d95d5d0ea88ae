from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import bson
import pytest

from newscrawl.items import Article, Attachment, Copy, Image, Link, Place
from newscrawl.mongo.documents.schema import digest, to_article, to_document

AT = datetime(2020, 3, 20, 4, 20, 59, 123000, tzinfo=UTC)
ARTICLE = Article(
    url="http://county.example/1.html?from=home",
    canonical_url="http://county.example/1.html",
    addresses=["3c0e"],
    site="county",
    region="610724",
    title="西乡县签署质量兴县合作协议",
    subtitle="七个方面达成合作",
    summary="双方就质量兴县签署协议。",
    body="第一段。\n第二段。",
    body_html="<p>第一段。</p>\n<p>第二段。</p>",
    language="zh",
    authors=["魏玮"],
    editors=["李晓"],
    source="领花厂家",
    source_url="http://source.example/",
    publisher="新领花资讯网",
    channel="技术资讯",
    breadcrumbs=["首页", "技术资讯"],
    keywords=["质量兴县"],
    read_count=312,
    published_at=AT,
    published_precision="second",
    published_raw="2020-03-20 12:20:59",
    modified_at=AT,
    crawled_at=AT,
    images=[Image("http://county.example/1.jpg", "签约现场")],
    attachments=[Attachment("http://county.example/1.pdf", "附件1")],
    links=[Link("http://spam.example/", "铝板厂家", "tail", "spam", "commercial_phrase", "厂家")],
    link_hosts=["spam.example"],
    unstripped_html="<p>第一段。</p>\n<p>第二段。</p>\n<p>铝板厂家</p>",
    suspect=True,
    disguised=True,
    regions=[Place("610724", "西乡县", "西乡")],
    content_hash="9f2b",
    title_hash="17c1",
    signature=b"\x01\x00",
    story_id="3c0e",
    copy_of=Copy("3c0e", "portal", "near_content", 0.9, ["铝板"], ["通讯员"]),
    found_by={"title": "headline"},
    etag="e1",
    last_modified="Fri, 20 Mar 2020 04:21:03 GMT",
    extractor="newscrawl 0.1.0",
)


def through_bson(document):
    options = bson.CodecOptions(tz_aware=True)
    return bson.decode(bson.encode(document), codec_options=options)


def test_an_article_comes_back_as_it_was():
    assert all(getattr(ARTICLE, field.name) for field in fields(Article)), "the example leaves a field empty"
    assert to_article(through_bson(to_document(ARTICLE))) == ARTICLE


def test_an_empty_article_comes_back_as_it_was():
    assert to_article(through_bson(to_document(Article()))) == Article()


def test_identity_is_the_canonical_address():
    document = to_document(ARTICLE)
    assert document["_id"] == ARTICLE.id
    assert document["_id"] == to_document(replace(ARTICLE, url="http://county.example/1.html?x=2"))["_id"]


def test_times_are_kept_in_utc_and_whole_milliseconds():
    beijing = timezone(timedelta(hours=8))
    document = to_document(Article(published_at=datetime(2020, 3, 20, 12, 20, 59, 123999, tzinfo=beijing)))
    assert document["published_at"] == AT
    assert document["published_at"].utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["lone \ud83d half", "pair \ud83d\ude00", "nul \x00 inside", "$where", "a.b"])
def test_no_text_breaks_the_document(text):
    article = Article(title=text, authors=[text], found_by={text: text}, links=[Link(text, text)])
    again = to_article(through_bson(to_document(article)))
    assert again.title.encode()
    assert "\0" not in again.title


def test_strings_of_lxml_are_strings():
    class Smart(str):
        __slots__ = ("parent",)

    assert type(to_document(Article(title=Smart("标题")))["title"]) is str


def test_a_number_that_bson_cannot_hold_is_left_out():
    assert to_document(Article(read_count=10**30))["read_count"] is None


def test_what_others_added_and_what_a_later_schema_has_is_left_out():
    document = to_document(ARTICLE) | {"sentiment": 0.5}
    document["images"][0]["width"] = 640
    assert to_article(document) == ARTICLE


def test_the_digest_tells_content_from_a_visit():
    before = digest(to_document(ARTICLE))
    visit = {"crawled_at": datetime(2026, 1, 1, tzinfo=UTC), "read_count": 999, "url": "http://x/", "copy_of": None}
    assert digest(to_document(replace(ARTICLE, **visit))) == before
    for change in ({"body": "第三段。"}, {"published_at": None}, {"links": []}):
        assert digest(to_document(replace(ARTICLE, **change))) != before
