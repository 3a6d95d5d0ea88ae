from newscrawl.base_spiders import ListingSpider


class QinnanDaily(ListingSpider):
    """秦南日报网: a regional daily. Its pages are regular enough that everything is found by itself."""

    name = "qinnan_daily"
    region = "610000"
    start_urls = ["http://www.qinnandaily.example/bendi/"]
