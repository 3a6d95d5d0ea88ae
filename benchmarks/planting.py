"""Article pages into which links and phrases of invented shops are planted, and what of them a reader must find."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from newscrawl.demo.stories import Story, read_stories

FORMS = {
    "listed": 40,
    "bare": 25,
    "unlisted": 15,
    "brand": 10,
    "english": 10,
}  # of a phrase, and how often each is taken
SAME_TRADE = 0.3  # of the phrases of a page
FRAGMENT = 10  # characters of a sentence that a planted link wraps
LAYOUTS = {
    "p": ("<p>", "</p>\n"),
    "indented": ('<p style="text-indent:2em">　　', "</p>\n"),
    "br": ("　　", "<br>\n"),
    "div": ("<div>", "</div>\n"),
}
HIDING = (
    '<div style="display:none">{}</div>', '<div style="position:absolute;left:-9000px">{}</div>', '<span style="font-size:0">{}</span>',
    '<marquee height="1" width="3" scrollamount="3000">{}</marquee>', '<div style="height:0;overflow:hidden">{}</div>',
    '<div style="visibility:hidden">{}</div>', '<div style="text-indent:-9999px">{}</div>', '<div style="opacity:0">{}</div>', '<ul hidden>{}</ul>',
    '<div style="position:fixed;top:-3000px">{}</div>', '<div style="clip:rect(0,0,0,0);position:absolute">{}</div>',
)  # fmt: skip


@cache
def words() -> dict[str, Any]:
    """The words of planted.toml."""
    return tomllib.loads(Path(__file__).with_name("planted.toml").read_text("utf-8"))


@dataclass
class Planted:
    """A page, the same without what was planted, and what that was."""

    url: str
    lines: list[str]  # markup of the clean article
    random: Random
    forms: Sequence[str]
    kinds: list[str] = field(default_factory=list)
    planted: list[str] = field(default_factory=list)  # markup of the planted one
    texts: list[tuple[str, str, str]] = field(default_factory=list)  # kind, form, words
    links: list[tuple[str, str]] = field(default_factory=list)  # kind, address
    kept: list[str] = field(default_factory=list)  # words of sentences that a planted link wraps
    editorial: list[str] = field(default_factory=list)
    topic: str = ""
    touched: list[str] = field(default_factory=list)  # lines in which something was planted

    def phrase(self, kind: str) -> str:
        """Words that sell something, to be gone from the text."""
        form = self.random.choices(self.forms, [FORMS[form] for form in self.forms])[0]
        said = phrase(self.random, form, self.topic if self.random.random() < SAME_TRADE else "")
        self.texts.append((kind, form, said))
        return said

    def link(self, kind: str, said: str = "") -> str:
        """A planted link, around a phrase unless words of a sentence are given."""
        host = self.random.choice(words()["hosts"])
        href = f"http://{host}/{self.random.choice(['a', 'news', 'product', ''])}/{self.random.randrange(10**5)}.html"
        self.links.append((kind, href))
        return f'<a href="{href}">{said or self.phrase(kind)}</a>'


def phrase(random: Random, form: str, good: str = "") -> str:
    """What a shop calls itself or its goods; ``form`` tells which words it takes."""
    said = words()
    good, place = good or random.choice(said["goods"].split()), random.choice(said["places"].split())
    ask = random.choice(said["listed" if form == "listed" else "unlisted"].split())
    if form == "bare":
        return random.choice([good, f"{place}{good}", f"{place}{good}"])
    if form == "brand":
        return str(random.choice(said["brands"].split()))
    if form == "english":
        return str(random.choice(said["english"]))
    return random.choice([f"{place}{good}{ask}", f"{good}{ask}"])


Kind = Callable[[Planted, list[str]], list[str]]


def tail_links(page: Planted, lines: list[str]) -> list[str]:
    return [*lines, *(page.link("tail_links") for _ in range(page.random.randint(1, 8)))]


def tail_row(page: Planted, lines: list[str]) -> list[str]:
    between = page.random.choice([" ", " | ", "、", "&nbsp;&nbsp;", "，", " / "])
    label = page.random.choice(["", "", page.random.choice(words()["labels"])])
    return [*lines, label + between.join(page.link("tail_row") for _ in range(page.random.randint(2, 8)))]


def tail_lines(page: Planted, lines: list[str]) -> list[str]:
    return [*lines, *(page.phrase("tail_lines") for _ in range(page.random.randint(2, 5)))]


def tail_line(page: Planted, lines: list[str]) -> list[str]:
    return [*lines, page.phrase("tail_line")]


def tail_words(page: Planted, lines: list[str]) -> list[str]:
    between = page.random.choice([" ", " | ", "、"])
    return [*lines, between.join(page.phrase("tail_words") for _ in range(page.random.randint(3, 7)))]


def tail_contact(page: Planted, lines: list[str]) -> list[str]:
    contact = page.random.choice(words()["contacts"])
    page.texts.append(("tail_contact", "contact", contact))
    return [*lines, page.link("tail_contact"), contact]


def head_links(page: Planted, lines: list[str]) -> list[str]:
    return [*(page.link("head_links") for _ in range(page.random.randint(1, 2))), *lines]


def head_lines(page: Planted, lines: list[str]) -> list[str]:
    return [page.phrase("head_lines"), *lines]


def between_links(page: Planted, lines: list[str]) -> list[str]:
    place = page.random.randint(1, len(lines) - 1)
    return [
        *lines[:place],
        " ".join(page.link("between_links") for _ in range(page.random.randint(1, 3))),
        *lines[place:],
    ]


def between_lines(page: Planted, lines: list[str]) -> list[str]:
    place = page.random.randint(1, len(lines) - 1)
    return [*lines[:place], page.phrase("between_lines"), *lines[place:]]


def wrapped(page: Planted, lines: list[str]) -> list[str]:
    place = longest(page, lines)
    start = page.random.randint(2, len(lines[place]) - FRAGMENT - 2)
    said = lines[place][start : start + FRAGMENT]
    page.kept.append(said)
    return replaced(
        page, lines, place, lines[place][:start] + page.link("wrapped", said) + lines[place][start + FRAGMENT :]
    )


def inserted_link(page: Planted, lines: list[str]) -> list[str]:
    return inserted(page, lines, page.link("inserted_link"))


def inserted_words(page: Planted, lines: list[str]) -> list[str]:
    return inserted(page, lines, page.phrase("inserted_words"))


def hidden(page: Planted, lines: list[str]) -> list[str]:
    place = page.random.randint(0, len(lines))
    box = page.random.choice(HIDING).format(" ".join(page.link("hidden") for _ in range(page.random.randint(2, 9))))
    return [*lines[:place], box, *lines[place:]]


def inserted(page: Planted, lines: list[str], said: str) -> list[str]:
    """Lines with something behind a sentence, or a clause, of one."""
    place = longest(page, lines)
    stops = [found.end() for found in re.finditer(page.random.choice(["。", "。", "。", "[，；]"]), lines[place])]
    stop = page.random.choice([*stops, len(lines[place]), len(lines[place])])
    return replaced(page, lines, place, f"{lines[place][:stop]}{said}{lines[place][stop:]}")


def longest(page: Planted, lines: list[str]) -> int:
    """One of the longer lines without markup."""
    plain = [
        place
        for place, line in enumerate(lines)
        if "<" not in line and len(line) > 4 * FRAGMENT and line not in page.touched
    ]
    return page.random.choice(plain)


def replaced(page: Planted, lines: list[str], place: int, line: str) -> list[str]:
    page.touched.append(line)
    return [*lines[:place], line, *lines[place + 1 :]]


INSIDE: tuple[Kind, ...] = (wrapped, inserted_link, inserted_words)
AROUND: tuple[Kind, ...] = (tail_links, tail_row, tail_lines, tail_line, tail_words, tail_contact, head_links, head_lines, between_links, between_lines, hidden)  # fmt: skip


def stories() -> list[Story]:
    """The articles of the demo world that are no copies of others."""
    return [
        story
        for site in ("qinghe_portal", "qinnan_daily", "xin_linghua")
        for story in read_stories(site)
        if story.repost_of is None
    ]


def plant(story: Story, seed: int, forms: Sequence[str] = tuple(FORMS)) -> Planted:
    """A story with one to four kinds of planted links and phrases; a link of its own stands in it as well."""
    random = Random(seed)
    page = Planted(story.url, list(story.paragraphs), random, forms)
    page.topic = random.choice(words()["goods"].split())
    if random.random() < 0.5:
        page.editorial = [f"http://files.example/{seed}.pdf", f"http://www.hanzhong.gov.cn/xw/{seed}.html"]
        page.lines.append(f'附件：<a href="{page.editorial[0]}">名单</a>')
        page.lines[0] += f'详见<a href="{page.editorial[1]}">市政府网站</a>。'
    lines = page.lines
    chosen = [*random.sample(INSIDE, random.randint(0, 2)), *random.sample(AROUND, random.randint(1, 3))]
    for kind in chosen:
        page.kinds.append(kind.__name__)
        lines = kind(page, lines)
    page.planted = lines
    return page


def markup(title: str, lines: Sequence[str], layout: str, aside: Sequence[str] = ()) -> bytes:
    """A page as a small newsroom serves it."""
    opening, closing = LAYOUTS[layout]
    menu = "".join(
        f"<li><a href=/c{n}/>{name}</a></li>" for n, name in enumerate(("首页", "要闻", "民生", "文旅", "视频", "公告"))
    )
    related = "".join(
        f"<li><a href=/2020/{n}.html>{name}</a></li>"
        for n, name in enumerate(("春灌进入高峰期", "县城新增三条公交线", "老旧小区加装电梯"))
    )
    text = "".join(f"{opening}{line}{closing}" for line in lines)
    below = "".join(f"<p>{line}</p>" for line in aside)
    return f"""<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}_白禾新闻网</title></head><body><ul class=nav>{menu}</ul>
<div class=main><h1>{title}</h1><div class=info>2020-03-20 09:30　来源：白禾新闻网</div><div class=content>{text}</div>{below}
<div class=related><h3>相关新闻</h3><ul>{related}</ul></div></div><div class=foot>版权所有 白禾新闻网 备案号00000000</div></body></html>""".encode()
