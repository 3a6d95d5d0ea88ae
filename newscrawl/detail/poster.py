"""Who posted to a forum or a blog: the words around the date, and links to a user's own page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.byline import DATE, LINE_LIMIT, Told, is_entry, joined
from newscrawl.page.blocks import Block

NAME_LIMIT = 20  # characters; what is linked and longer is a headline
NICK = r"([^\s:：|｜<>《》“”，。@]{2,20})"
POSTED = r"(?:发表|发布|张贴|发帖|发贴|提交|撰写)"
SAYS_SO = re.compile(rf"(?:^|\s)(?:本?[帖贴文]?由|本[帖贴])\s*{NICK}\s*(?:{POSTED}|[于在@])|(?:^|\s)(?:posted\s+)?by\s+{NICK}(?=\s|$)")
BEFORE_DATE = re.compile(rf"^{NICK}\s*(?:{POSTED}[于在]|[于在]\s*(?=\d{{4}}[-年/.]\d))")
HOST = re.compile(r"^(?:\w+:)?//(?!space\.)[^/?]*")
USER_PAGE = re.compile(
    r"//space\.|/(?:users?|u|authors?|members?|profiles?|space|bloggers?|writers?|%E4%BD%9C%E8%80%85|作者)/[^/]"
    r"|(?:user|userinfo|dispuser|viewpro|profile|space)\.(?:php|aspx?|jsp|html?)\?|[?&](?:\w*userid|uid|author)=|space-(?:uid|username)-",
    re.IGNORECASE,
)


def posted_above(block: Block) -> Iterator[Told]:
    """The poster that a line at the head of an article names: 老渠工 发表于 2020-03-18, or a link to a user's page."""
    text = words(block)
    found = SAYS_SO.search(text) or BEFORE_DATE.search(text)
    if found and DATE.search(text):
        yield Told("authors", found[found.lastindex or 0], "poster")
    if not is_entry(block):
        yield from (Told("authors", name, "user_page") for name in user_links(block))


def posted_below(block: Block) -> Iterator[Told]:
    """The poster that a line behind an article names, when it says that it speaks of it; replies follow there too."""
    text = words(block)
    found = SAYS_SO.search(text)
    if found and DATE.search(text):
        yield Told("authors", found[found.lastindex or 0], "poster")


def words(block: Block) -> str:
    """The words of a short line."""
    return joined(block).replace("\x1f", " ").strip() if block.length <= LINE_LIMIT else ""


def user_links(block: Block) -> Iterator[str]:
    """The words of a line that link to the page of a user."""
    for piece in block.pieces:
        name = piece.text.strip()
        if piece.link is not None and 1 < len(name) <= NAME_LIMIT and USER_PAGE.search(HOST.sub("", piece.link.get("href") or "")):
            yield name
