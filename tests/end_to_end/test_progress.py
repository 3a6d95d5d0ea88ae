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


@pytest.mark.slow
def test_a_scheduler_on_a_terminal_shows_its_crawls_below_whole_lines_of_theirs(crawling):
    code, written = on_a_terminal(crawling, "schedule", "qinnan_daily", "--once")
    assert code == 0
    assert re.search(r"qinnan_daily: (begins|\d+ pages, \d+ articles, \d+ new) +\d:\d\d:\d\d", plain(written))
    # One display only: a crawl's own would show each of its pages, and the scheduler sees a sign of life in ten seconds.
    assert len(set(re.findall(r"qinnan_daily: \d+ pages", plain(written)))) < 4
    lines = [plain(line).strip() for line in re.split(r"\r\n|\x1b\[2K", written)]
    assert [line for line in lines if re.fullmatch(r"\S+ \S+ WARNING \[qinnan_daily\] http://\S+: http_404", line)]
    assert [line for line in lines if re.match(r"\S+ \S+ qinnan_daily: ok: \d+ articles; run qinnan_daily-", line)]


def plain(written):
    """What was written, without what a terminal obeys."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", written)
