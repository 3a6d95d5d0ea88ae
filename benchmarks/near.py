"""Near copies: what a signature costs, and how many copies and bulletins are told rightly.

    python benchmarks/near.py [--articles 300]

Articles are made from words drawn at random: as many distinct shingles as real ones have, and no copies but those made here.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Iterable
from random import Random
from time import process_time

from newscrawl.duplicates.difference import difference
from newscrawl.duplicates.exact import content_hash
from newscrawl.duplicates.near import compare, likeness, signature

CHANCE = Random(5)  # noqa: S311 - no secret
WORDS = [
    "".join(chr(CHANCE.randrange(0x4E00, 0x9000)) for _ in range(CHANCE.choice((1, 2, 2, 2, 3, 4))))
    for _ in range(20_000)
]


def sentence() -> str:
    """Some 35 characters, now and then with a number."""
    words = CHANCE.choices(WORDS, k=CHANCE.randrange(10, 24))
    if CHANCE.random() < 0.4:
        words.insert(5, str(CHANCE.randrange(2, 5000)))
    words.insert(len(words) // 2, "，")
    return "".join(words) + "。"


def article(length: int) -> str:
    """Paragraphs of three or four sentences, about ``length`` characters."""
    lines = [""]
    while sum(map(len, lines)) < length:
        lines[-1] += sentence()
        if lines[-1].count("。") > CHANCE.choice((2, 3)):
            lines.append("")
    return "\n".join(filter(None, lines))


def without_one(text: str) -> str:
    """A paragraph cut."""
    lines = text.split("\n")
    del lines[CHANCE.randrange(len(lines))]
    return "\n".join(lines)


def one_changed(text: str) -> str:
    """A sentence written anew."""
    sentences = text.split("。")
    sentences[CHANCE.randrange(len(sentences) - 1)] = sentence()
    return "。".join(sentences)


def bulletin(template: list[str]) -> str:
    """A long template with numbers of the day in every other sentence."""
    return "".join(
        f"{words[:-1]}{CHANCE.randrange(2, 400)}{words[-1]}。" if place % 2 else f"{words}。"
        for place, words in enumerate(template)
    )


EDITS: dict[str, Callable[[str], str]] = {
    "a line before": lambda text: f"{sentence()}\n{text}",
    "a tail of two lines": lambda text: f"{text}\n{sentence()}\n{sentence()}",
    "a paragraph cut": without_one,
    "a sentence changed": one_changed,
    "the first half only": lambda text: text[: len(text) // 2],
    "joined with one of its length": lambda text: f"{text}\n{article(len(text))}",
    "a digest of three": lambda text: f"{article(len(text))}\n{text}\n{article(len(text))}",
}


def microseconds(function: Callable[..., object], arguments: Iterable[tuple[object, ...]]) -> float:
    """CPU time of one call, the best of three rounds."""
    calls, best = list(arguments), float("inf")
    for _ in range(3):
        start = process_time()
        for each in calls:
            function(*each)
        best = min(best, (process_time() - start) / len(calls) * 1e6)
    return best


def costs(count: int) -> None:
    """Print what one article costs."""
    print(
        "| characters | content hash | signature | likeness | compare | difference |  (µs of CPU)\n|---|---|---|---|---|---|"
    )
    for length in (200, 700, 1000, 5000):
        texts = [article(length) for _ in range(count)]
        pairs = [(text, one_changed(text)) for text in texts]
        made = [(signature(one), signature(other)) for one, other in pairs]
        alone = [(text,) for text in texts]
        row = [(content_hash, alone), (signature, alone), (likeness, made), (compare, pairs), (difference, pairs)]
        print(
            f"| {length} | " + " | ".join(f"{microseconds(function, calls):.0f}" for function, calls in row) + " |",
            flush=True,
        )


def quality(count: int) -> None:
    """Print how many copies meet by a band and are told, and how many bulletins are taken for copies."""
    print("\n| edit of 1,000 characters | share a band | told |\n|---|---|---|")
    texts = [article(1000) for _ in range(count)]
    for name, edit in EDITS.items():
        pairs = [(text, edit(text)) for text in texts]
        print(
            f"| {name} | {share(map(meet, pairs))} | {share(meet(pair) and compare(*pair).is_copy for pair in pairs)} |",
            flush=True,
        )
    template = [sentence().rstrip("。") for _ in range(30)]
    days = [bulletin(template) for _ in range(60)]
    strangers = [(one, other) for place, one in enumerate(days) for other in days[:place]]
    print(
        f"| bulletins of one template | {share(map(meet, strangers))} | {share(compare(*pair).is_copy for pair in strangers)} |"
    )


def meet(pair: tuple[str, str]) -> bool:
    """Whether the two share a band, and their signatures ask for a look at the texts."""
    one, other = map(signature, pair)
    return bool(one and other and set(one.bands) & set(other.bands) and likeness(one, other).may_be_copy)


def share(answers: Iterable[bool]) -> str:
    """Yes of all, in percent."""
    given = list(answers)
    return f"{100 * sum(given) / len(given):.1f}%"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    options = parser.parse_args()
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {options.articles} articles each\n"
    )
    costs(options.articles)
    quality(options.articles)
