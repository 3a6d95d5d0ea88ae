"""docs/add_a_site.md, from its first to its last line: every command is run, and prints what the page says it prints."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ROOT, free_port
from tests.end_to_end.pages import Step, environment, run, steps_of, working_copy

pytestmark = [pytest.mark.mongo, pytest.mark.slow]

PAGE = ROOT / "docs" / "add_a_site.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PORT = "8900"


def steps() -> Iterator[Step]:
    for block in BLOCK.findall(PAGE.read_text("utf-8")):
        yield from steps_of(block)


def here(step: Step, port: str) -> Step:
    """The same with a port that is free."""
    waiting = f"until (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null; do sleep 0.1; done"
    return step._replace(command=step.command.replace("sleep 3", waiting).replace(PORT, port))


def test_the_page_does_what_it_says(tmp_path: Path, mongo_uri: str, database_name: str) -> None:
    copy, port = working_copy(tmp_path), str(free_port())
    before = sorted(path for path in copy.rglob("*") if "cache" not in str(path))
    told = {"NEWSCRAWL_MONGO_URI": mongo_uri, "NEWSCRAWL_MONGO_DATABASE": database_name, "SCRAPY_PROJECT": "testing"}
    run([here(step, port) for step in steps()], copy, environment(copy, **told))
    added = {path.name for path in copy.rglob("*") if "cache" not in str(path)} - {path.name for path in before}
    assert added == {"cn_61"}  # the region's package stays


def test_the_site_took_no_python_beyond_its_declarations() -> None:
    (shown,) = [step.shown for step in steps() if step.command.startswith("cat newscrawl/spiders")]
    kind = next(place for place, line in enumerate(shown) if line.startswith("class "))
    assert all(re.fullmatch(r' {4}(?:\w+ = .+|""".+"""|)', line) or not line for line in shown[kind + 1 :])
    assert len(shown) <= 40
