from newscrawl.base_spiders.systems import DedeCmsSpider


class YuntaiZaixian(DedeCmsSpider):
    """云台在线: news of a town, made by DedeCMS."""

    name = "yuntai_zaixian"
    region = "610700"
    start_urls = ["http://www.yuntaizx.example/a/bendi/"]
