from newscrawl.base_spiders import FeedSpider


class DonglingRebao(FeedSpider):
    """东岭热报: a paper whose feed is in GBK, says UTF-8, and is broken besides."""

    name = "dongling_rebao"
    region = "610700"
    feeds = ["http://www.donglingrb.example/rss/news.xml"]
