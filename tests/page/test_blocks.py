"""Blocks: the lines that a reader sees, whatever the markup that makes them."""

import pytest

from newscrawl.page.blocks import Block, blocks_of, span_in
from newscrawl.page.document import Page

URL = "http://www.example.com/1.html"


def lines(html: str) -> list[Block]:
    return blocks_of(Page.parse(f"<html><body>{html}</body></html>".encode(), URL).root)


def texts(html: str) -> list[str]:
    return [block.text for block in lines(html)]


@pytest.mark.parametrize(
    "html",
    [
        "一段。<br>二段。<br/>三段。",
        "一段。<br><br><br>　　二段。<br>&nbsp;<br>三段。<br>",
        "<p>一段。</p><p>二段。</p><p>三段。</p>",
        "<p>一段。<p>二段。<p>三段。",
        "<div>一段。</div>二段。<div>三段。</div>",
        "<div>一段。<p>二段。</p>三段。</div>",
        "<table><tr><td>一段。<br>二段。</td></tr></table>三段。",
        "<font>一段。<br>二段。</font><center>三段。</center>",
        "<span><p>一段。</p><p>二段。</p></span><span>三段。</span>",
        "<b>一段。<br>二段。<br></b>三段。",
        "<a href=/1>一段。</a><p></p>二段。<hr>三段。",
        "<p>一段。</p><p>&nbsp;</p><p>　</p><p>二段。</p><p><span></span></p><p>三段。</p>",
        "<section>一段。</section><article>二段。</article><blockquote>三段。</blockquote>",
        "<p>一段。</p><p style='display: none'>藏</p><p>二段。</p><p hidden>藏</p><p>三段。</p>",
        "<p>一段。</p><div style='VISIBILITY:HIDDEN'><p>藏</p><div>藏</div></div><p>二段。</p><button>藏</button><p>三段。</p>",
        "<h2>一段。</h2><ul><li>二段。</li></ul><dl><dd>三段。</dd></dl>",
    ],
)
def test_a_line_of_the_reader_is_lost_or_run_into_the_next(html: str) -> None:
    assert texts(html) == ["一段。", "二段。", "三段。"]


def test_inline_markup_does_not_break_a_line() -> None:
    html = "<p>县长<b>刘</b><i>某</i><span class=x>与</span><a href=/1>局长</a><font color=red>签署</font><sup>1</sup>协议。</p>"
    assert texts(html) == ["县长刘某与局长签署1协议。"]


def test_the_blank_between_two_english_words_in_two_tags_is_kept() -> None:
    assert texts("<p><b>The council</b> <i>met</i> on\n<a href=/1>Monday</a>.</p>") == ["The council met on Monday."]


def test_words_behind_a_hidden_element_are_seen() -> None:
    assert texts("<p>一<span style='display:none'>藏</span>段。</p>") == ["一段。"]


def test_links_are_counted_apart_from_the_words_around_them() -> None:
    (block,) = lines("<p>一二三<a href=/1>四 五</a>六<a name=top>七</a></p>")
    assert (block.length, block.linked) == (7, 3)
    assert [piece.text for piece in block.pieces if piece.link is not None] == ["四 五", "七"]


def test_blanks_count_for_no_length() -> None:
    (block,) = lines("<p>　　一 二　三\n\n   </p>")
    assert (block.text, block.length) == ("一 二 三", 3)


@pytest.mark.parametrize(
    ("words", "count"),
    [("一，二。", 2), ("menu", 0), ("v1.2 at 3.5", 0), ("One, two. Three", 2), ("他说：“好”", 2), ("a,b", 0)],
)
def test_a_sentence_has_marks_and_a_version_number_has_none(words: str, count: int) -> None:
    assert lines(f"<p>{words}</p>")[0].stops == count


def test_emphasis_belongs_to_its_words_and_no_others() -> None:
    (block,) = lines("<p>一<b>二<i>三</i>四</b>五<em>六</em></p>")
    assert [(piece.text, piece.emphasis) for piece in block.pieces] == [
        ("一", ""), ("二", "strong"), ("三", "em"), ("四", "strong"), ("五", ""), ("六", "em"),
    ]  # fmt: skip


def test_a_link_ends_where_it_ends() -> None:
    (block,) = lines("<p><a href=/1>一</a>二<a href=/2><b>三</b></a>四</p>")
    assert [(piece.text, piece.link.get("href") if piece.link is not None else "") for piece in block.pieces] == [
        ("一", "/1"), ("二", ""), ("三", "/2"), ("四", ""),
    ]  # fmt: skip


def test_a_link_around_blocks_links_each_of_them() -> None:
    first, second = lines("<a href=/1><div>一</div><div>二</div></a>")
    assert first.linked == second.linked == 1


def test_an_image_alone_is_a_block_without_words() -> None:
    block, _ = lines("<p><img src=/1.jpg></p><p>词</p>")
    assert (block.text, block.length, [piece.image is not None for piece in block.pieces]) == ("", 0, [True])


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<h2>x</h2>", "h2"),
        ("<h3><span>x</span></h3>", "h3"),
        ("<ul><li>x</li></ul>", "li"),
        ("<ul><li><p>x</p></li></ul>", "p"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<figure><figcaption>x</figcaption></figure>", "figcaption"),
        ("<div>x</div>", "p"),
        ("<table><tr><td>x</td></tr></table>", "p"),
        ("x", "p"),
    ],
)
def test_a_line_is_taken_for_another_kind(html: str, tag: str) -> None:
    assert [block.tag for block in lines(html)] == [tag]


DATA = "<table><tr><th>乡镇</th><th>人数</th></tr><tr><td>城关</td><td>12<br>人</td></tr><tr><td>沙河</td><td>8</td></tr></table>"


def test_a_row_of_a_data_table_is_one_line() -> None:
    assert texts(DATA) == ["乡镇 人数", "城关 12人", "沙河 8"]
    assert {block.tag for block in lines(DATA)} == {"tr"}


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><td>左</td><td>{'正文，' * 200}</td></tr><tr><td>左</td><td>脚</td></tr></table>",
        f"<table><tr><td>左</td><td>右</td></tr><tr><td>左</td><td>{DATA}</td></tr></table>",
        "<table><tr><td>一</td></tr><tr><td>二</td></tr></table>",
        "<table><tr><td>一</td><td>二</td></tr></table>",
        "<table><tr><td>楼主</td><td><h2>题</h2><div>早该修了。</div></td></tr><tr><td>二楼</td><td>是啊。</td></tr></table>",
        "<table><tr><td>楼主</td><td>渠修好了。水来得快。谢谢大家。</td></tr><tr><td>二楼</td><td>是啊。</td></tr></table>",
    ],
)
def test_the_layout_of_a_page_is_not_taken_for_data(html: str) -> None:
    assert lines(html)[0].tag == "p"
    assert lines(html)[0].group is None


def test_the_page_goes_on_behind_a_data_table() -> None:
    assert texts(f"<p>前。</p>{DATA}<p>后。</p>尾") == ["前。", "乡镇 人数", "城关 12人", "沙河 8", "后。", "尾"]


def test_two_tables_are_two_groups() -> None:
    assert len({block.group for block in lines(DATA + DATA)}) == 2


def test_nested_lists_keep_their_order() -> None:
    assert texts("<ul><li>一<ul><li>二</li><li>三</li></ul>四</li><li>五</li></ul>") == ["一", "二", "三", "四", "五"]


def test_names_are_those_of_the_nearest_markup() -> None:
    html = "<div class=a><div id=b><div class=c><p class=d><span class=e>x</span></p></div></div></div>"
    assert set(lines(html)[0].names.split()) == {"e", "d", "c"}


def test_a_name_ends_with_its_element() -> None:
    (block,) = lines("<p><span class=source>报</span>记者<span class=author>张三</span></p>")
    assert [(piece.text, piece.names) for piece in block.pieces] == [("报", "source"), ("记者", ""), ("张三", "author")]


def test_what_scrolls_by_is_no_line() -> None:
    assert texts("<p>一段。</p>二<marquee width=1 height=1>三</marquee><p>四</p>") == ["一段。", "二", "四"]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none !important",
        "color:red;visibility:hidden",
        "opacity:0",
        "opacity: 0.0;",
        "text-indent:-9999px",
        "position:absolute; left:-9999px",
        "top: -2000em",
        "height:0;overflow:hidden",
        "overflow:hidden; width:1px; height:1px;",
        "font-size:0",
        "font-size: 0px; color: red",
        "clip:rect(0,0,0,0)",
        "clip: rect(1px 1px 1px 1px)",
        "clip-path: inset(50%)",
        "clip-path:circle(0)",
        "filter: alpha(opacity=0)",
        "margin-left:-9999px",
        "transform: translateX(-9999px)",
        "transform:scale(0)",
        "max-height:0;overflow:hidden",
        "font-size:1px",
        "visibility:collapse",
    ],
)
def test_a_style_that_hides_is_not_seen_through(style: str) -> None:
    assert texts(f"<p>一<span style='{style}'>藏</span>段。</p><div style='{style}'><p>藏</p></div>") == ["一段。"]


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "opacity:0.9",
        "opacity:.8",
        "filter:alpha(opacity=90)",
        "transform:scale(0.9)",
        "clip-path:inset(5%)",
        "font-size:12px",
        "font-size:1em",
        "font-size:1.2rem",
        "text-indent:2em",
        "text-indent:-20px",
        "margin-left:-100px",
        "left:-50px",
        "font-size:0.9em",
        "font-size:10px",
        "line-height:0",
        "height:0",
        "width:100px;overflow:hidden",
        "max-width:1000px;overflow:hidden",
        "border-left:0",
        "fill-opacity:0",
        "overflow:hidden;height:10px",
        "border-width:0;overflow:auto",
        "clip:rect(auto,auto,auto,auto)",
    ],
)
def test_a_style_that_only_lays_out_does_not_hide(style: str) -> None:
    assert texts(f"<p style='{style}'>一段。</p>") == ["一段。"]


def test_a_box_without_size_whose_lines_have_one_is_seen() -> None:
    assert texts("<div style='font-size:0'><p style='font-size:16px'>一段。</p></div>") == ["一段。"]


def test_punctuation_inside_a_link_does_not_make_a_sentence() -> None:
    assert [
        line.stops for line in lines("<p><a href=/1>水来了！</a> 03-19</p><p>水来了，<a href=/2>真好</a>。</p>")
    ] == [0, 2]


def test_a_style_that_hides_one_element_and_not_another_is_remembered_apart() -> None:
    shrunk, long = "font-size:0", "color:red;" * 60 + "display:none"
    html = f"<p style={shrunk}>一段。</p><div style={shrunk}><p style=font-size:16px>二段。</p></div><p style='{long}'>三段。</p>"
    assert texts(html) == ["二段。"]


def test_the_span_of_a_box_holds_its_lines_and_no_others() -> None:
    (box,) = (root := Page.parse("<p>一<div id=x><p>二<ul><li>三</ul></div><p>四".encode(), URL).root).iter("div")
    blocks = blocks_of(root)
    assert [block.text for block in blocks[span_in(blocks, box)]] == ["二", "三"]
    assert blocks[:1][span_in(blocks[:1], box)] == []


def test_a_line_of_a_thousand_links_goes_on_in_others_and_loses_nothing() -> None:
    found = texts("<p>" + "".join(f"<a href=/{number}>第{number}</a>，" for number in range(1000)) + "</p>")
    assert len(found) > 1
    assert "".join(found) == "".join(f"第{number}，" for number in range(1000))
