"""A real Splash on loopback, without Docker, for tests and benchmarks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.request import ProxyHandler, build_opener

import psutil

__all__ = ["Splash", "environment"]

HERE = Path(__file__).parent
PATIENCE = 60  # seconds for a start
OPTIONS = (
    "--ip 127.0.0.1 --disable-ui --browser-engines=webkit --slots 8 --max-timeout 120 --allowed-schemes http,https,data"
)
direct = build_opener(ProxyHandler({}))


def environment() -> Path:
    """The Python of the environment that ``install`` made."""
    folder = os.environ.get("NEWSCRAWL_SPLASH_VENV", str(HERE.parents[2] / ".venv" / "splash"))
    return Path(folder) / "bin" / "python"


class Splash:
    """Splash from ``with`` to its end; ``stop`` and ``start`` in between stand for a service that goes away and comes back."""

    def __init__(self, log: Path) -> None:
        self.log, self.port = log, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For SPLASH_URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = [environment(), HERE / "launch.py", "--port", str(self.port), *OPTIONS.split()]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"Splash did not start: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)

    def answers(self) -> bool:
        """Whether it says that it is there."""
        with suppress(OSError), direct.open(f"{self.url}/_ping", timeout=5) as answer:
            return bool(answer.status == 200)
        return False

    def stop(self) -> None:
        """End it at once; the X server that it started takes its lock away."""
        if self.process is not None:
            with suppress(psutil.NoSuchProcess):
                mine = psutil.Process(self.process.pid)
                others = mine.children(recursive=True)
                for each in [mine, *others]:
                    with suppress(psutil.NoSuchProcess):
                        each.send_signal(signal.SIGTERM if each.name() == "Xvfb" else signal.SIGKILL)
                psutil.wait_procs(others, timeout=PATIENCE)  # until then they have its port
            self.process.wait()
            self.process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
