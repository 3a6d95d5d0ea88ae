"""The pages of 领花厂家, a maker of collar badges whose 技术资讯 section fills up with other people's news.

XHTML 1.0 of about 2010 in UTF-8. Its pages carry commercial links in every way known: below the text, between paragraphs,
inside sentences, around honest words, and hidden.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.demo.pages import Pages, chunks, fill, page, stored_files
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story
from newscrawl.demo.wording import anchor, phrase, sentence

__all__ = ["serve"]

SECTION = "/jishuzixun/"
PAGE_SIZE = 10
NAVIGATION = ["/", "/guanyu/", "/chanpin/", "/anli/", "/lianxi/", "/sitemap.html"]
PRODUCTS = ["linghua/", "maohui/", "jianzhang/", "bizhang/", "huizhang/"]
PRODUCTS += ["linghua/18.html", "maohui/22.html", "bizhang/27.html", "huizhang/31.html"]


def serve(stories: Sequence[Story]) -> Pages:
    """The site. Its listing counts from index.html over list_2.html upwards."""
    lists = chunks(stories, PAGE_SIZE)
    listings = {_address(number): _listing(number, lists) for number in range(1, len(lists) + 1)}
    articles = {path: _article(story, stories) for story in stories for path in (story.path, *story.also_at)}
    others = dict.fromkeys(
        NAVIGATION + [f"/chanpin/{name}" for name in PRODUCTS],
        _plain("我们是专业的领花、帽徽、肩章、臂章生产厂家，来图定做，量大从优。", stories),
    )
    known = {**others, **stored_files(stories), **listings, f"{SECTION}index.html": listings[SECTION], **articles}
    return Pages(known, missing=_plain("您访问的页面不存在!", stories, status=404))


def _address(number: int) -> str:
    return SECTION if number == 1 else f"{SECTION}list_{number}.html"


def _frame(title: str, content: str, stories: Sequence[Story], status: int = 200) -> Answer:
    recommended = "\n".join(
        f"        <li><span>[{story.day[5:]}]</span>{anchor(story.path, story.title)}</li>" for story in stories[2:8]
    )
    html = fill("xin_linghua/frame.html", title=title, content=content, recommended=recommended)
    return page(html, status=status)


def _plain(words: str, stories: Sequence[Story], status: int = 200) -> Answer:
    return _frame("领花厂家", fill("xin_linghua/plain.html", words=words), stories, status)


def _listing(number: int, lists: Sequence[Sequence[Story]]) -> Answer:
    items = "\n".join(
        f'        <li><span class="date">{story.day}</span>·{anchor(path, story.title)}</li>'
        for story, path in _entries(number, lists)
    )
    content = fill("xin_linghua/listing.html", items=items, pager=_pager(number, len(lists)))
    return _frame("技术资讯-领花厂家", content, lists[0])


def _entries(number: int, lists: Sequence[Sequence[Story]]) -> list[tuple[Story, str]]:
    """What a listing page links to; the last one has what was posted again at other addresses, too."""
    entries = [(story, story.path) for story in lists[number - 1]]
    if number == len(lists):
        entries += [(story, path) for stories in lists for story in stories for path in story.also_at]
    return entries


def _pager(number: int, last: int) -> str:
    """Numbered links; the words of a step that cannot be taken are no link."""
    steps = [(1, "首页"), (number - 1, "上一页")]
    steps += [(other, str(other)) for other in range(1, last + 1)]
    steps += [(number + 1, "下一页"), (last, "末页")]
    return " ".join(
        anchor(_address(to), text) if to != number and 1 <= to <= last else f"<span>{text}</span>" for to, text in steps
    )


def _article(story: Story, stories: Sequence[Story]) -> Answer:
    place = stories.index(story)
    content = fill(
        "xin_linghua/article.html",
        title=story.title,
        published=story.published or "",
        read_count="" if story.read_count is None else str(story.read_count),
        source=story.source or "",
        body=_body(story),
        newer=_neighbour(stories, place - 1),
        older=_neighbour(stories, place + 1),
    )
    return _frame(f"{story.title}-技术资讯-领花厂家", content, stories)


def _neighbour(stories: Sequence[Story], place: int) -> str:
    inside = 0 <= place < len(stories)
    return anchor(stories[place].path, stories[place].title) if inside else "没有了"


def _body(story: Story) -> str:
    blocks = []
    for number, words in enumerate(story.paragraphs, 1):
        blocks.append(f"<p>　　{sentence(story, words)}</p>")
        blocks += [_picture(address, caption) for after, address, caption in story.images if after == number]
        blocks += [f"<p>{phrase((text, to))}</p>" for after, text, to in story.between if after == number]
    blocks += [_hidden(story)] if story.hidden else []
    blocks += [f"<p>{phrase(planted)}</p>" for planted in story.tail]
    return "\n".join(blocks)


def _picture(address: str, caption: str) -> str:
    words = f"<br />{caption}" if caption else ""
    return f'<p style="text-align:center"><img src="{address}" alt="{caption}" border="0" />{words}</p>'


def _hidden(story: Story) -> str:
    """Links that only search engines are meant to see; a marquee one pixel high is one of the ways."""
    words = " ".join(map(phrase, story.hidden))
    if story.hidden_by == "marquee":
        return f'<marquee width="1" height="1" scrollamount="9000">{words}</marquee>'
    return f'<div style="{story.hidden_by}">{words}</div>'
