"""newscrawl new-site as its users start it: what cannot be is refused before anything is fetched, and nothing half is left."""

import os
import signal
import time
from pathlib import Path

import pytest

from newscrawl.demo.server import Answer, Server
from newscrawl.demo.world import World
from tests.commands import wait_for
from tests.end_to_end.conftest import Commands, asked

LISTING = "http://www.heyang.example/news/"
HTML = {"Content-Type": "text/html; charset=utf-8"}
NAMES = (
    "三座提灌站同时开闸放水",
    "沙河村的麦田里来了新农机",
    "城关小学操场改造完工",
    "全县道路交通安全会议召开",
    "柳林镇茶园开采首日见闻",
)


@pytest.fixture
def new_site(bare: Commands, world: World) -> Commands:
    return bare.but(http_proxy=world.address)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((LISTING, "--name", "qinnan_daily"), "already"),
        ((LISTING, "--name", "import"), "no name of a site"),
        ((LISTING, "--region", "陕西"), "no region"),
        (("ftp://www.heyang.example/",), "no http or https address"),
        ((), "address of a listing page"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_fetched(
    new_site: Commands, world: World, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    ended = new_site("new-site", *words, "--yes", "--into", str(tmp_path / "into"))
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert asked(world) == 0
    assert not (tmp_path / "into").exists()


def test_what_is_no_listing_is_told_with_what_to_try(new_site: Commands, tmp_path: Path) -> None:
    ended = new_site(
        "new-site", f"{LISTING}2020/4107.html", "--yes", "--region", "610700", "--into", str(tmp_path / "into")
    )
    assert ended.code == 1
    assert "an article, 《一座水库和它的守坝人》" in ended.err
    assert f"try: {LISTING} (本地新闻)" in ended.err
    assert not (tmp_path / "into").exists()


def test_an_interrupted_visit_leaves_nothing(new_site: Commands, world: World, tmp_path: Path) -> None:

    pid = new_site.but(SCRAPY_PROJECT="development").start(
        "new-site", LISTING, "--yes", "--region", "610700", "--into", str(tmp_path / "into")
    )
    wait_for(lambda: asked(world) >= 2)
    os.kill(pid, signal.SIGINT)
    begun = time.monotonic()
    ended = new_site.warm.ended(pid)
    assert ended.code == 130
    assert "nothing was written" in ended.err
    assert time.monotonic() - begun < 15
    assert not (tmp_path / "into").exists()


def scripted(inside: str) -> Answer:
    """A page whose words a script puts in."""
    return Answer(
        body=f"<html><body><div id=app></div><script>app.innerHTML = `{inside}`</script></body></html>".encode(),
        headers=HTML,
    )


@pytest.mark.browser
def test_a_site_that_scripts_make_is_shown_by_a_browser(bare: Commands, tmp_path: Path) -> None:
    items = "".join(
        f"<li><a href=/n/{n}00.html>{name}</a><span>2020-03-1{n}</span></li>" for n, name in enumerate(NAMES)
    )
    pages = {"/n/": scripted(f"<ul>{items}</ul>")}
    for n, name in enumerate(NAMES):
        text = f"<p>{name}。渠水流进了麦田，老周说往年要排队等水，今年一个上午就浇了二十亩。</p>" * 3
        pages[f"/n/{n}00.html"] = scripted(f"<h1>{name}</h1><p>2020-03-1{n} 09:40 来源：青禾时报</p><div>{text}</div>")
    with Server({"www.scripted.example": lambda target: pages.get(target, Answer(404))}) as server:
        words = ("new-site", "http://www.scripted.example/n/", "--yes", "--region", "610700", "--into", str(tmp_path))
        shown = bare.but(http_proxy=server.address)
        assert "a page that JavaScript makes" in shown(*words).err
        told = shown(*words, "--render", "playwright", "--json").json
    assert told["declared"]["render"] == "playwright"
    assert [article["title"] for article in told["articles"]] == list(NAMES)
    assert told["ok"] is True
