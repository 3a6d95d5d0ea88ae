"""Sites made by EmpireCMS (帝国)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class EmpireCmsSpider(ListingSpider):
    """A site made by EmpireCMS (帝国网站管理系统), versions 5 to 8.

    A member declares ``name``, ``region`` and ``start_urls``: /xinwen/ or /e/action/ListInfo/?classid=14. Its second page is
    index_2.html, or page=1 of the program, which counts from 0.

    Recognised by the programs of its folder /e/ (ViewClick, ListInfo, search, pl, member), by pictures in /d/file/, and by the
    total that its pager has as a link without an address.
    """

    signs = (
        Sign("a program of /e/", r"/e/(?:action/(?:ListInfo|ShowInfo)|public/(?:ViewClick|ViewMore|digg|onclick)|search/(?:index|result)|member/(?:login|cp|register)|tool/(?:gbook|feedback)|pl/|DoPrint|DoInfo|tags/\?tagname)", SURE),
        Sign("the script /e/data/js/ajax.js", r"/e/data/js/ajax\.js", SURE),
        Sign("files in /d/file/", r"/d/file/(?:p|content|\w+)/", LIKELY),
        Sign("a pager's total as a link without an address", r"<a title=[\"'](?:Total record|总数)[\"']>", LIKELY),
        Sign("class epages", r"class=[\"'][^\"'>]{0,40}\bepages\b", HINT),
        Sign("the name EmpireCMS", r"empirecms|www\.phome\.net", HINT),
    )  # fmt: skip

    body = "td#text"  # of the templates that come with it
