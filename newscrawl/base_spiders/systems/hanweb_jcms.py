"""Sites made by JCMS (大汉)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class HanwebJcmsSpider(ListingSpider):
    """A site made by JCMS of Hanweb (大汉): governments of Zhejiang, Jiangsu, Shandong, Jiangxi and others.

    A member declares ``name``, ``region`` and ``start_urls``: /col/col12/index.html. Articles are /art/2020/3/18/art_12_5021.html.
    Many listings keep their entries as records in a script and the address of the next ones beside them; both are read
    (``listing.scripts``). Where a listing names no next page at all only its first one is read.

    Recognised by those addresses, the system's programs in /module/, the records, and the comments around an article's parts.
    """

    signs = (
        Sign("a program of /module/", r"/module/(?:jslib|visitcount|web/jpage|jpage|download|sitesearch|xxgk|qrcode|changepage)/", SURE),
        Sign("addresses such as /art/2020/3/18/art_12_5021.html", r"/art/(?:19|20)\d\d/\d{1,2}/\d{1,2}/art_\d+_\d+\.html", SURE),
        Sign("addresses such as /col/col12/index.html", r"/col/col\d+/index\.html", LIKELY),
        Sign("records in a script", r"<recordset>\s*<record>\s*<!\[CDATA\[", LIKELY),
        Sign("class default_pgContainer", r"class=[\"']default_pg(?:Container|Panel)", LIKELY),
        Sign("comments of its templates", r"<!--<\$\[[\u4e00-\u9fff]{2,8}", LIKELY),
        Sign("a comment ZJEG_RSS", r"<!--ZJEG_RSS\.", HINT),
    )  # fmt: skip

    body = "#zoom"
