"""Twenty thousand bulletins of one template: are their copies still found, and at what price?"""

from __future__ import annotations

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
        "| template | heads stored | bands that index one | without any | copies found | by bands alone | new ones joined | candidates: mean, most | texts read |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for kind in KINDS:
        index, bulletins = Index(), list({(story := paper.bulletin(kind)).body: story for _ in range(count)}.values())
        indexed = [index.add(piece_of(str(place), story), story.body) for place, story in enumerate(bulletins)]
        found = copies(paper, index, bulletins)
        new = [story for _ in range(COPIES) if (story := paper.bulletin(kind)).body not in index.texts.values()]
        joined, sizes, reads = [], [], []
        for story in new:
            piece = piece_of("new", story)
            sizes.append(len(index.candidates(piece)))
            joined.append(index.lookup(piece, story.body) is not None)
            reads.append(index.reads)
        cells = [
            len(bulletins), f"{mean(indexed):.1f} of {BANDS}", percent(not each for each in indexed), percent(found), percent(copies(paper, index, bulletins, titled=False)),
            percent(joined), f"{mean(sizes):.0f}, {max(sizes)}", f"{mean(reads):.1f}",
        ]  # fmt: skip
        print(f"| {kind} | {' | '.join(map(str, cells))} |", flush=True)


def copies(paper: Paper, index: Index, bulletins: list[Story], titled: bool = True) -> list[bool]:
    """Whether copies of some of the bulletins, with a line before or behind, are told as theirs."""
    desk, found = Desk(paper), []
    for place in paper.writer.chance.sample(range(len(bulletins)), COPIES):
        edit = paper.writer.chance.choice((desk.line_before, desk.spam_tail, desk.other_marks))
        copy = edit(bulletins[place])
        piece = piece_of("copy", copy if titled else copy.but(title=""))
        if not titled:
            piece = piece_of("copy", copy.but(title="", body=f"{copy.body}\n（编辑：{paper.writer.name()}）"))
        told = index.lookup(piece, copy.body)
        found.append(told is not None and told.head.id == str(place))
    return found


def percent(answers: object) -> str:
    """The share of yes."""
    given = list(answers)  # type: ignore[call-overload]
    return f"{100 * mean(map(bool, given)):.1f} %"
