"""The words of a text: what stays of it when spaces, punctuation, width, case and traditional characters do not count."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from newscrawl.text.simplified import simplified

__all__ = ["bare_words"]

NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1)  # the hash and the signature of a text are made one after the other
def bare_words(text: str) -> str:
    """Letters and digits of a text in NFKC, lower case and simplified characters, without anything between them.

    >>> bare_words("Ａ县与西鄉縣政府 签署协议，共 ３ 项。")
    'a县与西乡县政府签署协议共3项'
    """
    # What is no word goes first: most text without full-width punctuation is in NFKC already, and that is quick to see.
    return simplified(normalize("NFKC", NO_WORD.sub("", text)).lower())
