"""Commercial phrases, by their words and their shape."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from newscrawl.page.blocks import STOPS

LONGEST = 40  # characters; what is longer is a sentence
# How sellers are reached, behind a phrase or on a line of its own; the words before the number are not among theirs.
CONTACT = re.compile(
    r"(?:(?:咨询|联系|服务|订购|客服|加|官方|业务|手机|请|欢迎|致|来)*(?:电话|热线|手机|QQ群?|QQ号|微信号?|企鹅号?|扣扣|V信?|加V|VX|WX|Tel|WeChat|WhatsApp|Skype)(?:号码|号)?|加)\s*[:：]?\s*"
    r"(?=[\w-]*\d)[A-Za-z\d][\w-]{4,20}|(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
BETWEEN_PHRASES = re.compile(r"\s*[|｜/、·,，;；]+\s*")  # where there are none of these, blanks
SENTENCE_MARKS = re.compile(r"[。！？：“”…]")
PHRASES = 3  # of a line that is a run of them
LONGEST_RUN = 300
EDGES = " ,，:：;；-—。.!！、(（"


@cache
def words_of(section: str) -> str:
    """The words of a section of vocabulary.toml as a pattern, longest first; English ones are whole words."""
    languages = _languages()
    chinese = sorted(languages["zh"][section].split(), key=len, reverse=True)
    return "|".join([*chinese, *(rf"\b{word}\b" for word in sorted(languages["en"][section], key=len, reverse=True))])


@cache
def words_list(section: str) -> tuple[str, ...]:
    """The Chinese words of a section."""
    return tuple(_languages()["zh"][section].split())


@cache
def _languages() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))


@cache
def shape(linked: bool) -> re.Pattern[str]:
    """Phrases that sell end or begin with a selling word, or name a trade that buys links; links with some others too."""
    ends, starts = words_of("selling"), words_of("opening")
    if linked:
        ends, starts = f"{ends}|{words_of('linked')}", f"{starts}|{words_of('linked_opening')}"
    return re.compile(
        rf"(?P<end>{ends})(?=\W*\d*\W*$)|^\W*(?P<start>{starts})|(?P<trade>{words_of('trades')})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def selling_word(text: str, linked: bool = False) -> str:
    """The word that gives a short text without the punctuation of sentences away as one that buys links; else empty.

    >>> selling_word("济南微机控制电子万能试验机厂家批发价格"), selling_word("相关费用由县里承担")
    ('价格', '')
    """
    if not 0 < len(text) <= LONGEST + 30:
        return ""
    text = without_contact(text)
    if not 0 < len(text) <= LONGEST or STOPS.search(text):
        return ""
    found = shape(linked).search(text)
    return found[found.lastgroup or 0] if found else ""


def selling_line(text: str) -> str:
    """The same for a line without links, which may be a run of phrases, and says more than the selling word.

    >>> selling_line("渠县铝卷价格 渠县铝板批发 保温铝皮"), selling_line("收费标准")
    ('价格', '')
    """
    if word := selling_word(text):
        return word if len("".join(re.findall(r"\w", text))) >= len(word) + 2 else ""
    parts = parts_of(text)
    words = [word for part in parts if (word := selling_word(part))]
    return words[0] if len(parts) >= PHRASES and 2 * len(words) >= len(parts) else ""


def parts_of(text: str) -> list[str]:
    """The phrases of a line that may be a run of them; none for a line with the marks of a sentence.

    >>> parts_of("岩棉板 | tote bags | 透水砖"), parts_of("岩棉板 透水砖"), parts_of("水来了。")
    (['岩棉板', 'tote bags', '透水砖'], ['岩棉板', '透水砖'], [])
    """
    if len(text) > LONGEST_RUN or SENTENCE_MARKS.search(text):
        return []
    return [part for part in (BETWEEN_PHRASES.split(text) if BETWEEN_PHRASES.search(text) else text.split()) if part]


def is_loud(text: str) -> bool:
    """Whether a text has a word that only those who sell or buy say."""
    return any(word in text for word in words_list("loud"))


def without_contact(text: str) -> str:
    """A phrase without the number or name under which its seller is reached; all of it where there is nothing else."""
    found = CONTACT.search(text) if DIGIT.search(text) else None
    return (found and text[: found.start()].strip(EDGES)) or text


def is_contact(text: str) -> bool:
    """Whether a line only says how somebody is reached.

    >>> is_contact("咨询电话：138-0000-1234 李经理"), is_contact("监督电话由专人值守")
    (True, False)
    """
    found = CONTACT.search(text)
    return bool(found) and len(CONTACT.sub("", text).strip()) <= 8
