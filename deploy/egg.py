"""Makes an egg of the project, as Scrapyd takes it: python deploy/egg.py dist/newscrawl.egg

An egg is a wheel whose metadata have other names. It holds the packages with their data, and names the settings that it runs with.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).parents[1]
METADATA = {"METADATA": "PKG-INFO", "entry_points.txt": "entry_points.txt"}


def main(egg: Path) -> None:
    """Write the egg."""
    with TemporaryDirectory() as folder:
        build = [
            sys.executable,
            "-m",
            "pip",
            "--quiet",
            "wheel",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            folder,
        ]
        subprocess.run([*build, ROOT], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        egg.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(wheel) as source, ZipFile(egg, "w", ZIP_DEFLATED) as target:
            for name in source.namelist():
                top, _, rest = name.partition("/")
                if not top.endswith(".dist-info"):
                    target.writestr(name, source.read(name))
                elif rest in METADATA:
                    target.writestr(f"EGG-INFO/{METADATA[rest]}", source.read(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
