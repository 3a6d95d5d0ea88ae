"""The pages of 秦南日报网, the web edition of a regional daily: HTML5 in UTF-8.

Its listing mixes in what daily life does: a dead link, a server that stumbles, a redirect loop, a PDF, a gallery, an
advertisement, and one article under three addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newscrawl.demo.files import pdf
from newscrawl.demo.pages import Pages, chunks, fill, page, stored_files, tagged
from newscrawl.demo.server import Answer
from newscrawl.demo.sites.qinnan_articles import article_pages, frame
from newscrawl.demo.stories import Story
from newscrawl.demo.wording import anchor

__all__ = ["AD", "GALLERY", "GONE", "LOOP", "PAPER", "UNSTEADY", "serve"]

SECTION = "/bendi/"
PAGE_SIZE = 8
NAVIGATION = "/ /shizheng/ /minsheng/ /lvyou/ /tupian/ /zhuanti/ /about/ /about/ad.html /about/law.html".split()

# What a listing links to besides articles, and on which of its pages.
AD_TITLE = "江畔新城二期盛大开盘 首付低至一成"
AD = "http://www.jiangpan-loupan.example/2020/tehui.html"
GALLERY = "/tupian/2020/0318/g301.html"
PAPER = "/epaper/2020/0318/qnrb0318.pdf"
GONE = "/bendi/2020/0317/4998.html"
LOOP = ("/bendi/2020/0316/4980.html", "/bendi/2020/0316/4981.html")
STRAYS = (
    (1, GALLERY, "【图集】春到秦南：油菜花开满山坡", "本报摄影记者用六张照片记录这个春天。"),
    (2, GONE, "秦南至青禾城际客运班线明日恢复发车", "每日往返各八班，乘客须实名购票、全程佩戴口罩。"),
    (2, PAPER, "秦南日报2020年3月18日电子版", "今日八版，点击阅读全部版面。"),
    (3, LOOP[0], "市区部分路段恢复停车收费", "首批恢复的泊位有一千二百个，半小时内免费。"),
)
UNSTEADY = "/bendi/2020/0318/5003.html"


def serve(stories: Sequence[Story]) -> Pages:
    """The site. Its listing counts from /bendi/ over /bendi/2/ upwards."""
    articles: dict[str, Answer] = {}
    for story in stories:
        articles |= article_pages(story, stories)
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


def _plain(words: str, stories: Sequence[Story], status: int = 200) -> Answer:
    return page(frame("秦南日报网", fill("qinnan_daily/plain.html", words=words), stories), status=status)


def _gallery(stories: Sequence[Story]) -> Answer:
    slides = "".join(f'<figure><img src="/static/img/g301_{number}.jpg" alt=""></figure>' for number in range(1, 7))
    content = fill("qinnan_daily/gallery.html", title="春到秦南：油菜花开满山坡", slides=slides)
    return page(frame("春到秦南_秦南日报网", content, stories, kind="gallery"))


def _listings(stories: Sequence[Story]) -> dict[str, Answer]:
    lists = chunks(stories, PAGE_SIZE)
    return {_address(number): _listing(number, lists, stories) for number in range(1, len(lists) + 1)}


def _address(number: int) -> str:
    return SECTION if number == 1 else f"{SECTION}{number}/"


def _listing(number: int, lists: Sequence[Sequence[Story]], stories: Sequence[Story]) -> Answer:
    items = [_item(story, story.queries[0]) for story in lists[number - 1]]
    items[2:2] = _strays_of(number, lists[number - 1][0].day)
    items += [_item(story, query) for story, query in _again(number, stories)]
    pager = _pager(number, len(lists))
    content = fill("qinnan_daily/listing.html", items="".join(items).rstrip(), pager=pager)
    return tagged(page(frame("本地新闻_秦南日报网", content, stories, kind="list")))


def _again(number: int, stories: Sequence[Story]) -> list[tuple[Story, str]]:
    """What a listing page shows once more: articles of the pages before it, under addresses that tell where one clicked."""
    return [
        (story, query)
        for place, story in enumerate(stories)
        for later, query in enumerate(story.queries[1:], place // PAGE_SIZE + 2)
        if later == number
    ]


def _item(story: Story, query: str) -> str:
    return _entry(
        f"{story.path}{query}",
        story.title,
        story.summary or f"{story.paragraphs[0][:48]}……",
        story.day if story.published else "",
        story.images[0][1] if story.images else "/static/img/default.jpg",
    )


def _entry(address: str, title: str, summary: str, day: str, image: str = "/static/img/default.jpg") -> str:
    return fill(
        "qinnan_daily/item.html",
        href=escape(address),
        image=image,
        title=escape(title, quote=False),
        summary=escape(summary, quote=False),
        day=day,
    )


def _strays_of(number: int, day: str) -> list[str]:
    """What a listing page holds besides articles; only the advertisement looks different."""
    entries = [_entry(address, title, summary, day) for on, address, title, summary in STRAYS if on == number]
    ad = f'    <li class="ad"><h3>{anchor(AD, AD_TITLE, " target=_blank")}</h3></li>\n'
    return [ad, *entries] if number == 1 else entries


def _pager(number: int, last: int) -> str:
    links = [anchor(_address(number - 1), "上一页", ' class="prev"')] if number > 1 else []
    links += [
        f'<span class="current">{other}</span>' if other == number else anchor(_address(other), str(other))
        for other in range(1, last + 1)
    ]
    links += [anchor(_address(number + 1), "下一页", ' class="next"')] if number < last else []
    return "".join(links)
