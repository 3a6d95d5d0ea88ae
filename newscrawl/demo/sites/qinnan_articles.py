"""The article pages of 秦南日报网, and the frame around all of its pages.

Some articles describe themselves in JSON-LD and og: tags, some in og: tags alone, some (layout ``old`` and ``bare``) only
in the line below the headline.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from newscrawl.demo.pages import fill, page, tagged
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story
from newscrawl.demo.wording import anchor, parts, phrase, sentence

__all__ = ["article_pages", "frame"]


def frame(title: str, content: str, stories: Sequence[Story], meta: str = "", kind: str = "page") -> str:
    """A page with the site's head, hot list and foot around its ``content``."""
    hot = "\n".join(f"      <li>{anchor(story.path, story.title)}</li>" for story in sorted(stories, key=_heat)[:6])
    return fill("qinnan_daily/frame.html", title=title, content=content, hot=hot, meta=meta, kind=kind)


def _heat(story: Story) -> str:
    """An order that has nothing to do with time, as that of a hot list."""
    return story.path[::-1]


def article_pages(story: Story, stories: Sequence[Story]) -> dict[str, Answer]:
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
    return tagged(page(frame(f"{escape(story.title)}_秦南日报网", content, stories, head, "detail")))


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
