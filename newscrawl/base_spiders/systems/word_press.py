"""Sites made by WordPress."""

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.signs import HINT, LIKELY, SURE, Sign


class WordPressSpider(ListingSpider):
    """A site made by WordPress: blogs, associations, small newspapers.

    A member declares ``name``, ``region`` and ``start_urls``: a category such as /category/local/. Further pages are /page/2/
    behind it. Most sites have a feed, /feed/, and a category has one of its own.

    Recognised by its generator tag, its folders (/wp-includes/, /wp-content/), its API, and the classes that it gives to posts.
    A picture of another site in /wp-content/ is not enough.
    """

    signs = (
        Sign("the generator WordPress", r"<meta[^>]{0,40}content=[\"']WordPress \d", SURE),
        Sign("a file of /wp-includes/", r"/wp-includes/", LIKELY),
        Sign("a theme or plugin of /wp-content/", r"/wp-content/(?:themes|plugins|cache|mu-plugins)/", LIKELY),
        Sign("the address of its API", r"https?://api\.w\.org/|/wp-json/", LIKELY),
        Sign("classes of a post", r"class=[\"'][^\"'>]{0,80}\bpost-\d+ (?:post|page)\b", LIKELY),
        Sign("files in /wp-content/uploads/", r"/wp-content/uploads/", HINT),
        Sign("classes wp-block-…", r"class=[\"'][^\"'>]{0,80}\bwp-block-", HINT),
    )

    published = "time.entry-date::attr(datetime), .entry-date, .wp-block-post-date time::attr(datetime)"
    body = ".entry-content, .wp-block-post-content"
    remove = ".sharedaddy, .jp-relatedposts, .post-views, .wp-block-buttons"
