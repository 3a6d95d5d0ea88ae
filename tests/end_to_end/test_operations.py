"""docs/operations.md, "From an empty machine": its commands are run, but for those of which it says why not, and print what it shows."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.commands import ROOT, free_port
from tests.end_to_end.pages import Step, environment, run, steps_of, working_copy

pytestmark = [pytest.mark.mongo, pytest.mark.slow]

PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
SECTION = PAGE[PAGE.index("\n## From an empty machine") : PAGE.index("\n## Doctor")]
BLOCK = re.compile(r"(<!-- not run: [^\n]+ -->\n)?^```(console|cron)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNIT, METRICS = "newscrawl@.service", "127.0.0.1:9410"
CHECKS = shutil.which("systemd-analyze")  # a container has no systemd
FOLDERS = ("/opt/newscrawl", "/etc/newscrawl", "/etc/systemd/system", "/var/lib/newscrawl")


@pytest.fixture
def told() -> Iterator[tuple[list[str], str]]:
    """What operators are told, and the address at which."""
    came: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield came, f"json://127.0.0.1:{server.server_port}/newscrawl"
        server.shutdown()


def on(machine: Path, mongo_uri: str, alerts: str) -> dict[str, str]:
    """What the page says, to what stands for it: a folder for the machine's root, and what is to be had here."""
    return {
        **{folder: f"{machine}{folder}" for folder in FOLDERS},
        "sudo ": "",
        " -g newscrawl": "",
        METRICS: f"127.0.0.1:{free_port()}",
        "mongodb://newscrawl:PASSWORD@127.0.0.1:27017/?authSource=newscrawl": mongo_uri,
        "jsons://alerts.example.com/newscrawl": alerts,
    }


def made(machine: Path, said: dict[str, str]) -> Path:
    """The folder, with a working copy in it that speaks of it."""
    copy = working_copy(machine / "opt" / "newscrawl")
    (copy / ".venv").symlink_to(Path(sys.prefix))
    (machine / "etc" / "systemd" / "system").mkdir(parents=True)
    for file in (copy / "deploy" / "env", copy / "deploy" / UNIT):
        file.write_text(here(file.read_text("utf-8"), said), "utf-8")
    return copy


def here(text: str, said: dict[str, str]) -> str:
    for there, stand_in in said.items():
        text = text.replace(there, stand_in)
    return text


def steps(copy: Path, said: dict[str, str]) -> Iterator[Step]:
    """What is run: blocks, lines of cron as cron runs them, and in the place of systemctl what the unit says."""
    for skipped, kind, written in BLOCK.findall(SECTION):
        block = here(written, said)
        if kind == "cron":
            yield from (Step(f"sh -c '{line.split(maxsplit=6)[6]}'", []) for line in block.splitlines())
        elif not skipped:
            yield from (step for step in steps_of(block) if CHECKS or "systemd-analyze" not in step.command)
        elif "systemctl" in block:
            yield Step(started(copy / "deploy" / UNIT), [])


def started(unit: Path) -> str:
    """Starts what a unit starts, and waits until it answers Prometheus."""
    lines = dict(line.split("=", 1) for line in unit.read_text("utf-8").splitlines() if re.match(r"\w+=", line))
    name, _, value = lines["Environment"].strip('"').partition("=")
    command = f"{name}='{value}'; {lines['ExecStart'].replace('%i', 'schedule')}"
    return f"({command}) > log 2>&1 & for _ in $(seq 300); do grep -q metrics log && break; sleep 0.2; done"


def test_the_page_takes_an_operator_from_an_empty_machine_to_crawls(tmp_path, mongo_uri, database_name, world, told):
    came, alerts = told
    said = on(tmp_path, mongo_uri, alerts)
    copy = made(tmp_path, said)
    env = environment(copy, http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name, no_proxy="127.0.0.1")
    ending = Step("jobs -p | xargs kill -TERM && wait -n", [])  # the exit code of the scheduler, which ends cleanly
    run([*steps(copy, said), ending], tmp_path, env)
    assert len(came) == 1
    assert "newscrawl: a test" in came[0]


@pytest.mark.skipif(not CHECKS, reason="systemd-analyze comes with systemd")
def test_the_unit_leaves_a_service_little(tmp_path):
    copy = made(tmp_path, on(tmp_path, "", ""))
    checked = ["systemd-analyze", "security", "--offline=yes", "--threshold=30", copy / "deploy" / UNIT]
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 0  # 3.0 of 10: what is exposed


def test_what_is_not_run_is_said_with_its_reason():
    assert [bool(skipped) for skipped, *_ in BLOCK.findall(SECTION)] == [
        True,
        False,
        True,
        False,
        False,
        False,
        True,
        False,
        False,
    ]
