from newscrawl.base_spiders.systems import VsbSpider


class HeshuiZhongxue(VsbSpider):
    """禾水中学: news of a school, made by VSB."""

    name = "heshui_zhongxue"
    region = "610700"
    start_urls = ["http://www.hszx.example/xxxw.htm"]
