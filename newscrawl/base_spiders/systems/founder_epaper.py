"""Digital editions of newspapers made by Founder's system (方正)."""

from newscrawl.base_spiders.epaper_spider import EpaperSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class FounderEpaperSpider(EpaperSpider):
    """A newspaper's digital edition (数字报, 电子版) made by the system of Founder (方正): those of most dailies.

    A member declares ``name``, ``region`` and ``editions``, the address of a day's front page with the day in it:
    ``"http://epaper.qnrb.example/html/{date:%Y-%m/%d}/node_2.htm"`` or ``…/pc/layout/{date:%Y%m/%d}/node_01.html``. Articles are
    content_145021.htm beside it. An article says no more of its time than the day of its edition, and of its source nothing.

    Recognised by elements and comments that begin with founder- and enp, by the map of a page's picture, and by the links 版面导航.
    """

    signs = (
        Sign(
            "an element founder-content or founder-title",
            r"<founder-(?:content|title|introtitle|subtitle|author)\b",
            SURE,
        ),
        Sign("a map of a page's picture", r"<map[^>]{0,60}\bname=[\"']?PagePicMap", SURE),
        Sign("links of id pageLink", r"\bid=[\"']?pageLink\b", LIKELY),
        Sign(
            "addresses such as /html/2020-03/18/node_2.htm",
            r"/(?:html|layout|page)/(?:19|20)\d\d-?\d\d/\d\d/node_\d+\.html?",
            LIKELY,
        ),
        Sign(
            "addresses such as /2020-03/18/content_145021.htm",
            r"/(?:html|con|content)/(?:19|20)\d\d-?\d\d/\d\d/content_\d+",
            LIKELY,
        ),
        Sign("a comment enpproperty", r"<!--\s*enpproperty\b", HINT),
    )

    title = "founder-title"
    body = "founder-content"
