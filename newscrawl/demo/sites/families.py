"""The pages of three families of sites, each made by a content system that many share: DedeCMS, TRS WCM, VSB.

The two sites of a family have the same templates, and differ in words, addresses and encoding. What a system leaves to
scripts, such as the pager of TRS WCM and the count of readers, is left to them here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from newscrawl.demo.pages import Pages, chunks, dated, fill, page
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story

__all__ = ["MEMBERS"]

PAGE_SIZE = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A site of a family: its templates' folder, its name, the address of its listing, and how its pages are served."""

    system: str
    name: str
    listing: str
    encoding: str = "utf-8"

    def serve(self, stories: Sequence[Story]) -> Pages:
        """The site: one listing, and its articles."""
        lists = chunks(stories, PAGE_SIZE)
        known = {self.address(number, len(lists)): self.page_of_list(number, lists) for number in range(len(lists))}
        known |= {story.path: self.article(story, stories) for story in stories}
        known["/"] = self.frame(self.name, "<p>栏目建设中……</p>", "")
        return Pages(known, missing=self.frame(self.name, "<p>对不起，您访问的页面不存在！</p>", "", 404))

    def address(self, number: int, count: int) -> str:
        """Of a page of the listing. ``number`` counts from 0; the first has the address of the section."""
        return NUMBERED[self.system](self.listing, number, count) if number else self.listing

    def page_of_list(self, number: int, lists: Sequence[Sequence[Story]]) -> Answer:
        """A page of the listing."""
        count, channel = len(lists), lists[0][0].channel
        items = "\n".join(self.filled("item", story) for story in lists[number])
        following = self.address(min(number + 1, count - 1), count)
        words = {"number": str(number), "shown": str(number + 1), "count": str(count), "following": following}
        step = "pager" if number + 1 < count else "last_pager"
        pager = fill(f"{self.system}/{step}.html", first=self.listing, **words)
        return self.frame(
            channel, fill(f"{self.system}/listing.html", items=items, pager=pager, channel=channel), channel
        )

    def article(self, story: Story, stories: Sequence[Story]) -> Answer:
        """An article's page, with those before and behind it."""
        place = stories.index(story)
        newer, older = stories[place - 1], stories[(place + 1) % len(stories)]
        content = self.filled("article", story, newer=self.filled("link", newer), older=self.filled("link", older))
        return dated(self.frame(story.title, content, story.channel), story.day)

    def frame(self, title: str, content: str, channel: str, status: int = 200) -> Answer:
        """What all its pages have around them."""
        words = {
            "title": escape(title),
            "content": content,
            "channel": channel,
            "listing": self.listing,
            "name": self.name,
        }
        return page(fill(f"{self.system}/frame.html", **words), self.encoding, "text/html", status)

    def filled(self, part: str, story: Story, **more: str) -> str:
        """A part of the templates with what it says of an article."""
        authors = " ".join(name.rpartition(" ")[2] for name in story.authors)
        words = {
            "href": story.path,
            "title": escape(story.title),
            "published": story.published or "",
            "day": story.day,
            "source": story.source or "",
            "authors": f"作者：{authors}" if authors else "",
            "editors": " ".join(story.editors),
            "id": story.path.rpartition(".")[0].rpartition("/")[2].rpartition("_")[2],
            "body": "\n".join(fill(f"{self.system}/paragraph.html", text=escape(text)) for text in story.paragraphs),
        }
        return fill(f"{self.system}/{part}.html", **words, **more)


def upwards(ending: str, listing: str, number: int, count: int) -> str:  # noqa: ARG001 - pages that are counted down need it
    """Of pages that are counted up in the section's folder."""
    return f"{listing}{ending.format(number, number + 1)}"


def downwards(listing: str, number: int, count: int) -> str:
    """Of pages that are counted down, the oldest being 1, in a folder called like the first page."""
    return f"{listing.removesuffix('.htm')}/{count - number}.htm"


NUMBERED: dict[str, Callable[[str, int, int], str]] = {
    "dede_family": partial(upwards, "list_4_{1}.html"),
    "trs_family": partial(upwards, "index_{0}.html"),
    "vsb_family": downwards,
}

MEMBERS = {
    "qinnan_nongye": Member("dede_family", "秦南农业信息网", "/a/nongshi/", "gbk"),
    "yuntai_zaixian": Member("dede_family", "云台在线", "/a/bendi/"),
    "luhe_zhengfu": Member("trs_family", "潞河县人民政府", "/xwzx/lhyw/", "gbk"),
    "anping_zhengfu": Member("trs_family", "安坪县人民政府", "/xwdt/apyw/"),
    "qinnan_xueyuan": Member("vsb_family", "秦南学院", "/xyxw.htm", "gbk"),
    "heshui_zhongxue": Member("vsb_family", "禾水中学", "/xxxw.htm"),
}
"""Site -> how its pages are made."""
