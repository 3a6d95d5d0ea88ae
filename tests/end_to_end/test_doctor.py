"""What is missing is said in one line each, with what to do."""

import json

import pytest

from newscrawl.items import Article
from newscrawl.mongo.waiting.spool import Spool
from tests.commands import free_port

pytestmark = pytest.mark.mongo


AWAY = "mongodb://user:secret@127.0.0.1:9/?serverSelectionTimeoutMS=200"


def states(ended) -> dict[str, str]:
    return {each["what"]: each["state"] for each in json.loads(ended.out)}


def test_where_all_is_there_nothing_is_bad(stored, database_name, tmp_path):
    one = stored.but(
        NEWSCRAWL_MONGO_DATABASE=database_name, NEWSCRAWL_CONTACT="news@example.com", NEWSCRAWL_HOME=str(tmp_path)
    )
    first = one("doctor", "--json")
    assert states(first)["structure"] == "warning"  # an empty database
    assert one("db", "migrate").code == 0
    again = one("doctor", "--json")
    kinds = ("settings", "contact", "spiders", "MongoDB", "structure", "clocks", "disk")
    assert [states(again)[kind] for kind in kinds] == ["ok"] * len(kinds)

    told = one.but(NEWSCRAWL_ALERTS="json://127.0.0.1/, json://localhost/", NEWSCRAWL_METRICS="9410")(
        "doctor", "--json"
    )
    assert [states(told)[kind] for kind in ("alerts", "metrics")] == ["ok", "ok"]

    spool = Spool(tmp_path / "spool", "county", 2**20)
    spool.append([Article(url="http://www.county.example/1.html")])
    spool.close()
    assert states(one("doctor", "--json"))["spool"] == "warning"


def test_what_is_bad_is_named_and_the_exit_code_says_so(bare):
    away = bare.but(NEWSCRAWL_MONGO_URI=AWAY)
    for one in (away, away.but(SCRAPY_PROJECT="production"), away.but(NEWSCRAWL_CONTACT="not a contact")):
        ended = one("doctor")
        assert ended.code == 1
        assert "MongoDB" in ended.out
        assert "127.0.0.1:9 does not answer: start it" in ended.out
        assert "secret" not in ended.out + ended.err
    assert "NEWSCRAWL_CONTACT" in ended.out
    untold = away.but(NEWSCRAWL_ALERTS="jsn://s3cret@example.com", NEWSCRAWL_METRICS="99999")("doctor", "--json")
    assert [states(untold)[kind] for kind in ("alerts", "metrics")] == ["bad", "bad"]
    assert "NEWSCRAWL_ALERTS: address 1 is none that Apprise knows" in untold.out
    assert "s3cret" not in untold.out + untold.err


def test_an_engine_that_is_named_and_away_is_bad(bare):
    """Sites of the demo declare Chromium, and none of them Splash."""
    one, away = bare.but(NEWSCRAWL_MONGO_URI=AWAY), f"http://127.0.0.1:{free_port()}"
    assert "splash" not in states(one("doctor", "--json"))
    named = one.but(NEWSCRAWL_SPLASH_URL=away)("doctor", "--json")
    assert states(named)["splash"] == "bad"
    assert f"no Splash answers at {away}: start it" in named.out
