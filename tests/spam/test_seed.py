"""A news article on a manufacturer's site, linked and unlinked; and ten ways of hiding links on a page."""

from datetime import UTC, datetime

import pytest

from newscrawl.demo.sites import xin_linghua
from newscrawl.demo.stories import read_stories
from newscrawl.reading import read_article

URL = "http://www.linghua.example/jishu/1203.html"
TITLE = "汉中市质监局与西乡县政府签署质量兴县合作协议"
PARAGRAPHS = (
    "10月13日，汉中市质监局与西乡县人民政府坐到一起，签下了一份以质量为题的协议，双方都说，这是为了让县里的产品走得更远。",
    "李建义副局长到场讲话。他说，协议签了只是开头，接下来要看部门、乡镇和企业怎样把它落到实处。",
    "刘颙县长表示，县政府会和质监部门常来常往，共同推动《质量兴县合作协议》的落实，把标准化示范区建好，把名牌一个一个做出来。",
    "《质量兴县合作协议》的签订使双方在品牌、标准和安全三件事上有了共同的目标，参加仪式的企业代表说，心里更有底了。(通讯员:魏玮)",
)
TAIL = (
    "仪器冲击试验机",
    "济南电线电缆行业检测设备哪家好",
    "建筑建材科研检测设备采购供应商哪家好",
    "济南微机控制电子万能试验机厂家",
)


def page(paragraphs: str, tail: str) -> bytes:
    menu = "".join(
        f"<li><a href=/c{n}/>{name}</a></li>"
        for n, name in enumerate(("网站首页", "关于我们", "产品中心", "技术资讯", "联系我们"))
    )
    return f"""<html><head><title>{TITLE}-技术资讯-领花厂家</title><meta name="description" content="{TITLE}"></head><body>
        <div class=top>领花厂家<div class=tel>免费服务热线<p>Free service</p><p>hotline</p><h3>010-00000000</h3></div></div><ul class=nav>{menu}</ul>
        <div class=search>热门搜索: <a href=/p1/>领花</a></div><div class=position>当前位置:<a href=/>首页</a> &gt; <a href=/jishu/>技术资讯</a></div>
        <div class=show><h1>{TITLE}</h1><div class=info>发布时间:2020-03-20 12:20:59&nbsp;&nbsp;阅读:&nbsp;&nbsp;来源:领花厂家</div><div class=con>
        {paragraphs}
        {tail}</div></div><div class=pn>上一篇:没有了<br>下一篇:<a href=/jishu/1202.html>怎样保养金属领花</a></div>
        <div class=foot>版权所有 领花厂家 地址:工业园 电话:010-00000000</div></body></html>""".encode()


def linked(words: str, number: int = 0) -> str:
    return f'<a href="http://www.shiyanji{number}.example/" target=_blank>{words}</a>'


def check(html: bytes) -> None:
    article = read_article(html, URL)
    assert article.title == TITLE
    assert article.body == "\n".join(PARAGRAPHS)
    assert (article.channel, article.source, article.authors) == ("技术资讯", "领花厂家", ["魏玮"])
    assert article.published_at == datetime(2020, 3, 20, 4, 20, 59, tzinfo=UTC)
    assert article.published_precision == "second"


def test_the_article_comes_out_clean_of_linked_phrases_with_its_own_words() -> None:
    text = "".join(
        f"<p>　　{one.replace('《质量兴县合作协议》', linked('《质量兴县合作协议》'))}</p>" for one in PARAGRAPHS
    )
    check(page(text, "".join(f"<p>{linked(words, number)}</p>" for number, words in enumerate(TAIL))))


def test_the_article_comes_out_clean_of_phrases_without_links() -> None:
    check(page("".join(f"<p>　　{one}</p>" for one in PARAGRAPHS), "".join(f"<p>{words}</p>" for words in TAIL[1:])))


def test_the_article_comes_out_clean_of_phrases_between_its_paragraphs() -> None:
    text = "".join(f"<p>　　{one}</p><p>{linked(words, 3)}</p>" for one, words in zip(PARAGRAPHS, TAIL, strict=True))
    check(page(text, ""))


def test_the_links_are_in_the_ledger() -> None:
    article = read_article(
        page("".join(f"<p>{one}</p>" for one in PARAGRAPHS), "".join(f"<p>{linked(words)}</p>" for words in TAIL)), URL
    )
    assert [(one.text, one.verdict) for one in article.links if one.verdict == "spam"] == [
        (words, "spam") for words in TAIL
    ]


def test_the_article_of_the_demo_world_comes_out_clean() -> None:
    stories = read_stories("xin_linghua")
    story = next(one for one in stories if one.path.endswith("/1203.html"))
    article = read_article(xin_linghua.serve(stories).known[story.path].body, story.url)
    assert (article.body or "").split("\n") == list(story.paragraphs)
    assert "jinan-shiyanji" not in (article.body_html or "")


LINKS = " ".join(linked(words, number) for number, words in enumerate(TAIL))
HIDING = {
    "display": f"<div style='display:none'>{LINKS}</div>",
    "display with blanks and capitals": f"<div style='COLOR:red; DISPLAY : None'>{LINKS}</div>",
    "visibility": f"<div style='visibility:hidden'>{LINKS}</div>",
    "the hidden attribute": f"<div hidden>{LINKS}</div>",
    "a marquee of one pixel": f"<marquee width=1 height=1 scrollamount=9000>{LINKS}</marquee>",
    "no height": f"<div style='height:0;overflow:hidden'>{LINKS}</div>",
    "one pixel": f"<div style='height:1px;width:1px;overflow:hidden'>{LINKS}</div>",
    "off the screen": f"<div style='position:absolute;left:-9999px;top:-9999px'>{LINKS}</div>",
    "text far left": f"<div style='text-indent:-9999px'>{LINKS}</div>",
    "a font of no size": f"<div style='font-size:0px'>{LINKS}</div>",
    "no opacity": f"<div style='opacity:0'>{LINKS}</div>",
    "a clip": f"<div style='position:absolute;clip:rect(0,0,0,0)'>{LINKS}</div>",
    "a comment": f"<!-- {LINKS} -->",
    "noscript": f"<noscript>{LINKS}</noscript>",
    "textarea": f"<textarea style='display:none'>{LINKS}</textarea>",
}


@pytest.mark.parametrize("way", HIDING)
@pytest.mark.parametrize("place", ["before", "between", "behind", "inside a sentence"])
def test_what_is_hidden_from_readers_reaches_neither_text_nor_markup(way: str, place: str) -> None:
    lines = [f"<p>　　{one}</p>" for one in PARAGRAPHS]
    if place == "inside a sentence":
        hidden = HIDING[way].replace("<div", "<span").replace("</div", "</span")
        lines[1] = lines[1].replace("他说，", f"他说，{hidden}")
    else:
        lines.insert({"before": 0, "between": 2, "behind": 4}[place], HIDING[way])
    article = read_article(page("".join(lines), ""), URL)
    assert article.body == "\n".join(PARAGRAPHS)
    assert "shiyanji" not in (article.body_html or "")
    assert not any(words in (article.body_html or "") for words in TAIL)


def test_150_000_characters_of_hidden_links_cost_less_than_a_second() -> None:
    import time

    hidden = "".join(linked(f"无缝钢管厂家第{n}号", n % 300) for n in range(8000))
    html = page("".join(f"<p>{one}</p>" for one in PARAGRAPHS), f"<div style='display:none'>{hidden}</div>")
    start = time.process_time()
    assert read_article(html, URL).body == "\n".join(PARAGRAPHS)
    assert time.process_time() - start < 1
