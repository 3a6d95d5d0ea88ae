"""What the lines around an article say of it: labels such as 来源 with their values, named markup, what stands by the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newscrawl.page.blocks import Block

LINE_LIMIT = 300  # characters; what is longer is a paragraph
EDGE = "\x1f"  # stands for the border between two pieces of markup, where values end
LABEL = re.compile(
    r"(?P<source>(?:(?<![\u4e00-\u9fff])|(?<=[日时分秒次小]))(?:本文|文章|信息|稿件|新闻|内容|消息|资料)?(?:来\s*源(?:\s*于)?|来\s*自|出\s*处)(?:\s*[:：]|(?=[\x1f\s])|(?<=于))|稿\s*源\s*[:：]|转\s*自\s*[:：]"
    r"|(?<![a-z])source\s*:)"
    r"|(?P<editors>(?:责任|值班|本文|网络|新媒体)?\s*编\s*辑\s*[:：]|责\s*任\s*编\s*辑|责\s*编|(?<![a-z])editors?\s*:)\s*[:：]?"
    r"|(?P<authors>(?:文章|原文)?作\s*者\s*[:：]|撰\s*[稿文]人?\s*[:：]|供\s*稿\s*[:：]|文\s*[/／|]\s*(?:图\s*)?(?=[\u4e00-\u9fff])|(?<![a-z])(?:authors?|by)\s*:|(?:^|(?<=\x1f))by\s\x1f?(?=[A-Z])"
    r"|(?:(?<=[\s\x1f（(【:：])|^|(?<=[报网社]))(?:本报|本网|特约|实习|见习|首席)*\s*(?:记\s*者|通\s*讯\s*员)\s*[:：]?(?=[\s\x1f]*[\u4e00-\u9fff]))"
    r"|(?P<read_count>(?:点击|阅读|浏览|访问|查看|被)(?:次数|数|量|率|人次|阅读|浏览)?|人气|阅读量)\s*[:：]?\s*[\[【(（]?[\s\x1f]*(?=\d)"
    r"|(?P<published>(?:发布|发表|发稿|录入|添加|上传|出版|成文|印发|刊发|加入|提交|更新)?\s*(?:时\s*间|日\s*期)\s*(?:[:：]|(?=[\s\x1f]*\d))|(?:发[布表贴帖]|贴|由.{1,20})于\s*[:：]?)"
    r"|(?P<other>字\s*[体号]|打\s*印|分\s*享|评\s*论|关\s*闭|收\s*藏|审\s*核|校\s*对|摄\s*影|栏\s*目|分\s*类|标\s*签|关键[词字]|(?:点击|阅读|浏览|访问)(?:次数|数|量)?)\s*[:：]?",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"‘「『]\s*$|注明\W*$")
PEOPLE = ("authors", "editors")
VALUE_END = re.compile(
    rf"[{EDGE}|｜\]】)）]|[\s　]{{2,}}|(?<=[\u4e00-\u9fff）)》])[\s　]|[\s　](?=[\u4e00-\u9fff])|\d{{4}}[-年/.]\d"
)
WIDE_BLANK = re.compile(r"\s{3,}")  # a line may be padded without end, and patterns try each blank
PEOPLE_END = re.compile(r"[|｜\]】)）\d。]|来源|编辑")
DATE = re.compile(
    r"\d{2,4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}秒?)?分?)?"
)
NAMED = {
    "source": re.compile(
        r"(?:^|[\s_-])(?:\w*source\w*|laiyuan|ly|media(?:name|_name)?|origin|from|comefrom|copyfrom)(?=$|[\s_-])",
        re.IGNORECASE,
    ),
    "authors": re.compile(r"(?:^|[\s_-])(?:\w*author\w*|writer|zuozhe|byline)(?=$|[\s_-])", re.IGNORECASE),
    "editors": re.compile(r"(?:^|\s)(?:editor|zebian|zrbj|bianji)(?=$|[\s_-])", re.IGNORECASE),
}
MEDIUM_LIMIT = 12  # characters; what is linked and longer is a headline
MEDIUM = re.compile(r"^[\w·《》（）()\-－—.:：]{2,20}$")
MEDIUM_END = re.compile(
    r"(?:网|报|社|台|刊|周刊|杂志|频道|客户端|新闻|在线|新媒体|融媒体|中心|政府|局|委|部|办公室|公众号|头条|论坛|资讯|时代|天下|名家|见闻|会)$"
)


class Told(NamedTuple):
    """A value of some kind (source, authors, editors, read_count, published) and what told it."""

    kind: str
    value: str
    how: str  # byline, markup, beside_date


def told_by(block: Block) -> Iterator[Told]:
    """All that a short line says: labelled values first, then named markup, then what stands beside a date."""
    if block.length > LINE_LIMIT:
        return
    text = joined(block)
    yield from (Told(kind, value, "byline") for kind, value in labelled(text))
    yield from named(block)
    if DATE.search(text):
        yield from beside_date(text, block)


def joined(block: Block) -> str:
    """A line with a mark wherever one piece of markup ends."""
    return WIDE_BLANK.sub("  ", EDGE.join(piece.text for piece in block.pieces))


@lru_cache(maxsize=256)  # several finders ask for the same lines of a page
def labelled(text: str) -> tuple[tuple[str, str], ...]:
    """The kinds and values of a line, of the start of a long one; those of one kind are one value.

    >>> list(labelled("来源：西乡时报 记者 张三 通讯员 李四 点击：35"))
    [('source', '西乡时报'), ('authors', '张三、李四'), ('read_count', '35')]
    """
    values: dict[str, list[str]] = {}
    text = text[: 2 * LINE_LIMIT]
    found = [label for label in LABEL.finditer(text) if not QUOTED.search(text[: label.start()])]
    ends = [label.start() for label in found[1:]] + [len(text)] * bool(found)
    for label, end in zip(found, ends, strict=True):
        kind = str(label.lastgroup)
        if kind != "other" and (value := value_of(kind, text[label.end() : end])):
            values.setdefault(kind, []).append(value)
    return tuple((kind, "、".join(told) if kind in PEOPLE else told[0]) for kind, told in values.items())


def value_of(kind: str, rest: str) -> str:
    """The value at the start of what stands behind a label."""
    rest = rest.strip(f" {EDGE}　\t\r\n\xa0:：[【(（")
    if kind in PEOPLE:
        return PEOPLE_END.split(rest)[0].replace(EDGE, " ").strip()
    if kind == "read_count":
        return (re.match(r"\d{1,9}", rest) or [""])[0]
    return rest if kind == "published" else VALUE_END.split(rest)[0].strip()


def named(block: Block) -> Iterator[Told]:
    """Values whose own markup is named after their kind: ``<span class="source">``."""
    for kind, pattern in NAMED.items():
        text = "".join(piece.text for piece in block.pieces if piece.names and pattern.search(piece.names))
        if not text.strip() and block.length <= 40 and pattern.search(block.names):
            text = block.text
        if text.strip() and not LABEL.search(text):
            yield Told(kind, DATE.sub(" ", text).strip(), "markup")


def beside_date(text: str, block: Block) -> Iterator[Told]:
    """A medium's name that stands unlabelled in the line of the date: a link, or words that end as media do."""
    if is_entry(block):
        return
    linked = {piece.text.strip() for piece in block.pieces if piece.link is not None}
    for part in re.split(
        rf"[{EDGE}|｜\s　]+", DATE.sub(EDGE, LABEL.split(text)[0] if LABEL.match(text) is None else "")
    ):
        if MEDIUM.match(part) and not part.isdigit() and (MEDIUM_END.search(part) or part in linked):
            yield Told("source", part, "beside_date")


def is_entry(block: Block) -> bool:
    """Whether a line is one of a list of articles: words enough for a headline are linked, a date may stand beside."""
    return block.linked > MEDIUM_LIMIT and block.linked > 0.4 * block.length


def all_told(blocks: Sequence[Block]) -> list[Told]:
    """What the lines say, the surest first, and in the order of the lines."""
    found = [told for block in blocks for told in told_by(block)]
    order = ("byline", "markup", "beside_date")
    return sorted(found, key=lambda told: order.index(told.how))
