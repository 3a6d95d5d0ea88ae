"""Lines without a link that were planted at the head and tail of an article."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from newscrawl.page.blocks import STOPS, Block
from newscrawl.spam.links import COMPANY
from newscrawl.spam.phrases import is_contact, is_loud, selling_line, selling_word
from newscrawl.spam.words import OWN, Words, alike

HEAD = 2  # lines at the head of an article,
NAME = 3  # characters of what a line sells besides the selling word
TAIL = 6  # and at its tail, in which bare commercial lines stand
FAR = 20  # lines above, at most, in which a list is announced
BARE = 25  # characters of a line that is a product or a phrase, and no words of the article
ALIKE = 3  # lines like each other that are too many for chance
MOST_TEXT = 0.3  # share of an article that a run of foreign lines may be
LABEL = re.compile(
    r"\W*(?:友情|推荐|相关|热门|更多|合作|其他|附近|网友|猜你)"
)  # announces links, not a list of the article's
ANNOUNCES = re.compile(r"[:：]$")  # what follows such a line is its list
# What else stands at the end of an article: names of people and offices, dates, notes in brackets.
SIGNED = re.compile(
    r"^[（(【\[\d〇○一二三四五六七八九十]|\d年|[）)】]$|记者|通讯员|编辑|作者|供图|摄|报道|来源|附件|联系|有限公司$|集团$|"
    r"(?:政府|办公室|局|委|委员会|部|厅|社|报|网|电视台|电台|中心|会|院|校|学|处|科|队|组|站)$"
)


def edges_of(body: str) -> list[str]:
    """The lines at head and tail of a text."""
    lines = body.split("\n")
    return lines[:HEAD] + lines[-TAIL:]


def edge(place: int, count: int) -> str:
    """Where in the article a line stands: head, tail, between."""
    return "head" if place < HEAD else "tail" if place >= count - TAIL else "between"


def planted_lines(
    blocks: Sequence[Block], planted: Sequence[str], foreign: Container[int] = ()
) -> dict[int, tuple[str, str]]:
    """Place to rule and evidence of the lines that were planted without a link; ``planted`` are words of planted links,
    ``foreign`` the places of lines that are such.

    - ``commercial_line``: a commercial phrase at head or tail, or between paragraphs with which it has nothing in common.
    - ``run_of_phrases``: another bare line, such as a product's name, in a run at the end of which at least half are such.
    - ``foreign_run``: bare lines at head or end that have nothing in common with the article but much with each other or
      with what else was planted, of whatever trade.
    """
    unlinked = [(place, block.text) for place, block in enumerate(blocks) if not block.linked and block.text]
    sells = {place: word for place, text in unlinked if (word := selling_line(text)) and not is_honest(blocks, place)}
    found = {
        place: ("commercial_line", word)
        for place, word in sells.items()
        if is_out_of_place(blocks[place].text, edge(place, len(blocks)), Words(blocks, {place}))
    }
    tail, head = bare_run(reversed(unlinked), found), bare_run(unlinked[:HEAD], found)
    if tail and 2 * (count := sum(place in sells for place in tail)) >= len(tail):
        found |= {place: ("run_of_phrases", f"{count} of {len(tail)}") for place in tail if place not in found}
    doubtful = [place for place, _ in unlinked] if planted or found else [*tail, *head]
    bare = {place for place in doubtful if place not in found and is_bare(blocks[place].text)}
    apart = Words(blocks, bare)
    found |= {
        place: ("commercial_line", word)
        for place in sorted(bare)
        if (word := weakly_selling(blocks[place].text, apart)) and not is_honest(blocks, place)
    }
    for run in (tail, head):
        rest = [place for place in run if place not in found]
        others = [*planted, *(blocks[place].text for place in found)]
        if rest and (why := foreign_run([blocks[place].text for place in rest], Words(blocks, run), others)):
            found |= dict.fromkeys(rest, ("foreign_run", why))
    return found | contacts(blocks, found, foreign)


def is_honest(blocks: Sequence[Block], place: int) -> bool:
    """Whether a commercial line is a row of a table, an item that a line announces, or the heading of what follows."""
    block = blocks[place]
    above = (one for one in reversed(blocks[max(0, place - FAR) : place]) if one.text)
    before = next((one.text for one in above if one.stops or len(one.text) > BARE), "")
    announced = ANNOUNCES.search(before) and not LABEL.match(before) and not is_loud(block.text)
    if block.group is not None or announced:
        return True
    behind = blocks[place + 1] if place + 1 < len(blocks) else None
    if behind is None or not behind.stops:
        return False
    if block.tag in ("h2", "h3", "h4"):
        return True
    return 4 * sum(pair in behind.text for pair in pairs_of(block.text)) >= len(pairs_of(block.text))


def pairs_of(text: str) -> list[str]:
    """The pieces of two characters of a phrase."""
    return [text[place : place + 2] for place in range(len(text) - 1)]


def contacts(blocks: Sequence[Block], found: Container[int], foreign: Container[int]) -> dict[int, tuple[str, str]]:
    """Lines at the tail that say how a seller is reached: those right behind a planted one."""
    taken: dict[int, tuple[str, str]] = {}
    for place in range(max(1, len(blocks) - TAIL), len(blocks)):
        before = place - 1
        behind_planted = place not in found and (before in found or before in foreign or before in taken)
        if behind_planted and not blocks[place].linked and is_contact(blocks[place].text):
            taken[place] = ("contact", "behind a planted line")
    return taken


def is_out_of_place(text: str, position: str, words: Words) -> bool:
    """Whether a commercial phrase is none of an article's own: at an edge it may have some of its words."""
    return is_bare(text) and words.lack(text) if position == "between" else words.lack(text, OWN)


def weakly_selling(text: str, words: Words) -> str:
    """A word that honest lines end with too, when the line has nothing else of the article either."""
    word = selling_word(text, linked=True)
    return word if word and len(text) >= len(word) + NAME and words.lack(text) else ""


def bare_run(lines: Iterable[tuple[int, str]], found: Container[int]) -> list[int]:
    """The places of the bare lines that come first, commercial ones among them; no list that a line announces."""
    run: list[int] = []
    for place, text in lines:
        if place not in found and not is_bare(text):
            return [] if ANNOUNCES.search(text) else run
        run.append(place)
    return run


def foreign_run(texts: Sequence[str], words: Words, planted: Sequence[str]) -> str:
    """What shows that these lines were planted: that they are like planted words or, three or more, like each other.

    Beside much else that was planted two that have no piece of the article are enough.
    """
    if sum(map(len, texts)) > MOST_TEXT * len(words.text) or not all(map(words.lack, texts)):
        return ""
    like = sum(bool(alike(text, (other for other in (*planted, *texts) if other is not text))) for text in texts)
    if 2 * like >= len(texts) and (like >= ALIKE or planted):
        return f"{like} alike"
    if len(planted) >= COMPANY and len(texts) > 1 and not any(map(words.share, texts)):
        return f"beside {len(planted)} planted"
    return ""


def is_bare(text: str) -> bool:
    """Whether a line is a few words that neither speak nor sign.

    >>> is_bare("仪器冲击试验机"), is_bare("青禾县人民政府"), is_bare("魏玮")
    (True, False, False)
    """
    return 5 <= len(text) <= BARE and not STOPS.search(text) and not SIGNED.search(text)
