"""docs/add_a_site.md, from its first to its last line: every command is run, and prints what the page says it prints."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import ROOT, free_port

pytestmark = [pytest.mark.mongo, pytest.mark.slow]

PAGE = ROOT / "docs" / "add_a_site.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDS_WITH = re.compile(r"# ends with (\d+)")
PORT = "8900"
LONGEST = 240  # seconds for the whole page
MARK = "-----8<-----"
COPIED = ("newscrawl", "settings", "tests", "scrapy.cfg", "pyproject.toml")


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
        start, more, _ = shown.partition("…")
        return re.escape(start if more else shown) + (r".*\n" if more and shown.endswith("…") else r"\n")


def squeezed(line: str) -> str:
    """A line without the blanks by which a table is aligned."""
    return re.sub(r"\s{2,}", " ", line.strip())


def steps() -> Iterator[Step]:
    for block in BLOCK.findall(PAGE.read_text("utf-8")):
        for text in block.split("$ ")[1:]:
            command, *shown = text.rstrip("\n").split("\n")
            yield Step(command, shown)


def script(port: str) -> str:
    """All commands in one shell, each with its output and exit code between marks."""
    waiting = f"until (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null; do sleep 0.1; done"
    lines = []
    for step in steps():
        command = step.command.replace("sleep 3", waiting).replace(PORT, port)
        lines += [f"{{ {command}\n}} 2>&1", f"echo '{MARK}' $?"]
    return "\n".join(lines)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A working copy of its own, so that what the page writes is nowhere else."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def test_the_page_does_what_it_says(copy: Path, mongo_uri: str, database_name: str) -> None:
    before = sorted(path for path in copy.rglob("*") if "cache" not in str(path))
    env = {
        name: told
        for name, told in os.environ.items()
        if not name.startswith(("NEWSCRAWL_", "PYTEST_")) and "proxy" not in name.lower()
    }
    env |= {
        "PATH": f"{Path(sys.executable).parent}:{env['PATH']}",
        "PYTHONPATH": str(copy),
        "SCRAPY_PROJECT": "testing",
    }
    env |= {"NEWSCRAWL_MONGO_URI": mongo_uri, "NEWSCRAWL_MONGO_DATABASE": database_name, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["bash", "-c", script(str(free_port()))], cwd=copy, env=env, capture_output=True, text=True, timeout=LONGEST
    )
    printed = re.split(rf"^{MARK} (\d+)\n", done.stdout, flags=re.MULTILINE)
    told = list(steps())
    assert len(printed) == 2 * len(told) + 1, done
    for step, out, code in zip(told, printed[::2], printed[1::2], strict=False):
        words = "".join(squeezed(line) + "\n" for line in out.splitlines())
        assert re.fullmatch(step.pattern, words), f"$ {step.command}\n{out}"
        assert int(code) == step.code, f"$ {step.command}\n{out}"
    added = {path.name for path in copy.rglob("*") if "cache" not in str(path)} - {path.name for path in before}
    assert added == {"cn_61"}  # the region's package stays


def test_the_site_took_no_python_beyond_its_declarations() -> None:
    (shown,) = [step.shown for step in steps() if step.command.startswith("cat newscrawl/spiders")]
    kind = next(place for place, line in enumerate(shown) if line.startswith("class "))
    assert all(re.fullmatch(r' {4}(?:\w+ = .+|""".+"""|)', line) or not line for line in shown[kind + 1 :])
    assert len(shown) <= 40
