from newscrawl.base_spiders import FeedSpider, ListingSpider


class LintangXinwen(FeedSpider, ListingSpider):
    """临塘新闻网: a feed for the latest news, a listing for the rest."""

    name = "lintang_xinwen"
    region = "610700"
    feeds = ["http://www.lintang.example/rss/news.xml"]
    start_urls = ["http://www.lintang.example/yaowen/"]
