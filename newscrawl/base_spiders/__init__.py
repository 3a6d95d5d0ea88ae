"""What sites share: one file per access pattern, one per shared system."""

from newscrawl.base_spiders.epaper_spider import EpaperSpider
from newscrawl.base_spiders.feed_spider import FeedSpider
from newscrawl.base_spiders.json_listing_spider import JsonListingSpider
from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.sitemap_news_spider import SitemapNewsSpider
from newscrawl.detail.layouts import Layout

__all__ = ["EpaperSpider", "FeedSpider", "JsonListingSpider", "Layout", "ListingSpider", "SitemapNewsSpider"]
