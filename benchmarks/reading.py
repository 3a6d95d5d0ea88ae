"""Compare read_article with other readers on labelled pages, in one table.

    python benchmarks/reading.py --score SCORER --pages FOLDER SET...

FOLDER holds sets of labelled pages; SCORER is the program that knows their labels. It is called for each reader as
``SCORER SET... --pages FOLDER --reader MODULE:FUNCTION --json FILE``, and each row of FILE has a set's name and figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
READERS = {
    "newscrawl": "newscrawl:read_article",
    "trafilatura": "benchmarks.peers:trafilatura",
    "readability-lxml": "benchmarks.peers:readability",
    "newspaper4k": "benchmarks.peers:newspaper",
    "GNE": "benchmarks.peers:gne",
}


def main() -> None:
    """Score each reader and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="SET")
    parser.add_argument("--score", type=Path, required=True, help="the scoring program")
    parser.add_argument("--pages", type=Path, required=True, help="the folder of the sets")
    parser.add_argument("--readers", nargs="*", default=list(READERS), choices=READERS)
    options = parser.parse_args()
    for place, name in enumerate(options.readers):
        rows = scored(READERS[name], options)
        if not place:
            print("| reader | " + " | ".join(rows[0]) + " |\n|" + "---|" * (len(rows[0]) + 1))
        for row in rows:
            print(
                f"| {name} | " + " | ".join("-" if value is None else str(value) for value in row.values()) + " |",
                flush=True,
            )


def scored(reader: str, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of one reader, a set each."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        words = [
            sys.executable,
            options.score,
            *options.sets,
            "--pages",
            options.pages,
            "--reader",
            reader,
            "--json",
            file.name,
        ]
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        rows: list[dict[str, Any]] = json.loads(Path(file.name).read_text("utf-8"))
        return rows


if __name__ == "__main__":
    main()
