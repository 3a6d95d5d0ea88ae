"""Lookups against ten thousand to a million stored heads, on the band index alone, and what an article takes to store."""

from __future__ import annotations

from statistics import mean
from time import process_time

import bson
import numpy as np
from numpy.typing import NDArray

from benchmarks.duplicates.index import CROWD, piece_of
from benchmarks.duplicates.stories import Paper, Story
from newscrawl.duplicates.near import Signature
from newscrawl.duplicates.stories import Piece, worth_reading

Bands = NDArray[np.int64]
LOOKUPS = 300
COUNTS = (10_000, 100_000, 1_000_000)


class Packed:
    """A band index as sorted arrays: of each band the first heads, as many as make a crowd."""

    def __init__(self, bands: Bands) -> None:
        flat = bands.ravel()
        order = np.argsort(flat, kind="stable")  # so that of one band the head stored first comes first
        ordered = flat[order]
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        rank = np.arange(len(ordered)) - np.repeat(starts, np.diff(np.append(starts, len(ordered))))
        self.keys, self.heads = ordered[rank < CROWD], (order // bands.shape[1])[rank < CROWD]

    def find(self, bands: tuple[int, ...]) -> NDArray[np.intp]:
        """The heads at each index entry that a lookup examines."""
        first, last = (np.searchsorted(self.keys, bands, side) for side in ("left", "right"))
        return np.concatenate([self.heads[low:high] for low, high in zip(first, last, strict=True)])


def scale(paper: Paper, real: int) -> None:
    """Print what lookups examine and cost; up to ``real`` heads are signatures of articles, the rest is drawn like them."""
    queries = [piece_of("query", paper.report()) for _ in range(LOOKUPS)]
    signed = [each for story in stories(paper, real) if (each := piece_of("", story).signature)]
    made = np.array([each.bands for each in signed], np.int64)
    print(
        "| stored heads | index entries | a head's | examined by a lookup: mean, most | candidates: mean | own CPU, µs |\n|---:|---:|---:|---:|---:|---:|"
    )
    for count in COUNTS:
        index = Packed(made[:count] if count <= len(made) else drawn(made, count))
        found = [index.find(query.signature.bands) for query in queries if query.signature]
        heads = [
            [Piece(str(each), "", signature=signed[each % len(signed)]) for each in dict.fromkeys(one.tolist())]
            for one in found
        ]
        start = process_time()
        for query, candidates in zip((query for query in queries if query.signature), heads, strict=True):
            worth_reading(query, candidates)
        cost = (process_time() - start) / len(found) * 1e6
        sizes = list(map(len, found))
        drawn_note = "" if count <= len(made) else " (drawn)"
        print(
            f"| {count:,}{drawn_note} | {len(index.keys):,} | {len(index.keys) / count:.1f} | {mean(sizes):.1f}, {max(sizes)} | {mean(map(len, heads)):.1f} | {cost:.0f} |",
            flush=True,
        )


def stories(paper: Paper, count: int) -> list[Story]:
    """Reports that are long enough for a signature."""
    return [paper.report(length=paper.writer.chance.choice((400, 600, 800, 1300))) for _ in range(count)]


def drawn(made: Bands, count: int) -> Bands:
    """More heads like these: as many of a head's bands are known ones, each as likely as it is frequent; the rest are new."""
    chance = np.random.default_rng(7)
    late = made[-len(made) // 10 :]
    shared = np.isin(late, made[: -len(made) // 10]).mean()
    more = chance.integers(-(2**63), 2**63 - 1, (count - len(made), made.shape[1]), np.int64)
    known = chance.random(more.shape) < shared
    values, counts = np.unique(made, return_counts=True)
    often = np.repeat(values[counts > 1], counts[counts > 1])
    more[known] = chance.choice(often, int(known.sum()))
    return np.concatenate([made, more])


def storage(paper: Paper) -> None:
    """Print what the fields of likeness add to a document."""
    sample = [piece for _ in range(200) if (piece := piece_of("", paper.report())).signature]
    sizes = {
        "content_hash, title_hash": mean(
            size(content_hash=piece.content_hash, title_hash=piece.title_hash) for piece in sample
        ),
        "signature: size and 128 slots": mean(
            size(signature=signature_of(piece.signature)) for piece in sample if piece.signature
        ),
        "bands of a head": mean(size(bands=list(piece.signature.bands)) for piece in sample if piece.signature),
    }
    print("| field | bytes of BSON |\n|---|---:|")
    for name, each in sizes.items():
        print(f"| {name} | {each:.0f} |")


def signature_of(signature: Signature) -> dict[str, object]:
    """A signature as a document keeps it."""
    return {"size": signature.size, "slots": signature.slots}


def size(**fields: object) -> int:
    """Bytes that fields add to a document."""
    return len(bson.encode(fields)) - len(bson.encode({}))
