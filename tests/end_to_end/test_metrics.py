"""What Prometheus is told by a scheduler, and whether the dashboard asks for nothing else."""

import json
import os
import re
import signal
import socket
import urllib.request
from collections import Counter

import promql_parser
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pymongo import MongoClient

from newscrawl.exceptions import ConfigurationError
from newscrawl.operations.metrics.here import Here
from newscrawl.operations.metrics.serving import address_of, serving
from tests.commands import ROOT, wait_for

pytestmark = pytest.mark.mongo

DASHBOARD = ROOT / "deploy" / "grafana.json"
RANGES = {"$__range": "1h", "$__rate_interval": "5m"}
PLACE = re.compile(r"metrics at (http://127\.0\.0\.1:\d+/metrics)")
FROM_OUTSIDE = {"instance", "job"}  # labels that Prometheus adds


def asked(place):
    """Name of a sample to its values by labels; and names of all metrics with the labels that they have."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(place, timeout=20) as answer:
        return list(text_string_to_metric_families(answer.read().decode()))


def values(metrics):
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for metric in metrics
        for sample in metric.samples
    }


@pytest.fixture
def metrics(one, another_warm, database):
    """What a scheduler tells that crawled a site of its own, while another one was crawled by hand."""
    scheduler = one.but(NEWSCRAWL_METRICS="0").alone(another_warm())
    pid = scheduler.start("schedule", "luhe_zhengfu", "--slots", "3")
    wait_for(lambda: PLACE.search(scheduler.warm.err.read_text()))
    assert one("crawl", "anping_zhengfu").code == 0
    wait_for(lambda: database["sites"].count_documents({"last_run.verdict": "ok"}) == 2)
    place = PLACE.search(scheduler.warm.err.read_text())[1]
    asked(place)  # whoever asks again is told the same
    yield asked(place)
    os.kill(pid, signal.SIGTERM)
    assert scheduler.warm.ended(pid).code == 0


def test_it_tells_of_all_runs_and_the_dashboard_asks_for_nothing_else(metrics, database):
    told, runs = values(metrics), {run["site"]: run for run in database["runs"].find()}
    assert len(runs) == 2
    statuses = sum((Counter(dict(run["statuses"])) for run in runs.values()), Counter())
    assert {status: told["newscrawl_responses_total", status] for status in statuses} == statuses
    assert told["newscrawl_response_bytes_total",] == sum(dict(run["counts"])["bytes"] for run in runs.values())
    assert (told["newscrawl_runs_total", "ok"], told["newscrawl_runs_total", "crashed"]) == (2, 0)
    for site, run in runs.items():
        assert told["newscrawl_articles_total", "new", site] == dict(run["counts"])["stored"] > 3
        for last in ("last_run", "last_good_run"):
            at = told[f"newscrawl_site_{last}_timestamp_seconds", site]
            assert at == pytest.approx(run["ended_at"].timestamp(), abs=5)
    assert [told["newscrawl_" + name,] for name in ("mongodb_up", "slots", "sites_scheduled")] == [1, 3, 1]

    known = {metric.name: metric for metric in metrics} | {f"{metric.name}_total": metric for metric in metrics}
    for expression in expressions():
        for selector in selectors(promql_parser.parse(expression)):
            assert selector.name in known, expression
            labels = {name for sample in known[selector.name].samples for name in sample.labels}
            wanted = {matcher.name for matcher in selector.matchers.matchers}
            assert not labels or wanted <= labels | FROM_OUTSIDE, expression


def expressions():
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    found = [target["expr"] for panel in panels for target in panel.get("targets", ())]
    assert len(found) > 20
    return found


def selectors(expression):
    """The vector selectors of an expression."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield expression
    for part in ("expr", "lhs", "rhs", "vector_selector"):
        if hasattr(expression, part):
            yield from selectors(getattr(expression, part))
    for argument in getattr(expression, "args", ()):
        yield from selectors(argument)


def test_a_mongodb_that_is_away_is_told_and_a_port_that_is_taken_is_no_end():
    away = MongoClient("mongodb://127.0.0.1:9/", serverSelectionTimeoutMS=100)
    said = []
    with away, serving("0", Here(2, lambda: 1), away["newscrawl"], said.append):
        told = values(asked(PLACE.search(said[0])[1]))
        assert (told["newscrawl_mongodb_up",], told["newscrawl_slots_used",]) == (0, 1)
        assert not any("site" in name for name, *_ in told)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with serving(address, Here(2, lambda: 1), None, said.append):
            assert said[-1] == f"no metrics: NEWSCRAWL_METRICS is {address}, and Address already in use"


@pytest.mark.parametrize(
    "wrong", ["", "metrics", "127.0.0.1", "127.0.0.1:99999", "http://127.0.0.1:9410", "9410/metrics"]
)
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(ConfigurationError, match=r"^NEWSCRAWL_METRICS is .*: write it as 127\.0\.0\.1:9410$"):
        address_of(wrong)
