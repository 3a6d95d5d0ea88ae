"""Newspapers whose pages, and whose ways, a test changes while they are crawled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random
from threading import Event, Lock

from newscrawl.demo.server import Answer

CHINA = timezone(timedelta(hours=8))
HTML = {"Content-Type": "text/html; charset=utf-8"}
LISTED = 24  # articles on the one page of the listing, the newest first
WORDS = (
    "县里 乡镇 村民 茶园 水库 公路 学校 医院 市场 会议 项目 资金 专家 农户 果园 粮食 春耕 秋收 培训 就业 旅游 生态 环境 道路 桥梁 电力 "
    "建设 检查 推进 完成 增长 开工 验收 签约 种植 养殖 加工 销售 改造 修缮 清理 宣传 走访 慰问 安排 落实 协调 服务 保障 参观 交流 评选 "
    "全部 陆续 正式 积极 及时 顺利 目前 今年 去年 上午 下午 本月 近日 首批 多名 数百 三十 五千 两万 十余"
).split()
OLD = (
    '<li class="item"><a href="{path}">{title}</a><span>{at:%Y-%m-%d}</span></li>',
    '<div class="main"><h1 class="title">{title}</h1><p class="info">发布时间：{at:%Y-%m-%d %H:%M}</p><div class="text">{text}</div></div>',
)
NEW = (
    '<div class="entry"><h3><a href="{path}">{title}</a></h3><em>{at:%Y-%m-%d}</em></div>',
    '<article><h2 class="headline">{title}</h2><div class="meta">发布时间：{at:%Y-%m-%d %H:%M}</div><section class="words">{text}</section></article>',
)
WALL = "<html><head><title>访问被拒绝</title></head><body><h1>您的访问请求被网站防火墙拦截</h1></body></html>"


@dataclass(frozen=True)
class Story:
    """An article as it was published."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    at: datetime


class Paper:
    """A site with one listing. ``way`` is how it answers: up, down, blocked; a page waits until the paper is ``opened``, but for a few."""

    def __init__(self, name: str) -> None:
        self.name, self.host = name, f"www.{name}.example"
        self.stories: list[Story] = []
        self.way, self.layout = "up", OLD
        self.opened, self.first, self.lock = Event(), 0, Lock()
        self.opened.set()

    def publish(self, count: int, at: datetime) -> None:
        """So many articles in the last hour."""
        for number in range(len(self.stories), len(self.stories) + count):
            chance = Random(f"{self.name} {number}")
            when = (at - timedelta(minutes=chance.randrange(5, 55))).astimezone(CHINA)
            text = tuple("".join(sentence(chance) for _ in range(4)) for _ in range(3))
            self.stories.append(Story(f"/n/{number}.html", sentence(chance)[:16], text, when))

    def close(self, first: int) -> None:
        """Let pages wait, but for the first ones."""
        self.first = first
        self.opened.clear()

    def __call__(self, target: str) -> Answer | bytes:
        if self.way == "down":
            return b""
        if target == "/robots.txt":
            return Answer(404, b"", HTML)
        if self.way == "blocked":
            return Answer(403, WALL.encode(), HTML)
        self._wait()
        if target == "/":
            return page("新闻", self._listing())
        named = {story.path: story for story in self.stories}
        return page(named[target].title, self._article(named[target])) if target in named else Answer(404, b"404", HTML)

    def _wait(self) -> None:
        with self.lock:
            self.first -= 1
            passes = self.first >= 0
        if not passes:
            self.opened.wait(8)  # a page is given up after 10

    def _listing(self) -> str:
        shown = self.stories[: -LISTED - 1 : -1]
        return f"<ul>{''.join(self.layout[0].format(path=one.path, title=one.title, at=one.at) for one in shown)}</ul>"

    def _article(self, story: Story) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
        return self.layout[1].format(title=story.title, at=story.at, text=text)


def sentence(chance: Random) -> str:
    words: Sequence[str] = [chance.choice(WORDS) for _ in range(14)]
    return f"{''.join(words[:8])}，{''.join(words[8:])}。"


def page(title: str, body: str) -> Answer:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><div class=top>首页 新闻 专题</div>{body}</body></html>"
    return Answer(body=html.encode(), headers=HTML)
