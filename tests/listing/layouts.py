"""Listing pages in the layouts that regional sites have."""

from collections.abc import Callable
from typing import NamedTuple

SITE = "http://www.qinghe.example"
TITLES = (
    "青禾县三座提灌站开闸放水", "沙河村的麦田里来了新农机", "城关小学操场改造完工", "全县道路交通安全会议召开", "柳林镇茶园开采首日见闻",
    "老街口的修鞋摊还在", "县医院开通夜间门诊", "青禾至秦南班车本周恢复", "三月雨水偏少 水利部门发布提示", "春耕贷款发放过半", "“一张图”管起四十三公里渠道", "短讯：停电通知",
)  # fmt: skip
MENU = ("首页", "新闻中心", "政务公开", "办事服务", "互动交流", "走进青禾", "专题专栏", "领导信箱")
LONG_MENU = (
    "贯彻落实中央农村工作会议精神专栏",
    "优化营商环境改革进行时专题",
    "新时代文明实践中心建设试点工作",
    "扫黑除恶专项斗争举报平台入口",
    "政府信息公开年度报告汇总查询",
)
HOT = tuple(f"本月点击最多的第{n}条消息，标题比左边的都要长一些" for n in range(1, 21))


class Layout(NamedTuple):
    """A page, its address, the articles it lists, and the page behind it."""

    html: str
    articles: list[str]
    following: str | None = None
    url: str = f"{SITE}/xwzx/index.html"
    encoding: str = "utf-8"


def day(number: int) -> str:
    return f"2020-03-{20 - number:02}"


def path(number: int) -> str:
    return f"/xwzx/202003/t202003{20 - number:02}_{1200 - number}.html"


def frame(content: str, head: str = "", side: str = "", title: str = "新闻中心_青禾在线") -> str:
    menu = "".join(f"<li><a href=/c{n}/>{name}</a></li>" for n, name in enumerate(MENU))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><div class=top><a href=/><img src=/logo.gif alt=青禾在线></a></div><div class=nav><ul>{menu}</ul></div>"
        f"<div class=position>当前位置：<a href=/>首页</a> &gt; <a href=/xwzx/>新闻中心</a></div><div class=main>{content}</div>{side}"
        "<div class=links>友情链接：<a href=http://www.sb.example/>青禾时报</a> <a href=http://www.qn.example/>秦南日报</a> <a href=/link/>更多</a></div>"
        "<div class=footer><a href=/about/>关于我们</a> | <a href=/map.html>网站地图</a> | <a href=/contact.html>联系我们</a></div></body></html>"
    )


def items(make: Callable[[int, str], str], count: int = len(TITLES)) -> str:
    return "\n".join(make(number, title) for number, title in enumerate(TITLES[:count]))


def found(count: int = len(TITLES), make: Callable[[int], str] = path) -> list[str]:
    return [f"{SITE}{make(number)}" for number in range(count)]


def list_of_links() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}' target=_blank>{title}</a><span>{day(n)}</span></li>")
    pager = "<div class=page><a href=index.html>首页</a> <a href=index_1.html>下一页</a> <a href=index_9.html>尾页</a></div>"
    return Layout(frame(f"<ul class=list>{entries}</ul>{pager}"), found(), f"{SITE}/xwzx/index_1.html")


def list_without_dates() -> Layout:
    entries = items(lambda n, title: f"<li>·<a href='{path(n)}'>{title}</a></li>")
    return Layout(
        frame(f"<ul>{entries}</ul><div><a href=index_2.html>&gt;</a></div>"), found(), f"{SITE}/xwzx/index_2.html"
    )


def table_of_rows() -> Layout:
    entries = items(
        lambda n, title: (
            f"<tr><td width=10><img src=/dot.gif></td><td><a href='{path(n)}'>{title}</a></td><td align=right>[{day(n)}]</td></tr>"
        )
    )
    pager = "<tr><td colspan=3>共120条 1/10页 首页 上页 <a href=index2.html>下页</a> <a href=index10.html>尾页</a></td></tr>"
    return Layout(
        frame(f"<table width=760><tr><td><table width='100%'>{entries}</table></td></tr>{pager}</table>"),
        found(),
        f"{SITE}/xwzx/index2.html",
    )


def tables_of_one_row() -> Layout:
    entries = items(
        lambda n, title: (
            f"<table width='98%'><tr><td>・<a href='{path(n)}'>{title}</a> ({day(n)[5:]})</td></tr></table>"
        )
    )
    return Layout(frame(entries), found())


def lines_of_breaks() -> Layout:
    entries = items(lambda n, title: f"・<a href='/news.asp?id={900 - n}'>{title}</a> ({day(n)})<br>")
    pager = "<a href=list.asp?page=1>1</a> <a href=list.asp?page=2>2</a> <a href=list.asp?page=3>3</a> <a href='list.asp?page=2'>下一页</a>"
    return Layout(
        frame(f"<div class=box>{entries}<p>{pager}</p></div>"),
        found(make=lambda n: f"/news.asp?id={900 - n}"),
        f"{SITE}/xwzx/list.asp?page=2",
        f"{SITE}/xwzx/list.asp",
    )


def cards_with_pictures() -> Layout:
    def card(n: int, title: str) -> str:
        return (
            f"<div class=card><a class=pic href='{path(n)}'><img src=/upload/{n}.jpg alt='{title}'></a><div class=txt><h3><a href='{path(n)}'>{title}</a></h3>"
            f"<p class=summary>记者从有关部门了解到，{title}，具体情况如下。</p><span class=time>{day(n)} 09:41</span></div></div>"
        )

    pager = "<div class=pagination><span class=current>1</span><a href=/xwzx/2/>2</a><a href=/xwzx/3/>3</a><a class=next href=/xwzx/2/>»</a></div>"
    return Layout(frame(f"<div class=cards>{items(card)}</div>{pager}"), found(), f"{SITE}/xwzx/2/", f"{SITE}/xwzx/")


def definition_list() -> Layout:
    entries = items(lambda n, title: f"<dt><a href='{path(n)}'>{title}</a></dt><dd>{day(n)} 来源：青禾时报</dd>")
    return Layout(
        frame(f"<dl class=newslist>{entries}</dl><a href=?page=2 rel=next>更早</a>"),
        found(),
        f"{SITE}/xwzx/index.html?page=2",
    )


def archive_of_days() -> Layout:
    days = [
        f"<h4>{day(n)}</h4><ul>{''.join(f'<li><a href={path(m)}>{TITLES[m]}</a></li>' for m in range(n, n + 3))}</ul>"
        for n in range(0, 12, 3)
    ]
    pager = "<p><a href=/xwzx/202003.html>2020年3月</a> <a href=/xwzx/202002.html>2020年2月</a></p>"
    return Layout(frame("".join(days) + pager), found())


def gbk_of_trs() -> Layout:
    entries = items(
        lambda n, title: f"<li><a href='.{path(n)[5:]}' title='{title}'>{title}</a><span>{day(n)}</span></li>"
    )
    script = "<script>createPageHTML(5, 0, 'index', 'html');</script><a href=index_1.html>下一页</a> <a href=index_4.html>尾页</a>"
    html = frame(
        f"<ul class=gl>{entries}</ul><div class=page>{script}</div>",
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>",
    )
    return Layout(html, found(), f"{SITE}/xwzx/index_1.html", encoding="gbk")


def numbers_only() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><i>{day(n)}</i></li>")
    pager = "<div class=pages><a href=list_2_1.html>1</a><a href=list_2_2.html>2</a><b>3</b><a href=list_2_4.html>4</a><a href=list_2_5.html>5</a></div>"
    return Layout(
        frame(f"<ul>{entries}</ul>{pager}"), found(), f"{SITE}/xwzx/list_2_4.html", f"{SITE}/xwzx/list_2_3.html"
    )


def rel_next_in_head() -> Layout:
    entries = items(
        lambda n, title: f"<article><h2><a href='{path(n)}'>{title}</a></h2><time>{day(n)}</time></article>"
    )
    return Layout(
        frame(f"<section>{entries}</section>", "<link rel=next href=/xwzx/page/3/>"),
        found(),
        f"{SITE}/xwzx/page/3/",
        f"{SITE}/xwzx/page/2/",
    )


def sidebar_longer_than_the_list() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>")
    hot = "".join(f"<li><a href=/hot/2019/{5000 + n}.html>{title}</a></li>" for n, title in enumerate(HOT))
    side = f"<div class=sidebar><h3>点击排行</h3><ul class=rank>{hot}</ul></div>"
    return Layout(
        frame(f"<ul class=list>{entries}</ul><a href=index_1.html>下一页</a>", side=side),
        found(),
        f"{SITE}/xwzx/index_1.html",
    )


def three_articles() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>", 3)
    return Layout(frame(f"<ul class=list>{entries}</ul><div class=page>共1页</div>"), found(3))


def pictures_and_words() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}'><img src=/upload/{n}.jpg><span>{title}</span></a></li>")
    return Layout(
        frame(f"<ul class=tupian>{entries}</ul><a href=index_1.html>后一页</a>"), found(), f"{SITE}/xwzx/index_1.html"
    )


def menu_of_long_words() -> Layout:
    menu = "".join(f"<li><a href=/zt/{n}/index.html>{title}</a></li>" for n, title in enumerate(LONG_MENU * 3))
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>")
    return Layout(frame(f"<div class=leftmenu><ul>{menu}</ul></div><ul class=list>{entries}</ul>"), found())


def channel_beside_each_entry() -> Layout:
    entries = items(
        lambda n, title: (
            f"<li>[<a href=/xwzx/bm{n % 3}/>部门动态</a>] <a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>"
        )
    )
    return Layout(
        frame(f"<ul class=list>{entries}</ul><a href=index_1.html>下一页&gt;&gt;</a>"),
        found(),
        f"{SITE}/xwzx/index_1.html",
    )


def advertisements_and_files_between() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>").split("\n")
    entries[3:3] = [
        "<li><a href=http://www.jiangpan.example/tehui.html>江畔新城二期盛大开盘，首付低至一成</a></li>",
        f"<li><a href=/upload/paper.pdf>青禾时报电子版第三期全部版面</a><span>{day(0)}</span></li>",
    ]
    return Layout(frame(f"<ul class=list>{''.join(entries)}</ul>"), found())


def english_blog() -> Layout:
    titles = (
        "Ferry landing to reopen",
        "Bakery wins prize",
        "Council budget passed at last",
        "School bus route changes in May",
        "Flood wall: what residents say",
        "A walk along the old railway",
    )
    entries = "".join(
        f"<article class=post><h2 class=entry-title><a href=/2020/03/{20 - n}/{title.lower().replace(' ', '-').replace(':', '')}/>{title}</a></h2>"
        f"<p class=meta>March {20 - n}, 2020 by <a href=/author/jane/>Jane Doe</a> in <a href=/category/local/>Local</a></p><p>It was a long evening, and not all agreed. <a href=/2020/03/{20 - n}/{title.lower().replace(' ', '-').replace(':', '')}/>Read more</a></p></article>"
        for n, title in enumerate(titles)
    )
    nav = "<nav class=navigation><a href=/page/2/>Older posts</a></nav>"
    side = "<aside><ul><li><a href=/category/local/>Local</a></li><li><a href=/category/sport/>Sport</a></li><li><a href=/2019/12/>December 2019</a></li></ul></aside>"
    html = f"<html lang=en><head><title>The Elbe Courier</title></head><body><nav><a href=/>Home</a><a href=/about/>About</a></nav><main>{entries}{nav}</main>{side}</body></html>"
    articles = [
        f"http://courier.example/2020/03/{20 - n}/{title.lower().replace(' ', '-').replace(':', '')}/"
        for n, title in enumerate(titles)
    ]
    return Layout(html, articles, "http://courier.example/page/2/", "http://courier.example/")


def capitals_and_bare_attributes() -> Layout:
    entries = items(
        lambda n, title: (
            f"<TR><TD height=25><A class=a1 href=view.asp?newsid={300 - n} target=_blank>{title}</A></TD><TD>{day(n)}</TD></TR>"
        )
    )
    pager = "<A href=list.asp?classid=3&page=2>[下一页]</A><A href=list.asp?classid=3&page=8>[尾页]</A>"
    return Layout(
        frame(f"<TABLE><TBODY>{entries}</TBODY></TABLE>{pager}"),
        [f"{SITE}/xwzx/view.asp?newsid={300 - n}" for n in range(12)],
        f"{SITE}/xwzx/list.asp?classid=3&page=2",
        f"{SITE}/xwzx/list.asp?classid=3",
    )


def last_page() -> Layout:
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>")
    pager = "<div class=page><a href=index.html>首页</a><a href=index_3.html>上一页</a><a href=index.html>1</a><a href=index_1.html>2</a><a href=index_2.html>3</a><a href=index_3.html>4</a><span class=current>5</span><span>下一页</span></div>"
    return Layout(frame(f"<ul>{entries}</ul>{pager}"), found(), None, f"{SITE}/xwzx/index_4.html")


def wrapped_in_links() -> Layout:
    entries = items(
        lambda n, title: f"<div class=item><a href='{path(n)}'><h3>{title}</h3><p>{day(n)} 阅读 35</p></a></div>"
    )
    return Layout(
        frame(
            f"<div class=items>{entries}</div><ul class=pager><li class=active><a href=/xwzx/>1</a></li><li><a href=/xwzx/p2.html>2</a></li></ul>"
        ),
        found(),
        f"{SITE}/xwzx/p2.html",
        f"{SITE}/xwzx/",
    )


LAYOUTS = [
    list_of_links, list_without_dates, table_of_rows, tables_of_one_row, lines_of_breaks, cards_with_pictures, definition_list, archive_of_days, gbk_of_trs,
    numbers_only, rel_next_in_head, sidebar_longer_than_the_list, three_articles, pictures_and_words, menu_of_long_words, channel_beside_each_entry,
    advertisements_and_files_between, english_blog, capitals_and_bare_attributes, last_page, wrapped_in_links,
]  # fmt: skip
