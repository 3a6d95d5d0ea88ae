"""Sites made by Visual SiteBuilder (博达)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class VsbSpider(ListingSpider):
    """A site made by Visual SiteBuilder, VSB, of Webber (博达): universities, schools, offices of Shaanxi and elsewhere.

    A member declares ``name``, ``region`` and ``start_urls``: /xyxw.htm, whose further pages are counted down (xyxw/45.htm,
    xyxw/44.htm), or a program with wbtreeid=1010. Articles are /info/1021/5021.htm.

    Recognised by the comment "Announced by Visual SiteBuilder", the system's folders and scripts (/system/resource/,
    _sitegray, _jsq\\_, _showDynClicks), names of its forms and of classes that end in a window's number.
    """

    signs = (
        Sign("the comment Visual SiteBuilder", r"<!--\s*Announced by Visual SiteBuilder", SURE),
        Sign("files in /system/resource/", r"system/resource/(?:js|css|style|images)/", SURE),
        Sign("a call of its counters", r"\b_jsq_\(|\b_showDynClick(?:s|Batch)\(", LIKELY),
        Sign("files of _sitegray", r"_sitegray/_sitegray", LIKELY),
        Sign("a style called .vsb.css", r"\.vsb\.css", LIKELY),
        Sign("addresses with wbtreeid", r"[?&](?:amp;)?wb(?:treeid|newsid|fileid)=\d", LIKELY),
        Sign("a form _newscontent_fromname", r"name=[\"']_newscontent_fromname", LIKELY),
        Sign("classes that end in a window's number", r"class=[\"']?(?:win|title|time|content|author|leaderfont|fontstyle)(?:style)?\d{4,}", HINT),
        Sign("an id vsb_content", r"id=[\"']?vsb_content", HINT),
        Sign("a pager of class p_pages", r"class=[\"']p_pages[\"']", HINT),
    )  # fmt: skip

    body = "[id^=vsb_content], .v_news_content"
