"""The replay of saved pages: a small folder, written for these tests, with what goes wrong in real ones."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.many_pages import Copies, bodies
from benchmarks.paged_site import PagedSite
from benchmarks.saved_pages import read_folder

ROOT = Path(__file__).parents[2]
TEXT = "西乡县的乡村道路今年全部硬化，村民出行和运送茶叶比从前方便了许多。县交通局说，{}个村的路灯也已经装好，今后由村里照看。"


def html(title: str, *, date: str = "", charset: str = "utf-8", number: int = 1) -> bytes:
    body = "".join(f"<p>{TEXT.format(number * 10 + line)}</p>" for line in range(5))
    byline = f'<div class="info">发布时间：{date} 来源：秦南日报</div>' if date else ""
    head = f'<html><head><meta charset="{charset}"><title>{title}_秦南日报</title></head>'
    page = f'{head}<body><h1>{title}</h1>{byline}<div class="content">{body}</div></body></html>'
    return page.encode("gb18030" if charset == "gb2312" else charset)


HOME = "http://www.qinnandaily.example/"
PAGES: dict[str, tuple[str, dict[str, str], bytes]] = {
    "utf8": (f"{HOME}news/t20200320_1.html", {}, html("西乡县乡村道路全部硬化完成", date="2020-03-20 12:20", number=1)),
    "gbk": (HOME, {"title": "茶叶合作社与农户签署收购协议"},
            html("茶叶合作社与农户签署收购协议", date="2020-03-18 08:05", charset="gb2312", number=2)),
    "undated": (f"{HOME}about/3.html", {}, html("秦南地区冬季供暖工作全面启动", number=3)),
    "other_day": (f"{HOME}news/t20200316_4.html", {"published": "2020-03-15"},
                  html("县医院新门诊楼开始接诊病人", date="2020-03-16 09:30", number=4)),
    "no_page": (f"{HOME}news/t20200312_5.html", {"title": "全县春季农业生产工作会议召开"}, b"%PDF-1.4\n%%EOF\n"),
    "same_address": (HOME, {}, html("图书馆周末开放时间延长两小时", date="2020-03-11 17:40", number=6)),
    "cut": (f"{HOME}news/t20200310_7.html", {}, html("中学生科技节作品在市里获奖", date="2020-03-10 10:10", number=7)[:-200]),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "qinnan_saved"
    (made / "html").mkdir(parents=True)
    rows = []
    for name, (url, labels, page) in PAGES.items():
        (made / f"html/{name}.html.gz").write_bytes(gzip.compress(page))
        rows.append({"id": name, "url": url, "lang": "zh", "html": f"html/{name}.html.gz", **labels})
    (made / "manifest.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    return made


def test_a_page_keeps_its_path_unless_others_have_it(folder: Path) -> None:
    paths = {page.id: page.path for page in read_folder(folder)}
    assert paths["utf8"] == "/news/t20200320_1.html"
    assert paths["gbk"] == "/a/gbk.html"
    assert paths["same_address"] == "/a/same_address.html"


def test_a_listing_says_the_labelled_title_or_else_the_page_s_own(folder: Path) -> None:
    words = {page.id: page.words for page in read_folder(folder)}
    assert words["gbk"] == "茶叶合作社与农户签署收购协议"
    assert words["utf8"] == "西乡县乡村道路全部硬化完成_秦南日报"


def test_bytes_are_served_as_saved_and_without_a_charset(folder: Path) -> None:
    pages = {page.path: page for page in read_folder(folder)}
    site = PagedSite("daily", {path: page.words for path, page in pages.items()}, lambda path: pages[path].body)
    answer = site("/a/gbk.html")
    assert answer.body == PAGES["gbk"][2]
    assert answer.headers == {"Content-Type": "text/html"}
    assert site("/none.html").status == 404


def test_a_listing_has_pages_and_shows_no_dates() -> None:
    site = PagedSite("daily", {f"/{number}.html": "县医院新门诊楼" for number in range(5)}, str.encode, a_page=2)
    second = site("/list_2.html").body.decode()
    assert '<li><a href="/2.html">县医院新门诊楼</a></li>' in second
    assert '<a href="/list_3.html">下一页</a>' in second
    assert "/1.html" not in second
    assert "下一页" not in site("/list_3.html").body.decode()
    assert site("/list_4.html").status == 404


def test_copies_differ_within_the_article_and_decode_as_before() -> None:
    copies = Copies([PAGES["gbk"][2]], 2)
    one, other = (copies(path).decode("gb18030") for path in copies.links)
    texts = [page.partition('<div class="content">')[2] for page in (one, other)]
    assert len(one) == len(other)
    assert sum(map(str.__ne__, *texts)) > len(texts[0]) / 3, "no copy is like another"


def test_the_demo_world_stands_in_for_folders() -> None:
    assert len(bodies([])) > 20


@pytest.fixture
def replayed(folder: Path, tmp_path: Path, mongo_uri: str) -> dict[str, Any]:
    command = [sys.executable, str(ROOT / "benchmarks/replay.py"), str(folder), "--pages-per-listing", "3"]
    environment = {**os.environ, "NEWSCRAWL_HOME": str(tmp_path / "home"), "NEWSCRAWL_MONGO_URI": mongo_uri}
    done = subprocess.run([*command, "--json", str(tmp_path / "told.json")], env=environment, cwd=tmp_path, text=True,
                          capture_output=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads((tmp_path / "told.json").read_text())
    return {**told, "printed": done.stdout}


@pytest.mark.mongo
def test_a_replay_says_what_came_of_each_page(replayed: dict[str, Any]) -> None:
    assert replayed["folders"][0] == {
        "folder": "qinnan_saved", "pages": 7, "stored": 6, "complete": 5, "percent": 71.4, "other_day": 1,
    }  # fmt: skip
    problems = {page["id"]: page["problem"] for page in replayed["pages"] if page["problem"]}
    assert problems.keys() == {"undated", "no_page"}
    assert problems["undated"] == "no published_at (not labelled)"
    assert "not an HTML page" in problems["no_page"]
    assert "qinnan_saved undated: no published_at" in replayed["printed"]
