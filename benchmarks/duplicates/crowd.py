"""Twenty thousand bulletins of one template: are their copies still found, and at what price?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import mean

from benchmarks.duplicates.edits import Desk
from benchmarks.duplicates.index import Index, piece_of
from benchmarks.duplicates.stories import Paper, Story

COPIES = 400
KINDS = ("weather, many figures", "water cut off", "one name of a cadre")
BANDS = 32


def crowd(paper: Paper, count: int) -> None:
    """Print what becomes of copies and of new bulletins when so many of their template are stored."""
    print(
        "| template | heads stored | bands that index one | without any | copies found: line before | by bands alone | spam tail | by bands alone |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    full = {kind: Index() for kind in KINDS}
    for kind, index in full.items():
        stories = list({(story := paper.bulletin(kind)).body: story for _ in range(count)}.values())
        indexed = [index.add(piece_of(str(place), story), story.body) for place, story in enumerate(stories)]
        desk = Desk(paper)
        found = [
            percent(copies(index, stories, edit, desk, alone))
            for edit in (desk.line_before, desk.spam_tail)
            for alone in (False, True)
        ]
        print(
            f"| {kind} | {len(stories)} | {mean(indexed):.1f} of {BANDS} | {percent([not each for each in indexed])} | {' | '.join(found)} |",
            flush=True,
        )
    print("\n| template | new bulletins | joined | candidates: mean, most | texts read |\n|---|---:|---:|---:|---:|")
    for kind, index in full.items():
        known = set(index.texts.values())
        new = [story for _ in range(COPIES) if (story := paper.bulletin(kind)).body not in known]
        looked = [
            (index.lookup(piece_of("new", story), story.body) is not None, index.brought, index.reads) for story in new
        ]
        joined, brought, reads = zip(*looked, strict=True)
        print(
            f"| {kind} | {len(new)} | {percent(joined)} | {mean(brought):.0f}, {max(brought)} | {mean(reads):.1f} |",
            flush=True,
        )


def copies(index: Index, stories: list[Story], edit: Callable[[Story], Story], desk: Desk, alone: bool) -> list[bool]:
    """Whether edited copies of some bulletins are told as theirs; ``alone`` without the help of the title's key."""
    found = []
    for place in desk.chance.sample(range(len(stories)), COPIES):
        copy = edit(stories[place])
        told = index.lookup(piece_of("copy", copy.but(title="") if alone else copy), copy.body)
        found.append(told is not None and told.head.id == str(place))
    return found


def percent(answers: Sequence[bool]) -> str:
    """The share of yes."""
    return f"{100 * mean(map(bool, answers)):.1f} %"
