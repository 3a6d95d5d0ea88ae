"""Sites made by PHPCMS."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class PhpCmsSpider(ListingSpider):
    """A site made by PHPCMS, version 9: county media centres, schools, trade sites.

    A member declares ``name``, ``region`` and ``start_urls``: index.php?m=content&c=index&a=lists&catid=6, /html/zhencun/ or
    list-9-1.html.

    Recognised by the parameters of its one program, by the script that counts visits, by its folder of files, and by the
    total and the form of its pager.
    """

    signs = (
        Sign("index.php?m=…&c=…", r"index\.php\?m=(?:content|comment|member|poster|link|search|vote|guestbook|special)&(?:amp;)?c=\w+", SURE),
        Sign("the script api.php?op=count", r"api\.php\?op=(?:count|add_favorite|get_menu)&(?:amp;)?\w+=", SURE),
        Sign("a pager's total of class a1", r"<a class=[\"']a1[\"']>\d+条</a>", LIKELY),
        Sign("a pager of id pages", r"<div[^>]{0,60}\bid=[\"']pages[\"']", HINT),
        Sign("files in /statics/", r"[\"'][^\"'\s>]{0,60}/statics/(?:css|js|images)/", HINT),
        Sign("the name PHPCMS", r"phpcms", HINT),
    )  # fmt: skip

    body = "#Article > .content"  # of the templates that come with it
