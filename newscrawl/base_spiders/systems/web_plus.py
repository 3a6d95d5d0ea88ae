"""Sites made by WebPlus (苏迪)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class WebPlusSpider(ListingSpider):
    """A site made by WebPlus of Sudy (苏迪): universities and schools.

    A member declares ``name``, ``region`` and ``start_urls``: /72/list.htm or /xwzx/list.htm, whose next page is list2.htm.
    Articles are /2020/0318/c72a5021/page.htm.

    Recognised by those addresses, by the attributes of its windows (frag, portletmode, sudy-wp-…), its folders /_css/, /_js/ and
    /_upload/, its counter, and classes that begin with wp\\_.
    """

    signs = (
        Sign("addresses such as /c72a5021/page.htm", r"/c\d+a\d+/page\d*\.(?:htm|psp)", SURE),
        Sign("the counter /_visitcount", r"/_visitcount(?:display)?\?siteId=\d", SURE),
        Sign("attributes of its windows", r"\bportletmode=[\"']|\bsudy-wp-\w+=|\bfrag=[\"'](?:窗口|面板)", SURE),
        Sign("files of its system", r"/_(?:css|js)/(?:_system|_portletPlugs|tpl2|sudy|webplus)", LIKELY),
        Sign("files in /_upload/", r"/_upload/(?:tpl|site|article)/", LIKELY),
        Sign("addresses such as /s/45/t/120/", r"/s/\d+/t/\d+/(?:p/\d+/|[0-9a-f]{2}/[0-9a-f]{2}/info\d+|main)", LIKELY),
        Sign("a pager of class wp_paging", r"class=[\"']wp_paging\b", LIKELY),
        Sign("class wp_articlecontent", r"class=[\"']?wp_articlecontent", HINT),
        Sign("an id such as wp_news_w4", r"id=[\"']wp_(?:news|nav|paging|listcolumn)_w\d", HINT),
    )  # fmt: skip

    body = ".wp_articlecontent"
