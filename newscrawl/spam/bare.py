"""Lines that are a few words, alone and in runs, and what shows that they were planted though none of them sells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from newscrawl.page.blocks import STOPS
from newscrawl.spam.links import COMPANY, number
from newscrawl.spam.phrases import PHRASES, parts_of, selling_word
from newscrawl.spam.words import Words, alike
from newscrawl.text.surnames import is_person

SHORT = 2  # characters of a line at least that is a word,
NAME = 3  # of a name at most,
LEAST = 5  # of a line at least that cannot be one,
BARE = 25  # and at most of a line that is a product or a phrase, and no words of the article
ALIKE = 3  # lines like each other that are too many for chance
MOST_TEXT = 0.3  # share of an article that a run of foreign lines may be
BARS = re.compile(r"[|｜]")  # between phrases, not between words of a sentence
ANNOUNCES = re.compile(r"[:：]$")  # what follows such a line is its list
# What else stands at the end of an article: names of people and offices, dates, notes in brackets.
SIGNED = re.compile(
    r"^[（(【\[\d]|^[〇○一二三四五六七八九十]+[年月日、．.]|\d年|[）)】]$|记者|通讯员|编辑|作者|供图|摄|报道|来源|附件|联系|有限公司$|集团$|"
    r"(?:政府|办公室|局|委|委员会|部|厅|社|报|网|电视台|电台|中心|会|院|校|学|处|科|队|组|站)$"
)


def is_bare(text: str, least: int = LEAST) -> bool:
    """Whether a line is a few words that neither speak nor sign.

    >>> is_bare("仪器冲击试验机"), is_bare("青禾县人民政府"), is_bare("魏玮")
    (True, False, False)
    """
    return least <= len(text) <= BARE and not STOPS.search(text) and not SIGNED.search(text)


def is_short(text: str) -> bool:
    """Whether a line among bare ones may be one of them, though it has as few characters as a name.

    >>> is_short("保温杯"), is_short("魏玮"), is_short("张三丰")
    (True, False, False)
    """
    return is_bare(text, SHORT) and not is_person(text)


def is_signature(text: str) -> bool:
    """Whether a line says who wrote an article, or when.

    >>> is_signature("□记者 王文博 北京报道"), is_signature("记者昨天来到渠首，水已经放了三天。")
    (True, False)
    """
    return len(text) <= BARE and not text.endswith("。") and (bool(SIGNED.search(text)) or is_person(text))


def bare_run(lines: Iterable[tuple[int, str]], found: Container[int]) -> list[int]:
    """The places of the bare lines that come first, ``found`` ones among them; no list that a line announces."""
    run: list[int] = []
    for place, text in lines:
        if place not in found and not is_short(text):
            return [] if ANNOUNCES.search(text) else run
        run.append(place)
    return run


def foreign_run(texts: Sequence[str], words: Words, planted: Sequence[str], least: int) -> str:
    """What shows that these lines were planted: that they are like planted words or, three or more, like each other.

    Beside much else that was planted such that have no piece of the article are enough: three beside one other, or else
    ``least`` beside two.
    """
    if sum(map(len, texts)) > MOST_TEXT * len(words.text) or not all(map(words.lack, texts)):
        return ""
    like = sum(bool(alike(text, (other for other in (*planted, *texts) if other is not text))) for text in texts)
    if 2 * like >= len(texts) and (like >= ALIKE or planted):
        return f"{like} alike"
    if (
        len(planted) >= (1 if len(texts) >= ALIKE else COMPANY)
        and len(texts) >= least
        and not any(map(words.share, texts))
    ):
        return f"beside {number(len(planted))}"
    return ""


def foreign_phrases(text: str, words: Words, company: bool) -> str:
    """What shows that a line is a run of planted phrases: that one of them sells, or bars or what else was planted."""
    parts = parts_of(text)
    if len(parts) < PHRASES or any(not SHORT <= len(part) <= BARE for part in parts):
        return ""
    names = sum(len(part) <= NAME or bool(SIGNED.search(part)) for part in parts)
    if 2 * names > len(parts) or not all(map(words.lack, parts)):
        return ""
    if word := next(filter(None, map(selling_word, parts)), ""):
        return word
    return f"{len(parts)} foreign" if company or BARS.search(text) else ""
