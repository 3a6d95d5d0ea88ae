from newscrawl.base_spiders import ListingSpider


class XinLinghua(ListingSpider):
    """领花厂家: a maker of collar badges that reposts regional news in its 技术资讯 section."""

    name = "xin_linghua"
    region = "610700"
    start_urls = ["http://www.xinlinghua.example/jishuzixun/"]

    article_links = "ul.newslist a"
    next_page = "div.pages a:contains('下一页')"

    title = "h1.show_t"
    body = "#content > p"
