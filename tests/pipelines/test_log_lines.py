from scrapy.exceptions import DropItem
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from newscrawl.items import Article
from newscrawl.pipelines.log_lines import LogLines

ITEM = Article(url="http://a/1", body="正文" * 1000)
LINES = LogLines()


def line(result) -> str:
    return result["msg"] % result["args"]


def test_one_line_an_article():
    spider = Spider.from_crawler(get_crawler(), name="any")
    assert line(LINES.dropped(ITEM, DropItem("http://a/1: no title"), None, spider)) == "Dropped: http://a/1: no title"
    assert line(LINES.item_error(ITEM, ValueError(), None, spider)) == "Error processing http://a/1"
    assert line(LINES.scraped(ITEM, None, spider)).startswith("Scraped http://a/1 from ")
    assert line(LINES.scraped({"no": "article"}, None, spider)).startswith("Scraped {'no': 'article'} from ")


def test_a_stage_says_how_important_it_is():
    spider = Spider.from_crawler(get_crawler(), name="any")
    assert LINES.dropped(ITEM, DropItem("x", log_level="DEBUG"), None, spider)["level"] == 10
    assert LINES.dropped(ITEM, DropItem("x"), None, spider)["level"] == 30
