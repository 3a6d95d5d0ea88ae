"""Sites made by UCAP (开普)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class UcapSpider(ListingSpider):
    """A site made by UCAP of Kaipu (开普): governments of provinces, cities, counties and their offices.

    A member declares ``name``, ``region`` and ``start_urls``: /xwzx/list.shtml or /c100024/list.shtml, whose further pages are
    list_2.shtml, list_3.shtml. The pager is written by a script's call, which is read (``listing.scripts``). Articles are
    /c100024/202003/ and 32 digits. Listings that are no more than a call of /common/search/ need a JsonListingSpider.

    Recognised by its elements UCAPTITLE and UCAPCONTENT, by addresses that end in 32 digits, and by the id of the element
    before the call of its pager.
    """

    signs = (
        Sign("an element UCAPTITLE or UCAPCONTENT", r"<ucap(?:title|content|source)\b", SURE),
        Sign("addresses that end in 32 digits", r"/(?:19|20)\d{4}/[0-9a-f]{32}\.shtml", LIKELY),
        Sign("a pager's call with an element's id", r"createPageHTML\s*\(\s*[\"'][\w-]+[\"']\s*,\s*\w+\s*,\s*\w+\s*,\s*[\"'][\w/-]+[\"']\s*,\s*[\"']shtml[\"']\s*,\s*\d+", LIKELY),
        Sign("an id UCAP-CONTENT", r"id=[\"']UCAP-CONTENT", LIKELY),
        Sign("a file or variable of UCAP", r"/ucap[\w-]*/|\bucapVersion\b", HINT),
    )  # fmt: skip

    body = "ucapcontent, #UCAP-CONTENT"
