"""Names, dates and numbers of things: words that tell one event from the next."""

from __future__ import annotations

import re

from newscrawl.text.surnames import PERSON, is_person

__all__ = ["NUMERAL", "SLOT", "goes_on", "is_numeral", "is_wording", "may_be_names", "names_another"]

SLOT = 12  # characters of a name with what belongs to it
NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]+")
COUNTED = re.compile(r"[年月日号期届批周时点楼室栋]")  # behind a number that names a thing, and tells no quantity
ORDINAL = ("周", "星期", "第")
# What a place or a body is called by its name's end, but not the beginning of an ordinary word.
KIND = (
    r"自治[区州县旗]|开发区|街道|社区|省|市(?![民场区政])|县(?!里|城(?![东西南北关]))|区(?![域间块])|镇(?!静)|乡(?![亲镇村])|村(?![民里口])|旗(?!帜)|州|局(?![势部面])|"
    r"厂(?![房家])|河(?![道流水边岸])|路(?![面人口灯])|大道|小区|有限公司|公司|集团|合作社|[中小]学(?![生校])|大学(?!生)|学院|幼儿园|医院|卫生院|派出所|法院|气象[台局]|高速|水库|考试|[笔面]试|高考|资格|[大比竞]赛|论坛|工程|项目"
)
KINDS = re.compile(KIND)
SIDES = frozenset("东西南北中上下前后大小新老")  # by which alone two places may differ
SKY = re.compile(r"(?:晴|阴|多云|少云|[小中大暴阵雷雨雪有雾霾霜]|浮尘|扬沙|[间转到夹]|局部|[东南西北]{1,2}风)+")
SKIES = frozenset("晴阴多少云小中大暴阵雷雨雪雾霾转东南西北风")
OURS = re.compile(r"[我本该咱]|(?:全|各|此|当地|辖|两|外)$")  # a reposter writes the name of 我县, its reader's county
BYLINE = re.compile(r"(?:记者|通讯员|实习生|编辑|责编|作者|来源|供稿|审核|校对|摄影?|[文图])$")
ROLE = re.compile(
    r"(?:书记|[省市县区镇乡村局院校厂社队处科股]长|主任|主席|经理|同志|人员|选手|村民|居民|学生|教师|医生|师傅|大户|老人|嫌疑人|原告|被告|提[任拔名])$"
)
SAYS = re.compile(r"说|介绍|表示|告诉|先生|女士|同志|指出|强调|认为|现任")

RECORD = re.compile(rf"({PERSON})(?:现任|同志|男|女|系|身份证)")

SHARED = ((1, 0), (2, 0), (0, 1), (0, 2), (1, 1))  # characters before and behind a slot that belong to the name in it


def is_numeral(text: str) -> bool:
    """Whether a text is a number, in digits or in characters."""
    return NUMERAL.fullmatch(text) is not None


def goes_on(character: str, following: str) -> bool:
    """Whether two characters belong to one number, or to one word of the weather."""
    return {character, following} <= SKIES or (is_numeral(character) and is_numeral(following))


def is_wording(one: str, other: str, before: str) -> bool:
    """Whether one side points to what the other one names, or both name who wrote the report."""
    return bool(OURS.search(one) or OURS.search(other) or BYLINE.search(before))


def may_be_names(one: str, other: str, behind: str) -> bool:
    """Whether two words can be names at all: two characters, or one of a place's, as in 马家镇 and 陈家镇."""
    shorter = min(len(one), len(other))
    return shorter > 1 or (shorter == 1 and KINDS.match(behind, 1) is not None)


def names_another(one: str, other: str, before: str, behind: str) -> bool:
    """Whether two words that stand between the same ones name two things: other places, days, people, numbers of things.

    >>> names_another("青禾", "白石", "近日", "县召开"), names_another("介绍", "表示", "负责人", "工程于")
    (True, False)
    """
    if max(len(one), len(other)) > SLOT:
        return _begins_another(one + behind, other + behind)
    if not one or not other:
        return _is_person(one, other, before, behind)
    return (
        _is_number_of(one, other, before, behind)
        or _is_place(one, other, behind)
        or _is_person(one, other, before, behind)
        or (SKY.fullmatch(one) is not None and SKY.fullmatch(other) is not None)
    )


def _begins_another(one: str, other: str) -> bool:
    """Whether two records of a list, however they go on, are those of two people."""
    first, second = RECORD.match(one), RECORD.match(other)
    return bool(first and second and first[1] != second[1])


def _is_number_of(one: str, other: str, before: str, behind: str) -> bool:
    numbers = NUMERAL.findall(one), NUMERAL.findall(other)
    if not all(numbers) or numbers[0] == numbers[1]:
        return False
    return before.endswith(ORDINAL) or COUNTED.search(NUMERAL.sub("", one) + behind[:1]) is not None


def _is_place(one: str, other: str, behind: str) -> bool:
    if len(one) == len(other) == 1:
        return {one, other} <= SIDES and KINDS.match(behind) is not None
    if min(len(one), len(other)) < 2 or SAYS.search(one) or SAYS.search(other):
        return False
    return KINDS.match(behind) is not None or bool(KINDS.search(one, 2) and KINDS.search(other, 2))


def _is_person(one: str, other: str, before: str, behind: str) -> bool:
    if SAYS.search(one) or SAYS.search(other):
        return False
    if _are_people(one, other):
        return True
    for more, less in SHARED:  # of one surname, one given name, or both and another character between them
        role, name, end = before[: len(before) - more], before[len(before) - more :], behind[:less]
        if (ROLE.search(role) or SAYS.match(behind[less:])) and _are_people(name + one + end, name + other + end):
            return True
    return False


def _are_people(one: str, other: str) -> bool:
    return is_person(one) and is_person(other)
