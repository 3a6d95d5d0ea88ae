"""How long the tests of saved pages take for many sites: member sites of shared systems, each with seven pages.

python -m benchmarks.saved_suite         # 60 sites
python -m benchmarks.saved_suite 200
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from scrapy.utils.project import get_project_settings

from newscrawl.cli.new_site import gathered
from newscrawl.scaffolding.kept_folders import fetch_from, pages_in
from newscrawl.scaffolding.proposal import propose, site_pages
from newscrawl.scaffolding.writing import Places, write_site
from tests.end_to_end.pages import working_copy
from tests.systems.variants import Variant, save, variants

SITES = 60


def main(count: int = SITES) -> None:
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "settings.testing")
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy.mkdir()
        working_copy(copy)
        for number, variant in enumerate(islice(cycle(variants()), count)):
            add(variant, f"site_{number:03}", copy, Path(folder))
        env = {**os.environ, "PYTHONPATH": str(copy)}
        begun = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/spiders"],
            cwd=copy,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds, spent = perf_counter() - begun, getrusage(RUSAGE_CHILDREN).ru_utime
    print(done.stdout.strip().splitlines()[-1])
    passed = re.search(r"(\d+) passed", done.stdout)
    print(
        f"{count} sites beside those of the demo world, {passed[1] if passed else 0} tests: {seconds:.1f} s from start to end, {spent:.1f} s of CPU"
    )


def add(variant: Variant, name: str, copy: Path, folder: Path) -> None:
    """Propose and write the site of a variant."""
    settings, place = get_project_settings(), folder / name
    save(variant, place)
    pages = pages_in(place)
    found = gathered(pages[0].url, fetch_from(pages), settings)
    proposal = propose(found, name, "610000", settings)
    places = Places(copy / "newscrawl" / "spiders" / "cn_61" / f"{name}.py", copy / "tests" / "pages" / name)
    write_site(places, proposal.source, site_pages(proposal, found, settings))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
