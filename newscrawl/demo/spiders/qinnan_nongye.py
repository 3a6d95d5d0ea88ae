from newscrawl.base_spiders.systems import DedeCmsSpider


class QinnanNongye(DedeCmsSpider):
    """秦南农业信息网: farming news, made by DedeCMS in GBK."""

    name = "qinnan_nongye"
    region = "610700"
    start_urls = ["http://www.qnnongye.example/a/nongshi/"]
