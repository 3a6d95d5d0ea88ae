"""Commercial phrases without a link between the sentences of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from newscrawl.page.blocks import Block
from newscrawl.spam.bare import is_bare
from newscrawl.spam.links import CONTINUES
from newscrawl.spam.origin import NOT_IN_ORIGIN
from newscrawl.spam.phrases import is_loud, selling_line, words_list
from newscrawl.spam.words import Words

SENTENCE = re.compile(
    r"[。！？]”?\s*(?=[^。！？；，、：…“”\s][^。！？；，、：…“”]{4,24}$)"
)  # behind the last one of a line
NO_END = frozenset("。！？；，、：…“”")  # what no phrase ends with
BEHIND = 50  # characters at the end of a line, in which such a phrase and the blanks around it lie
SPEAKS = "的了是在有我你他她它这那说问个到底究竟想知看不就让把被"  # what sentences have, and names of products have not
OWN = 0.5  # share of a product's name that the article may have


class Insertion(NamedTuple):
    """Where a phrase stands: its line, the piece of that, from and to; the word that gives it away, and the rule."""

    line: int
    piece: int
    start: int
    end: int
    word: str
    rule: str = "between_sentences"


@cache
def loud_phrase() -> re.Pattern[str]:
    """A name and a question that only a buyer asks, at the start of a sentence, with the sentence going on behind it."""
    words = "|".join(sorted(words_list("loud"), key=len, reverse=True))
    return re.compile(
        rf"(?:^|[。！？]”?)\s*(?P<phrase>(?P<name>[^\W_{SPEAKS}]{{2,12}}?)(?P<word>{words}))(?=[\u4e00-\u9fff“《\dA-Z])"
    )


def inserted_phrases(blocks: Sequence[Block], words: Words, added: Collection[str] = ()) -> Iterator[Insertion]:
    """Such phrases between two sentences; behind the last sentence of a line commercial ones, and ``added`` strange ones."""
    loud = is_loud(words.text)
    for line, block in enumerate(blocks):
        if not block.stops or block.group is not None:
            continue
        for place, piece in enumerate(block.pieces):
            if piece.link is not None or not loud:
                continue
            for found in loud_phrase().finditer(piece.text):
                starts = found["phrase"] != piece.text[: found.end()].strip() or place == 0
                if starts and not CONTINUES.match(piece.text[found.end() :]) and is_strange(found["name"], words):
                    yield Insertion(line, place, *found.span("phrase"), found["word"])
        last = block.pieces[-1]
        if (
            last.link is None
            and last.text[-1:] not in NO_END
            and (end := SENTENCE.search(last.text, max(0, len(last.text) - BEHIND)))
        ):
            phrase = last.text[end.end() :].strip()
            said = Insertion(line, len(block.pieces) - 1, end.end(), len(last.text), word := selling_line(phrase))
            if word and is_strange(phrase.removesuffix(word), words):
                yield said
            elif phrase in added and is_bare(phrase) and is_strange(phrase, words):
                yield said._replace(rule=NOT_IN_ORIGIN, word="foreign")


def is_strange(name: str, words: Words) -> bool:
    """Whether an article speaks of a thing nowhere else."""
    pairs = [name[place : place + 2] for place in range(max(1, len(name) - 1))]
    return sum(words.text.count(pair) > 1 for pair in pairs) <= OWN * len(pairs) - 0.5


def cut(block: Block, insertion: Insertion) -> str:
    """Take a phrase out of its line; the phrase."""
    piece = block.pieces[insertion.piece]
    left = piece.text[: insertion.start] + piece.text[insertion.end :]
    block.say([*block.pieces[: insertion.piece], piece._replace(text=left), *block.pieces[insertion.piece + 1 :]])
    return piece.text[insertion.start : insertion.end].strip()
