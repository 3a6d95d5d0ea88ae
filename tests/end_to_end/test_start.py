"""What a command imports until its end, as its users start it, and that it ends at once."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.mongo


@pytest.mark.parametrize(("words", "needless"), [(["--help"], "pymongo scrapy"), (["articles"], "scrapy twisted")])
def test_only_what_it_needs(stored, database_name, words, needless):
    told = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    command = [sys.executable, "-X", "importtime", told.program("newscrawl"), *words]
    done = subprocess.run(command, env=told.whole_env(), text=True, capture_output=True, check=True)
    imported = {line.rpartition("| ")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & set(needless.split())


ENDING = """
import atexit, time
from newscrawl.cli.database import opened
from newscrawl.cli.main import pick_environment
pick_environment()
with opened() as database:
    database.command("ping")
began = time.monotonic()
atexit._run_exitfuncs()
print(time.monotonic() - began)
"""


def test_it_does_not_wait_for_the_drivers_threads(stored):
    """They sleep half a second at a time."""
    done = subprocess.run([sys.executable, "-c", ENDING], env=stored.whole_env(), text=True, capture_output=True)
    assert float(done.stdout) < 0.25
