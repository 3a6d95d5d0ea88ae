"""The pages of 秦南日报网, the web edition of a regional daily: HTML5 in UTF-8.

Some articles describe themselves in JSON-LD and og: tags, some only in a byline. The listing mixes in what daily life does:
dead links, a server that stumbles, a redirect loop, a PDF, a gallery, an advertisement, and one article under three addresses.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from newscrawl.demo.files import pdf
from newscrawl.demo.pages import Pages, chunks, fill, page, stored_files, tagged
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story
from newscrawl.demo.wording import anchor, parts, phrase, sentence

__all__ = ["AD", "GALLERY", "GONE", "LOOP", "PAPER", "UNSTEADY", "serve"]

SECTION = "/bendi/"
PAGE_SIZE = 8
NAVIGATION = (
    "/",
    "/shizheng/",
    "/minsheng/",
    "/lvyou/",
    "/tupian/",
    "/zhuanti/",
    "/about/",
    "/about/ad.html",
    "/about/law.html",
)

# What a listing links to besides articles, and on which of its pages.
AD = "http://www.jiangpan-loupan.example/2020/tehui.html"
GALLERY = "/tupian/2020/0318/g301.html"
PAPER = "/epaper/2020/0318/qnrb0318.pdf"
GONE = "/bendi/2020/0317/4998.html"
LOOP = ("/bendi/2020/0316/4980.html", "/bendi/2020/0316/4981.html")
STRAYS = (
    (1, AD, "江畔新城二期盛大开盘 首付低至一成"),
    (1, GALLERY, "【图集】春到秦南：油菜花开满山坡"),
    (2, GONE, "秦南至青禾城际客运班线明日恢复发车"),
    (2, PAPER, "秦南日报2020年3月18日电子版"),
    (3, LOOP[0], "市区部分路段恢复停车收费"),
)
UNSTEADY = "/bendi/2020/0318/5003.html"


def serve(stories: Sequence[Story]) -> Pages:
    """The site. Its listing counts from /bendi/ over /bendi/2/ upwards."""
    articles: dict[str, Answer] = {}
    for story in stories:
        articles |= _article_pages(story, stories)
    others = dict.fromkeys(NAVIGATION, _plain("栏目更新中，敬请期待。", stories)) | stored_files(stories)
    known = {**others, **_strays(stories), **_listings(stories), **articles}
    return Pages(known, missing=_plain("404 您访问的页面不存在", stories, 404), unsteady=[UNSTEADY])


def _strays(stories: Sequence[Story]) -> dict[str, Answer]:
    there, back = LOOP
    return {
        there: Answer(302, b"", {"Location": back}),
        back: Answer(302, b"", {"Location": there}),
        PAPER: Answer(body=pdf("秦南日报 2020年3月18日"), headers={"Content-Type": "application/pdf"}),
        GALLERY: _gallery(stories),
    }


def _frame(title: str, content: str, stories: Sequence[Story], meta: str = "", kind: str = "page") -> str:
    hot = "\n".join(f"      <li>{anchor(story.path, story.title)}</li>" for story in sorted(stories, key=_heat)[:6])
    return fill("qinnan_daily/frame.html", title=title, content=content, hot=hot, meta=meta, kind=kind)


def _heat(story: Story) -> str:
    """An order that has nothing to do with time, as that of a hot list."""
    return story.path[::-1]


def _plain(words: str, stories: Sequence[Story], status: int = 200) -> Answer:
    return page(_frame("秦南日报网", fill("qinnan_daily/plain.html", words=words), stories), status=status)


def _gallery(stories: Sequence[Story]) -> Answer:
    slides = "".join(f'<figure><img src="/static/img/g301_{number}.jpg" alt=""></figure>' for number in range(1, 7))
    content = fill("qinnan_daily/gallery.html", title="春到秦南：油菜花开满山坡", slides=slides)
    return page(_frame("春到秦南_秦南日报网", content, stories, kind="gallery"))


def _listings(stories: Sequence[Story]) -> dict[str, Answer]:
    lists = chunks(stories, PAGE_SIZE)
    return {_address(number): _listing(number, lists, stories) for number in range(1, len(lists) + 1)}


def _address(number: int) -> str:
    return SECTION if number == 1 else f"{SECTION}{number}/"


def _listing(number: int, lists: Sequence[Sequence[Story]], stories: Sequence[Story]) -> Answer:
    items = [_item(story, story.queries[0]) for story in lists[number - 1]]
    items += [_stray(address, title) for on, address, title in STRAYS if on == number]
    items += [_item(story, query) for story, query in _again(number, stories)]
    pager = _pager(number, len(lists))
    content = fill("qinnan_daily/listing.html", items="".join(items).rstrip(), pager=pager)
    return tagged(page(_frame("本地新闻_秦南日报网", content, stories, kind="list")))


def _again(number: int, stories: Sequence[Story]) -> list[tuple[Story, str]]:
    """What a listing page shows once more: articles of the pages before it, under addresses that tell where one clicked."""
    return [
        (story, query)
        for place, story in enumerate(stories)
        for later, query in enumerate(story.queries[1:], place // PAGE_SIZE + 2)
        if later == number
    ]


def _item(story: Story, query: str) -> str:
    return fill(
        "qinnan_daily/item.html",
        href=escape(f"{story.path}{query}"),
        image=story.images[0][1] if story.images else "/static/img/default.jpg",
        title=escape(story.title, quote=False),
        summary=escape(story.summary or f"{story.paragraphs[0][:48]}……", quote=False),
        day=story.day if story.published else "",
    )


def _stray(address: str, title: str) -> str:
    kind = "ad" if address == AD else "news-item"
    return f'    <li class="{kind}"><h3>{anchor(address, title, " target=_blank")}</h3></li>\n'


def _pager(number: int, last: int) -> str:
    links = [anchor(_address(number - 1), "上一页", ' class="prev"')] if number > 1 else []
    links += [
        f'<span class="current">{other}</span>' if other == number else anchor(_address(other), str(other))
        for other in range(1, last + 1)
    ]
    links += [anchor(_address(number + 1), "下一页", ' class="next"')] if number < last else []
    return "".join(links)


def _article_pages(story: Story, stories: Sequence[Story]) -> dict[str, Answer]:
    """The pages of one article: /5012.html, and where it has more, /5012_2.html and so on."""
    texts = parts(story)
    return {
        _part_path(story, number): _article(story, stories, number, text, len(texts))
        for number, text in enumerate(texts, 1)
    }


def _part_path(story: Story, number: int) -> str:
    return story.path if number == 1 else story.path.replace(".html", f"_{number}.html")


def _article(story: Story, stories: Sequence[Story], number: int, text: list[tuple[int, str]], count: int) -> Answer:
    content = fill(
        "qinnan_daily/article.html",
        channel=story.channel,
        title=escape(story.title, quote=False),
        subtitle=f'  <p class="article-subtitle">{story.subtitle}</p>' if story.subtitle else "",
        byline=_byline(story),
        body=_body(story, text, is_last=number == count),
        pager=_part_pager(story, number, count),
        end=f"[责任编辑：{' '.join(story.editors)}]" if story.editors else "",
        related=_related(story, stories),
    )
    head = _meta(story) if number == 1 else ""
    return tagged(page(_frame(f"{escape(story.title)}_秦南日报网", content, stories, head, "detail")))


def _byline(story: Story) -> str:
    """The line below the headline. On older pages date and hour stand together without a blank."""
    if not story.published:
        return f"<span>来源：{story.source}</span>"
    written = _chinese_date(story.published) if story.layout == "old" else story.published[:16]
    words = [f'<span class="time">{written}</span>', f"<span>来源：{story.source}</span>"]
    words += [f"<span>{' '.join(story.authors)}</span>"] if story.authors else []
    words += [f'<span class="modified">更新时间：{story.modified}</span>'] if story.modified else []
    words += [f"<span>责任编辑：{' '.join(story.editors)}</span>"] if story.editors else []
    return " ".join(words)


def _chinese_date(published: str) -> str:
    year, month, rest = published.split("-")
    return f"{year}年{month}月{rest[:2]}日{rest[3:]}"


def _meta(story: Story) -> str:
    if story.layout in ("old", "bare"):
        return ""
    lines = [
        # The newsroom's system does not escape quotes here, so a headline with quotes ends early.
        f'<meta property="og:title" content="{story.title}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:url" content="{story.url}">',
        f'<meta name="description" content="{escape(story.summary or story.paragraphs[0][:60])}">',
        f'<meta name="keywords" content="{",".join(story.keywords)}">',
        f'<link rel="canonical" href="{story.url}">',
    ]
    return "\n".join([*lines, _json_ld(story)] if story.layout == "jsonld" else lines)


def _json_ld(story: Story) -> str:
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": story.url,
        "headline": story.title,
        "datePublished": _iso(story.published),
        "dateModified": _iso(story.modified or story.published),
        "author": [{"@type": "Person", "name": _name(author)} for author in story.authors],
        "publisher": {"@type": "Organization", "name": "秦南日报"},
    }
    return f'<script type="application/ld+json">{json.dumps(described, ensure_ascii=False)}</script>'


def _iso(local: str | None) -> str:
    return f"{local.replace(' ', 'T')}+08:00" if local else ""


def _name(author: str) -> str:
    return author.rpartition(" ")[2]


def _body(story: Story, text: list[tuple[int, str]], is_last: bool) -> str:
    blocks = []
    for number, words in text:
        blocks.append(f"    <p>　　{sentence(story, words)}</p>")
        blocks += [_picture(address, caption) for after, address, caption in story.images if after == number]
        blocks += [f"    <p>{phrase((words, to))}</p>" for after, words, to in story.between if after == number]
    blocks += [f"    <p>{phrase(planted)}</p>" for planted in story.tail if is_last]
    return "\n".join(blocks)


def _picture(address: str, caption: str) -> str:
    return f'    <figure><img src="{address}" alt="{caption}"><figcaption>{caption}</figcaption></figure>'


def _part_pager(story: Story, number: int, count: int) -> str:
    """The links between the parts of a long article."""
    if count == 1:
        return ""
    links = [
        f"<b>{other}</b>" if other == number else anchor(_part_path(story, other).rpartition("/")[2], str(other))
        for other in range(1, count + 1)
    ]
    if number < count:
        following = _part_path(story, number + 1).rpartition("/")[2]
        links += [anchor(following, "下一页"), anchor(following, "余下全文", ' class="rest"')]
    return f'  <div class="article-pages">{" ".join(links)}</div>'


def _related(story: Story, stories: Sequence[Story]) -> str:
    place = stories.index(story)
    others = [other for other in stories[max(0, place - 2) : place + 3] if other is not story]
    return "\n".join(f"      <li>{anchor(other.path, other.title)}</li>" for other in others[:3])
