"""Slots of a template: where two texts that agree have different words for a moment.

A bulletin names its town, its day and its people, and all else is the template's. A copy names the same ones: editors cut,
add and mend, but seldom put another town where one stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from newscrawl.duplicates.shingles import LENGTH, Hashes
from newscrawl.text.surnames import is_person

__all__ = ["Swap", "is_renamed", "swaps"]

LONGEST = 12  # characters of a name with what belongs to it; what is longer was written anew
BESIDE = 6  # characters of the words around it
THROUGHOUT = 2  # slots with one pair of words: these are names, whatever they look like
NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]+")
COUNTED = "年月日号期届批周时点楼室栋"  # behind a number that names a thing, and tells no quantity
WEEKDAY = ("周", "星期", "第")
NAMED = re.compile(
    r"自治[区州县旗]|开发区|街道|社区|[省市县区镇乡村旗州局厂河]|大道|小区|有限|公司|集团|合作社|[中小]学|学校|大学|学院|幼儿园|医院|卫生院|气象|高速|水库|项目|工程"
)
ENDS_NAMED = re.compile(rf"(?:{NAMED.pattern})$")
SIDES = frozenset("东西南北中上下前后大小新老")  # by which alone two places may differ
OURS = frozenset(
    "我 本 该 全 各 此 当地 我们 本地 辖 两 多 外".split()
)  # a reposter writes the name of 我县, its reader's county
BYLINE = re.compile(r"记者|通讯员|实习生|编辑|责编|作者|来源|供稿|审核|校对|摄影?|[图文]$")
ROLE = re.compile(
    r"(?:书记|[省市县区镇乡村局院校厂社队处科股]长|主任|主席|经理|同志|人员|选手|村民|居民|学生|教师|医生|师傅|大户|老人|嫌疑人)$"
)
SAYS = re.compile(r"说|介绍|表示|告诉|先生|女士|同志|指出|强调")


class Swap(NamedTuple):
    """Different words in one slot, with what stands before and behind it in both texts."""

    one: str
    other: str
    before: str
    behind: str


def swaps(words: tuple[str, str], hashes: tuple[Hashes, Hashes]) -> Iterator[Swap]:
    """The slots of two texts, given their words and shingles, in which each has some words of its own."""
    one, other = words
    for first, last, left, right in _gaps(*hashes):
        last, right = len(one) if last is None else last, len(other) if right is None else right
        overlap = max(first - last, left - right, 0)  # of what stands before and behind: the 2 of 2日 and 22日
        first, left = first - overlap, left - overlap
        if max(last - first, right - left) <= LONGEST and min(first, left) >= 0:
            swap = _whole(
                one[first:last], other[left:right], one[max(first - BESIDE, 0) : first], one[last : last + BESIDE]
            )
            if swap.one and swap.other:
                yield swap


def _gaps(one: Hashes, other: Hashes) -> Iterator[tuple[int, int | None, int, int | None]]:
    """Where ``one`` has something of its own, from and to, and what stands there in ``other``; None is the text's end."""
    order = np.argsort(other, kind="stable")
    ordered = other[order]
    found = np.searchsorted(ordered, one).clip(max=len(ordered) - 1)
    same, places = ordered[found] == one, order[found]
    edges = np.flatnonzero(np.diff(same, prepend=True, append=True))
    for start, end in edges.reshape(-1, 2).tolist():
        first, left = (start + LENGTH - 1, int(places[start - 1]) + LENGTH) if start else (0, 0)
        yield (first, end, left, int(places[end])) if end < len(same) else (first, None, left, None)


def _whole(one: str, other: str, before: str, behind: str) -> Swap:
    """A slot without what both have at its ends, but with the whole of a number."""
    while one and other and one[0] == other[0]:
        one, other, before = one[1:], other[1:], before + one[0]
    while one and other and one[-1] == other[-1]:
        one, other, behind = one[:-1], other[:-1], one[-1] + behind
    while before and NUMERAL.match(before[-1]) and NUMERAL.match((one + other)[:1]):
        one, other, before = before[-1] + one, before[-1] + other, before[:-1]
    while behind and NUMERAL.match(behind) and NUMERAL.match((one + other)[-1:]):
        one, other, behind = one + behind[0], other + behind[0], behind[1:]
    return Swap(one, other, before, behind)


def is_renamed(found: Iterable[Swap]) -> bool:
    """Whether any of the slots has one name, date or number of a thing in one text and another one in the other."""
    found = [swap for swap in found if not _is_wording(swap)]
    often = Counter((swap.one, swap.other) for swap in found)
    return any(_is_dated(swap) or _is_place(swap) or _is_person(swap) for swap in found) or any(
        count >= THROUGHOUT for count in often.values()
    )


def _is_wording(swap: Swap) -> bool:
    """Whether one side points to what the other one names, or it tells who wrote the report."""
    return not OURS.isdisjoint((swap.one, swap.other)) or BYLINE.search(swap.before) is not None


def _is_dated(swap: Swap) -> bool:
    one, other = NUMERAL.findall(swap.one), NUMERAL.findall(swap.other)
    if not one or not other or one == other:
        return False
    return swap.before.endswith(WEEKDAY) or any(
        mark in COUNTED for mark in (*NUMERAL.sub("", swap.one), *NUMERAL.sub("", swap.behind)[:1])
    )


def _is_place(swap: Swap) -> bool:
    one, other = swap.one, swap.other
    if len(one) == len(other) == 1:
        return {one, other} <= SIDES and NAMED.match(swap.behind) is not None
    if min(len(one), len(other)) < 2:
        return False
    return NAMED.match(swap.behind) is not None or bool(ENDS_NAMED.search(one) and ENDS_NAMED.search(other))


def _is_person(swap: Swap) -> bool:
    if is_person(swap.one) and is_person(swap.other):
        return True
    if not ROLE.search(swap.before[:-1]) and not ROLE.search(swap.before[:-2]) and not SAYS.match(swap.behind):
        return False
    shared = (swap.before[-1:], swap.before[-2:])  # of names with one surname
    return any(is_person(first + swap.one) and is_person(first + swap.other) for first in shared)
