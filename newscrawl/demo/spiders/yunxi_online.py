from newscrawl.base_spiders import ListingSpider


class YunxiOnline(ListingSpider):
    """云溪在线: a county's media centre whose pages are made by scripts."""

    name = "yunxi_online"
    region = "610700"
    start_urls = ["http://www.yunxi.example/news/"]

    render = "playwright"
