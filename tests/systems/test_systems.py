"""Shared systems: each page variant is recognised as what it is, and its base spider reads it right without any declaration."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.base_spiders.signs import evidence_of
from newscrawl.base_spiders.systems import SYSTEMS, recognise
from newscrawl.demo.sites import qinnan_daily, xin_linghua
from newscrawl.demo.stories import read_stories
from newscrawl.listing import Listing, read_listing
from newscrawl.listing.editions import Template, read_edition
from newscrawl.page.document import Page
from newscrawl.reading import read_page
from tests.listing.layouts import LAYOUTS
from tests.listing.systems import SYSTEMS as MORE_LAYOUTS
from tests.systems.variants import Variant, as_told, main, parsed, variants

BASES = {system.__module__.rpartition(".")[2]: system for system in SYSTEMS}  # by the folder of their variants
VARIANTS = {variant.id: variant for variant in variants()}
PLAIN_SITES = {"qinnan_daily": qinnan_daily.serve, "xin_linghua": xin_linghua.serve}

MADE_BY = {  # the layouts of tests.listing that a shared system has
    "gbk_of_trs": "trs_wcm", "dedecms": "dede_cms", "empirecms": "empire_cms", "phpcms": "php_cms", "trs_wcm": "trs_wcm", "hanweb_jcms": "hanweb_jcms",
    "hanweb_data": "hanweb_jcms", "webplus": "web_plus", "vsb_dynamic": "vsb", "discuz_portal": "discuz_portal", "wordpress": "word_press", "founder_epaper": "founder_epaper",
}  # fmt: skip
COPIED = (  # what text that is pasted from sites of several systems brings along
    b"<div class=TRS_Editor><div id=vsb_content><div class=wp_articlecontent><!--ZJEG_RSS.content.begin--><!--enpcontent-->"
    b"<img src=http://a.example/wp-content/uploads/1.jpg><img src=http://b.example/uploads/allimg/1.jpg>"
    b"<img src=http://c.example/d/file/p/1.jpg><img src=http://d.example/statics/images/1.gif></div></div></div></body>"
)


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> Variant:
    return VARIANTS[request.param]


@pytest.fixture
def spider(variant: Variant) -> NewsSpider:
    """A member site that declares nothing of its own."""
    return BASES[variant.system](name="member")


def test_a_variant_is_taken_for_none_or_for_another_system(variant: Variant) -> None:
    found = recognise(map(parsed, variant.pages))
    assert found is not None
    assert found.system is BASES[variant.system], [str(one) for one in found.evidence]


@pytest.mark.parametrize("kind", ["listing", "article"])
def test_a_single_page_is_taken_for_another_system(variant: Variant, kind: str) -> None:
    found = recognise([next(parsed(page) for page in variant.pages if page.kind == kind)])
    assert found is None or found.system is BASES[variant.system]


@pytest.mark.parametrize("system", BASES)
def test_a_sign_is_of_no_variant(system: str) -> None:
    pages = [parsed(page) for variant in VARIANTS.values() if variant.system == system for page in variant.pages]
    signs = BASES[system].signs
    assert [sign.words for sign in signs if sign not in {one.sign for one in evidence_of(signs, pages)}] == []


def test_a_large_page_takes_long_to_recognise() -> None:
    page = Page.parse(b"<html><body><p>Qinghe</p></body></html>", "http://www.qinghe.example/")
    page.source = "<!--enpproperty <articleid>" * 100_000
    begun = process_time()
    assert recognise([page]) is None
    assert process_time() - begun < 3


@pytest.mark.parametrize("site", PLAIN_SITES)
def test_pages_that_no_shared_system_made_are_taken_for_one(site: str) -> None:
    answers = PLAIN_SITES[site](read_stories(site)).known
    pages = [
        Page.parse(answer.body, f"http://www.{site}.example{path}")
        for path, answer in answers.items()
        if answer.status == 200 and answer.body.lstrip().startswith(b"<")
    ]
    assert len(pages) > 20
    assert recognise(pages) is None
    assert [page.url for page in pages[::4] if recognise([page])] == []


def test_layouts_are_taken_for_what_they_are_not() -> None:
    made = {make.__name__: make() for make in LAYOUTS + MORE_LAYOUTS}
    found = {name: recognise([Page.parse(one.html.encode(one.encoding), one.url)]) for name, one in made.items()}
    told = {name: one.system for name, one in found.items() if one}
    assert told == {name: BASES[system] for name, system in MADE_BY.items()}


def test_markup_that_came_with_copied_text_is_taken_for_a_system_s(variant: Variant) -> None:
    copied = [page._replace(body=page.body.replace(b"</body>", COPIED)) for page in variant.pages[1:4]]
    found = recognise(map(parsed, copied))
    assert found is not None
    assert found.system is BASES[variant.system], [str(one) for one in found.evidence]
    plain = Page.parse(b"<html><body><p>Qinghe</p>" + COPIED, "http://www.qinghe.example/1.html")
    assert recognise([plain]) is None


def test_an_article_link_is_missed_or_another_taken_for_one(variant: Variant, spider: NewsSpider) -> None:
    for number in (1, 2):
        assert [entry.url for entry in listing(variant, spider, number).entries] == variant.links(number)


def test_the_next_page_is_missed(variant: Variant, spider: NewsSpider) -> None:
    found = [listing(variant, spider, number).next_page for number in (1, 2)]
    assert found == [variant.following(1), variant.following(2)]


def test_an_article_is_read_wrong(variant: Variant, spider: NewsSpider) -> None:
    for page, told in zip(variant.pages[2:], variant.articles(), strict=True):
        assert as_told(read_page(parsed(page), marks=spider.marks), told) == told


@pytest.mark.parametrize("variant", [name for name, variant in VARIANTS.items() if variant.has_marks], indirect=True)
def test_what_reads_like_no_article_is_lost_though_its_system_marks_it(variant: Variant, spider: NewsSpider) -> None:
    for story in variant.short_stories():
        article = read_page(parsed(variant.article(story)), marks=spider.marks)
        assert as_told(article, variant.told(story)) == variant.told(story)


def listing(variant: Variant, spider: NewsSpider, number: int) -> Listing:
    """A page of the variant's listing, or of a newspaper's edition, read as the base spider does."""
    page = parsed(variant.pages[number - 1])
    if template := variant.given.get("edition"):
        edition = read_edition(page, Template(template), date.fromisoformat(variant.given["day"]))
        return replace(edition.listing, next_page=next(iter(edition.pages), None))
    return read_listing(page, getattr(spider, "article_links", None), getattr(spider, "next_page", None))


def test_saved_variants_say_what_they_are(tmp_path: Path) -> None:
    main(str(tmp_path), "dede_cms/default_gbk")
    index: Sequence[dict[str, str]] = json.loads((tmp_path / "dede_cms/default_gbk/index.json").read_text("utf-8"))
    assert len(index) == len(list((tmp_path / "dede_cms/default_gbk").glob("*.gz"))) == 7
    assert {key for one in index for key in one} == {"file", "url", "content_type", "saved_at"}
