"""News sites made by Founder's portal system (方正翔宇)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, Sign


class FounderPortalSpider(ListingSpider):
    """A news site made by the portal system of Founder (方正翔宇): those of many daily newspapers.

    A member declares ``name``, ``region`` and ``start_urls``: /news/node_423.htm, whose further pages are node_423_2.htm. Articles
    are /news/2020-03/18/content_75021.htm. Digital editions of newspapers (数字报) have a base spider of their own.

    Recognised by what stands in comments around an article's text (enpcontent, enpproperty with the section's name), and by
    those addresses.
    """

    signs = (
        Sign("a comment enpproperty with nodename", r"<!--\s*enpproperty\b[^>]{0,40}<articleid>[\s\S]{0,1500}?<nodename>", LIKELY),
        Sign("a comment enpcontent", r"<!--/?enpcontent-->", HINT),
        Sign("addresses such as /2020-03/18/content_75021.htm", r"(?<!/html)(?<!/con)/(?:19|20)\d\d-\d\d/\d\d/content_\d+(?:_\d+)?\.html?", LIKELY),
        Sign("addresses such as node_423.htm", r"[\"'/]node_\d+(?:_\d+)?\.html?", HINT),
        Sign("files in /templateRes/", r"/templateRes/\d{6}/", HINT),
    )  # fmt: skip

    body = "enpcontent"  # of which ``page.document`` makes an element
