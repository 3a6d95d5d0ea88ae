from newscrawl.base_spiders.systems import VsbSpider


class QinnanXueyuan(VsbSpider):
    """秦南学院: news of a college, made by VSB in GBK."""

    name = "qinnan_xueyuan"
    region = "610700"
    start_urls = ["http://www.qnxy.example/xyxw.htm"]
