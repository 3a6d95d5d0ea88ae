"""What ``newscrawl new-site --from`` makes of each page variant of the shared systems, with no hint, against the truth.

python -m benchmarks.new_site            # all variants, read in this process
python -m benchmarks.new_site --timed    # and the command itself on each, start to end
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from scrapy.utils.project import get_project_settings

from newscrawl.base_spiders.systems import SYSTEMS
from newscrawl.cli.new_site import gathered
from newscrawl.items import Article
from newscrawl.page.document import CHINA
from newscrawl.scaffolding.expected import moment
from newscrawl.scaffolding.kept_folders import fetch_from, pages_in
from newscrawl.scaffolding.proposal import Proposal, propose
from newscrawl.text.urls import canonical_url
from tests.systems.variants import Told, Variant, save, variants

ROOT = Path(__file__).parents[1]
BASES = {system.__module__.rpartition(".")[2]: system for system in SYSTEMS}
FIELDS = ("title", "published", "body", "source")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--timed", action="store_true", help="time the command itself, too")
    asked = parser.parse_args()
    totals: Counter[str] = Counter()
    slowest, faults = (0.0, 0.0), []
    with TemporaryDirectory() as folder:
        for variant in variants():
            place = Path(folder) / variant.id
            save(variant, place)
            counted, wrong = measured(variant, place)
            totals.update(counted)
            faults += [f"{variant.id}: {one}" for one in wrong]
            slowest = max(slowest, timed(place) if asked.timed else slowest)
    show(totals, slowest, faults)


def measured(variant: Variant, folder: Path) -> tuple[Counter[str], list[str]]:
    """What is right about the proposal for a variant, counted, and what is wrong, in words."""
    settings, pages = get_project_settings(), pages_in(folder)
    try:
        proposal = propose(gathered(pages[0].url, fetch_from(pages), settings), "member", "610000", settings)
    except Exception as error:  # whatever it is, it is a fault of the proposal
        return Counter(variants=1), [f"{type(error).__name__}: {error}"]
    counted = Counter(variants=1, system=proposal.base is BASES[variant.system])
    wrong = [] if counted["system"] else [f"taken for {proposal.base.__name__}"]
    for number, outcome in enumerate(proposal.listings, 1):
        found, told = (
            {canonical_url(url) for url in urls}
            for urls in ([entry.url for entry in outcome.entries], variant.links(number))
        )
        counted.update(links_found=len(found), links_told=len(told), links_right=len(found & told))
        wrong += [f"page {number}: {url} is no article" for url in found - told] + [
            f"page {number}: {url} was not found" for url in told - found
        ]
        following = [request.url for request in outcome.further]
        right = following[:1] == list(filter(None, [variant.following(number)]))
        counted.update(pages=1, next_page=right)
        wrong += [] if right else [f"page {number}: next page {following}"]
    return counted + fields(variant, proposal, wrong), wrong


def fields(variant: Variant, proposal: Proposal, wrong: list[str]) -> Counter[str]:
    """How many articles there should be, and of how many each field is right."""
    known = {canonical_url(article.url): article for article in proposal.articles}
    counted: Counter[str] = Counter()
    for told in variant.articles():
        article = known.get(canonical_url(told.url), Article())
        right = {name: found == wanted for name, found, wanted in compared(article, told)}
        counted.update(articles=1, **right)
        wrong += [
            f"{told.url}: {name} is {found!r}, not {wanted!r}"
            for name, found, wanted in compared(article, told)
            if not right[name]
        ]
    return counted


def compared(article: Article, told: Told) -> list[tuple[str, Any, Any]]:
    """Name, what was found, and what there is, of each field."""
    body = "\n".join(told.paragraphs)
    return [
        ("title", article.title, told.title),
        (
            "published",
            moment(article.published_at, {10: "day", 16: "minute"}[len(told.published)], CHINA),
            told.published,
        ),
        ("body", squeezed(article.body or ""), squeezed(body)),
        ("source", article.source, told.source),
    ]


def squeezed(text: str) -> str:
    """A text without blanks."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "settings.testing")
    return "".join(text.split())


def timed(folder: Path) -> tuple[float, float]:
    """Seconds that the command takes, from its start to its end, and those of them that it computes."""
    program = [sys.executable, "-m", "newscrawl", "new-site", "--from", str(folder), "--yes", "--name", "member"]
    with TemporaryDirectory() as into:
        begun, spent = perf_counter(), getrusage(RUSAGE_CHILDREN).ru_utime
        subprocess.run([*program, "--region", "610000", "--into", into], cwd=ROOT, check=True, capture_output=True)
        return perf_counter() - begun, getrusage(RUSAGE_CHILDREN).ru_utime - spent


def show(totals: Counter[str], slowest: tuple[float, float], faults: list[str]) -> None:
    """The table, and then each fault in a line."""
    for fault in faults:
        print(fault)
    print(f"\nvariants                  {totals['variants']}")
    rows = [("right system", "system", "variants"), ("article links, precision", "links_right", "links_found")]
    rows += [("article links, recall", "links_right", "links_told"), ("next page", "next_page", "pages")]
    for words, right, of in [*rows, *((name, name, "articles") for name in FIELDS)]:
        print(f"{words:<25} {totals[right]:>4} of {totals[of]:>4}  {100 * totals[right] / max(1, totals[of]):5.1f} %")
    if any(slowest):
        print(f"slowest new-site --from   {slowest[0]:.1f} s, {slowest[1]:.1f} s of CPU")


if __name__ == "__main__":
    main()
