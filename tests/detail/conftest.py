"""Article pages in the layouts that regional sites have, and a way to read one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newscrawl.detail import read_detail
from newscrawl.items import Article
from newscrawl.page.document import Page

NOW = datetime(2020, 3, 20, 4, 0, tzinfo=UTC)
URL = "http://www.qinghe.example/xinwen/1203.html"
TITLE = "青禾县三座提灌站开闸放水"
SENTENCES = (
    "三月中旬，青禾县城关、沙河、柳林三座提灌站同时开闸，渠水流进了沿线一万二千亩麦田，今年的春灌比往年早了六天。",
    "沙河村的种粮大户老周一早就守在地头。他说，往年这个时候要排队等水，今年渠道衬砌完了，水到得快，一个上午就浇了二十亩。",
    "县水利局介绍，冬季里共清淤渠道四十三公里，更换闸门十一处，投入资金三百六十万元；技术员分片包村，随时处理停电和漏水。",
    "截至目前，全县已浇灌麦田七万亩，占计划的六成，预计月底前全部浇完。",
)
ENGLISH_TITLE = "Council votes to reopen the old ferry landing"
ENGLISH_SENTENCES = (
    "The council voted on Monday night to reopen the old ferry landing, which has been closed since the flood of last autumn.",
    "Repairs will start in April and cost about 40,000 euros, said the mayor, who had asked for the vote to be brought forward.",
    "Residents of both banks have waited for months, because the nearest bridge is half an hour away by car.",
)

Read = Callable[..., Article]


def paragraphs(sentences: tuple[str, ...] = SENTENCES) -> str:
    return "\n".join(f"<p>　　{sentence}</p>" for sentence in sentences)


MENU = "".join(f"<li><a href='/{name}/'>{name}</a></li>" for name in ("首页", "新闻", "政务", "民生", "旅游", "专题"))
HOT = "".join(
    f"<li><a href='/hot/{n}.html'>热门文章第{n}条说的是别的事情</a><span>2019-0{n}-11</span></li>" for n in range(1, 7)
)
LAYOUTS = {
    "tables_of_2003": """<html><head><title>{suffixed}</title></head><body bgcolor=#ffffff>
        <table width=760 align=center><tr><td><img src=/logo.gif></td><td><a href=/>首页</a> | <a href=/news.asp>新闻</a></td></tr></table>
        <table width=760 align=center><tr><td width=160 valign=top><table>{hot_rows}</table></td>
        <td valign=top><table width="100%"><tr><td align=center><font size=4><b>{title}</b></font></td></tr>
        <tr><td align=center>{byline}</td></tr><tr><td class=content>{body}</td></tr><tr><td align=right>{end}</td></tr></table></td></tr></table>
        <table width=760 align=center><tr><td align=center>版权所有 青禾在线 地址：人民路1号 电话：010-00000000</td></tr></table></body></html>""",
    "government": """<!DOCTYPE html><html><head><title>{suffixed}</title></head><body><div class=header><ul class=nav>{menu}</ul></div>
        <div class=position>当前位置：<a href=/>首页</a> &gt; <a href=/zwdt/>政务动态</a> &gt; 正文</div>
        <div class=article><h1 class=article-title>{title}</h1><div class=article-info>{byline}</div>
        <div class="article-content"><div class=TRS_Editor>{body}</div></div><div class=article-end>{end}</div></div>
        <div class=footer>主办：青禾县人民政府办公室 网站标识码：0000000001 更新时间：2020-01-01</div></body></html>""",
    "daily": """<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>{suffixed}</title></head><body><nav><ul>{menu}</ul></nav>
        <main><article><h1>{title}</h1><p class=meta>{byline}</p><div class=text>{body}</div><p class=end>{end}</p></article>
        <aside><h3>热门新闻</h3><ul>{hot}</ul></aside></main><section class=related><h3>相关阅读</h3><ul>{hot}</ul></section>
        <footer><p>Copyright 2001-2020 青禾日报社 版权所有</p></footer></body></html>""",
    "portal": """<html><head><title>{suffixed}</title></head><body><div id=top><ul>{menu}</ul></div><div id=wrap><div class=left>
        <div class=tit>{title}</div><div class=laiyuan>{byline}</div><div id=zoom>{body}</div><div class=bianji>{end}</div>
        <div class=fx>分享到：<a href=#>微信</a><a href=#>微博</a></div></div><div class=right><div class=rank><ul>{hot}</ul></div></div></div>
        <div id=foot>关于我们 | 联系我们 | 京ICP备00000000号</div></body></html>""",
    "blog": """<!DOCTYPE html><html><head><title>{suffixed}</title></head><body class="single"><header id=masthead><a href=/>青禾笔记</a></header>
        <div id=content><article class="post hentry"><header class=entry-header><h1 class=entry-title>{title}</h1>
        <div class=entry-meta>{byline}</div></header><div class=entry-content>{body}</div><footer class=entry-footer>{end}</footer></article>
        </div><aside id=secondary><ul>{hot}</ul></aside></body></html>""",
    "forum": """<html><head><title>{suffixed}</title></head><body><div id=nav>{menu}</div><table class=thread><tr><td class=author>楼主<br>老渠工<br>帖子：35</td>
        <td class=postbody><h2>{title}</h2><div class=postinfo>{byline}</div><div class=t_msgfont>{body}</div>{end}</td></tr>
        <tr><td class=author>二楼<br>小麦</td><td class=postbody><div class=postinfo>发表于 2020-03-19 22:10</div><div class=t_msgfont>早该修了。</div></td></tr></table>
        <div id=footer>Powered by Board</div></body></html>""",
}  # fmt: skip


def lay_out(layout: str, **parts: str) -> str:
    """A page of a layout; what is not given is what an ordinary article has."""
    given = {
        "title": TITLE, "suffixed": f"{TITLE}_青禾在线", "byline": "2020-03-18 09:41 来源：青禾时报", "body": paragraphs(), "end": "",
        "menu": MENU, "hot": HOT, "hot_rows": f"<tr><td><ul>{HOT}</ul></td></tr>",
    }  # fmt: skip
    if "title" in parts:
        given["suffixed"] = f"{parts['title']}_青禾在线"
    return LAYOUTS[layout].format(**{**given, **parts})


def _read(html: str, url: str = URL, **clock: object) -> Article:
    return read_detail(Page.parse(html.encode(), url, now=NOW, **clock), Article(url=url))


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Each layout in turn, as a function of its parts."""
    return lambda **parts: lay_out(request.param, **parts)


@pytest.fixture
def daily() -> Callable[..., str]:
    """One ordinary layout, as a function of its parts."""
    return lambda **parts: lay_out("daily", **parts)


@pytest.fixture
def government() -> Callable[..., str]:
    return lambda **parts: lay_out("government", **parts)


@pytest.fixture
def read() -> Read:
    return _read


@pytest.fixture
def sentences() -> tuple[str, ...]:
    return SENTENCES


@pytest.fixture
def english() -> Callable[..., str]:
    """An English page, as a function of its head, byline, text and end."""

    def page(head: str = "", byline: str = "", body: str = "", end: str = "", title: str = ENGLISH_TITLE) -> str:
        text = body or "".join(f"<p>{sentence}</p>" for sentence in ENGLISH_SENTENCES)
        return (
            f"<!DOCTYPE html><html lang=en><head><title>{title} | The Elbe Courier</title>{head}</head><body><nav><a href=/>Home</a> <a href=/local/>Local</a></nav>"
            f"<main><article><h1>{title}</h1><div class=byline>{byline}</div><div class=story>{text}</div>{end}</article>"
            "<aside><h3>Most read</h3><ul><li><a href=/2019/03/a.html>Bakery burns</a> May 3, 2019</li></ul></aside></main>"
            "<footer>© 2020 The Elbe Courier. All rights reserved.</footer></body></html>"
        )

    return page
