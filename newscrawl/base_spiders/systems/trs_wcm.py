"""Sites made by TRS WCM (拓尔思)."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, Sign


class TrsWcmSpider(ListingSpider):
    """A site made by TRS WCM (拓尔思): most portals of provinces, cities and counties, many newspapers.

    A member declares ``name``, ``region`` and ``start_urls``, such as /xwzx/qhyw/. Its listings are index.html, index_1.html,
    index_2.html; the pager is written by the script's call createPageHTML(25, 0, "index", "html"), which is read
    (``listing.scripts``). Articles are ./202003/t20200318_1203.html, with government meta tags (ArticleTitle, PubDate,
    ContentSource) on newer ones.

    Recognised by those addresses, the call of its pager, names of its pictures, and names that its editor leaves.
    """

    signs = (
        Sign("addresses such as /202003/t20200318_1203.html", r"/(?:19|20)\d{4}/t(?:19|20)\d{6}_\d+\.s?html?", LIKELY),
        Sign("the call createPageHTML", r"createPageHTML\s*\(\s*[\w$]+\s*,\s*[\w$]+\s*,\s*[\"'][^\"']*[\"']", LIKELY),
        Sign("pictures such as W020200318.jpg", r"[\"'/=]W02\d{8,}(?:_\d+)?\.(?:jpe?g|png|gif|docx?|pdf)", LIKELY),
        Sign("class TRS_Editor", r"class=[\"']?[^\"'>]{0,40}\bTRS_(?:Editor|UEDITOR|PreAppend|AUTOADD)", HINT),
        Sign("a variable of its publisher", r"\b(?:m_nPageCount|_nPageCount|nPageCount|TRS_AUTOADD_\d+)\b", HINT),
    )

    body = ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view"
