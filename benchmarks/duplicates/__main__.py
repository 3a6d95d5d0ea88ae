"""Prints the tables of docs/duplicates.md and docs/scale.md: python -m benchmarks.duplicates."""

from __future__ import annotations

import argparse
import platform

from benchmarks.duplicates import cost, crowd, quality, scale, stories

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400, help="origins of copies, and articles for costs")
    parser.add_argument("--bulletins", type=int, default=20_000, help="of one template")
    parser.add_argument("--heads", type=int, default=20_000, help="stored heads that are made, not drawn")
    options = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    for name, paper, seed in (("tuned", stories.tuned, 1), ("held out", stories.held, 2)):
        print(f"\n## Copies found: the {name} set\n")
        quality.recall(paper(seed), options.articles)
        print(f"\n## Pairs that only look alike: the {name} set\n")
        quality.joins(paper(seed))
    print("\n## Cost, µs of CPU\n")
    cost.texts(stories.tuned(3), options.articles // 2)
    print()
    cost.lookups(stories.tuned(3))
    print("\n## One template\n")
    crowd.crowd(stories.tuned(4), options.bulletins)
    print("\n## Scale, simulated on the band index in this process\n")
    scale.scale(stories.tuned(5), options.heads)
    print()
    scale.storage(stories.tuned(6))
