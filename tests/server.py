"""A server of a test's own, without a supervisor: what is killed stays away until it is started."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from pymongo import MongoClient

from tests.commands import wait_for


class Server:
    """Started at once, with a journal; ``folder`` keeps its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.uri = f"mongodb://127.0.0.1:{self.port}/?journal=true"
        self.start()

    def start(self) -> None:
        options = ["--port", str(self.port), "--storage-path", str(self.folder), "--log-level", "ERROR"]
        self.process = subprocess.Popen([sys.executable, "-m", "secantus", *options])
        with MongoClient(self.uri, serverSelectionTimeoutMS=120_000) as client:
            client.admin.command("ping")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float) -> None:
        """Let it stand still."""
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def wait_for(self, articles: int) -> None:
        with MongoClient(self.uri) as client:
            wait_for(lambda: client["news"]["articles"].estimated_document_count() >= articles)

    def stored(self) -> int:
        with MongoClient(self.uri) as client:
            return client["news"]["articles"].count_documents({})
