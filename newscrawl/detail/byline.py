"""What the lines around an article say of it: labels such as 来源 with their values, named markup, what stands by the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newscrawl.detail.boilerplate import NAMES_LIMIT
from newscrawl.page.blocks import Block
from newscrawl.text.names import ADMINS, COUNTRY, POST, only_people, signed

LINE_LIMIT = 300  # characters; what is longer is a paragraph
EDGE = "\x1f"  # stands for the border between two pieces of markup, where values end
COLON = r"\s*[:：|｜丨/／]"
# Labels by what they announce. Those of ``roles`` stand before names without a colon too, and ``by`` before Latin ones.
LABELS = {
    "source": rf"(?:(?<![\u4e00-\u9fff])|(?<=[日时分秒次小]))(?:本文|文章|信息|稿件|新闻|内容|消息|资料|转载)?(?:来\s*源(?:\s*于)?|来\s*自|出\s*[处自])"
    rf"(?:{COLON}|(?=\s)|(?<=于))|(?:稿\s*源|转\s*载?\s*自|摘\s*自){COLON}|(?<![a-z])source\s*:",
    "issuer": r"(?:发布|发文|发稿|供稿|信息提供|信息公开)(?:单位|机构|机关|部门)\s*[:：]",
    "editors": rf"(?:责\s*任|值班|本文|本版|网络|新媒体|执行)?\s*编\s*辑{COLON}|责\s*任\s*编\s*辑|责\s*编|本版编辑|(?:^|(?<=[\s（(【\[]))编\s*辑(?=\s)|(?<![a-z])editors?\s*:",
    "authors": rf"(?:文章|原文)?作\s*者{COLON}|撰\s*[稿文写]人?{COLON}|供\s*稿{COLON}|采\s*写{COLON}|执\s*笔\s*人?{COLON}|(?:楼\s*主|博\s*主|发[帖贴]人|发[帖贴]者){COLON}"
    rf"|文(?:字)?\s*[/／|｜丨:：]\s*(?:图\s*)?(?=[\u4e00-\u9fff])|(?<![a-z])authors?\s*:",
    "by": r"(?<![a-z])by\s*:|(?:^\s*|(?<=[\x1f|/;])\s?|(?<=[\d\s]\s)|(?<=[ap]m\s)|(?<=\.m\.\s))(?:(?:written|posted|reported|story|text|words)\s)?by\s{1,2}\x1f?(?-i:(?=[A-Z]))",
    "roles": rf"(?:(?<=[\s（(【\[:：报网社端刊台闻])|^){POST}*\s*(?:(?:[记記]\s*者|通\s*讯\s*员|实\s*习\s*生){COLON}?|作\s*者(?=\s)|图(?:片|/文)?\s*[/／:：])(?=\s*[\u4e00-\u9fff])",
    "read_count": r"(?:(?:点击|阅读|浏览|访问|查看|被)(?:次数|数|量|率|人次|阅读|浏览)?|人气|阅读量)\s*[:：]?\s*[\[【(（]?\s*(?=\d)",
    "published": r"(?:发布|发表|发稿|录入|添加|上传|出版|成文|印发|生成|刊发|加入|入库|提交|更新)?\s*(?:时\s*间|日\s*期)\s*(?:[:：]|(?=\s*\d))|(?:发[布表贴帖]|贴|由.{1,20})于\s*[:：]?",
    "other": r"(?:字\s*[体号]|打\s*印|分\s*享|评\s*论|关\s*闭|收\s*藏|审\s*核|(?<![\u4e00-\u9fff])[初复终一二三]\s?审|签\s*发|监\s*制|总编|主编|美编|统筹|校\s*对|摄\s*影|译\s*者|翻译|栏\s*目|分\s*类"
    r"|标\s*签|关键[词字]|电\s*话|邮\s*箱|发布[人者]|(?:点击|阅读|浏览|访问)(?:次数|数|量)?)\s*[:：]?|(?<![a-z])(?:published|updated|photos?\s+by)(?![a-z])",
}  # fmt: skip
# Characters that begin a label, looked for first: most of a line begins none.
FIRST = "本文信稿新内消资转来出摘发供责值网执编原作撰采楼博特实见首高全融客记記通图点阅浏访查被人录添上成印生刊加入提更时日贴由字打分评关收审初复终一二三签监总主美统校摄译翻栏标电邮"
LABEL = re.compile(
    rf"(?=[{FIRST}\sabeprstuw])(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in LABELS.items()) + ")",
    re.IGNORECASE,
)
KINDS = {"by": "authors", "roles": "authors"}
QUOTED = re.compile(r"[“\"‘「『]\s*$|注明\W*$")
PEOPLE = ("authors", "editors")
VALUE_END = re.compile(
    rf"[{EDGE}|｜\]】)）]|[\s　]{{2,}}|(?<=[\u4e00-\u9fff）)》])[\s　]|[\s　](?=[\u4e00-\u9fff])|\d{{4}}[-年/.]\d"
)
WIDE_BLANK = re.compile(r"\s{3,}")  # a line may be padded without end, and patterns try each blank
PEOPLE_END = re.compile(r"[|｜\]】)）。]|(?<![a-zA-Z\d_])\d|来源|编辑")
CLAUSE = re.compile(r"[，；][^。！？…”）)】]*$")
BARE = re.compile(r"编\s*辑")
PHOTO = re.compile(r"^[^文]*(?<![/／])摄(?!影报道)")  # who took a picture did not write the text
DATE = re.compile(
    r"\d{2,4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}秒?)?分?)?"
)
NAMED = {
    "source": re.compile(
        r"(?:^|[\s_-])(?:\w*source\w*|laiyuan|ly|media(?:name|_name)|origin|from|comefrom|copyfrom)(?=$|[\s_-])",
        re.IGNORECASE,
    ),
    "authors": re.compile(r"(?:^|[\s_-])(?:\w*author\w*|writer|zuozhe|byline)(?=$|[\s_-])", re.IGNORECASE),
    "editors": re.compile(r"(?:^|\s)(?:editor|zebian|zrbj|bianji)(?=$|[\s_-])", re.IGNORECASE),
}
BRACKETED = re.compile(r"[（(【\[]([^（(【\[\]】)）]{2,60})[\]】)）]\W?$")
SHORT = 40  # characters of a Latin line that is no sentence, whatever its stops
SENTENCE = re.compile(r"。|[a-z]{3}[.!?][”\"]?(?:\s|$)")
BY_ROLE = re.compile(r"(?:记\s?者|通\s?讯\s?员)[\s:：]\s*([\u3400-\u9fff]{2,4})$")  # in brackets, which bound the name
SOURCE_AT_END = re.compile(
    r"[。！？”…]\s*(?:稿件|文章|信息|新闻)?来源\s*[:：]\s*([^。，：:]{2,20})$|[（(]据([^（()）。，]{2,16}(?:报|网|社|台|刊|新闻|客户端))(?:报道|消息)?[)）]$"
)
PARTS = re.compile(rf"[{EDGE}|｜\s\[\]]+")
MEDIUM_LIMIT = 12  # characters; what is linked and longer is a headline
MEDIUM = re.compile(r"^[\w·《》（）()\-－—.:：]{2,20}$")
MEDIUM_END = re.compile(
    r"(?:网|报|社|台|刊|周刊|杂志|频道|客户端|新闻|在线|新媒体|融媒体|中心|政府|局|委|部|办公室|公众号|头条|论坛|资讯|时代|天下|名家|见闻|会)$"
)


class Told(NamedTuple):
    """A value of some kind (source, issuer, authors, editors, read_count, published) and what told it."""

    kind: str
    value: str
    how: str  # byline, markup, beside_date, behind, body


def told_by(block: Block) -> Iterator[Told]:
    """All that a short line says: labelled values first, then named markup, then what stands beside a date."""
    if block.length > LINE_LIMIT:
        return
    yield from told_expressly(text := joined(block), block, "byline")
    if DATE.search(text):
        yield from beside_date(text, block)


def told_expressly(text: str, block: Block, how: str) -> Iterator[Told]:
    """What a line says by labels, and by named markup."""
    yield from (Told(kind, value, how) for kind, value in labelled(text))
    yield from named(block)


def joined(block: Block) -> str:
    """A line with a mark wherever one piece of markup ends."""
    return WIDE_BLANK.sub("  ", EDGE.join([piece.text for piece in block.pieces]))


@lru_cache(maxsize=256)  # several finders ask for the same lines of a page
def labelled(text: str) -> tuple[tuple[str, str], ...]:
    """The kinds and values of a line, of the start of a long one; those of one kind are one value.

    >>> list(labelled("来源：西乡时报 记者 张三 通讯员 李四 点击：35"))
    [('source', '西乡时报'), ('authors', '张三、李四'), ('read_count', '35')]
    """
    values: dict[str, list[str]] = {}
    text = text[: 2 * LINE_LIMIT]
    found = [label for label in LABEL.finditer(text) if not QUOTED.search(text[: label.start()])]
    if found and in_clause(DATE.sub("", text[: found[0].start()])):
        return ()
    ends = [label.start() for label in found[1:]] + [len(text)] * bool(found)
    for label, end in zip(found, ends, strict=True):
        kind = str(label.lastgroup)
        if kind != "other" and (value := value_of(kind, label, text[label.end() : end])):
            values.setdefault(KINDS.get(kind, kind), []).append(value)
    return tuple((kind, "、".join(told) if kind in PEOPLE else told[0]) for kind, told in values.items())


def in_clause(before: str) -> bool:
    """Whether the words before a label are of a sentence that has not ended.

    >>> in_clause("他说，水的"), in_clause("2020-03-18，"), in_clause("他说，水来了。")
    (True, False, False)
    """
    clause = CLAUSE.search(before)
    return clause is not None and any(map(str.isalpha, clause[0]))


def value_of(kind: str, label: re.Match[str], rest: str) -> str:
    """The value at the start of what stands behind a label; of a label without a colon, names that are surely names."""
    rest = COUNTRY.sub("", rest).strip(f" {EDGE}　\t\r\n\xa0:：|｜丨/／[【(（")
    if kind == "roles" and PHOTO.search(rest):
        return ""
    if kind == "roles" or (kind == "editors" and BARE.fullmatch(label[0])):
        return "、".join(signed(rest.replace(EDGE, " ")))
    if kind in PEOPLE or kind == "by":
        return PEOPLE_END.split(rest)[0].replace(EDGE, " ").strip()
    if kind == "read_count":
        return (re.match(r"\d{1,9}", rest) or [""])[0]
    return rest if kind == "published" else VALUE_END.split(rest)[0].strip()


def named(block: Block) -> Iterator[Told]:
    """Values whose own markup is named after their kind: ``<span class="source">``."""
    around = kinds_named(block.names[:NAMES_LIMIT]) if block.length <= 40 else ()
    inside = [(piece.text, kinds_named(piece.names[:NAMES_LIMIT])) for piece in block.pieces if piece.names]
    for kind in NAMED if around or inside else ():
        text = "".join([text for text, kinds in inside if kind in kinds])
        if not text.strip() and kind in around:
            text = block.text
        if text.strip() and not LABEL.search(text):
            medium, _, rest = (value := DATE.sub(" ", text).strip()).partition(" ")
            yield Told(kind, medium if kind == "source" and only_people(rest) else value, "markup")


@lru_cache(maxsize=2048)  # lines of a page, and pages of a site, have the same few
def kinds_named(names: str) -> tuple[str, ...]:
    """The kinds of values that some classes and ids speak of."""
    return tuple(kind for kind, pattern in NAMED.items() if pattern.search(names))


def beside_date(text: str, block: Block) -> Iterator[Told]:
    """What stands unlabelled in the line of the date: a medium's name, linked or ending as media do, or a person's."""
    if is_entry(block):
        return
    linked = {piece.text.strip() for piece in block.pieces if piece.link is not None}
    before = LABEL.split(text, maxsplit=1)[0] if LABEL.match(text) is None else ""
    parts = PARTS.split(DATE.sub(EDGE, before))
    people = [part for part in parts if only_people(part)]
    yield from [Told("authors", "、".join(people), "beside_date")] if people else []
    media = (part for part in parts if part not in people and MEDIUM.match(part) and not part.isdigit())
    for part in media:
        if part not in ADMINS and (MEDIUM_END.search(part) or part in linked):
            yield Told("source", part, "beside_date")


def told_behind(block: Block) -> Iterator[Told]:
    """What a line behind the text, or a short one at its end, says: labels and named markup."""
    if block.length <= LINE_LIMIT and not is_sentence(block):
        yield from told_expressly(joined(block), block, "behind")


def told_at_end(block: Block) -> Iterator[Told]:
    """What the brackets at the end of a line of the text say: （记者 张三）, [责任编辑：李四]."""
    if found := BRACKETED.search(block.text[-LINE_LIMIT:]):
        yield from (Told(kind, value, "body") for kind, value in labelled(found[1]))
        if named_by_role := BY_ROLE.search(found[1]):
            yield Told("authors", named_by_role[1], "body")
    if found := SOURCE_AT_END.search(block.text[-LINE_LIMIT:]):
        yield Told("source", found[1] or found[2], "body")


def is_sentence(block: Block) -> bool:
    """Whether a line is one of the text, in which labels are words."""
    return bool(SENTENCE.search(block.text)) and ("。" in block.text or block.length > SHORT)


def is_entry(block: Block) -> bool:
    """Whether a line is one of a list of articles: words enough for a headline are linked, a date may stand beside."""
    return block.linked > MEDIUM_LIMIT and block.linked > 0.4 * block.length


def all_told(blocks: Sequence[Block]) -> list[Told]:
    """What the lines say, the surest first, and in the order of the lines."""
    found = [told for block in blocks for told in told_by(block)]
    order = ("byline", "markup", "beside_date")
    return sorted(found, key=lambda told: order.index(told.how))
