"""Commercial lines without a link, at the head and tail of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.page.blocks import Block
from newscrawl.spam.phrases import is_commercial

HEAD = 2  # lines at the head of an article,
TAIL = 6  # and at its tail, in which bare commercial lines stand
BARE = 25  # characters of a line that is a product or a phrase, and no words of the article
# What else stands at the end of an article: names of people and offices, dates, notes in brackets.
SIGNED = re.compile(
    r"[（(【\[\d〇○一二三四五六七八九十]|记者|通讯员|编辑|作者|供图|摄|报道|来源|附件|"
    r"(?:政府|办公室|局|委|委员会|部|厅|社|报|网|台|中心|会|院|校|学|处|科|队|组|站)$"
)


def edges_of(body: str) -> list[str]:
    """The lines at head and tail of a text."""
    lines = body.split("\n")
    return lines[:HEAD] + lines[-TAIL:]


def edge(place: int, count: int) -> str:
    """Where in the article a line stands: head, tail, between."""
    return "head" if place < HEAD else "tail" if place >= count - TAIL else "between"


def bare_spam(blocks: Sequence[Block]) -> set[int]:
    """The places of lines that were planted without a link.

    At head and tail those that are commercial phrases; and in the run of bare lines that ends the article the others as
    well, such as a product's name, when at least half of them are.
    """
    unlinked = [(place, block) for place, block in enumerate(blocks) if not block.linked and block.text]
    found = {place for place, block in unlinked if edge(place, len(blocks)) != "between" and is_commercial(block.text)}
    run: list[int] = []
    for place, block in reversed(unlinked):
        if not is_bare(block.text) and place not in found:
            break
        run.append(place)
    commercial = sum(is_commercial(blocks[place].text) for place in run)
    return found | set(run) if run and commercial >= len(run) / 2 else found


def is_bare(text: str) -> bool:
    """Whether a line is a few words that neither speak nor sign.

    >>> is_bare("仪器冲击试验机"), is_bare("青禾县人民政府"), is_bare("魏玮")
    (True, False, False)
    """
    return 5 <= len(text) <= BARE and not re.search(r"[。！？；，、：…”]", text) and not SIGNED.search(text)
