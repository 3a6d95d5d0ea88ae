"""What the base spiders of shared systems add to reading pages as those of any site, on the page variants of the tests.

Pages are read as in a crawl: with the title that a listing gives.

python -m benchmarks.systems
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newscrawl.base_spiders.systems import SYSTEMS, recognise
from newscrawl.detail import NO_MARKS
from newscrawl.items import Entry
from newscrawl.reading import read_page
from tests.systems.variants import SavedPage, Told, Variant, as_told, parsed, variants

BASES = {system.__module__.rpartition(".")[2]: system for system in SYSTEMS}


def main() -> None:
    """Print a row for each system."""
    print(
        "| system | variants | recognised | articles | right | by base spider | short ones | right | by base spider |"
    )
    print("|" + "---|" * 9)
    totals: Counter[str] = Counter()
    for name in BASES:
        counted: Counter[str] = Counter()
        for variant in variants():
            if variant.system == name:
                counted.update(measured(variant))
        row(name, counted)
        totals += counted
    row("all", totals)


def row(name: str, counted: Counter[str]) -> None:
    """A row of the table."""
    columns = ("variants", "recognised", "articles", "plain", "marked", "short", "short plain", "short marked")
    print(f"| {name} | " + " | ".join(str(counted[column]) for column in columns) + " |")


def measured(variant: Variant) -> Counter[str]:
    """What is right of a variant, counted; an article is right when every field is that its page shows."""
    spider = BASES[variant.system](name="member")
    found = recognise(map(parsed, variant.pages))
    counted = Counter({"variants": 1, "recognised": int(found is not None and found.system is type(spider))})
    for kind, page, told in articles(variant):
        counted[kind or "articles"] += 1
        for how, marks in {"plain": NO_MARKS, "marked": spider.marks}.items():
            article = read_page(parsed(page), marks=marks, entry=Entry(told.url, told.title))
            counted[f"{kind} {how}".strip()] += as_told(article, told) == told
    return counted


def articles(variant: Variant) -> Iterator[tuple[str, SavedPage, Told]]:
    """The articles with their truth, and those that read like none: a sentence, names, a poem."""
    for page, told in zip(variant.pages[2:], variant.articles(), strict=True):
        yield "", page, told
    for story in variant.short_stories():
        yield "short", variant.article(story), variant.told(story)


if __name__ == "__main__":
    main()
