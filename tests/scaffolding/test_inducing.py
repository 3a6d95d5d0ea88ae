"""What the general reader is not sure of is declared when several pages agree, and nothing else is."""

import pytest

from newscrawl.scaffolding.proposal import Proposal, propose
from newscrawl.scaffolding.saved_pages import SavedPage
from tests.scaffolding.test_looking import SITE, gather, page, settings

NAMES = (
    "三座提灌站同时开闸放水", "沙河村的麦田里来了新农机", "城关小学操场改造完工", "全县道路交通安全会议召开", "柳林镇茶园开采首日见闻", "老街口的修鞋摊还在",
)  # fmt: skip
WORDS = (
    "渠水流进了麦田，老周说往年要排队等水，今年一个上午就浇了二十亩。",
    "预计月底前，全县七万亩麦田都能浇上头遍水，比去年早了整整十天。",
)
ITEM = "<li><a href=/n/{n}00.html>{name}</a><span>2020-03-{day}</span></li>"
PLAIN = (
    "<title>{name}_青禾在线</title><h1>{name}</h1><p>2020-03-{day} 09:4{n} 来源：青禾时报</p><div class=c>{text}</div>"
)
NOTICE = "<p class=decl>青禾在线声明，本网登载此文出于传递更多信息之目的，并不意味着赞同其观点。</p>"
TWO_DATES = "<title>{name}</title><h1>{name}</h1><p>2021-01-01 08:00 来源：青禾时报</p><div class=c>{text}</div><em class=d>2020-03-{day} 09:4{n}</em>"


def pages(item: str, article: str) -> list[SavedPage]:
    named = [
        {"n": n, "name": name, "day": 10 + n, "text": "".join(f"<p>{name}。{one}</p>" for one in WORDS)}
        for n, name in enumerate(NAMES)
    ]
    articles = [page(f"{SITE}/n/{one['n']}00.html", article.format_map(one)) for one in named]
    return [page(f"{SITE}/n/", "".join(item.format_map(one) for one in named)), *articles]


def proposed(item: str = ITEM, article: str = PLAIN) -> Proposal:
    return propose(gather(*pages(item, article), url=f"{SITE}/n/"), "qinghe", "610700", settings())


def test_nothing_is_declared_that_is_found_anyway() -> None:
    assert list(proposed().declared) == ["name", "region", "start_urls"]


@pytest.mark.parametrize(
    ("item", "article", "declared"),
    [
        ("<div class=side><a href=/n/{n}00.html>{name}</a></div>", PLAIN, {"article_links": "div.side a"}),
        (ITEM, TWO_DATES, {"published": "em.d"}),
        (ITEM, PLAIN.replace("{text}", "{text}" + NOTICE), {"remove": "p.decl"}),
    ],
    ids=["a list that may be a menu", "a date that is not the listing's", "a line that is on each article"],
)
def test_what_is_doubtful_is_declared(item: str, article: str, declared: dict[str, str]) -> None:
    proposal = proposed(item, article)
    assert {
        name: value for name, value in proposal.declared.items() if name not in ("name", "region", "start_urls")
    } == declared
    assert [reason.partition(":")[0] for reason in proposal.reasons] == list(declared)
    assert not any(outcome.unmatched for outcome in proposal.listings)
    for n, article_ in enumerate(proposal.articles):
        assert article_.title == NAMES[n]
        assert f"{article_.published_at:%m-%d %H:%M}" == f"03-{10 + n} 01:4{n}"
        assert article_.body == "\n".join(f"{NAMES[n]}。{one}" for one in WORDS)


def test_one_article_that_differs_is_no_agreement() -> None:
    """A correction in one article is no boilerplate."""
    shown = pages(ITEM, PLAIN)
    body = shown[1].body.replace(b"</div>", NOTICE.encode() + b"</div>")
    proposal = propose(
        gather(shown[0], page(shown[1].url, body), *shown[2:], url=f"{SITE}/n/"), "qinghe", "610700", settings()
    )
    assert proposal.reasons == []
