"""Pages of articles that are taken for a wall, a login or an error page: python -m benchmarks.block_signs FOLDER...

Each FOLDER holds saved pages (see saved_pages.py), or pages as files. None of them should be: the exit code is 1 when one is.
"""

from __future__ import annotations

import gzip
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from benchmarks.saved_pages import read_folder
from newscrawl.fetching.block_signs import sign_of


def main() -> None:
    """Judge all pages, and print those with a sign."""
    parser = ArgumentParser(description="Pages of articles that are taken for something else.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    pages = [page for folder in parser.parse_args().folders for page in pages_of(folder)]
    started = process_time()
    signs = [(name, sign) for name, body in pages if (sign := sign_of(body))]
    seconds = process_time() - started
    for name, sign in signs:
        print(f"{name}: {sign.kind}: {sign.evidence}")
    print(f"{len(pages)} pages, {len(signs)} false alarms, {1000 * seconds / max(1, len(pages)):.3f} ms a page")
    sys.exit(bool(signs))


def pages_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each page of a folder."""
    if (folder / "manifest.jsonl").exists():
        for page in read_folder(folder):
            yield str(page.labels["url"]), page.body
        return
    for path in sorted(folder.rglob("*")):
        if path.name.endswith((".html", ".htm", ".html.gz")):
            body = path.read_bytes()
            yield str(path), gzip.decompress(body) if path.suffix == ".gz" else body


if __name__ == "__main__":
    main()
