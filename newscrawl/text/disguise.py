"""Text that hacked pages disguise: traditional characters with their sound in brackets, as in 當(dāng)前位置.

Scripts that plant foreign articles turn simplified text into traditional and add the sound of characters, so that filters
do not find its words. What it said is its characters without the sounds, in simplified form.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from opencc import OpenCC

BEGINNING = "[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
SOUND = re.compile(rf"[(（]{BEGINNING}[a-zü]{{0,5}}[)）]")
BEGUN = re.compile(rf"\({BEGINNING}"), re.compile(f"（{BEGINNING}")  # a first character is found faster than one of two
LEAST = 3  # such characters of a page; fewer may be there to teach a word


def undisguised(text: str) -> tuple[str, bool]:
    """A page's text as it was before it was disguised, and whether it was.

    A sound behind a simplified character is an editor's help with a rare one, and stays.

    >>> undisguised("當(dāng)前位置：首頁(yè)，產(chǎn)品")
    ('当前位置：首页，产品', True)
    >>> undisguised("亳(bó)州、婺(wù)源、蔚(yù)县")
    ('亳(bó)州、婺(wù)源、蔚(yù)县', False)
    """
    if not any(begun.search(text) for begun in BEGUN):
        return text, False
    sounds = [found for found in SOUND.finditer(text) if is_traditional(text[found.start() - 1 : found.start()])]
    if len(sounds) < LEAST:
        return text, False
    pieces, end = [], 0
    for sound in sounds:
        pieces.append(text[end : sound.start()])
        end = sound.end()
    return simplifier().convert("".join([*pieces, text[end:]])), True


@lru_cache(maxsize=4096)
def is_traditional(character: str) -> bool:
    """Whether a character has another, simplified form."""
    return not character.isascii() and simplifier().convert(character) != character


@cache
def simplifier() -> OpenCC:
    """Traditional to simplified characters; loaded by the first page that needs it."""
    return OpenCC("t2s")
