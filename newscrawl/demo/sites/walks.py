"""The pages of five sites whose articles are listed by other means than pages, or not by pages alone.

A feed in GBK that says it is UTF-8, an index of sitemaps, a script's JSONP, a newspaper's editions, and a feed beside a
listing. Their articles are on plain pages, which are not what these sites are for.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby

from newscrawl.demo.pages import Pages, chunks, dated, fill, page
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import HOSTS, Story
from newscrawl.demo.wording import anchor

__all__ = ["WALKS"]

PAGE_SIZE = 3
IN_THE_FEED = 2  # latest articles of the site that has listings, too
NEWS = 2  # latest articles that the news sitemap has; the others are in the one of their month
EDITION_PAGES = ("要闻", "民生")


@dataclass(frozen=True, slots=True)
class Walk:
    """A site: its name, its encoding, and what lists its articles, by path."""

    name: str
    lists: Callable[[Walk, Sequence[Story]], dict[str, Answer]]
    encoding: str = "utf-8"
    head: str = ""

    def serve(self, stories: Sequence[Story]) -> Pages:
        """The site: its lists, its articles, and a few pages that are none."""
        plain = dict.fromkeys(
            ("/", "/pindao/", "/guanyu.html", "/lianxi.html"), self.frame(self.name, "<p>栏目建设中。</p>")
        )
        known = {**plain, **self.lists(self, stories), **{story.path: self.article(story) for story in stories}}
        return Pages(known, missing=self.frame(self.name, "<p>您访问的页面不存在。</p>", 404))

    def frame(self, title: str, content: str, status: int = 200) -> Answer:
        """What all its pages have around them."""
        words = {"title": escape(title), "name": self.name, "head": self.head, "content": content}
        return page(fill("walks/frame.html", **words), self.encoding, "text/html", status)

    def article(self, story: Story) -> Answer:
        """An article's page. A newspaper's tells the day alone."""
        day = f"{story.day[:4]}年{story.day[5:7]}月{story.day[8:]}日"
        content = fill(
            "walks/article.html",
            title=escape(story.title),
            channel=story.channel,
            published=day if story.published == story.day else story.published or "",
            source=story.source or "",
            authors=f"作者：{story.authors[0]}" if story.authors else "",
            editors=" ".join(story.editors),
            body="\n".join(f"<p>　　{escape(text)}</p>" for text in story.paragraphs),
        )
        return dated(self.frame(story.title, content), story.day)


def as_xml(text: str, encoding: str = "utf-8") -> Answer:
    """A list for machines."""
    return Answer(body=text.encode(encoding), headers={"Content-Type": "text/xml"})


def feed(site: Walk, stories: Sequence[Story]) -> dict[str, Answer]:
    """RSS as by hand: the wrong encoding, an ampersand as it is, times that name no zone."""
    items = "\n".join(
        f"<item><title>{escape(story.title)}</title><link>{story.url}</link><author>{' & '.join(story.editors)} & 编辑部</author>"
        f"<pubDate>{story.published}:00</pubDate><description><![CDATA[{story.paragraphs[0][:40]}……]]></description></item>"
        for story in stories
    )
    head = f"<title>{site.name}</title><link>http://{HOSTS[stories[0].site]}/</link>"
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}\n{items}\n</channel></rss>'
    return {"/rss/news.xml": as_xml(text, site.encoding)}


def sitemaps(site: Walk, stories: Sequence[Story]) -> dict[str, Answer]:  # noqa: ARG001 - all lists take the site
    """An index of a news sitemap, packed ones by month, and one of tags that has no articles."""
    home = f"http://{HOSTS[stories[0].site]}"
    known = {"/sitemap-news.xml": as_xml(urlset(map(news_url, stories[:NEWS])))}
    for month, each in groupby(stories[NEWS:], key=lambda story: story.day[:7]):
        urls = [f"<url><loc>{story.url}</loc><lastmod>{story.day}</lastmod></url>" for story in each]
        packed = gzip.compress(urlset([*urls, f"<url><loc>{home}/guanyu.html</loc></url>"]).encode(), mtime=0)
        known[f"/sitemap-{month}.xml.gz"] = Answer(body=packed, headers={"Content-Type": "application/x-gzip"})
    children = "".join(f"<sitemap><loc>{home}{path}</loc></sitemap>" for path in [*known, "/sitemap-tags-1.xml"])
    index = f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'
    return {"/sitemap.xml": as_xml(index), **known}


def urlset(urls: Sequence[str] | map[str]) -> str:
    """A sitemap."""
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{"".join(urls)}</urlset>'


def news_url(story: Story) -> str:
    """An article as news sitemaps have it."""
    at = f"{(story.published or '').replace(' ', 'T')}:00+08:00"
    told = f"<news:publication_date>{at}</news:publication_date><news:title>{escape(story.title)}</news:title>"
    return f"<url><loc>{story.url}</loc><news:news>{told}</news:news></url>"


def scripted(site: Walk, stories: Sequence[Story]) -> dict[str, Answer]:  # noqa: ARG001 - all lists take the site
    """Pages of a script's listing, each the argument of a callback; the one behind the last is an empty list."""
    return {
        f"/api/list_{number}.js": Answer(body=callback(some).encode(), headers={"Content-Type": "text/javascript"})
        for number, some in enumerate([*chunks(stories, PAGE_SIZE), ()], 1)
    }


def callback(stories: Sequence[Story]) -> str:
    """A page of the listing."""
    rows = [
        {"id": story.path[8:-5], "docTitle": story.title, "docUrl": "", "pub": f"{story.published}:00"}
        for story in stories
    ]
    return f"showList({json.dumps({'code': 0, 'data': {'rows': rows}}, ensure_ascii=False)});"


def editions(site: Walk, stories: Sequence[Story]) -> dict[str, Answer]:
    """The days of a newspaper, each with a page for each of its articles; not every day has one."""
    known = {}
    for day, each in groupby(stories, key=lambda story: story.day):
        articles = list(each)
        for number, story in enumerate(articles, 1):
            known[f"/html/{day[:7]}/{day[8:]}/node_{number}.htm"] = edition_page(site, story, number, len(articles))
    return known


def edition_page(site: Walk, story: Story, number: int, count: int) -> Answer:
    """A page of a day: the article on it, and the other pages."""
    name, before = story.path.rpartition("/")[2], date.fromisoformat(story.day) - timedelta(days=1)
    turned = (anchor(f"node_{other}.htm", f"第0{other}版：{EDITION_PAGES[other - 1]}") for other in range(1, count + 1))
    content = fill(
        "walks/edition.html",
        date=story.day,
        before=f"/html/{before:%Y-%m/%d}/node_1.htm",
        number=str(number),
        named=EDITION_PAGES[number - 1],
        areas=f'<area shape="rect" coords="0,0,90,90" href="{name}">',
        pages="".join(f"<li>{link}</li>" for link in turned),
        items=f"<li>{anchor(f'{name}?div=-1', story.title)}</li>",
    )
    return site.frame(f"{story.day} 第0{number}版", content)


def feed_and_listing(site: Walk, stories: Sequence[Story]) -> dict[str, Answer]:
    """A feed of the latest articles, and a listing of all."""
    lists = chunks(stories, PAGE_SIZE)
    return {
        **feed(site, stories[:IN_THE_FEED]),
        **{place(n): listing(site, lists, n) for n in range(1, len(lists) + 1)},
    }


def place(number: int) -> str:
    """The path of a page of the listing."""
    return "/yaowen/" if number == 1 else f"/yaowen/index_{number}.html"


def listing(site: Walk, lists: Sequence[Sequence[Story]], number: int) -> Answer:
    """A page of it."""
    items = (f"<li>{anchor(story.path, story.title)}<span>{story.day}</span></li>" for story in lists[number - 1])
    pager = anchor(place(number + 1), "下一页") if number < len(lists) else "下一页"
    words = {"channel": lists[0][0].channel, "items": "\n".join(items), "pager": pager}
    return site.frame(words["channel"], fill("walks/listing.html", **words))


FEED = '<link rel="alternate" type="application/rss+xml" title="RSS" href="/rss/news.xml">'
WALKS = {
    "dongling_rebao": Walk("东岭热报", feed, "gbk", FEED),
    "shaxi_zaixian": Walk("沙溪在线", sitemaps),
    "shuangqiao_fabu": Walk("双桥发布", scripted),
    "bailu_wanbao": Walk("白鹭晚报", editions),
    "lintang_xinwen": Walk("临塘新闻网", feed_and_listing, head=FEED),
}
"""Site -> how it is made."""
