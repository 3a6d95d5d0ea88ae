"""Commercial phrases, by their words and their shape."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from newscrawl.page.blocks import STOPS

LONGEST = 40  # characters; what is longer is a sentence


@cache
def vocabulary() -> re.Pattern[str]:
    """The words of vocabulary.toml, longest first, as one pattern."""
    sections = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
    words = {word for section in sections.values() for word in section.split()}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)), re.IGNORECASE)


def is_commercial(text: str) -> bool:
    """Whether a short text without the punctuation of sentences uses the words of those who buy links.

    >>> is_commercial("济南微机控制电子万能试验机厂家批发价格"), is_commercial("双方在合作协议上签字。")
    (True, False)
    """
    return 0 < len(text) <= LONGEST and not STOPS.search(text) and bool(vocabulary().search(text))
