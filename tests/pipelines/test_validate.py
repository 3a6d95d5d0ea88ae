import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newscrawl.items import Article
from newscrawl.pipelines.validate import Validate


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        (Article(url="http://a/1", title="标题"), ["body"]),
        (Article(url="http://a/1", body="正文"), ["title"]),
        (Article(url="http://a/1", title="", body=""), ["title", "body"]),
    ],
)
def test_what_is_missing_is_counted_and_named(item, missing):
    crawler = get_crawler()
    with pytest.raises(DropItem, match=f"^http://a/1: no {', '.join(missing)}$"):
        Validate.from_crawler(crawler).process_item(item)
    assert crawler.stats.get_stats() == {f"validate/missing/{name}": 1 for name in missing}


def test_a_whole_article_passes():
    item = Article(title="标题", body="正文")
    assert Validate.from_crawler(get_crawler()).process_item(item) is item
