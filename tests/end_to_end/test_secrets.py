"""A password that MongoDB refuses is in nothing that any command says, and neither is a traceback."""

import pytest

from newscrawl.cli.commands import COMMANDS, whole

pytestmark = pytest.mark.mongo

SECRET = "s3cret-of-the-test"  # noqa: S105 - nobody else's
PAGE = "http://a.example/1.html"
REFUSED = f"""
    articles --json
    story {PAGE}
    history {PAGE} --json
    origins qinnan_daily
    links
    export
    export --follow
    sites --json
    schedule
    worker
    pause qinnan_daily
    resume qinnan_daily
    run-now qinnan_daily
    cancel qinnan_daily
    runs --json
    run 1
    health --json
    alerts list
    alerts review
    doctor --json
    crawl qinghe_portal -v
    crawl --url {PAGE} --json
    db status --json
    db check --json
    db migrate
    db drain
    dead-letters list --json
    dead-letters show {PAGE}
    dead-letters retry
    dead-letters drop --reason error --yes
"""
WITHOUT_MONGODB = {"alerts test", "demo", "extract", "new-site", "save-page", "check", "repair"}
ENDS = {"sites": (0, 1), "doctor": (1, 0)}  # exit code, lines on standard error


def names(name):
    """A command, or those of a group."""
    return {f"{name} {each}" for each in getattr(whole(name), "commands", ())} or {name}


@pytest.mark.slow  # each command once
def test_no_command_shows_it(bare, mongo_uri, tmp_path):
    if "@" not in mongo_uri:
        pytest.skip("this MongoDB asks for no password")
    kept = tmp_path / "mongo"
    kept.write_text(f"mongodb://newscrawl:{SECRET}@{mongo_uri.rpartition('@')[2]}\n")
    asked = [line.split() for line in REFUSED.splitlines() if line]
    one = bare.but(
        NEWSCRAWL_MONGO_URI=f"file:{kept}", NEWSCRAWL_HOME=str(tmp_path), NEWSCRAWL_ALERTS="json://127.0.0.1:9"
    )
    for words in asked:
        ended = one(*words)
        assert SECRET not in ended.out + ended.err, words
        assert "refuses" in ended.out + ended.err, words
        assert (ended.code, ended.err.count("\n")) == ENDS.get(words[0], (2, 1)), (words, ended)
    left = {name for command in COMMANDS for name in names(command)} - WITHOUT_MONGODB
    assert left <= {" ".join(words[:many]) for words in asked for many in (1, 2)}, "say here what they do"
