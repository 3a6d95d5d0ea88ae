"""Markup: a small safe subset, from which nothing runs and out of which nothing breaks."""

from html.parser import HTMLParser

import pytest

from newscrawl.page.blocks import Piece, blocks_of
from newscrawl.page.document import Page
from newscrawl.page.markup import Markup, html_of, text_of

URL = "http://www.example.com/news/1.html"
ALLOWED = {
    "p": set(), "h2": set(), "h3": set(), "h4": set(), "ul": set(), "ol": set(), "li": set(), "table": set(), "tr": set(), "td": set(),
    "blockquote": set(), "strong": set(), "em": set(), "a": {"href"}, "img": {"src", "alt"},
}  # fmt: skip


def safe(html: str) -> str:
    page = Page.parse(f"<html><body>{html}</body></html>".encode(), URL)
    return html_of(blocks_of(page.root), page.absolute)


class Seen(HTMLParser):
    """Every tag with its attributes, as a browser's parser tells them apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


DANGEROUS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=http://evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<img src=/1.jpg alt='\"><script>alert(1)</script>'>",
    "<img src='/1.jpg\" onerror=\"alert(1)'>",
    "<img src=/1.jpg alt='x\" onerror=\"alert(1)'>",
    "<a href='javascript:alert(1)'>词</a>",
    "<a href=' JaVaScRiPt:alert(1)'>词</a>",
    "<a href='java&#10;script:alert(1)'>词</a>",
    "<a href='&#106;avascript:alert(1)'>词</a>",
    "<a href='\x01javascript:alert(1)'>词</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>词</a>",
    "<a href='vbscript:x'>词</a>",
    "<a href='/1\"onmouseover=\"alert(1)'>词</a>",
    "<a href=\"/1'onmouseover='alert(1)\">词</a>",
    "<a href='http://x\"onmouseover=\"alert(1)/'>词</a>",
    "<a href=/1 onclick=alert(1) style='position:fixed' target=_top>词</a>",
    "<p onclick=alert(1) style='background:url(javascript:alert(1))'>词</p>",
    "<svg onload=alert(1)><circle/></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<iframe src=http://evil.example/></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=http://evil.example/><input name=x><button>词</button></form>",
    "<style>p {background: url(javascript:alert(1))}</style>",
    "<link rel=stylesheet href=http://evil.example/><meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<base href='javascript:alert(1)//'><a href=x>词</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<xmp><script>alert(1)</script></xmp>",
    "<custom-tag onfocus=alert(1)>词</custom-tag>",
    "<audio src=x onerror=alert(1)></audio><video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>词</summary></details>",
]


@pytest.mark.parametrize("html", DANGEROUS)
def test_nothing_that_runs_survives(html: str) -> None:
    once = safe(f"<p>正文，一段。</p>{html}")
    for source in (once, safe(once)):
        for tag, attributes in Seen(source).tags:
            assert tag in ALLOWED
            assert set(attributes) <= ALLOWED[tag]
            for value in (attributes.get("href"), attributes.get("src")):
                assert value is None or value.startswith(("http://", "https://"))


def test_words_that_look_like_markup_stay_words() -> None:
    assert safe("<p>a &lt;b&gt; c &amp;lt; d &quot;e&quot;</p>") == '<p>a &lt;b&gt; c &amp;lt; d "e"</p>'


def test_an_address_is_absolute_and_its_ampersands_escaped() -> None:
    assert (
        safe("<p><a href='?a=1&amp;b=2'>词</a></p>")
        == '<p><a href="http://www.example.com/news/1.html?a=1&amp;b=2">词</a></p>'
    )


def test_a_link_without_a_good_address_leaves_its_words() -> None:
    assert safe("<p>一<a href='javascript:x'>二</a><a name=x>三</a><a href=/1></a>四</p>") == "<p>一二三四</p>"


def test_nested_anchors_come_out_side_by_side() -> None:
    html = safe("<p><a href=/1>一<a href=/2>二</a></a>三</p>")
    assert "<a" not in html.split("<a", 1)[1].split("</a>")[0]
    assert text_of(blocks_of(Page.parse(html.encode(), URL).root)) == "一二三"


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<h1>题</h1>", "<h2>题</h2>"),
        ("<h5>题</h5>", "<h4>题</h4>"),
        ("<div>段</div>", "<p>段</p>"),
        (
            "<ul><li>一</li><li>二</li></ul><ol><li>三</li></ol>",
            "<ul><li>一</li><li>二</li></ul>\n<ol><li>三</li></ol>",
        ),
        ("<ul><li>一</li></ul><p>段</p><ul><li>二</li></ul>", "<ul><li>一</li></ul>\n<p>段</p>\n<ul><li>二</li></ul>"),
        ("<blockquote>引</blockquote>", "<blockquote>引</blockquote>"),
        ("<p>一<b>二</b><i>三</i></p>", "<p>一<strong>二</strong><em>三</em></p>"),
        ("<p><b> </b>段</p>", "<p>段</p>"),
        ("<p><font color=red size=5>段</font></p>", "<p>段</p>"),
        (
            "<table border=1><tr><td>乡镇</td><td>人数</td></tr><tr><td>城关</td><td></td></tr></table>",
            "<table><tr><td>乡镇</td><td>人数</td></tr><tr><td>城关</td><td></td></tr></table>",
        ),
    ],
)
def test_the_shape_of_the_text_is_lost(html: str, markup: str) -> None:
    assert safe(html) == markup


def test_a_row_keeps_its_empty_cells_in_their_columns() -> None:
    html = "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td></td><td>2</td><td>3</td></tr><tr><td>1</td><td></td><td>3</td></tr></table>"
    rows = safe(html).split("</tr>")
    assert [row.count("<td>") for row in rows[:3]] == [3, 3, 3]


def test_two_tables_in_a_row_are_not_one() -> None:
    table = "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert safe(table + table) == f"{table}\n{table}"


def test_a_tab_between_two_cells_is_no_cell() -> None:
    html = safe("<table><tr>\t<td>a</td>\t<td>b</td>\n</tr>\t<tr><td>1</td>\t<td>2</td></tr></table>")
    assert html == "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"


@pytest.mark.parametrize(
    ("image", "src"),
    [
        ("src=/1.jpg", "http://www.example.com/1.jpg"),
        ("src=blank.gif data-original=/1.jpg", "http://www.example.com/1.jpg"),
        ("src='data:image/gif;base64,R0lGOD' data-src=../1.jpg", "http://www.example.com/1.jpg"),
        ("src=/1.jpg data-src=''", "http://www.example.com/1.jpg"),
    ],
)
def test_a_lazy_image_shows_its_placeholder(image: str, src: str) -> None:
    assert safe(f"<p>图<img {image} alt='现场'></p>") == f'<p>图<img src="{src}" alt="现场"></p>'


def test_an_image_without_an_address_is_nothing() -> None:
    assert safe("<p>段<img alt='现场'><img src=''></p>").startswith("<p>段")
    assert "<img" not in safe("<p>段<img alt='现场'></p>")


def test_reading_safe_markup_again_changes_nothing() -> None:
    once = safe(
        "<h1>题</h1><p>一 <a href=/1?a=1&b=2>二</a>，<b>三</b>。</p><ul><li>四</li></ul><blockquote>五</blockquote>"
        "<table><tr><td>乡镇</td><td>人数</td></tr><tr><td>城关</td><td>12</td></tr></table><p><img src=/1.jpg alt='a\"b'></p>"
    )
    assert safe(once) == once


WRITTEN = (
    "<h2>题 &amp; 目</h2>\n<p>一段&lt;b&gt;，没有标签。</p>\n<p>二段<a href=\"http://a.example/?x=1&amp;y=2\" rel=\"nofollow\">词</a>，<strong>重</strong>。</p>\n"
    "<ul><li>甲</li><li>乙<em>丙</em></li></ul>\n<p>三段。</p>\n<ul><li>丁</li></ul>\n<table><tr><td>一</td><td></td><td>二</td></tr><tr><td>三</td></tr></table>\n"
    "<blockquote>引</blockquote>\n<p><img src=\"http://a.example/1.jpg\" alt=\"图\"></p>\n<h4>末</h4>"
)  # fmt: skip


def test_markup_comes_out_as_it_was_read() -> None:
    markup = Markup(WRITTEN)
    assert markup.html(set()) == WRITTEN == html_of(markup.blocks, str)
    assert [block.text for block in markup.blocks][:4] == ["题 & 目", "一段<b>，没有标签。", "二段词，重。", "甲"]
    assert [block.tag for block in markup.blocks[:5]] == ["h2", "p", "p", "li", "li"]


@pytest.mark.parametrize("place", range(12))
def test_only_the_lines_of_what_was_left_out_or_changed_are_made_anew(place: int) -> None:
    markup = Markup(WRITTEN)
    rest = [block for number, block in enumerate(markup.blocks) if number != place]
    assert markup.html({place}) == html_of(rest, str)
    markup.blocks[place].say([Piece("改了")])
    assert markup.html(set()) == html_of(markup.blocks, str)
    assert markup.html(set()) != WRITTEN


def test_markup_that_was_not_made_here_loses_no_words() -> None:
    assert [block.text for block in Markup("一<p>二</p>\n三").blocks] == ["一", "二", "三"]
    assert Markup("").blocks == []
