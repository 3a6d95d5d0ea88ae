"""Links that are none, that are too many, that are hidden by the thousand: the article is read, and they are counted."""

import time
from copy import deepcopy

import pytest

from newscrawl.items import Article, Link
from newscrawl.reading import read_article
from newscrawl.spam import strip_again, strip_spam
from tests.spam.written import written

URL = "http://www.baihe-news.example/shizheng/88.html"
ONE = "周一上午，白禾县水利局和柳沟村在渠首签下了一份管护合同，今后三年的清淤、巡查和维修都写进了里面。"
TWO = "村里的老周说，往年渠道堵了要自己掏钱请人，今年开春水来得早，流得也稳。"
SHOP = "http://www.lvyuan-shop.example/a/"
LONG = "http://www.lvyuan-shop.example/" + "9" * 100_000


def page(*lines: str) -> bytes:
    text = "\n".join(lines)
    return (
        f"<html><meta charset=utf-8><body><h1>渠道管护合同签订</h1><div class=con>{text}</div></body></html>".encode()
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", " JaVaScript:x", "vbscript:x", "data:text/html,<p>1</p>", "http://[::1", "http://www.bad.example:99999/1.html", LONG,
    ],
)  # fmt: skip
def test_a_link_whose_address_is_none_leaves_its_words_and_is_counted_but_never_followed(href: str) -> None:
    line = f'村里的<a href="{href}">老周</a>说，往年渠道堵了要自己掏钱请人。'
    article = read_article(page(f"<p>{ONE}</p>", f"<p>{line}</p>", f"<p>{TWO}</p>"), URL)
    assert "村里的老周说，往年渠道堵了" in (article.body or "")
    assert "<a " not in (article.body_html or "")
    assert [(one.text, one.verdict) for one in article.links] == [("老周", "refused")]
    assert len(article.links[0].url) <= 200
    assert article.link_hosts == []


def test_nested_anchors_are_judged_one_by_one() -> None:
    nested = "".join(f'<a href="{SHOP}{number}">岩棉板{number}号' for number in range(9)) + "</a>" * 9
    article = read_article(page(f"<p>{ONE}</p>", f"<p>{TWO}</p>", f"<p>{nested}</p>"), URL)
    assert article.body == f"{ONE}\n{TWO}"
    assert [one.verdict for one in article.links] == ["spam"] * 9


def paragraphs(characters: int) -> list[str]:
    """An article of its own, so long."""
    lines: list[str] = []
    while sum(map(len, lines)) < characters:
        lines.append(f"第{len(lines) + 1}段讲的是柳沟村的渠：{ONE}{TWO}"[:150])
    return lines


HIDING = (
    '<div style="display:none">{}</div>', '<div style="position:absolute;left:-9999px">{}</div>', '<marquee width=1 height=1>{}</marquee>',
    '<div style="height:0;overflow:hidden">{}</div>', '<div hidden>{}</div>', '<span style="font-size:0">{}</span>',
)  # fmt: skip


@pytest.mark.parametrize("way", HIDING)
def test_150_000_characters_of_hidden_links_around_3_000_of_article_cost_less_than_a_second(way: str) -> None:
    lines = paragraphs(3_000)
    links = [f'<a href="http://www.shop{number % 300}.example/">无缝钢管第{number}号</a>' for number in range(5_000)]
    boxes = [way.format(" ".join(links[start :: len(lines) + 1])) for start in range(len(lines) + 1)]
    assert sum(map(len, boxes)) > 150_000
    around = [part for box, line in zip(boxes, lines, strict=False) for part in (box, f"<p>{line}</p>")]
    start = time.process_time()
    article = read_article(page(*around, boxes[-1]), URL)
    assert time.process_time() - start < 1
    assert (article.body or "").split("\n") == lines
    assert "shop" not in (article.body_html or "")
    assert {one.verdict for one in article.links} == {"spam"}


def test_ten_thousand_links_on_a_page_are_no_more_than_the_article_keeps() -> None:
    links = "".join(
        f'<p><a href="http://shop{number % 50}.example/{number}">铝板{number}</a></p>' for number in range(6_000)
    )
    article = read_article(page(f"<p>{ONE}</p>", f"<p>{TWO}</p>", links), URL)
    assert (article.body or "").startswith(f"{ONE}\n{TWO}")
    assert len(article.links) == 1000
    assert {one.verdict for one in article.links} == {"spam"}


@pytest.mark.parametrize("links", [0, 90, 1500])
def test_judged_again_an_article_with_any_number_of_hidden_links_is_what_it_was(links: int) -> None:
    hidden = [Link(f"{SHOP}{number}", f"崖柏{number}号", "hidden") for number in range(links)]
    html, body = written(
        ONE,
        f'<a href="{SHOP}">岩棉板厂家</a>',
        '村里的<a href="http://www.other.example/">老周</a>说，水来得早。',
        TWO,
        "岩棉板厂家",
    )
    article = Article(url=URL, body=body, body_html=html)
    for name, value in vars(strip_spam(html, body, URL, hidden)).items():
        setattr(article, name, value)
    again = deepcopy(article)
    strip_again(again)
    assert again == article
    assert ("", "岩棉板厂家") in [(one.url, one.text) for one in article.links]


@pytest.mark.parametrize("rel", ["nofollow", "ugc"])
def test_one_planted_link_makes_those_doubtful_that_the_page_disowns(rel: str) -> None:
    def verdicts(said: str) -> list[str]:
        inside = f'村里的<a href="http://www.other.example/"{said}>老周</a>说，水来得早。'
        return [
            one.verdict for one in strip_spam(*written(ONE, inside, TWO, f'<a href="{SHOP}">玻璃钢格栅</a>'), URL).links
        ]

    assert verdicts(f' rel="{rel}"') == ["spam", "spam"]
    assert verdicts("") == ["editorial", "spam"]
