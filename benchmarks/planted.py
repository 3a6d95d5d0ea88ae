"""What becomes of links and phrases of trades that no list names, planted into articles of the demo world.

    python -m benchmarks.planted [--rounds N] [--forms bare unlisted ...] [--emptied] [--left N]

Each article is planted in several ways (see planting.py), and read with and without. In percent: ``removed`` planted words
that are gone from the text, ``kept`` lines of the clean text that are still there, ``phrases`` words of sentences in planted
links that are still there, ``flagged`` planted links that the ledger calls spam, ``accused`` honest links that it calls spam.
Honest pages with many links and short lines are read as well: ``honest`` are the lines of their text, as it was read, that are
still there, but for lines that are only links.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.planting import FORMS, LAYOUTS, Planted, markup, plant, stories, words
from newscrawl.items import Article
from newscrawl.reading import read_article
from newscrawl.spam import phrases

TAG = re.compile(r"<[^>]+>|\s")
LINK = re.compile(r"(?:\[\d\] |\w+：)?<a .*?</a>")
NOTHING = "qqqqqqqq"  # stands on no page
WORD = re.compile(r"\w")
HREF = re.compile(r'href="([^"]+)"')
Score = tuple[str, str, bool, str]  # measure, kind, whether it is right, what


def main() -> None:
    """Plant, read, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=6, help="how often each article is planted")
    parser.add_argument("--forms", nargs="+", default=tuple(FORMS), choices=tuple(FORMS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--left", type=int, default=0, help="show N of what is wrong")
    parser.add_argument("--emptied", action="store_true", help="without the vocabulary: shape and place alone decide")
    options = parser.parse_args()
    if options.emptied:
        phrases._languages = emptied
    pages = (
        plant(story, options.seed + number * 1000 + turn, options.forms)
        for number, story in enumerate(stories())
        for turn in range(options.rounds)
    )
    scores = [*(score for page in pages for score in planted_scores(page)), *honest_scores()]
    show(scores)
    wrong = [score for score in scores if not score[2]]
    for measure, kind, _, what in wrong[: options.left]:
        print(measure, kind, what, sep="\t")


def emptied() -> dict[str, dict[str, object]]:
    """A vocabulary in which nothing is found."""
    sections = ("selling", "linked", "linked_opening", "loud", "opening", "trades")
    return {
        "zh": dict.fromkeys(sections, NOTHING),
        "en": {name: [] if name == "loud" else [NOTHING] for name in sections},
    }


def planted_scores(page: Planted) -> Iterator[Score]:
    """What was reached on a planted page."""
    layout = page.random.choice(list(LAYOUTS))
    clean, planted = (
        read_article(markup("白禾县的新闻", lines, layout), page.url) for lines in (page.lines, page.planted)
    )
    body = squeezed(planted.body)
    before = squeezed(clean.body)
    for kind, form, text in page.texts:
        if squeezed(text) not in before:
            yield "removed", kind, squeezed(text) not in body, text
            yield "removed, by form", form, squeezed(text) not in body, f"{kind}: {text}"
    for line in (clean.body or "").split("\n"):
        inside = "beside words" if "inserted_words" in page.kinds else "else"
        yield "kept", inside, squeezed(line) in body, f"{'+'.join(page.kinds)} {line}"
    for text in page.kept:
        yield "phrases", "wrapped", squeezed(text) in body, text
    spam = spam_of(planted)
    for kind, href in page.links:
        yield "flagged", kind, href in spam, href
    for href in page.editorial:
        yield "accused", "planted page", href not in spam, href


def honest_scores() -> Iterator[Score]:
    """What was reached on the honest pages."""
    for number, page in enumerate(words()["honest"]):
        lines = [line for line in page["lines"] if not line.startswith("- ")]
        aside = [line.removeprefix("- ") for line in page["lines"] if line.startswith("- ")]
        article = read_article(markup(page["title"], lines, list(LAYOUTS)[number % len(LAYOUTS)], aside), page["url"])
        body, spam = squeezed(article.body), spam_of(article)
        as_read = squeezed(article.unstripped_html or article.body_html)
        for line in lines:
            if WORD.search(TAG.sub("", LINK.sub("", line))) and squeezed(line) in as_read:
                yield "honest", page["title"], squeezed(line) in body, line
        for href in HREF.findall("".join(page["lines"])):
            yield "accused", page["title"], href not in spam, href


def squeezed(text: str | None) -> str:
    return TAG.sub("", (text or "").replace("&nbsp;", ""))


def spam_of(article: Article) -> set[str]:
    return {link.url for link in article.links if link.verdict == "spam"}


def show(scores: Iterable[Score]) -> None:
    """A row for each measure, and for each kind of planting."""
    total: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for measure, kind, good, _ in scores:
        for name in ("all", kind):
            total[measure, name] += 1
            right[measure, name] += good
    print("| measure | kind | percent | of |\n|---|---|---:|---:|")
    for measure, kind in sorted(total, key=lambda key: (key[0], key[1] != "all", key[1])):
        if kind != "all" and measure in ("accused", "honest", "phrases"):
            continue
        share = right[measure, kind] / total[measure, kind]
        value = 1 - share if measure == "accused" else share
        print(f"| {measure} | {kind} | {100 * value:.1f} | {total[measure, kind]} |")


if __name__ == "__main__":
    main()
