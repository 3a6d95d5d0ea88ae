from newscrawl.base_spiders.systems import TrsWcmSpider


class AnpingZhengfu(TrsWcmSpider):
    """安坪县人民政府: a county's portal, made by TRS WCM."""

    name = "anping_zhengfu"
    region = "610700"
    start_urls = ["http://www.anping.gov.example/xwdt/apyw/"]
