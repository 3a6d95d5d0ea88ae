"""Prints the tables of docs/duplicates.md: python -m benchmarks.duplicates."""

from __future__ import annotations

import argparse

from benchmarks.duplicates import quality, stories

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400, help="origins per table")
    parser.add_argument("--only", default="quality")
    options = parser.parse_args()
    quality.recall(stories.tuned(1), options.articles)
    quality.joins(stories.tuned(1))
