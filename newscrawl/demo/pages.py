"""What the three sites share in being served: templates, paged listings, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from string import Template
from threading import Lock
from urllib.parse import urlsplit
from zlib import crc32

from newscrawl.demo.files import file_answer
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story

__all__ = ["Pages", "chunks", "dated", "fill", "page", "stored_files", "tagged"]

ROBOTS = b"User-agent: *\nDisallow: /admin/\n"


class Pages:
    """A site whose pages are known beforehand, by path; a query changes nothing, and what is not known is 404.

    ``unsteady`` are paths that answer 500 to their first request.
    """

    def __init__(self, known: Mapping[str, Answer], missing: Answer, unsteady: Iterable[str] = ()) -> None:
        robots = Answer(body=ROBOTS, headers={"Content-Type": "text/plain"})
        self.known = {"/robots.txt": robots, **known}
        self.missing = missing
        self.unsteady = set(unsteady)
        self._lock = Lock()

    def __call__(self, target: str) -> Answer:
        path = target.partition("?")[0]
        if self._fails(path):
            return Answer(500, b"Internal Server Error\n", {"Content-Type": "text/plain"})
        return self.known.get(path, self.missing)

    def _fails(self, path: str) -> bool:
        with self._lock:
            failing = path in self.unsteady
            self.unsteady.discard(path)
        return failing


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / "templates" / name).read_text("utf-8"))


def fill(template: str, **words: str) -> str:
    """The template of that name (``<site>/<what>.html``) with its $words put in; a missing one is a KeyError."""
    return _template(template).substitute(words)


def page(html: str, encoding: str = "utf-8", content_type: str = "", status: int = 200) -> Answer:
    """An HTML page as bytes. ``content_type`` is what the header claims, true or not."""
    told = content_type or f"text/html; charset={encoding}"
    return Answer(status, html.encode(encoding), {"Server": "nginx", "Content-Type": told})


def dated(answer: Answer, day: str) -> Answer:
    """The answer as a server of plain files gives it: last modified at noon of that day."""
    noon = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    return replace(answer, headers={**answer.headers, "Last-Modified": format_datetime(noon, usegmt=True)})


def tagged(answer: Answer) -> Answer:
    """The answer with an ETag made from its words."""
    return replace(answer, headers={**answer.headers, "ETag": f'"{crc32(answer.body):08x}"'})


def chunks(stories: Sequence[Story], size: int) -> list[Sequence[Story]]:
    """The stories of each listing page."""
    return [stories[start : start + size] for start in range(0, len(stories), size)]


def stored_files(stories: Iterable[Story]) -> dict[str, Answer]:
    """The pictures and attachments of the stories, by path."""
    return {
        urlsplit(story.absolute(address)).path: file_answer(address, story.title)
        for story in stories
        for address in [*(image[1] for image in story.images), *(file[1] for file in story.attachments)]
    }
