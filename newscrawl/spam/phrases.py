"""Commercial phrases, by their words and their shape."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from newscrawl.page.blocks import STOPS

LONGEST = 40  # characters; what is longer is a sentence


@cache
def words_of(section: str) -> str:
    """The words of a section of vocabulary.toml as a pattern, longest first; English ones are whole words."""
    languages = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
    chinese = sorted(languages["zh"][section].split(), key=len, reverse=True)
    return "|".join([*chinese, *(rf"\b{word}\b" for word in sorted(languages["en"][section], key=len, reverse=True))])


@cache
def shape() -> re.Pattern[str]:
    """Phrases that sell end or begin with a selling word, or name a trade that buys links."""
    return re.compile(
        rf"(?P<end>{words_of('selling')})(?=\W*\d*\W*$)|^\W*(?P<start>{words_of('opening')})|(?P<trade>{words_of('trades')})",
        re.IGNORECASE,
    )


def selling_word(text: str) -> str:
    """The word that gives a short text without the punctuation of sentences away as one that buys links; else empty.

    >>> selling_word("济南微机控制电子万能试验机厂家批发价格"), selling_word("相关费用由县里承担")
    ('价格', '')
    """
    if not 0 < len(text) <= LONGEST or STOPS.search(text):
        return ""
    found = shape().search(text)
    return found[found.lastgroup or 0] if found else ""
