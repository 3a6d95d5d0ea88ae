"""The project as an egg: a Scrapyd that has no newscrawl of its own takes it, and crawls a site."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest
import requests
from pymongo import MongoClient

from tests.commands import ROOT, free_port, wait_for

pytestmark = [pytest.mark.mongo, pytest.mark.slow]

CONFIGURED = "[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\nitems_dir =\npoll_interval = 0.2\n"
SPIDER = """
from newscrawl.demo.spiders.qinghe_portal import QinghePortal
class OnlyInEgg(QinghePortal):
    name = "only_in_egg"
"""


@pytest.fixture(scope="session")
def egg(tmp_path_factory):
    """An egg, with a spider that nothing else on this machine has."""
    made = tmp_path_factory.mktemp("egg") / "newscrawl.egg"
    subprocess.run([sys.executable, ROOT / "deploy" / "egg.py", made], check=True)
    with ZipFile(made, "a") as archive:
        archive.writestr("newscrawl/demo/spiders/only_in_egg.py", SPIDER)
    return made


@pytest.fixture
def scrapyd(stored, world, database_name, tmp_path):
    """Asks a Scrapyd whose Python has the packages that are installed here, but not this working copy."""
    port = free_port()
    (tmp_path / "scrapyd.conf").write_text(CONFIGURED.format(port=port))
    env = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name, http_proxy=world.address).whole_env()
    env |= {"PYTHONPATH": sysconfig.get_path("purelib"), "SCRAPY_SETTINGS_MODULE": "settings.testing"}
    python = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"

    def asked(name, **options):
        """An answer; None while nobody answers."""
        session = requests.Session()
        session.trust_env = False
        ask = session.post if options else session.get
        try:
            told = ask(f"http://127.0.0.1:{port}/{name}.json", timeout=60, **options).json()
        except requests.ConnectionError:
            return None
        assert told["status"] == "ok", told
        return told

    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen([python, "-m", "scrapyd"], cwd=tmp_path, env=env, stdout=log, stderr=log) as process,
    ):
        wait_for(lambda: asked("daemonstatus"))
        yield asked
        process.terminate()


def test_it_takes_the_egg_and_crawls_a_site(scrapyd, egg, mongo_uri, database_name):
    with egg.open("rb") as file:
        taken = scrapyd("addversion", data={"project": "newscrawl", "version": "1"}, files={"egg": file})
    assert taken["spiders"] > 10
    chosen = {"project": "newscrawl", "spider": "only_in_egg", "setting": "RUN_TRIGGER=scrapyd"}
    job = scrapyd("schedule", data=chosen)["jobid"]
    wait_for(lambda: job in [each["id"] for each in scrapyd("listjobs")["finished"]])
    with MongoClient(mongo_uri) as client:
        (run,) = client[database_name]["runs"].find()
        assert (run["site"], run["trigger"], run["verdict"]) == ("only_in_egg", "scrapyd", "ok")
        assert client[database_name]["articles"].count_documents({"site": "only_in_egg"}) == 27
