import asyncio
import time

import pytest

from newscrawl.exceptions import ConfigurationError, StoreUnavailableError
from newscrawl.mongo.client import open_async_database, open_database

SECRET = "not-to-be-seen"  # noqa: S105 - of no server
NOBODY = f"mongodb://someone:{SECRET}@127.0.0.1:9/?serverSelectionTimeoutMS=100"


def opened(uri, name="newscrawl", **options):
    with open_database(uri, name, **options) as database:
        return database.name


def opened_for_a_crawl(uri, name="newscrawl", **options):
    async def scenario():
        async with open_async_database(uri, name, **options) as database:
            return database.name

    return asyncio.run(scenario())


both = pytest.mark.parametrize("opening", [opened, opened_for_a_crawl])


@both
def test_no_address_names_the_variable(opening):
    with pytest.raises(ConfigurationError, match="NEWSCRAWL_MONGO_URI is not set"):
        opening(None)


@both
@pytest.mark.parametrize("uri", [f"mongodb://a:{SECRET}@b@host/", f"http://a:{SECRET}@host", "mongodb://h:port/"])
def test_a_wrong_address_is_not_repeated(opening, uri):
    with pytest.raises(ConfigurationError, match="no MongoDB address") as error:
        opening(uri)
    assert SECRET not in str(error.value)
    assert error.value.__suppress_context__ or error.value.__context__ is None


@both
@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("tls=ture", "does not take tls"),
        (f"tsl={SECRET}", "does not take tsl"),
        ("tls=true&tlsCAFile=/nowhere.pem", "/nowhere.pem cannot be used"),
        (f"tls=true&tlsCAFile={__file__}", "a file of certificates cannot be used"),
        ("w=majority&serverSelectionTimeoutMS=abc", "does not take serverselectiontimeoutms"),
    ],
)
def test_no_option_is_left_out_silently(opening, options, told):
    with pytest.raises(ConfigurationError, match=told) as error:
        opening(f"{NOBODY}&{options}")
    assert SECRET not in str(error.value)
    assert error.value.__suppress_context__ or error.value.__context__ is None


@both
def test_an_address_may_stand_in_a_file(opening, tmp_path):
    kept = tmp_path / "mongo"
    kept.write_text(f"{NOBODY}\n")
    with pytest.raises(StoreUnavailableError, match=r"MongoDB at 127\.0\.0\.1:9 does not answer"):
        opening(f"file:{kept}")
    for words, told in (("", "there is no address to be read"), (SECRET, "no MongoDB address")):
        kept.write_text(words)
        with pytest.raises(ConfigurationError, match=told) as error:
            opening(f"file:{kept}")
        assert SECRET not in str(error.value)
    with pytest.raises(ConfigurationError, match="nowhere: there is no address to be read"):
        opening(f"file:{tmp_path}/nowhere")


@both
def test_nobody_answers(opening):
    before = time.monotonic()
    with pytest.raises(StoreUnavailableError, match=r"MongoDB at 127\.0\.0\.1:9 does not answer: start it") as error:
        opening(NOBODY)
    assert time.monotonic() - before < 2
    assert SECRET not in str(error.value)


@both
@pytest.mark.mongo
def test_an_open_database_answers(opening, mongo_uri, database_name):
    assert opening(mongo_uri, database_name) == database_name


@both
@pytest.mark.mongo
def test_a_wrong_password_is_a_matter_of_configuration(opening, mongo_uri):
    if "@" not in mongo_uri:
        pytest.skip("this MongoDB asks for no password")
    with pytest.raises(ConfigurationError, match=r"refuses.*authentication") as error:
        opening("mongodb://newscrawl:wrong@" + mongo_uri.rpartition("@")[2])
    assert error.value.exit_code == 2


@both
@pytest.mark.mongo
def test_a_name_that_cannot_be(opening, mongo_uri):
    with pytest.raises(ConfigurationError, match="NEWSCRAWL_MONGO_DATABASE"):
        opening(mongo_uri, "a b/c")


@pytest.mark.mongo
def test_times_come_back_aware(mongo_uri, database_name):
    with open_database(mongo_uri, database_name) as database:
        assert database.codec_options.tz_aware
