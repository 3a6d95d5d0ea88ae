"""Names of people and of media as bylines write them."""

from __future__ import annotations

import re

from newscrawl.text.whitespace import one_line

ROLE = re.compile(
    r"^(?:(?:本报|本网|本刊|特约|见习|实习|首席|全媒体|融媒体)*(?:责任编辑|责编|编辑|通讯员|记者|实习生|作者|撰稿人?|撰文|摄影|供稿|主编|校对|审核|监制|"
    r"文/图|图/文|文|图|by|author|editor|reporters?)\s*[:：/／]?\s*)+",
    re.IGNORECASE,
)
TAIL = re.compile(r"\s*(?:摄影报道|报道|摄影|摄|供稿|综合|整理|文/图|图/文|编辑|记者|/文|/图)+$")
SEPARATORS = re.compile(
    r"[、，,;；|/／&]|\s+and\s+|(?:\s|　)+(?:通讯员|记者|实习生|编辑)\s*|\s+(?:文|图|摄影)(?=[:：/／])"
)
AFFILIATION = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(](?![^）)]*(?:记者|通讯员|作者|文/))[^（()）]*[）)]?")
PADDED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}(?:·[\u3400-\u9fff]{1,8}){0,3}")
LATIN_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}")
HAN = re.compile(r"[\u3400-\u9fff]")
ORGANISATION = re.compile(
    r"[\w·（）()]{4,24}(?:政府|办公室|局|委|部|厅|社|报|网|台|中心|编辑部|评论员|课题组|协会|学会|公司|研究院|大学|工作室)"
)
POST = re.compile(r"(?:[\w’'-]+ )*(?:writer|reporter|correspondent|editor|staff|desk)s?", re.IGNORECASE)
NOT_NAMES = frozenset(
    "未知 佚名 无名 匿名 管理员 不详 本站 本报 本报讯 本网 网络 转载 原创 编辑 记者 作者 来源 综合".split()
)
SOURCE_LABEL = re.compile(
    r"^(?:(?:文章|信息|稿件|新闻|内容)?(?:来源|出处|来自)|稿源|转自|摘自|source)(?:于)?\s*[:：]?\s*", re.IGNORECASE
)
SOURCE_LIMIT = 40  # characters; what is longer is a sentence


def names(text: str) -> list[str]:
    """The people that a byline names, without their roles; what cannot be a name is left out.

    >>> names("记者 张三 通讯员：李 四、欧阳小芳 摄影报道")
    ['张三', '李四', '欧阳小芳']
    """
    if "://" in text:
        return []
    text = AFFILIATION.sub("", PADDED.sub(r"\1\2", one_line(text) or ""))
    parts = [part for chunk in SEPARATORS.split(text) for part in people(chunk)]
    return list(dict.fromkeys(part for part in parts if part not in NOT_NAMES and not POST.fullmatch(part)))


def people(chunk: str) -> list[str]:
    """The names in a piece of a byline without separators: several Chinese ones, or one Latin one."""
    chunk = TAIL.sub("", ROLE.sub("", chunk.strip(" 　:：()（）[]【】<>《》\"'“”.。")))
    words = chunk.split()
    if words and all(HAN_NAME.fullmatch(word) for word in words):
        return words
    if HAN.search(chunk):
        return [chunk] if ORGANISATION.fullmatch(chunk) else []
    return [chunk] if LATIN_NAME.fullmatch(chunk) and len(chunk) <= 60 else []


def source_name(text: str) -> str | None:
    """The medium's name without its label, quotation marks and what stands behind it; None when it is none.

    >>> source_name("来源：《西乡时报》 ")
    '西乡时报'
    """
    line = SOURCE_LABEL.sub("", one_line(text) or "")
    line = line.strip(" :：()（）[]【】<>《》\"'“”-—|,，。")
    return line if 2 <= len(line) <= SOURCE_LIMIT and not line.isdigit() else None
