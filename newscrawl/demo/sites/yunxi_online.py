"""The pages of 云溪在线, a county's media centre: empty frames that scripts fill from JSON, as new sites are built.

One article's page is written for browsers of 2020 (fetch, async, optional chaining, object spread), which Splash's WebKit is not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from newscrawl.demo.files import file_answer
from newscrawl.demo.pages import Pages, chunks, fill, page, tagged
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story

__all__ = ["serve"]

SECTION = "/news/"
PAGE_SIZE = 4
SCRIPTS = ("app.js", "modern.js")
NAVIGATION = ("/", "/video/", "/about/")
LOGO = "/static/logo.gif"


def serve(stories: Sequence[Story]) -> Pages:
    """The site. Its listing goes from /news/ over /news/2/ upwards; what the frames show is below /api/."""
    lists = chunks(stories, PAGE_SIZE)
    frames = {_address(number): _frame("app.js") for number in range(1, len(lists) + 1)}
    frames |= {story.path: _frame("modern.js" if story.layout == "modern" else "app.js") for story in stories}
    data = {f"/api/list/{number}.json": _json(_listing(number, lists)) for number in range(1, len(lists) + 1)}
    data |= {
        story.path.replace("/a/", "/api/a/").replace(".html", ".json"): _json(_article(story)) for story in stories
    }
    scripts = {f"/static/{name}": _script(name) for name in SCRIPTS}
    others = {**dict.fromkeys(NAVIGATION, _frame("app.js")), LOGO: file_answer(LOGO, "")}
    return Pages({**others, **scripts, **data, **frames}, missing=page("<h1>404</h1>", status=404))


def _address(number: int) -> str:
    return SECTION if number == 1 else f"{SECTION}{number}/"


def _frame(script: str) -> Answer:
    return tagged(page(fill("yunxi_online/shell.html", script=script)))


def _script(name: str) -> Answer:
    return page(fill(f"yunxi_online/{name}"), content_type="application/javascript; charset=utf-8")


def _json(data: Any) -> Answer:
    return page(json.dumps(data, ensure_ascii=False), content_type="application/json; charset=utf-8")


def _listing(number: int, lists: Sequence[Sequence[Story]]) -> dict[str, Any]:
    items = [{"title": story.title, "path": story.path, "day": story.day} for story in lists[number - 1]]
    return {"items": items, "next": _address(number + 1) if number < len(lists) else None}


def _article(story: Story) -> dict[str, Any]:
    authors = f" 记者：{' '.join(story.authors)}" if story.authors else ""
    told = {"title": story.title, "published": story.published, "source": story.source, "authors": authors}
    return {**told, "paragraphs": story.paragraphs}
