"""Where a site's files are, and how they are written: all of them, or none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from newscrawl.exceptions import ConfigurationError

__all__ = ["pages_folder", "spiders_folder", "working_copy", "write_folder"]

SPIDERS = "newscrawl.spiders"


def spiders_folder() -> Path:
    """The folder of the package in which sites are declared."""
    spec = find_spec(SPIDERS)
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError(f"there is no package {SPIDERS}")
    return Path(spec.submodule_search_locations[0]).resolve()


def working_copy() -> Path:
    """The project's folder: sites are declared, and pages saved, in a copy of the repository."""
    root = spiders_folder().parents[1]
    if not (root / "scrapy.cfg").is_file():
        raise ConfigurationError(f"{root} is no working copy of newscrawl: clone the repository, and install that")
    return root


def pages_folder(site: str) -> Path:
    """The folder of a site's saved pages, there or not."""
    return working_copy() / "tests" / "pages" / site


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of exactly these files; one that is there gives way when all are written. Raises ConfigurationError."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be written: {error.strerror}") from None
    try:
        made.chmod(0o755)
        for name, contents in files.items():
            (made / name).write_bytes(contents)
        put_in_place(made, folder)
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def put_in_place(made: Path, folder: Path) -> None:
    """Let a finished folder have its name; what had it before goes last."""
    if not folder.exists():
        made.rename(folder)
        return
    aside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    folder.rename(aside / "before")
    try:
        made.rename(folder)
    except OSError:
        (aside / "before").rename(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
