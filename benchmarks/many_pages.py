"""Any number of pages made from a few, served in a process of its own so that its CPU counts for nobody else.

    python -m benchmarks.many_pages 1000 FOLDER...

prints the proxy's address and serves ``http://HOST/`` until its standard input ends. Without a folder it takes the
articles of the demo world.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.paged_site import PagedSite
from benchmarks.saved_pages import own_title, read_folder
from newscrawl.demo.server import Server
from newscrawl.demo.stories import HOSTS, read_stories
from newscrawl.demo.world import MAKERS
from newscrawl.text.charsets import decode

HOST = "many-pages.replay.example"
TEXT = re.compile(r"(?<=>)[^<>]{24,}")  # runs of words that are an article's, and no labels
IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
KEPT = frozenset(
    "来源稿记者编辑责任通讯员作年月日时分秒本报讯社网新闻图文据摘自第一二三四五六七八九十"
)  # what finders go by


class Original(NamedTuple):
    """A page as text: its words, those of its ideographs that a copy exchanges, and the charset that it is sent in."""

    words: str
    text: str
    exchanged: str
    charset: str

    @classmethod
    def of(cls, body: bytes) -> Original:
        """A page as its readers see it."""
        decoded = decode(body)
        found = {sign for run in TEXT.findall(decoded.text) for sign in IDEOGRAPH.findall(run)}
        return cls(own_title(body) or "-", decoded.text, "".join(sorted(found - KEPT)), decoded.charset)

    def copy(self, number: int) -> bytes:
        """The page with other words: each ideograph of its text is another one of them, so that no copy is like another."""
        place = number % max(1, len(self.exchanged))
        table = str.maketrans(self.exchanged, self.exchanged[place:] + self.exchanged[:place])
        text = TEXT.sub(lambda run: run[0].translate(table), self.text)
        return text.encode(self.charset, "ignore")


class Copies:
    """``count`` pages: path -> words of the link in ``links``, and the bytes behind a path."""

    def __init__(self, bodies: Sequence[bytes], count: int) -> None:
        self.originals = [Original.of(body) for body in bodies]
        self.numbers = {f"/{number // 100}/{number:06}.html": number for number in range(count)}

    @property
    def links(self) -> dict[str, str]:
        """The listing."""
        return {path: f"{self.original(number).words}（{number}）" for path, number in self.numbers.items()}

    def original(self, number: int) -> Original:
        """The page that copy ``number`` is made from."""
        return self.originals[number % len(self.originals)]

    def __call__(self, path: str) -> bytes:
        """The page at a path."""
        number = self.numbers[path]
        return self.original(number).copy(number // len(self.originals))


def bodies(folders: Sequence[Path]) -> list[bytes]:
    """The pages of the folders, or those of the demo world when there are none."""
    return [page.body for folder in folders for page in read_folder(folder)] or list(demo_pages())


def demo_pages() -> Iterator[bytes]:
    """The article pages of the demo world."""
    for site in HOSTS:
        stories = read_stories(site)
        answer = MAKERS[site](stories)
        found = (answer(story.path) for story in stories)
        yield from (one.body for one in found if one.status == 200 and b"<html" in one.body)


def main() -> None:
    """Serve until standard input ends."""
    count, *folders = sys.argv[1:]
    copies = Copies(bodies([Path(folder) for folder in folders]), int(count))
    with Server({HOST: PagedSite("许多页", copies.links, copies)}) as server:
        print(server.address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
