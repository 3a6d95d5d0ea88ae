"""The embedded server as its users see it. Users are processes of their own, so that they can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from pymongo import MongoClient

from newscrawl.exceptions import ConfigurationError, MissingExtraError, StoreUnavailableError
from newscrawl.mongo import embedded
from newscrawl.mongo.embedded import data_folder, embedded_server

pytestmark = pytest.mark.mongo

USER = """
from newscrawl.mongo.embedded import embedded_server
with embedded_server() as uri:
    print(uri, flush=True)
    input()
"""


@pytest.fixture(scope="module")
def kept_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture
def home(kept_home, monkeypatch) -> Iterator[Path]:
    """A data folder of these tests' own, whose server has stopped by the end of each."""
    monkeypatch.setenv("NEWSCRAWL_HOME", str(kept_home))
    yield kept_home / "mongo"
    assert eventually(lambda: not processes(kept_home)), processes(kept_home)


@contextmanager
def user() -> Iterator[subprocess.Popen]:
    """A process that uses the server until the block ends; its first line is the address."""
    command = [sys.executable, "-c", USER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.stdin.close()


def address(process: subprocess.Popen) -> str:
    return process.stdout.readline().strip()


def processes(folder: Path, module: str = "") -> list[psutil.Process]:
    """The supervisors and servers of a data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            words = process.cmdline()
        except psutil.Error:
            continue
        if any(word.startswith(str(folder)) for word in words) and module in " ".join(words):
            found.append(process)
    return found


def eventually(true: Callable[[], object], seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


def documents(uri: str) -> int:
    with MongoClient(uri) as client:
        return client["kept"]["things"].count_documents({})


def add(uri: str) -> None:
    with MongoClient(uri) as client:
        client["kept"]["things"].insert_one({})


def test_two_users_at_once_share_one_server_that_ends_with_the_last_even_if_killed(home):
    with user() as first, user() as second:
        assert address(first) == address(second)
        assert len(processes(home, "secantus")) == len(processes(home, "newscrawl.mongo.supervisor")) == 1
        assert home.stat().st_mode & 0o777 == 0o700
        assert all((home / name).stat().st_mode & 0o777 == 0o600 for name in ("server.json", "password"))
        first.stdin.close()
        first.wait()
        time.sleep(2)
        assert processes(home, "secantus"), "one user is left"
        second.kill()
        assert eventually(lambda: not processes(home))
    assert not (home / "server.json").exists()


def test_the_next_user_gets_the_same_server_and_the_one_after_a_pause_the_same_data(home):
    told = []
    with embedded_server(told.append) as uri:
        add(uri)
        with user() as other:
            assert address(other) == uri
    assert told == [f"Starting the embedded MongoDB server in {home}"]
    assert eventually(lambda: not processes(home))
    with embedded_server() as uri:
        assert documents(uri) == 1


def test_it_comes_back_by_itself_at_the_same_address_when_it_dies(home):
    with embedded_server() as uri:
        before = documents(uri)
        add(uri)
        (server,) = processes(home, "secantus")
        server.kill()
        assert documents(uri) == before + 1, "an acknowledged write survives"
        with user() as other:
            assert address(other) == uri


def test_a_killed_supervisor_takes_the_server_with_it_and_the_next_user_starts_anew(home):
    with embedded_server() as uri:
        before = documents(uri)
        add(uri)
        (server,) = processes(home, "secantus")
        os.kill(json.loads((home / "server.json").read_text())["supervisor"], signal.SIGKILL)
        assert eventually(lambda: not server.is_running() or server.status() == psutil.STATUS_ZOMBIE)
        assert (home / "server.json").exists(), "what it left behind misleads nobody"
        with user() as other:
            fresh = address(other)
            assert documents(fresh) == before + 1


def test_a_server_that_cannot_start_is_one_line_that_names_its_log(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSCRAWL_HOME", str(tmp_path))
    (tmp_path / "mongo").mkdir()
    (tmp_path / "mongo" / "data").write_text("no folder")
    with pytest.raises(StoreUnavailableError, match=r"did not start: .*server\.log says why"), embedded_server():
        pass
    assert "Error" in (tmp_path / "mongo" / "server.log").read_text()
    assert eventually(lambda: not processes(tmp_path))


def test_patience_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSCRAWL_HOME", str(tmp_path))
    monkeypatch.setattr(embedded, "PATIENCE", 0.2)
    monkeypatch.setattr(embedded, "_start_supervisor", lambda _, supervisor: os.dup(supervisor.fileno()))
    with pytest.raises(StoreUnavailableError), embedded_server():
        pass


def test_a_folder_that_cannot_be_made(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NEWSCRAWL_HOME", str(tmp_path / "file"))
    with pytest.raises(ConfigurationError, match="Set NEWSCRAWL_HOME"), embedded_server():
        pass


def test_a_missing_package_names_the_extra(monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"newscrawl\[embedded\]"), embedded_server():
        pass


def test_without_a_variable_the_data_is_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("NEWSCRAWL_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "newscrawl" / "mongo"
