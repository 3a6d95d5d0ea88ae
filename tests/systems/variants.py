"""Pages as shared systems make them, in variants of their templates, with the truth about each.

A variant is one small file, ``<system>/<variant>.html``: what is asked of it in TOML, then the parts of its templates. The words
are those of the demo world's articles, in which markup of other systems may be pasted.

    python -m tests.systems.variants FOLDER [SYSTEM/VARIANT ...]

writes a folder for each variant: its pages as they would be saved, and no word of what they should give.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import md5
from html import escape
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin
from zlib import crc32

from newscrawl.demo.stories import Story, read_stories
from newscrawl.items import Article
from newscrawl.page.document import CHINA, Page

FOLDER = Path(__file__).parent
FIRST_PAGE, SECOND_PAGE = 12, 8  # entries
READ = (0, 1, 4, 7, 11)  # entries of the first page whose articles are there
HOT = 10
SAVED_AT = "03-21T08:00:00+00:00"  # of the variant's year
SOURCES = ("秦南日报", "青禾时报", "新华网", "青禾县融媒体中心", "秦南晚报", "青禾发布")
SECTION = re.compile(r"^=== (\w+) ===\n", re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
LEAST, MOST = 2, 7  # paragraphs


SHORT = {  # what reads like no article: a sentence, names, a poem
    "县委书记到白岭镇调研": ("3月18日，县委书记到白岭镇调研春耕。",),
    "2019年度青禾县先进工作者名单": (
        "李晓燕 城关小学",
        "王建国 县医院",
        "赵海燕 白岭镇政府",
        "孙立 县水利局",
        "周敏 云台乡卫生院",
    ),
    "春日小河": ("小河弯弯绕村走", "柳枝点水燕低头", "老牛哞声过石桥", "一畦新绿等雨收"),
}


class SavedPage(NamedTuple):
    """A page as it was served; ``kind`` is listing or article, which whoever is to find out is not told."""

    url: str
    body: bytes
    content_type: str
    kind: str


@dataclass(frozen=True)
class Told:
    """What an article page must give. ``published`` is local time, as exact as the page tells it."""

    url: str
    title: str
    published: str
    paragraphs: tuple[str, ...]
    source: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """One template of a system, and what is asked of it (``given``: addresses, encoding and so on)."""

    system: str
    name: str
    given: Mapping[str, Any]
    parts: Mapping[str, str]

    @cached_property
    def stories(self) -> list[Story]:
        """The articles of its two listing pages, newest first; each variant has others."""
        pool = [story for site in self.given.get("stories", ("qinnan_daily", "xin_linghua")) for story in usable(site)]
        start, size = crc32(self.id.encode()) % len(pool), FIRST_PAGE + SECOND_PAGE
        return sorted((pool * 2)[start : start + size], key=lambda story: story.published or "", reverse=True)

    @property
    def id(self) -> str:
        return f"{self.system}/{self.name}"

    @property
    def year(self) -> int:
        """The year of its newest articles."""
        return int(self.given["day"][:4]) if "day" in self.given else self.given.get("year", 2020)

    @cached_property
    def pages(self) -> list[SavedPage]:
        """Two pages of its listing, and five articles of the first."""
        listings = [self.listing(number) for number in (1, 2)]
        return [*listings, *(self.article(self.stories[place]) for place in READ)]

    def articles(self) -> list[Told]:
        """The truth about the five articles."""
        return [self.told(self.stories[place]) for place in READ]

    @property
    def has_marks(self) -> bool:
        """Whether its template has the system's own markup around an article's text."""
        return bool(self.given.get("own_marks", True))

    def short_stories(self) -> Iterator[Story]:
        """Articles that only markup tells from the lines around them."""
        for title, paragraphs in SHORT.items():
            yield replace(self.stories[0], title=title, paragraphs=paragraphs, authors=())

    def links(self, number: int) -> list[str]:
        """The truth about the article links of a listing page."""
        return [self.address(story) for story in self.on_page(number)]

    def following(self, number: int) -> str | None:
        """The truth about the page behind a listing page."""
        following = self.given[("second", "third")[number - 1]]
        return urljoin(self.given["first"], following) if following else None

    def on_page(self, number: int) -> list[Story]:
        return self.stories[:FIRST_PAGE] if number == 1 else self.stories[FIRST_PAGE:]

    def listing(self, number: int) -> SavedPage:
        """A page of the listing, with its pager and a hot list of other articles."""
        link = "href" if number == 1 else "href2"
        items = [self.put("item", self.words(story, link)) for story in self.on_page(number)]
        if every := self.given.get("every"):  # a rule or the like after so many lines
            items = [one + (self.parts["rule"] if place % every == 0 else "") for place, one in enumerate(items, 1)]
        words = self.shared("href") | {"items": "\n".join(items), "title": self.given["channel"], "head": ""}
        areas = [self.put("area", self.words(story)) for story in self.on_page(number)] if "area" in self.parts else []
        words |= {
            "pager": self.parts[f"pager{number}"],
            "number": str(number - 1),
            "page": str(number),
            "areas": "\n".join(areas),
        }
        frame = "frame2" if number == 2 and "frame2" in self.parts else "frame"  # data that a script would ask for
        html = self.put(frame, words | {"content": self.put("listing", words)})
        return self.saved(self.given["first"] if number == 1 else str(self.following(1)), html, "listing")

    def article(self, story: Story) -> SavedPage:
        """An article's page."""
        words = self.shared("href_between") | self.words(story)
        for name, other in {"newer": self.stories[0], "older": self.stories[-1]}.items():
            words |= {f"{name}_{part}": value for part, value in self.words(other, "href_between").items()}
        words["body"] = "\n".join(self.put("paragraph", {"text": escape(text)}) for text in story.paragraphs)
        words["head"] = self.put("head", words) if "head" in self.parts else ""
        html = self.put("frame", words | {"content": self.put("article", words)})
        return self.saved(self.address(story), html, "article")

    def saved(self, url: str, html: str, kind: str) -> SavedPage:
        body = html.encode(self.given.get("encoding", "utf-8"), "xmlcharrefreplace")
        return SavedPage(url, body, self.given.get("content_type", "text/html"), kind)

    def shared(self, link: str) -> dict[str, str]:
        """What listings and articles have beside their own."""
        hot = [story for story in usable("qinghe_portal") + usable("qinnan_daily") if story not in self.stories][:HOT]
        hot_list = "\n".join(self.put("hot", self.words(story, link)) for story in hot) if "hot" in self.parts else ""
        return {"hot_list": hot_list, "site": self.given["site"], "channel": self.given["channel"]}

    def put(self, part: str, words: Mapping[str, str]) -> str:
        """A part of the template with its {{words}} put in; a missing one is a KeyError."""
        return PLACEHOLDER.sub(lambda found: words[found[1]], self.parts[part]).rstrip("\n")

    def address(self, story: Story) -> str:
        return urljoin(self.given["first"], self.given["article"].format_map(self.dated(story)))

    def dated(self, story: Story) -> dict[str, str]:
        """The parts of an article's day, and what systems count articles by."""
        year, month, day = self.published(story)[:10].split("-")
        number = 4000 + crc32(story.title.encode()) % 5000
        digest = md5(story.title.encode(), usedforsecurity=False).hexdigest()
        return {
            "y": year,
            "m": month,
            "d": day,
            "mo": month.lstrip("0"),
            "da": day.lstrip("0"),
            "id": str(number),
            "digest": digest,
        }

    def published(self, story: Story) -> str:
        """When the site has it: in another year where the variant is of another one. 2020-03-18 16:25."""
        if day := self.given.get("day"):  # a newspaper's, whose articles are all of one
            return f"{day} 00:00"
        return f"{int(story.published[:4]) - 2020 + self.year}{story.published[4:16]}"  # type: ignore[index] # stories have a time

    def told(self, story: Story) -> Told:
        """The truth about an article; the variant says how much of it its pages show."""
        shown = self.given.get("shown", ["source"])
        published = self.published(story)
        return Told(
            self.address(story),
            story.title,
            published[:10] if "day" in shown else published,
            story.paragraphs,
            self.source(story) if "source" in shown else None,
            tuple(name.rpartition(" ")[2] for name in story.authors) if "authors" in shown else (),
        )

    def source(self, story: Story) -> str:
        return story.source or "" if story.site == "qinghe_portal" else SOURCES[len(story.title) % len(SOURCES)]

    def words(self, story: Story, link: str = "href") -> dict[str, str]:
        """What a template says of an article. ``link``: href on the first listing page, href2 on the second, href_between on articles."""
        published, title = self.published(story), escape(story.title)
        href = self.given.get(link, self.given.get("href", self.given["article"])).format_map(self.dated(story))
        return self.dated(story) | {
            "title": title,
            "short": title if len(title) <= 16 else f"{title[:14]}…",
            "href": escape(href),
            "url": self.address(story),
            "published": published,
            "day": published[:10],
            "time": published[11:],
            "source": self.source(story),
            "authors": " ".join(story.authors) or "佚名",
            "names": " ".join(name.rpartition(" ")[2] for name in story.authors),
            "editors": " ".join(story.editors) or "网站编辑",
            "summary": escape(story.paragraphs[0][:60]),
            "first": escape(story.paragraphs[0]),
            "keywords": ",".join(story.keywords),
            "hits": str(100 + len(story.paragraphs[0])),
            "site": self.given["site"],
            "channel": self.given["channel"],
        }


def parsed(page: SavedPage) -> Page:
    """The page as newscrawl parses it."""
    return Page.parse(page.body, page.url, page.content_type)


def as_told(article: Article, told: Told) -> Told:
    """What was read of an article, as exact and as far as its truth goes."""
    published = article.published_at.astimezone(CHINA).isoformat(" ") if article.published_at else ""
    return Told(
        article.url,
        article.title or "",
        published[: len(told.published)],
        tuple((article.body or "").split("\n")),
        article.source if told.source else None,
        tuple(article.authors) if told.authors else (),
    )


def usable(site: str) -> list[Story]:
    """The stories of a demo site that a plain template can show: dated, of some paragraphs, its own."""
    return [
        story
        for story in read_stories(site)
        if len(story.published or "") >= len("2020-03-18 16:25")
        and LEAST <= len(story.paragraphs) <= MOST
        and not (story.repost_of or story.table or story.subtitle)
    ]


def read_variant(file: Path) -> Variant:
    """The variant that a file describes."""
    asked, *rest = SECTION.split(file.read_text("utf-8"))
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    return Variant(file.parent.name, file.stem, tomllib.loads(asked), parts)


def variants() -> Iterator[Variant]:
    """All there are."""
    yield from map(read_variant, sorted(FOLDER.glob("*/*.html")))


def save(variant: Variant, folder: Path) -> None:
    """Write the variant's pages, and of each only what whoever fetched it would know."""
    folder.mkdir(parents=True)
    index = []
    for number, page in zip(count(1), variant.pages):
        file = f"{number}.html.gz"
        (folder / file).write_bytes(gzip.compress(page.body, mtime=0))
        index.append(
            {
                "file": file,
                "url": page.url,
                "content_type": page.content_type,
                "saved_at": f"{variant.year}-{SAVED_AT}",
            }
        )
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(folder: str, *names: str) -> None:
    for variant in variants():
        if not names or variant.id in names:
            save(variant, Path(folder) / variant.system / variant.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
