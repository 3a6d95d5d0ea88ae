"""The view of an article: what was found, by which finder, and what was not."""

from datetime import UTC, datetime

import pytest

from newscrawl.cli.article_view import FOUND, HEAD, TAIL, show_article
from newscrawl.cli.output import SafeConsole
from newscrawl.items import Article, Image, Link

LINES = [f"第{number}段。" for number in range(40)]


@pytest.fixture
def article():
    return Article(
        url="http://www.qinghe.example/1.html", title="两家单位签了协议", authors=["魏玮", "李晓"], body="\n".join(LINES),
        published_at=datetime(2020, 3, 20, 4, 20, 59, tzinfo=UTC), published_precision="second", published_raw="12:20:59",
        read_count=0, images=[Image("http://www.qinghe.example/1.jpg", "签约现场")],
        links=[Link("http://y.example/", "铝板厂家", "tail", "spam", "commercial_phrase")] * 30,
        found_by={"title": "headline", "authors": "byline", "published_at": "byline", "body": "body"},
    )  # fmt: skip


@pytest.fixture
def shown(capsys):
    """The lines of a view, on a terminal or in a pipe."""

    def lines(article, *, terminal, **options):
        show_article(article, to=SafeConsole(width=100, force_terminal=terminal, color_system=None), **options)
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return lines


def test_each_field_has_a_line_with_its_finder(article, shown):
    rows = [line.split() for line in shown(article, terminal=False, decoded="as gb18030 by meta gb2312")]
    assert ["decoded", "as", "gb18030", "by", "meta", "gb2312"] in rows
    assert ["title", "两家单位签了协议", "headline"] in rows
    assert ["authors", "魏玮", "|", "李晓", "byline"] in rows
    assert ["published_at", *"2020-03-20 12:20 China time (second, told as 12:20:59) byline".split()] in rows
    assert ["images", "http://www.qinghe.example/1.jpg", "签约现场"] in rows
    assert ["spam", "commercial_phrase", "tail", "铝板厂家", "http://y.example/"] in rows


def test_what_is_missing_is_one_line(article, shown):
    missing = shown(article, terminal=True)[-1].removeprefix("not found: ").split(", ")
    assert missing == [
        name for name in FOUND if name not in ("title", "authors", "published_at", "read_count", "images")
    ]


def test_a_terminal_gets_the_ends_of_a_long_body_and_the_first_links(article, shown):
    lines = shown(article, terminal=True)
    assert [line.strip() for line in lines if line.endswith("段。")] == LINES[:HEAD] + LINES[-TAIL:]
    assert "  … 28 lines more: --full shows them …" in lines
    assert "… 10 more: --full shows them" in lines


@pytest.mark.parametrize(("terminal", "options"), [(False, {}), (True, {"full": True})])
def test_a_pipe_gets_everything_and_so_does_who_asks(article, shown, terminal, options):
    lines = shown(article, terminal=terminal, **options)
    assert [line.strip() for line in lines if line.endswith("段。")] == LINES
    assert len([line for line in lines if line.startswith("spam ")]) == 30


def test_an_empty_article_is_shown_too(shown):
    lines = shown(Article(url="http://www.qinghe.example/1.html"), terminal=True)
    assert lines[-1] == f"not found: {', '.join([*FOUND, 'body'])}"
