"""A log for programs: a line of JSON for each entry."""

import json
import logging
import sys
from types import SimpleNamespace

from newscrawl.pipelines.log_json import FACTS, JsonLines


def test_an_entry_says_who_what_and_why():
    stats = SimpleNamespace(get_value={"run/id": "county-1"}.get)
    crawler = SimpleNamespace(spidercls=SimpleNamespace(name="county"), stats=stats)
    try:
        raise ValueError("no\nnumber")
    except ValueError:
        record = logging.LogRecord("a.logger", logging.ERROR, __file__, 1, "it %s", ("failed",), sys.exc_info())
    setattr(record, FACTS, {"verdict": "crashed"})
    line = JsonLines(crawler).format(record)
    assert "\n" not in line
    entry = json.loads(line)
    exception = entry.pop("exception")
    assert (exception.splitlines()[0], exception.splitlines()[-2:]) == ("Traceback (most recent call last):", ["ValueError: no", "number"])  # fmt: skip
    assert entry.pop("time").endswith("Z")
    assert entry == {
        "level": "ERROR", "message": "it failed", "logger": "a.logger", "site": "county", "run": "county-1", "verdict": "crashed",
    }  # fmt: skip
