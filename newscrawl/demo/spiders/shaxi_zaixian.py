from newscrawl.base_spiders import SitemapNewsSpider


class ShaxiZaixian(SitemapNewsSpider):
    """沙溪在线: a site with a news sitemap and packed ones by month."""

    name = "shaxi_zaixian"
    region = "610700"
    sitemaps = ["http://www.shaxizx.example/sitemap.xml"]
