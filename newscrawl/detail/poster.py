"""Who posted to a forum or a blog: the words around the date, and links to a user's own page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.byline import DATE, LINE_LIMIT, is_entry, joined
from newscrawl.page.blocks import Block

NAME_LIMIT = 20  # characters; what is linked and longer is a headline
NICK = r"([A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){1,3}|[^\s:：|｜<>《》“”，。@]{2,20}?)"
POSTED = r"(?:发表|发布|张贴|发帖|发贴|提交|撰写)"
SAYS_SO = re.compile(
    rf"(?:^|\s)(?:本?[帖贴文]?由|本[帖贴])\s*{NICK}\s*(?:{POSTED}|[于在@])|(?:^|\s)(?:posted\s+)?by\s+{NICK}(?=\s|$)"
)
BEFORE_DATE = re.compile(
    rf"^(?!{POSTED}|更新|修改|编辑|最后|本[文帖贴]|文章){NICK}\s*(?:{POSTED}[于在]|[于在]\s*(?=\d{{4}}[-年/.]\d))"
)
SIGNS = re.compile(rf"^\W*(?:posted|{POSTED})", re.IGNORECASE)
HOST = re.compile(r"^(?:\w+:)?//(?!space\.)[^/?]*")
ENTRANCE = re.compile(r"log-?(?:in|out)|sign-?(?:in|up|out)|regist", re.IGNORECASE)
USER_PAGE = re.compile(
    r"//space\.|/(?:users?|u|authors?|members?|profiles?|space|bloggers?|writers?|%E4%BD%9C%E8%80%85|作者)/[^/]"
    r"|(?:user|userinfo|dispuser|viewpro|profile|space)\.(?:php|aspx?|jsp|html?)\?|[?&](?:\w*userid|uid|author)=|space-(?:uid|username)-",
    re.IGNORECASE,
)


def posted_above(block: Block) -> Iterator[str]:
    """The poster that a line at the head of an article names: 老渠工 发表于 2020-03-18."""
    text = words(block)
    if DATE.search(text) and (found := SAYS_SO.search(text) or BEFORE_DATE.search(text)):
        yield found[found.lastindex or 0]


def posted_below(block: Block) -> Iterator[str]:
    """The poster that a line behind an article names, when it says that it speaks of it; replies follow there too."""
    text = words(block)
    if not DATE.search(text):
        return
    if found := SAYS_SO.search(text):
        yield found[found.lastindex or 0]
    elif SIGNS.search(text):
        yield from user_links(block)


def words(block: Block) -> str:
    """The words of a short line."""
    return joined(block).replace("\x1f", " ").strip() if block.length <= LINE_LIMIT else ""


def user_links(block: Block) -> Iterator[str]:
    """The words of a line that link to the page of a user."""
    for piece in block.pieces:
        name = piece.text.strip()
        if piece.link is not None and 1 < len(name) <= NAME_LIMIT and not is_entry(block):
            href = HOST.sub("", piece.link.get("href") or "")
            if USER_PAGE.search(href) and not ENTRANCE.search(href):
                yield name
