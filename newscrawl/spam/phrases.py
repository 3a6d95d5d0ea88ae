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
    """The words of a section of vocabulary.toml, longest first, as a pattern."""
    sections = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
    return "|".join(sorted(map(re.escape, sections[section].split()), key=len, reverse=True))


@cache
def shape() -> re.Pattern[str]:
    """Phrases that sell end or begin with a selling word, or name a trade that buys links."""
    return re.compile(
        rf"(?:{words_of('selling')})\W*\d*\W*$|^\W*(?:{words_of('selling')})|{words_of('trades')}", re.IGNORECASE
    )


def is_commercial(text: str) -> bool:
    """Whether a short text without the punctuation of sentences has the shape of those that buy links.

    >>> is_commercial("济南微机控制电子万能试验机厂家批发价格"), is_commercial("相关费用由县里承担")
    (True, False)
    """
    return 0 < len(text) <= LONGEST and not STOPS.search(text) and bool(shape().search(text))
