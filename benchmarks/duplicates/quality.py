"""How many copies are found, and how many articles that only look alike are taken for copies."""

from __future__ import annotations

from itertools import combinations

from benchmarks.duplicates.edits import EDITS, Desk
from benchmarks.duplicates.index import Index, piece_of
from benchmarks.duplicates.negatives import kinds
from benchmarks.duplicates.stories import Paper, Story
from newscrawl.duplicates.comparison import compare


def recall(paper: Paper, count: int) -> list[int]:
    """Print per edit how many copies are told as copies of their origin among all origins; the counts of all edits."""
    desk, index = Desk(paper), Index()
    origins = [with_correspondent(paper, paper.report()) for _ in range(count)]
    for number, story in enumerate(origins):
        index.add(piece_of(f"origin{number}", story), story.body)
    print("| edit | copies | brought by a key | told | of another |\n|---|---:|---:|---:|---:|")
    total = [0, 0, 0, 0]
    for name, edit in EDITS.items():
        row = [0, 0, 0, 0]
        for number, story in enumerate(origins):
            copy = desk.post(edit(desk), story)
            piece = piece_of("copy", copy)
            found = index.lookup(piece, copy.body)
            identity = f"origin{number}"
            row[0] += 1
            row[1] += identity in {head.id for head in index.candidates(piece)}
            row[2] += found is not None and found.head.id == identity
            row[3] += found is not None and found.head.id != identity
        total = [one + other for one, other in zip(total, row, strict=True)]
        print(line(name, row), flush=True)
    print(line("**all**", total))
    return total


def line(name: str, row: list[int]) -> str:
    """A row of the table: a count and shares of it."""
    count, *rest = row
    return f"| {name} | {count} | " + " | ".join(f"{100 * each / count:.2f} %" for each in rest) + " |"


def with_correspondent(paper: Paper, story: Story) -> Story:
    """Every second report names its correspondents at its end."""
    if paper.writer.chance.random() < 0.5:
        return story
    return story.but(body=f"{story.body}\n（通讯员 {paper.writer.name()} {paper.writer.name()}）")


def joins(paper: Paper) -> None:
    """Print per kind how many pairs meet by a key, and how many are taken for copies."""
    print("| looks alike | pairs | alike (containment 0.7) | meet by a key | joined |\n|---|---:|---:|---:|---:|")
    total = [0, 0, 0, 0]
    for name, make in kinds(paper).items():
        row = [0, 0, 0, 0]
        for group in make(paper):
            pieces = [piece_of(str(place), story) for place, story in enumerate(group)]
            for one, other in combinations(range(len(group)), 2):
                index = Index()
                index.add(pieces[one], group[one].body)
                row[0] += 1
                row[1] += compare(group[one].body, group[other].body).containment >= 0.7
                row[2] += bool(index.candidates(pieces[other]))
                row[3] += index.lookup(pieces[other], group[other].body) is not None
        total = [one + other for one, other in zip(total, row, strict=True)]
        print(line(name, row), flush=True)
    print(line("**all**", total))
