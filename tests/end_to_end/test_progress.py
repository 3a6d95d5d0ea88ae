"""How far a crawl is, told to a person who watches and to a log that nobody does."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from contextlib import suppress

import pytest

pytestmark = pytest.mark.mongo

SLOWLY = ("crawl", "qinnan_daily", "-s", "DOWNLOAD_DELAY=0.05", "-s", "LOGSTATS_INTERVAL=0.3")
SO_FAR = r"qinnan_daily: \d+ pages, [1-9]\d* articles, \d+ new"


@pytest.fixture
def crawling(stored, world, database_name):
    return stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)


def on_a_terminal(commands, *words):
    """Exit code of a command, and all that it wrote to a terminal of 100 columns."""
    screen, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    env = {**commands.whole_env(), "TERM": "xterm"}
    with subprocess.Popen(
        [commands.program("newscrawl"), *words], env=env, stdin=end, stdout=end, stderr=end
    ) as process:
        os.close(end)
        written = b""
        with suppress(OSError):  # nobody is left at the other end
            while read := os.read(screen, 65536):
                written += read
    os.close(screen)
    return process.returncode, written.decode()


def test_a_terminal_shows_it_below_whole_log_lines(crawling):
    code, written = on_a_terminal(crawling, *SLOWLY)
    assert code == 0
    assert re.search(SO_FAR, written)
    assert re.search(r" WARNING \[qinnan_daily\] http://www.qinnandaily.example/\S+: http_404\r\n", written)


def test_a_log_has_a_line_now_and_then(crawling):
    ended = crawling(*SLOWLY)
    assert ended.code == 0
    lines = [line for line in ended.err.splitlines() if line.startswith("qinnan_daily: ")]
    assert len([line for line in lines if re.fullmatch(SO_FAR, line)]) > 2
    assert "\x1b" not in ended.err
