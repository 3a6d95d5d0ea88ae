"""The pages of 禾阳在线, a county's news site that has no spider: docs/add_a_site.md writes it.

Tables of about 2008 in GBK, without a charset in the header; a long article is cut into pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newscrawl.demo.pages import Pages, chunks, fill, page
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story
from newscrawl.demo.wording import anchor, parts

__all__ = ["HOST", "SITE", "serve"]

SITE, HOST = "heyang_online", "www.heyang.example"
SECTION = "/news/"
PAGE_SIZE = 6
NAVIGATION = ("/", "/zhuanti/", "/shenghuo/", "/bbs/", "/about.html", "/tougao.html")


def serve(stories: Sequence[Story]) -> Pages:
    """The site. Its listing counts from index.html over index_2.html upwards."""
    lists = chunks(stories, PAGE_SIZE)
    listings = {_address(number): _listing(number, lists, stories) for number in range(1, len(lists) + 1)}
    articles = {path: answer for story in stories for path, answer in _article(story, stories).items()}
    others = dict.fromkeys(NAVIGATION, _plain("栏目建设中，敬请期待。", stories))
    return Pages({**others, **listings, **articles}, missing=_plain("您要找的页面不存在。", stories, status=404))


def _address(number: int) -> str:
    return SECTION if number == 1 else f"{SECTION}index_{number}.html"


def _frame(title: str, content: str, stories: Sequence[Story], status: int = 200) -> Answer:
    hot = "\n".join(f"<li>{anchor(story.path, story.title)}</li>" for story in stories[::-2])
    html = fill("heyang_online/frame.html", title=escape(title), content=content, hot=hot)
    return page(html, "gbk", "text/html", status)


def _plain(words: str, stories: Sequence[Story], status: int = 200) -> Answer:
    return _frame("禾阳在线", fill("heyang_online/plain.html", words=words), stories, status)


def _listing(number: int, lists: Sequence[Sequence[Story]], stories: Sequence[Story]) -> Answer:
    items = "\n".join(
        f'<tr><td>·{anchor(story.path, story.title)}</td><td class="rq">{story.day}</td></tr>'
        for story in lists[number - 1]
    )
    pager = _pager([_address(other) for other in range(1, len(lists) + 1)], number)
    return _frame("本地新闻_禾阳在线", fill("heyang_online/listing.html", items=items, pager=pager), stories)


def _pager(addresses: Sequence[str], number: int) -> str:
    links = [str(place) if place == number else anchor(to, str(place)) for place, to in enumerate(addresses, 1)]
    return " ".join([*links, anchor(addresses[number], "下一页")] if number < len(addresses) else links)


def _article(story: Story, stories: Sequence[Story]) -> dict[str, Answer]:
    """The pages of one article: /4107.html, and where it has more, /4107_2.html and so on."""
    texts, place = parts(story), stories.index(story)
    addresses = [story.path, *(story.path.replace(".html", f"_{number}.html") for number in range(2, len(texts) + 1))]
    return {
        to: _part(story, text, _pager(addresses, number) if len(texts) > 1 else "", stories, place)
        for number, (to, text) in enumerate(zip(addresses, texts, strict=True), 1)
    }


def _part(story: Story, text: Sequence[tuple[int, str]], pager: str, stories: Sequence[Story], place: int) -> Answer:
    content = fill(
        "heyang_online/article.html",
        title=escape(story.title),
        published=story.published or "",
        source=story.source or "",
        authors=f"　作者：{' '.join(author.rpartition(' ')[2] for author in story.authors)}" if story.authors else "",
        body="\n".join(f"<p>　　{words}</p>" for _, words in text),
        pager=f'<div class="fy">{pager}</div>' if pager else "",
        editors=" ".join(story.editors),
        newer=_neighbour(stories, place - 1),
        older=_neighbour(stories, place + 1),
    )
    return _frame(f"{story.title}_禾阳在线", content, stories)


def _neighbour(stories: Sequence[Story], place: int) -> str:
    return anchor(stories[place].path, stories[place].title) if 0 <= place < len(stories) else "没有了"
