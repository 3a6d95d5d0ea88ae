from newscrawl.base_spiders import EpaperSpider


class BailuWanbao(EpaperSpider):
    """白鹭晚报: the digital edition of an evening paper."""

    name = "bailu_wanbao"
    region = "610700"
    editions = ["http://epaper.bailuwb.example/html/{date:%Y-%m/%d}/node_1.htm"]
    since = "2020-03-17"
    until = "2020-03-20"  # the demo world's last day
