"""The pages of 青禾县人民政府网, the portal of a county, made by a content system of the TRS kind.

Bytes in GBK that call themselves gb2312; the meta tags that such sites owe; bodies in div.TRS_Editor, or, on older pages,
in a <td> whose paragraphs are parted by <br>; relative links everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newscrawl.demo.pages import Pages, chunks, dated, fill, page, stored_files
from newscrawl.demo.server import Answer
from newscrawl.demo.stories import Story
from newscrawl.demo.wording import anchor, sentence

__all__ = ["serve"]

COLUMNS = {"青禾要闻": "/xwzx/qhyw/", "通知公告": "/xwzx/tzgg/"}
PAGE_SIZE = 8
NAVIGATION = ("/", "/xwzx/", "/zjqh/", "/zwgk/", "/bsfw/", "/hdjl/", "/wzdt/")
NOTED = 'style="FONT-FAMILY: 楷体_GB2312; TEXT-ALIGN: center"'


def serve(stories: Sequence[Story]) -> Pages:
    """The site: two columns, each with its own listing."""
    known = dict.fromkeys(NAVIGATION, _plain("栏目建设中……")) | stored_files(stories)
    for channel in COLUMNS:
        known |= _column(channel, [story for story in stories if story.channel == channel])
    return Pages(known, missing=_plain("对不起，您访问的页面不存在或已删除！", status=404))


def _column(channel: str, stories: Sequence[Story]) -> dict[str, Answer]:
    """A column's listing, index.html, index_1.html and so on, and its articles."""
    lists = chunks(stories, PAGE_SIZE)
    pages = {f"{COLUMNS[channel]}{_file(number)}": _listing(number, lists) for number in range(len(lists))}
    pages[COLUMNS[channel]] = pages[f"{COLUMNS[channel]}index.html"]
    return pages | {story.path: _article(story, stories) for story in stories}


def _file(number: int) -> str:
    return f"index_{number}.html" if number else "index.html"


def _frame(title: str, content: str, channel: str = "", meta: str = "") -> str:
    kind = "通知公告" if channel == "通知公告" else "新闻信息"
    return fill(
        "qinghe_portal/frame.html",
        title=escape(title), channel=channel, column_type=kind, meta=meta, content=content,
    )  # fmt: skip


def _plain(words: str, status: int = 200) -> Answer:
    html = _frame("青禾县人民政府网", fill("qinghe_portal/plain.html", words=words))
    return page(html, "gbk", "text/html", status)


def _relative(path: str, base: str) -> str:
    """The link from a page in the folder ``base`` as the content system writes it: ./202003/t20200318_1203.html."""
    return f"./{path.removeprefix(base)}"


def _listing(number: int, lists: Sequence[Sequence[Story]]) -> Answer:
    channel = lists[0][0].channel
    items = "\n".join(
        f"<li>{anchor(_relative(story.path, COLUMNS[channel]), story.title)}<span>[{story.day}]</span></li>"
        for story in lists[number]
    )
    pager = _pager(number, len(lists))
    content = fill(
        "qinghe_portal/listing.html",
        channel=channel, items=items, current=str(number), count=str(len(lists)), pager=pager,
    )  # fmt: skip
    listing = page(_frame(f"{channel}_青禾县人民政府网", content, channel), "gbk", "text/html; charset=gb2312")
    return dated(listing, lists[0][0].day)


def _pager(number: int, count: int) -> str:
    steps = [(0, "首页"), (number - 1, "上一页"), (number + 1, "下一页"), (count - 1, "尾页")]
    links = [anchor(_file(to), text) for to, text in steps if to != number and 0 <= to < count]
    return f"共{count}页 第{number + 1}页 {' '.join(links)}"


def _article(story: Story, stories: Sequence[Story]) -> Answer:
    place = stories.index(story)
    published = story.published or ""
    content = fill(
        f"qinghe_portal/{story.layout or 'trs'}.html",
        channel=story.channel,
        headline=_headline(story.title),
        published=published if story.layout == "table" else published[:10],
        source=story.source or "",
        authors=f"<span>作者：{' '.join(story.authors)}</span> " if story.authors else "",
        body=_table_body(story) if story.layout == "table" else _trs_body(story),
        attachments=_attachments(story),
        editors=" ".join(story.editors),
        newer=_neighbour(stories, place - 1, story),
        older=_neighbour(stories, place + 1, story),
    )
    html = _frame(f"{story.title}_青禾县人民政府网", content, story.channel, _meta(story))
    return dated(page(html, "gbk", story.charset or "text/html"), story.day)


def _headline(title: str) -> str:
    """A long headline is broken by hand, where its second half begins."""
    first, about, rest = title.partition("关于")
    return f"{escape(first)}<br>{about}{escape(rest)}" if first and rest else escape(title)


def _meta(story: Story) -> str:
    return fill(
        "qinghe_portal/meta.html",
        title=escape(story.title),
        published=story.published or "",
        source=story.source or "",
        keywords=",".join(story.keywords),
        authors=" ".join(story.authors),
        summary=escape(story.summary or story.paragraphs[0][:80]),
    )


def _neighbour(stories: Sequence[Story], place: int, story: Story) -> str:
    if not 0 <= place < len(stories):
        return "没有了"
    folder = COLUMNS[story.channel]
    return anchor(f"../{stories[place].path.removeprefix(folder)}", stories[place].title)


def _trs_body(story: Story) -> str:
    """Paragraphs as they come out of the editor, in capitals, with attributes lacking their quotes."""
    blocks = []
    for number, words in enumerate(story.paragraphs, 1):
        blocks.append(f"<P align=justify><FONT face=宋体>　　{sentence(story, words)}</FONT></P>")
        blocks += [_picture(address, caption) for after, address, caption in story.images if after == number]
    return "\n".join([*blocks, _rows(story)])


def _table_body(story: Story) -> str:
    """Paragraphs parted by line breaks, some by two, indented by hand."""
    blocks = []
    for number, words in enumerate(story.paragraphs, 1):
        blocks.append(f"　　{sentence(story, words)}<br>")
        blocks += [_picture(address, caption) for after, address, caption in story.images if after == number]
    return "<br>\n".join([*blocks, _rows(story)])


def _picture(address: str, caption: str) -> str:
    return f'<P align=center><IMG border=0 src="{address}" OLDSRC="W02020.jpg"></P><P {NOTED}>{caption}</P>'


def _rows(story: Story) -> str:
    rows = "\n".join("<TR>" + "".join(f"<TD>{cell}</TD>" for cell in row) + "</TR>" for row in story.table)
    return f'<TABLE border=1 cellSpacing=0 width="100%"><TBODY>{rows}</TBODY></TABLE>' if rows else ""


def _attachments(story: Story) -> str:
    links = "<br>".join(anchor(address, title) for title, address in story.attachments)
    return f'<div class="fj">{links}</div>' if links else ""
