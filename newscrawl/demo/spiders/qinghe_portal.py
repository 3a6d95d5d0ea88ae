from newscrawl.base_spiders import ListingSpider


class QinghePortal(ListingSpider):
    """青禾县人民政府网: a county's portal in GBK, two columns, two generations of templates."""

    name = "qinghe_portal"
    region = "610700"
    start_urls = [
        "http://www.qinghe.gov.example/xwzx/qhyw/",
        "http://www.qinghe.gov.example/xwzx/tzgg/",
    ]

    article_links = "ul.list a"
    next_page = "div.page_wap a:contains('下一页')"

    body = "#zoom"
