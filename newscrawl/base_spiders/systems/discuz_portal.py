"""The news sections of communities made by Discuz!."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, Sign


class DiscuzPortalSpider(ListingSpider):
    """The portal (门户) of a community made by Discuz! X: its articles, and not the threads of its forums.

    A member declares ``name``, ``region`` and ``start_urls``: portal.php?mod=list&catid=2, or a channel's own folder. Articles
    are portal.php?mod=view&aid=512 or article-512-1.html.

    Recognised by addresses and names that only the portal has (portal.php?mod=…, article-512-1.html, body#nv_portal,
    td#article_content), together with what all pages of Discuz! have.
    """

    signs = (
        Sign("portal.php?mod=…", r"portal\.php\?mod=(?:list|view|rss|comment)", LIKELY),
        Sign("a body of id nv_portal", r"<body[^>]{0,40}\bid=[\"']nv_portal[\"']", LIKELY),
        Sign("a cell of id article_content", r"<td id=[\"']article_content[\"']", LIKELY),
        Sign("addresses such as article-512-1.html", r"[\"'/]article-\d+-\d+\.html", HINT),
        Sign("a variable of Discuz!", r"\bdiscuz_uid\s*=|\bSTYLEID\s*=", HINT),
        Sign("the name Discuz!", r"content=[\"']Discuz!|powered by (?:<[^>]{0,60}>){0,3}\s*Discuz!", HINT),
    )

    body = "#article_content"
