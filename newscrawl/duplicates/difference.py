"""What was added to a copy, and what was cut from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from newscrawl.duplicates.shingles import LENGTH, MOST, distinct, known, shingles
from newscrawl.duplicates.words import bare_words

__all__ = ["Difference", "difference"]

SENTENCE = re.compile(r"[^\n。！？!?；;]+[。！？!?；;]*[”」』’)）]*|\n")
KNOWN = 0.5  # of a sentence's shingles: it is the same one, perhaps mended


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences that a copy has and its origin has not (``added``), and the reverse (``cut``).

    In the order of their text; what stands together in one line is one entry. What was only moved, or broken into other
    lines, is in neither.
    """

    added: tuple[str, ...]
    cut: tuple[str, ...]


def difference(copy: str, origin: str) -> Difference:
    """What was added to ``origin`` and cut from it to make ``copy``; the time is that of sorting the shorter one.

    >>> difference("第一段写的是今年的春灌。\\n订购花卉请拨打热线。", "第一段写的是今年的春灌。\\n通讯员张三李四供稿。")
    Difference(added=('订购花卉请拨打热线。',), cut=('通讯员张三李四供稿。',))
    """
    copy, origin = copy[:MOST], origin[:MOST]
    return Difference(_beyond(copy, origin), _beyond(origin, copy))


def _beyond(text: str, other: str) -> tuple[str, ...]:
    """The sentences of ``text`` that are not in ``other``, neighbours in a line together."""
    sentences = SENTENCE.findall(text)
    found, before = [""], False
    for sentence, new in zip(sentences, _are_new(sentences, other), strict=True):
        if new:
            found[-1 if before else len(found) :] = [(found[-1] if before else "") + sentence]
        before = new
    return tuple(filter(None, (entry.strip() for entry in found)))


def _are_new(sentences: list[str], other: str) -> list[bool]:
    words = [bare_words(sentence) for sentence in sentences]
    short = {bare_words(sentence) for sentence in SENTENCE.findall(other)}
    same = known(shingles("".join(words)), distinct(shingles(bare_words(other))))
    total = [0, *np.cumsum(same).tolist()]
    new, end = [], 0
    for each in words:
        end += len(each)
        count = len(each) - LENGTH + 1
        if end > MOST:  # compatibility forms that grew when taken apart; nobody read so far
            new.append(False)
        elif count < 1:  # no shingle lies within it
            new.append(bool(each) and each not in short)
        else:
            start = end - len(each)
            new.append(total[start + count] - total[start] < KNOWN * count)
    return new
