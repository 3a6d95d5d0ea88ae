"""Names of people and of media as bylines write them."""

from __future__ import annotations

import re

from newscrawl.text.surnames import HAN, ORDINARY, PAIR, PERSON
from newscrawl.text.whitespace import one_line

LIMIT = 300  # characters of a byline that are looked at
MOST = 20  # names
LONGEST = 60  # characters of one
DOTS = str.maketrans("•‧・．", "····")
POST = r"(?:本[报网刊台站社]|特约|特派|特邀|见习|实习|首席|资深|高级|全媒体|融媒体?|新媒体|客户端)"
ROLE = (
    rf"{POST}*(?:责任编辑|责编|编辑|通\s?讯\s?员|[记記]\s?者|实习生|评论员|观察员|作\s?者|撰稿人?|撰文|撰写|采写|执笔人?|文字|摄影|图片|供稿|主编|校对|审核|监制|"
    rf"文\s?[/／]\s?图|图\s?[/／]\s?文|[文图](?=\s?[/／:：|｜丨]))"
)
COLON = r"\s?[:：/／|｜丨]?"
TAIL = r"(?:摄影报道|报道|報導|報道|攝影|摄影|摄|供稿|供图|采写|整理|综合|整合|[文图]\s?[/／]\s?[图文]|[/／]\s?[文图摄]|文图|图文|文(?=$|\s))"
# What can stand behind a name. Tails are tried before the name goes on: 张三摄影, and not 张三摄.
END = rf"(?=$|[\s、，,;；。：:/／&|｜丨（()）\[\]【】”\"]|{TAIL}|发自|编译|编辑|记者|通讯员|实习生|\d)"
STEP = re.compile(
    rf"(?P<role>{ROLE}{COLON})|(?<=\s)[{HAN}]{{2,4}}报道|(?P<name>{PERSON}){END}|(?P<pair>{PAIR}){END}|(?P<tail>{TAIL})|[\s、，,;；/／&|｜丨（()）\[\]【】□■●◆▲]+"
    rf"|(?P<office>[{HAN}]{{2,20}}(?:局|委|部|厅|办|院|校|大学|中学|中心|公司|政府|报|网|台|社|财经|新闻|频道|客户端|传媒|在线|发布|之声)\s(?=(?:{PERSON}){END}))"
    rf"|(?P<medium>[\w·“”]{{1,16}}?(?:记者|通讯员|实习生|评论员){COLON})",
)  # fmt: skip
HARD = ("、", "；", ";", "/", "／", "|", "丨")  # what divides names, whatever stands behind it
SEPARATORS = re.compile(r"[、，,;；|｜丨/／]|\s[&和]\s|\s+and\s+", re.IGNORECASE)
LABEL = re.compile(
    rf"^(?:(?:{ROLE}|(?:(?:written|posted|reported|story|text|words|photos?) )?by|author|editor|reporters?){COLON}\s*)+",
    re.IGNORECASE,
)
AFFILIATION = re.compile(rf"(?<=[{HAN}])\s*[（(](?![^）)]*(?:记者|通讯员|作者|文/))[^（()）]*[）)]?")
COUNTRY = re.compile(rf"[\[（(【〔][{HAN}][\]）)】〕]\s*")  # [美]约翰·史密斯
PADDED = re.compile(rf"(?<![{HAN}])([{HAN}])\s+([{HAN}])(?![{HAN}])")
HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,3}}")
LATIN_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}")
LATIN_END = re.compile(
    r"\s*@.*|(?:^|\s+)(?:on|at|in|for|published|posted|updated|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|june|july|august|september|october|november|december)(?=\s*\d|$))\b.*",
    re.IGNORECASE,
)
NICK = re.compile(r"(?=.*[a-zA-Z\d&_])[^\W\d_][\w.&~-]{1,15}")
ANY_HAN = re.compile(rf"[{HAN}]")
ORGANISATION = re.compile(
    r"[\w·（）()]{4,24}(?:政府|办公室|局|委|部|厅|社|报|网|台|中心|编辑部|评论员|课题组|协会|学会|公司|研究院|大学|工作室)"
)
ENGLISH_POST = re.compile(r"(?:[\w’'-]+ )*(?:writer|reporter|correspondent|editor|staff|desk)s?", re.IGNORECASE)
ADMINS = frozenset("admin administrator root webmaster".split())
NOT_NAMES = ADMINS | frozenset(
    "未知 佚名 无名 匿名 管理员 不详 无 本站 本报 本报讯 本网 网络 互联网 转载 原创 编辑 记者 作者 来源 综合 新华网 人民网 新华社 楼主 版主 会员 游客 网友 沙发 本文 文章 原文 首次 最后 日志 博文 帖子 主题 by author".split()
)
SOURCE_LABEL = re.compile(
    r"^(?:(?:文章|信息|稿件|新闻|内容|转载)?(?:来源|出处|来自)|稿源|转自|转载自|摘自|source)(?:于)?\s*[:：|｜丨/／]?\s*",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[《“\"「『【（(\[]([^《》“”\"「」『』]+)[》”\"」』】）)\]]")
NO_SOURCES = ADMINS | frozenset("未知 不详 佚名 未注明".split())
SOURCE_LIMIT = 40  # characters; what is longer is a sentence


def names(text: str) -> list[str]:
    """The people that a labelled byline names, without their roles; what cannot be a name is left out.

    The first may be a pen name; those behind it need a surname, unless a mark such as 、 divides them.

    >>> names("记者 张三 通讯员：李 四、欧阳小芳 摄影报道")
    ['张三', '李四', '欧阳小芳']
    >>> names("山石、茉莉"), names("张三 三月中旬，青禾县城关、沙河、柳林三座")
    (['山石', '茉莉'], ['张三'])
    """
    if "://" in text:
        return []
    text = plain(text)
    found, rest = people_before(text)
    if not found or text[: len(text) - len(rest)].rstrip().endswith(HARD):
        found += [name for chunk in SEPARATORS.split(rest if found else text) for name in loose(chunk)]
    people = [
        name for name in found if not (ORGANISATION.fullmatch(name) or name.endswith(("报", "网", "社", "台", "刊")))
    ]
    return list(dict.fromkeys(people or found))


def signed(text: str) -> list[str]:
    """The people at the start of a text, roles and media before them; only what is surely a name, up to the first other word.

    >>> signed("青禾时报记者 张三/文 李四/摄"), signed("记者从县水利局获悉")
    (['张三', '李四'], [])
    """
    return people_before(plain(text))[0]


def only_people(text: str) -> list[str]:
    """The people of a text that is nothing but names and roles; none when it has other words.

    >>> only_people("青禾县水利局 张三"), only_people("张三说")
    (['张三'], [])
    """
    found, rest = people_before(text := plain(text))
    others = [word for word in SEPARATORS.split(rest) if word]
    if others and not (text[: -len(rest)].endswith(HARD) and all(map(is_divided_name, others))):
        return []
    return found + others if found else []


def is_divided_name(word: str) -> bool:
    """Whether a word among names, divided from them, can be one though it has no known surname."""
    return HAN_NAME.fullmatch(word) is not None and word not in ORDINARY


def plain(text: str) -> str:
    """A byline on one line, without affiliations in brackets, names of two characters without their padding."""
    text = COUNTRY.sub("", one_line(text[:LIMIT].translate(DOTS)) or "")
    return PADDED.sub(r"\1\2", AFFILIATION.sub("", text)).strip(" 　:：<>《》\"'“”.。")


def people_before(text: str) -> tuple[list[str], str]:
    """The people up to the first word that is neither name nor role, and what is left from there."""
    found: list[str] = []
    place = 0
    while len(found) < MOST and (step := STEP.match(text, place)):
        told = [step["name"]] if step["name"] else [step["pair"][:2], step["pair"][2:]] if step["pair"] else []
        if not ORDINARY.isdisjoint(told):
            break
        found += told
        place = step.end()
    return list(dict.fromkeys(found)), text[place:]


def loose(chunk: str) -> list[str]:
    """The name in a piece of a labelled byline without separators: Chinese, Latin, a body's, or a made-up one."""
    chunk = LABEL.sub("", chunk.strip(" 　:：()（）[]【】<>《》\"'“”.。"))
    if found := people_before(chunk)[0]:
        return found
    shapes: tuple[re.Pattern[str], ...]
    if ANY_HAN.search(chunk):
        chunk, shapes = chunk.split()[0], (HAN_NAME, ORGANISATION, NICK)
    else:
        chunk, shapes = LATIN_END.split(chunk)[0], (LATIN_NAME,)
    if chunk.lower() in NOT_NAMES or chunk in ORDINARY or ENGLISH_POST.fullmatch(chunk) or len(chunk) > LONGEST:
        return []
    return [chunk] if any(shape.fullmatch(chunk) for shape in shapes) else []


def source_name(text: str) -> str | None:
    """The medium's name without its label, quotation marks and what stands behind it; None when it is none.

    >>> source_name("来源：《西乡时报》 "), source_name("“西乡发布”微信公众号")
    ('西乡时报', '“西乡发布”微信公众号')
    """
    line = SOURCE_LABEL.sub("", one_line(text) or "").strip(" :：-—|丨/,，。")
    if quoted := QUOTED.fullmatch(line):
        line = quoted[1]
    elif not QUOTED.search(line):
        line = line.strip("()（）[]【】<>《》\"'“”「」")
    return line if 2 <= len(line) <= SOURCE_LIMIT and not line.isdigit() and line not in NO_SOURCES else None
