from newscrawl.base_spiders import JsonListingSpider


class ShuangqiaoFabu(JsonListingSpider):
    """双桥发布: a district's news, which a script fetches as JSONP; entries have a number in place of an address."""

    name = "shuangqiao_fabu"
    region = "610700"
    json_listings = ["http://www.shuangqiao.gov.example/api/list_{page}.js"]

    entries = "data.rows"
    entry_fields = {"url": "/detail/{id}.html", "date": "pub"}
