"""Sites made by DedeCMS (织梦)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class DedeCmsSpider(ListingSpider):
    """A site made by DedeCMS (织梦), versions 5.3 to 5.7: county portals, trade sites, schools.

    A member declares ``name``, ``region`` and ``start_urls``: /a/bendi/ or /plus/list.php?tid=4. Its listings are numbered,
    list_4_2.html or list.php?tid=4&PageNo=2; a numbered pager also cuts long articles into 1203.html, 1203_2.html.

    Recognised by files of the system (/plus/count.php, /templets/, /include/dedeajax2.js, /uploads/allimg/), by the class of
    its pager and by the line 共 8页93条 in it.
    """

    signs = (
        Sign(
            "a program of /plus/",
            r"/plus/(?:count|list|view|search|feedback|digg_ajax|ad_js|img|diy|bshare|recommend|stow)\.php",
            SURE,
        ),
        Sign("the script dedeajax", r"include/dedeajax\d?\.js", SURE),
        Sign("class dede_pages", r"class=[\"']?dede_pages", LIKELY),
        Sign("a folder called templets", r"(?:src|href)=[\"']?[^\"'>\s]{0,80}/templets/", LIKELY),
        Sign("pictures in /uploads/allimg/", r"/uploads/allimg/", LIKELY),
        Sign(
            "a pager's 共 … 页 … 条", r"class=[\"']?pageinfo[\"']?>\s*共\s*<strong>\d+</strong>\s*页\s*<strong>", LIKELY
        ),
        Sign("the name DedeCMS", r"power(?:ed)?\s*by\s*(?:<[^>]{0,80}>)?\s*dedecms|dedecms\.com", HINT),
        Sign("pages called list_4_2.html", r"[\"'/]list_\d{1,5}_\d{1,5}\.html", HINT),
    )

    body = ".viewbox > .content"  # of the templates that come with it
