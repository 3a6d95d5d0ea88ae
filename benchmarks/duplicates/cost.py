"""What telling copies costs: CPU time, best of three rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from time import process_time

from benchmarks.duplicates.edits import Desk
from benchmarks.duplicates.index import piece_of
from benchmarks.duplicates.stories import Paper
from newscrawl.duplicates.comparison import compare
from newscrawl.duplicates.difference import difference
from newscrawl.duplicates.exact import content_hash
from newscrawl.duplicates.near import signature
from newscrawl.duplicates.stories import Piece, worth_reading

CANDIDATES = (1, 16, 64, 512)  # 512: every band of an article is crowded, with other heads each


def microseconds(function: Callable[..., object], calls: Sequence[tuple[object, ...]]) -> str:
    """CPU time of one call."""
    best = float("inf")
    for _ in range(3):
        start = process_time()
        for each in calls:
            function(*each)
        best = min(best, (process_time() - start) / len(calls) * 1e6)
    return f"{best:.0f}"


def texts(paper: Paper, count: int) -> None:
    """Print what one article costs by its length."""
    desk = Desk(paper)
    print(
        "| characters | content hash | signature | both, in traditional | compare with a copy | with another one | difference |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for length in (200, 650, 2000, 10_000):
        stories = [paper.report(length=length) for _ in range(count)]
        bodies = [(story.body,) for story in stories]
        traditional = [(desk.in_traditional(story).body,) for story in stories]
        copies = [(story.body, desk.spam_tail(story).body) for story in stories]
        others = [(one.body, other.body) for one, other in pairwise(stories)]
        row = [
            microseconds(content_hash, bodies),
            microseconds(signature, bodies),
            microseconds(both, traditional),
            microseconds(compare, copies),
            microseconds(compare, others),
            microseconds(difference, copies),
        ]
        print(f"| {sum(len(body) for (body,) in bodies) // count} | {' | '.join(row)} |", flush=True)


def both(text: str) -> None:
    """Fingerprint and signature."""
    content_hash(text)
    signature(text)


def lookups(paper: Paper) -> None:
    """Print what choosing among candidates costs; reading the texts of those chosen comes on top."""
    pieces: list[Piece] = [piece_of(str(number), paper.report(length=650)) for number in range(max(CANDIDATES) + 1)]
    print("| candidates | choosing those to read |\n|---:|---:|")
    for count in CANDIDATES:
        print(f"| {count} | {microseconds(worth_reading, [(pieces[0], pieces[1 : count + 1])] * 100)} |")
