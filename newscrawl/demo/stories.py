"""The articles of the demo world as their newsrooms have them: one TOML file each, in articles/<site>/.

The words of an article are kept clean. What its page does to them (links around words, planted phrases, pictures) stands
beside them, so that the same file tells what the page shows and what a right crawl keeps.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin

__all__ = ["HOSTS", "RENDERED", "Story", "read_stories"]

HOSTS = {
    "qinghe_portal": "www.qinghe.gov.example",
    "qinnan_daily": "www.qinnandaily.example",
    "xin_linghua": "www.xinlinghua.example",
    "qinnan_nongye": "www.qnnongye.example",
    "yuntai_zaixian": "www.yuntaizx.example",
    "luhe_zhengfu": "www.luhe.gov.example",
    "anping_zhengfu": "www.anping.gov.example",
    "qinnan_xueyuan": "www.qnxy.example",
    "heshui_zhongxue": "www.hszx.example",
    "yunxi_online": "www.yunxi.example",
    "dongling_rebao": "www.donglingrb.example",
    "shaxi_zaixian": "www.shaxizx.example",
    "shuangqiao_fabu": "www.shuangqiao.gov.example",
    "bailu_wanbao": "epaper.bailuwb.example",
    "lintang_xinwen": "www.lintang.example",
}
"""Site -> host name, in crawl order: who writes an article comes before who reposts it."""

RENDERED = frozenset(["yunxi_online"])
"""Sites whose pages are made by scripts: crawling them takes Splash or a browser."""

Phrase = tuple[str, str]
"""A planted phrase and what it links to; an empty address is a phrase without a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article: its own words first, then what its page does with them. Paragraphs are numbered from 1."""

    site: str
    path: str  # of the clean address
    title: str
    paragraphs: tuple[str, ...]
    subtitle: str | None = None
    summary: str | None = None
    published: str | None = None  # local time, as exact as the page tells it
    modified: str | None = None
    listed: str  # orders the listing: published, unless the page has no date
    source: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    channel: str
    keywords: tuple[str, ...] = ()
    read_count: int | None = None
    repost_of: str | None = None  # "site/name" of the file it repeats

    links: Mapping[str, str] = field(default_factory=dict)  # words of a sentence -> what they link to
    inside: tuple[tuple[str, str, str], ...] = ()  # planted: after these words, phrase, address
    between: tuple[tuple[int, str, str], ...] = ()  # planted: after this paragraph, phrase, address
    tail: tuple[Phrase, ...] = ()  # planted below the text
    hidden: tuple[Phrase, ...] = ()  # planted where a reader does not see it,
    hidden_by: str = ""  # and the style that hides it
    images: tuple[tuple[int, str, str], ...] = ()  # after this paragraph, address, caption
    attachments: tuple[tuple[str, str], ...] = ()  # title, address
    table: tuple[tuple[str, ...], ...] = ()  # rows, below the text
    breaks: tuple[int, ...] = ()  # the page ends after these paragraphs
    queries: tuple[str, ...] = ("",)  # what the listing's links add to the address, each on its own listing page
    also_at: tuple[str, ...] = ()  # paths at which the site has the same page again; its last listing page has them
    layout: str = ""  # which of the site's templates
    charset: str = ""  # what the header claims, where the site's articles differ

    @property
    def url(self) -> str:
        """The clean address."""
        return f"http://{HOSTS[self.site]}{self.path}"

    def absolute(self, address: str) -> str:
        """What a relative ``address`` on the page means."""
        return urljoin(self.url, address)

    @property
    def day(self) -> str:
        """The day as listings print it: 2020-03-18."""
        return self.listed[:10]


@cache
def read_stories(site: str, edition: int = 1) -> tuple[Story, ...]:
    """All articles of a site, newest first. Edition 2 is the world a day later."""
    stories = [_story(site, name, edition) for name in _names(site)]
    return tuple(sorted(stories, key=lambda story: (story.listed, story.path), reverse=True))


def _names(site: str) -> list[str]:
    folder = files(__package__) / "articles" / site
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


@cache
def _story(site: str, name: str, edition: int) -> Story:
    data: dict[str, Any] = tomllib.loads((files(__package__) / "articles" / site / f"{name}.toml").read_text("utf-8"))
    correction = data.pop("edition_2", None)
    if original := data.get("repost_of"):
        data = _borrowed(original, data.pop("cut", 0), data.pop("joined_with", None)) | data
    if "body" in data:
        data["paragraphs"] = data.pop("body").strip().splitlines()
    data.setdefault("listed", data.get("published"))
    story = Story(site=site, **{key: _frozen(value) for key, value in data.items()})
    return _corrected(story, correction) if correction and edition > 1 else story


def _borrowed(name: str, cut: int, joined_with: str | None) -> dict[str, Any]:
    """What a repost takes from its original, ``site/name``: headline and text, without paragraph number ``cut``, and with the
    text of a second one.
    """
    original = _story(*name.split("/"), edition=1)
    kept = [words for number, words in enumerate(original.paragraphs, 1) if number != cut]
    if joined_with:
        kept += _story(*joined_with.split("/"), edition=1).paragraphs
    return {"title": original.title, "paragraphs": kept}


def _corrected(story: Story, correction: Mapping[str, str]) -> Story:
    """The story after its newsroom put ``right`` for ``wrong``."""
    mended = tuple(words.replace(correction["wrong"], correction["right"]) for words in story.paragraphs)
    return replace(story, paragraphs=mended, modified=correction["modified"])


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
