"""What a crawl of an address came upon."""

from newscrawl.cli.seen import KEPT, Seen
from newscrawl.items import Article


def article(number: int, how: str = "headline") -> Article:
    return Article(url=f"http://www.qinghe.example/{number}.html", title="题目", found_by={"title": how})


def test_finders_are_counted_over_all_articles_and_only_the_first_ones_are_kept(capsys):
    seen = Seen()
    for number in range(KEPT + 5):
        seen.stored(article(number, "headline" if number else "title_element"))
    assert seen.finders["title"] == {"headline": KEPT + 4, "title_element": 1}
    assert len(seen.as_dict()["articles"]) == KEPT
    seen.show()
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["title", "25", "headline", "24,", "title_element", "1"] in rows
    assert ["source", "0"] in rows


def test_what_was_dropped_is_told_with_its_reason(capsys):
    seen = Seen()
    seen.refused(article(1), ValueError("http://www.qinghe.example/1.html: no body"))
    seen.show()
    out = capsys.readouterr().out
    assert "dropped 1 articles" in out
    assert ["no", "body", "题目", "http://www.qinghe.example/1.html"] in [line.split() for line in out.splitlines()]
    assert seen.as_dict()["dropped"] == [
        {"url": "http://www.qinghe.example/1.html", "title": "题目", "reason": "no body"}
    ]


def test_nothing_seen_is_nothing_shown(capsys):
    Seen().show()
    assert capsys.readouterr().out == ""
