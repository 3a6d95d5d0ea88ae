"""Lines without a link that were planted at the head and tail of an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import dropwhile

from newscrawl.page.blocks import Block
from newscrawl.spam.bare import ANNOUNCES, BARE, NAME, bare_run, foreign_phrases, foreign_run, is_bare, is_signature
from newscrawl.spam.edges import Edges
from newscrawl.spam.phrases import is_contact, is_loud, selling_line, selling_word
from newscrawl.spam.words import OWN, Words

FAR = 20  # lines above, at most, in which a list is announced
LONG = 3  # lines of a run that no heading begins
SERIES = 2  # headings of one kind that speak for a third
LABEL = re.compile(
    r"\W*(?:友情|推荐|相关|热门|更多|合作|其他|附近|网友|猜你)"
)  # announces links, not a list of the article's


Found = dict[int, tuple[str, str]]  # place to rule and evidence


def planted_lines(
    blocks: Sequence[Block], edges: Edges, words: Words, planted: Sequence[str], foreign: Collection[int] = ()
) -> Found:
    """The lines that were planted without a link; ``planted`` are words of planted links, ``foreign`` the places of lines
    that are such.

    - ``commercial_line``: a commercial phrase at head or tail, or between paragraphs with which it has nothing in common.
    - ``run_of_phrases``: a line of several phrases, or another bare line, such as a product's name, in a run at the end;
      some of them sell.
    - ``foreign_run``: bare lines at head or end, or beside planted ones, that have nothing in common with the article but
      much with each other or with what else was planted, of whatever trade.
    """
    unlinked = [
        (place, block.text)
        for place, block in enumerate(blocks)
        if not block.linked and block.text and block.group is None
    ]
    sells = selling_lines(blocks, unlinked)
    found: Found = {
        place: ("commercial_line", word)
        for place, word in sells.items()
        if is_out_of_place(blocks[place].text, edges.position(place), words.without(place))
    }
    found |= {
        place: ("run_of_phrases", why)
        for place, text in unlinked
        if place not in found and edges.position(place) != "between"
        if (why := foreign_phrases(text, words.without(place), bool(planted or found)))
    }
    tail = bare_run(dropwhile(lambda one: is_signature(one[1]), reversed(unlinked)), found)
    head = bare_run([one for one in unlinked if one[0] < edges.head], found)
    found |= beside_selling(blocks, words, tail, sells, found)
    doubtful = [place for place, _ in unlinked] if planted or found else [*tail, *head]
    found |= weakly_selling(blocks, words, [place for place in doubtful if place not in found])
    for run, least in (
        (tail, 1),
        (head, 2),
        *((run, 1) for run in (runs_beside(blocks, found, foreign) if found or foreign else ())),
    ):
        rest = [place for place in run if place not in found]
        others = [*planted, *(blocks[place].text for place in found)]
        if rest and (why := foreign_run([blocks[place].text for place in rest], words.without(*run), others, least)):
            found |= dict.fromkeys(rest, ("foreign_run", why))
    return found | contacts(blocks, edges.tail, found, foreign)


def beside_selling(
    blocks: Sequence[Block], words: Words, run: Sequence[int], sells: Container[int], found: Container[int]
) -> Found:
    """The bare lines of a run in which others sell: all, when half of them do or the article has nothing of the rest."""
    rest = [place for place in run if place not in found]
    count = sum(place in sells for place in run)
    if count and (2 * count >= len(run) or all(map(words.without(*run).lack, (blocks[place].text for place in rest)))):
        return dict.fromkeys(rest, ("run_of_phrases", f"{count} of {len(run)}"))
    return {}


def weakly_selling(blocks: Sequence[Block], words: Words, places: Sequence[int]) -> Found:
    """Bare lines with a word that honest lines end with too, when they have nothing else of the article either."""
    found: Found = {}
    for place in (one for one in places if is_bare(blocks[one].text)):
        word = selling_word(text := blocks[place].text, linked=True)
        if word and len(text) >= len(word) + NAME and words.lack(text) and not is_honest(blocks, place):
            found[place] = ("commercial_line", word)
    return found


def runs_beside(blocks: Sequence[Block], found: Container[int], foreign: Container[int]) -> Iterator[list[int]]:
    """The bare lines between the article's sentences that stand in a run with planted ones; a heading stands alone."""
    run: list[int] = []
    for place in range(len(blocks) + 1):
        if place < len(blocks) and (place in found or place in foreign or is_plain(blocks[place])):
            run.append(place)
            continue
        bare = [one for one in run if one not in found and one not in foreign]
        if 0 < len(bare) < LONG and bare[-1] == place - 1 and is_followed(blocks, place - 1):
            bare.pop()
        if len(bare) < len(run) and len(run) >= LONG and not (run[0] and ANNOUNCES.search(blocks[run[0] - 1].text)):
            yield bare
        run = []


def is_plain(block: Block) -> bool:
    """Whether a line is a few words, without a link and in no table."""
    return not block.linked and block.group is None and is_bare(block.text)


def selling_lines(blocks: Sequence[Block], lines: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Place to selling word of the lines that have one, but for honest ones, and for a heading that goes on with these."""
    words = {place: word for place, text in lines if (word := selling_line(text))}
    honest = {place for place in words if is_honest(blocks, place)}
    heads = [words[place] for place in honest]
    return {
        place: word
        for place, word in words.items()
        if place not in honest and (heads.count(word) < SERIES or not is_followed(blocks, place))
    }


def is_followed(blocks: Sequence[Block], place: int) -> bool:
    """Whether a sentence follows a line."""
    return place + 1 < len(blocks) and blocks[place + 1].stops > 0


def is_honest(blocks: Sequence[Block], place: int) -> bool:
    """Whether a commercial line is a row of a table, an item that a line announces, or the heading of what follows."""
    block = blocks[place]
    above = (one for one in reversed(blocks[max(0, place - FAR) : place]) if one.text)
    before = next((one.text for one in above if one.stops or len(one.text) > BARE), "")
    announced = ANNOUNCES.search(before) and not LABEL.match(before) and not is_loud(block.text)
    if block.group is not None or announced:
        return True
    if not is_followed(blocks, place):
        return False
    if block.tag in ("h2", "h3", "h4"):
        return True
    behind, pairs = blocks[place + 1].text, pairs_of(block.text)
    name = block.text.removesuffix(selling_line(block.text))
    return 4 * sum(pair in behind for pair in pairs) >= len(pairs) or 2 * sum(one in behind for one in name) >= len(
        name
    )


def pairs_of(text: str) -> list[str]:
    """The pieces of two characters of a phrase."""
    return [text[place : place + 2] for place in range(len(text) - 1)]


def contacts(
    blocks: Sequence[Block], tail: int, found: Container[int], foreign: Container[int]
) -> dict[int, tuple[str, str]]:
    """Lines at the tail that say how a seller is reached: those right behind a planted one."""
    taken: dict[int, tuple[str, str]] = {}
    for place in range(max(1, tail), len(blocks)):
        before = place - 1
        behind_planted = place not in found and (before in found or before in foreign or before in taken)
        if behind_planted and not blocks[place].linked and is_contact(blocks[place].text):
            taken[place] = ("contact", "behind a planted line")
    return taken


def is_out_of_place(text: str, position: str, words: Words) -> bool:
    """Whether a commercial phrase is none of an article's own: at an edge it may have some of its words."""
    return is_bare(text) and words.lack(text) if position == "between" else words.lack(text, OWN)
