"""A site made of pages that are there: its listing, page by page, and each page under its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from newscrawl.demo.server import Answer

__all__ = ["PagedSite"]

# No charset in the header: many servers of old Chinese sites name none, and the pages' own labels are to be tried.
HTML = {"Content-Type": "text/html"}
NOT_FOUND = Answer(404, b"<html><body>404</body></html>", HTML)

LISTING = """<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>{name}_新闻中心_第{number}页</title></head>
<body>
<div class="header"><a href="/">首页</a> <a href="/about.html">关于我们</a> <a href="/contact.html">联系我们</a></div>
<div class="main">
<h1>新闻中心</h1>
<ul class="news-list">
{items}
</ul>
<div class="pages">{pager}</div>
</div>
<div class="footer">Copyright {name}</div>
</body>
</html>
"""


class PagedSite:
    """Answers ``/``, ``/list_2.html`` and so on with links to all pages, and their paths with what ``page`` makes.

    ``pages`` is path -> words of its link, in the order of the listing. The listing shows no dates: a crawl has to find
    them on the pages.
    """

    def __init__(self, name: str, pages: Mapping[str, str], page: Callable[[str], bytes], a_page: int = 20) -> None:
        self.name, self.pages, self.page = name, pages, page
        links = list(pages.items())
        parts = [links[start : start + a_page] for start in range(0, len(links), a_page)]
        self.listings = {address(number): part for number, part in enumerate(parts, 1)}

    def __call__(self, target: str) -> Answer:
        """The answer to a path with its query."""
        if target in self.listings:
            return Answer(body=self.listing(target).encode(), headers=HTML)
        return Answer(body=self.page(target), headers=HTML) if target in self.pages else NOT_FOUND

    def listing(self, target: str) -> str:
        """One page of the listing."""
        number = list(self.listings).index(target) + 1
        items = "\n".join(f"<li>{anchor(path, words)}</li>" for path, words in self.listings[target])
        return LISTING.format(name=self.name, number=number, items=items, pager=pager(number, len(self.listings)))


def address(number: int) -> str:
    """The path of a page of the listing.

    >>> address(1), address(2)
    ('/', '/list_2.html')
    """
    return "/" if number == 1 else f"/list_{number}.html"


def pager(number: int, last: int) -> str:
    """The way to the pages around, as below every such listing."""
    around: Sequence[int] = range(max(1, number - 2), min(last, number + 2) + 1)
    shown = [
        f'<span class="current">{one}</span>' if one == number else anchor(address(one), str(one)) for one in around
    ]
    before = [anchor(address(number - 1), "上一页")] if number > 1 else []
    behind = [anchor(address(number + 1), "下一页")] if number < last else []
    return " ".join([*before, *shown, *behind])


def anchor(path: str, words: str) -> str:
    """A link."""
    return f'<a href="{escape(path)}">{escape(words)}</a>'
