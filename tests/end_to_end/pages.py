"""Runs the commands of a page of docs/ in one shell, and compares what they print with what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.commands import ROOT

ENDS_WITH = re.compile(r"# ends with (\d+)")
LONGEST = 480  # seconds for a whole page
MARK = "-----8<-----"
COPIED = ("newscrawl", "settings", "tests", "deploy", "scrapy.cfg", "pyproject.toml")


def working_copy(folder: Path) -> Path:
    """A working copy of its own, so that what a page writes is nowhere else."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def environment(copy: Path, **env: str) -> dict[str, str]:
    """What commands are told that run in a working copy."""
    clean = {
        name: told
        for name, told in os.environ.items()
        if not name.startswith(("NEWSCRAWL_", "PYTEST_")) and "proxy" not in name.lower()
    }
    clean["PATH"] = f"{Path(sys.executable).parent}:{clean['PATH']}"
    return {**clean, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", **env}


class Step(NamedTuple):
    """A command of the page, and what it prints; … is for what it does not show."""

    command: str
    shown: list[str]

    @property
    def code(self) -> int:
        told = ENDS_WITH.search(self.command)
        return int(told[1]) if told else 0

    @property
    def pattern(self) -> str:
        lines = (r"(?:.*\n)*" if line == "…" else self.line(line) for line in map(squeezed, self.shown))
        return "".join(lines) if self.shown else r"(?:.*\n)*"

    @staticmethod
    def line(shown: str) -> str:
        return ".*".join(map(re.escape, shown.split("…"))) + r"\n"


def squeezed(line: str) -> str:
    """A line without the blanks by which a table is aligned."""
    return re.sub(r"\s{2,}", " ", line.strip())


def steps_of(block: str) -> Iterator[Step]:
    """The commands of a block."""
    for text in block.split("$ ")[1:]:
        command, *shown = text.rstrip("\n").split("\n")
        yield Step(command, shown)


def run(steps: Iterable[Step], folder: Path, env: Mapping[str, str]) -> None:
    """Run commands in one shell; each ends with its code, and prints what is shown."""
    told = list(steps)
    script = "\n".join(f"{{ {step.command}\n}} 2>&1\necho '{MARK}' $?" for step in told)
    with subprocess.Popen(
        ["bash", "-c", script], cwd=folder, env=env, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as shell:  # fmt: skip
        try:
            out, err = shell.communicate(timeout=LONGEST)
        finally:
            with suppress(ProcessLookupError):  # what a page began, and did not end
                os.killpg(shell.pid, signal.SIGKILL)
    printed = re.split(rf"^{MARK} (\d+)\n", out, flags=re.MULTILINE)
    assert len(printed) == 2 * len(told) + 1, (out, err)
    for step, words, code in zip(told, printed[::2], printed[1::2], strict=False):
        lines = "".join(squeezed(line) + "\n" for line in words.splitlines())
        assert re.fullmatch(step.pattern, lines), f"$ {step.command}\n{words}"
        assert int(code) == step.code, f"$ {step.command}\n{words}"
