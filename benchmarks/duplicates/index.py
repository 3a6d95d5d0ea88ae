"""The store's indexes as dictionaries: what a lookup examines and brings, without a server."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.duplicates.stories import Story
from newscrawl.duplicates.exact import content_hash, title_hash
from newscrawl.duplicates.near import signature
from newscrawl.duplicates.stories import Match, Piece, match

CROWD = 16  # stored heads of a band, beyond which a new head is not found by it


def piece_of(identity: str, story: Story) -> Piece:
    """A story as its copies are looked for."""
    return Piece(
        identity,
        "site",
        content_hash(story.body),
        title_hash(story.title, story.day),
        signature(story.body),
        (story.day, identity),
    )


@dataclass
class Index:
    """Heads by their bands, content and title."""

    crowd: int = CROWD
    heads: dict[str, Piece] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    keys: defaultdict[object, list[str]] = field(default_factory=lambda: defaultdict(list))
    brought: int = 0  # candidates of the last lookup
    reads: int = 0  # texts that it read

    def add(self, piece: Piece, body: str = "") -> int:
        """Store a head; the number of bands by which it is found."""
        self.heads[piece.id], self.texts[piece.id] = piece, body
        bands = [band for band in self.bands(piece) if len(self.keys[band]) < self.crowd]
        for key in (*bands, piece.content_hash, piece.title_hash):
            if key is not None:
                self.keys[key].append(piece.id)
        return len(bands)

    def bands(self, piece: Piece) -> tuple[int, ...]:
        """The bands of an article, if it has a signature."""
        return piece.signature.bands if piece.signature else ()

    def candidates(self, piece: Piece) -> list[Piece]:
        """The heads that share a band, the content or the title with an article."""
        wanted = [key for key in (*self.bands(piece), piece.content_hash, piece.title_hash) if key in self.keys]
        found = [identity for key in wanted for identity in self.keys[key]]
        distinct = dict.fromkeys(found)
        self.brought = len(distinct)
        return [self.heads[identity] for identity in distinct]

    def lookup(self, piece: Piece, body: str) -> Match | None:
        """What an article is a copy of."""
        self.reads = 0
        return match(piece, body, self.candidates(piece), self.read)

    def read(self, identity: str) -> str:
        """A stored text."""
        self.reads += 1
        return self.texts[identity]
