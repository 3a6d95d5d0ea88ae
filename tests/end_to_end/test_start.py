"""What a command imports until its end, as its users start it."""

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
