from newscrawl.base_spiders.systems import TrsWcmSpider


class LuheZhengfu(TrsWcmSpider):
    """潞河县人民政府: a county's portal, made by TRS WCM in GBK."""

    name = "luhe_zhengfu"
    region = "610700"
    start_urls = ["http://www.luhe.gov.example/xwzx/lhyw/"]
