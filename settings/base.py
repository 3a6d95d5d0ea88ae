"""What holds in every environment. docs/settings.md explains each value that is newscrawl's own."""

import os

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
SPIDER_LOADER_CLASS = "newscrawl.base_spiders.loading.SiteLoader"
NEWSPIDER_MODULE = "newscrawl.spiders"

# Manners: a site is somebody's, and often small.
CONTACT = os.environ.get("NEWSCRAWL_CONTACT")
CONTACT_REQUIRED = False
USER_AGENT = f"newscrawl/0.1 (+{CONTACT or 'no contact given'})"
ROBOTSTXT_OBEY = True
CRAWL_DELAY_MAX = 120.0  # seconds; what robots.txt asks for beyond it was meant otherwise
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True  # a host that answers slowly is asked less
AUTOTHROTTLE_START_DELAY = 0  # it begins with DOWNLOAD_DELAY, which is also the least
CONCURRENT_REQUESTS = 4  # what waits for its turn here delays the end of a crawl that is told to stop
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_ITEMS = 8  # Scrapy starts so many tasks for every page; at its 100 they cost as much as all pipelines
COOKIES_ENABLED = False
RETRY_TIMES = 2  # at most; fewer where it is less likely to help
RETRY_BACKOFF = 2.0  # seconds before a page is asked for again, doubled each time
RETRY_AFTER_MAX = 300.0  # seconds that a host is waited for; one that asks for more is left alone
HOST_FAILURES_MAX = 10  # pages in a row, after which a host is left alone for the run
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider says in its own line why a page could not be had
REDIRECT_MAX_TIMES = 5

# Limits on what a page may cost.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 8 * 2**20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
PAGES_MAX = 50_000  # in a run
LISTING_PAGES_MAX = 100
EDITION_DAYS = 30  # of a newspaper that does not say since when
SITEMAP_URLS_MAX = 50_000  # of all sitemaps in a crawl, the newest of each first
ARTICLE_PARTS_MAX = 30

# What is fetched again, and how far back a crawl looks for news.
SKIP_KNOWN = True  # False fetches all that listings link to
REVISIT_FIRST = 3600.0  # seconds after its first visit an article is due for the next one,
REVISIT_GROWTH = 2.0  # and then whenever its age has grown by this factor,
REVISIT_DAYS = 30.0  # up to this age
LISTING_STOP_AFTER = 3  # pages in a row with nothing new
LISTING_FULL = False  # walk listings to their end all the same

# Neither console is needed, and both run whatever they are sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Two addresses that differ only in tracking parameters are one request.
REQUEST_FINGERPRINTER_CLASS = "newscrawl.fetching.fingerprint.CanonicalFingerprinter"
DUPEFILTER_CLASS = "newscrawl.fetching.seen.SeenRequests"

# Where a crawl may connect to: public addresses over http and https, and what an operator of an intranet allows.
ALLOW_ADDRESSES = os.environ.get("NEWSCRAWL_ALLOW_ADDRESSES", "")
TWISTED_DNS_RESOLVER = "newscrawl.fetching.resolver.GuardedResolver"
DOWNLOAD_HANDLERS = {
    "http": "newscrawl.fetching.handler.Handler",
    "https": "newscrawl.fetching.handler.Handler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}

# Pages that scripts make, where a site declares it; docs/rendering.md.
ADDONS = {"newscrawl.fetching.rendering.addon.Rendering": 100}
RENDER = None  # an engine in the place of the one that the site declares, to try it
RENDER_ENGINE = "playwright"  # that of sites that declare "auto"
RENDER_AGAIN_DAYS = 7.0  # after which what is known of such a site is tried the other way
RENDER_SECONDS = 20.0  # that a page has to show what is wanted of it
RENDER_PATIENCE = 60.0  # seconds that pages wait for an engine that went away
RENDER_BROWSER_PAGES = 200  # after which the browser is started anew: its memory grows
SPLASH_URL = os.environ.get("NEWSCRAWL_SPLASH_URL") or "http://127.0.0.1:8050"

DOWNLOADER_MIDDLEWARES = {
    "newscrawl.fetching.guard.Guard": 10,  # before robots.txt is asked for
    "newscrawl.fetching.off_site.OffSite": 15,
    "newscrawl.fetching.allowance.Allowance": 20,
    "newscrawl.fetching.hours.Hours": 30,
    "newscrawl.fetching.patience.Patience": 40,  # sees what has become of a page in the end
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.fetching.robots.Robots": 100,  # in the place of Scrapy's, which takes a file that cannot be had for leave
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newscrawl.fetching.retry.Retry": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newscrawl.fetching.blocked.Blocked": 585,  # of readable pages, and before what a wall asks for is done
    "newscrawl.fetching.compression.Compression": 590,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newscrawl.fetching.meta_refresh.MetaRefresh": 580,  # in the place of Scrapy's, which decodes every page
}

# Scrapy's own, without both consoles, of which one brings a web server that takes a tenth of a crawl's start to import, and
# without its throttle.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}
EXTENSIONS = {
    "newscrawl.fetching.throttle.Throttle": 0,
    "newscrawl.pipelines.record_run.RecordRun": 500,  # one process a site, and what became of the run
}

SPIDER_MIDDLEWARES = {
    "newscrawl.pipelines.keep_missed.KeepMissed": 1000,  # behind Scrapy's own: what it sees is made
    "newscrawl.pipelines.follow_listings.FollowListings": 1100,  # goes by what SkipKnown says of a page's links
    "newscrawl.pipelines.mark_gone.MarkGone": 1150,  # asks again for what was missing, and is not asked whether it is due
    "newscrawl.pipelines.skip_known.SkipKnown": 1200,  # first to see what the spider asks for
}

ALERTS = os.environ.get("NEWSCRAWL_ALERTS")  # where operators are told: Apprise's addresses
ALERTS_EVERY = 600.0  # seconds between two reviews of newscrawl schedule,
ALERTS_HOURS = (0, 24)  # in these hours of this machine; what is mended meanwhile is not told
METRICS = os.environ.get("NEWSCRAWL_METRICS")  # where Prometheus may ask newscrawl schedule
REDIS = os.environ.get("NEWSCRAWL_REDIS")  # where newscrawl worker takes its crawls from
RUN_SECONDS = 7200.0  # what a scheduled crawl may take,
RUN_MEMORY = 2 * 2**30  # and bytes that its process may hold, with a browser's: then it is stopped
RUN_TRIGGER = "manual"  # who began it; whatever begins runs by itself says so

ITEM_PIPELINES = {
    "newscrawl.pipelines.learn_lines.LearnLines": 50,  # before any page is read
    "newscrawl.pipelines.keep_choice.KeepChoice": 60,  # before any page is fetched, of sites that may need rendering
    "newscrawl.pipelines.validate.Validate": 100,  # what lacks a title or a body costs nothing further
    "newscrawl.pipelines.strip_spam_links.StripSpamLinks": 200,  # before likeness: a spam tail is no difference
    "newscrawl.pipelines.store.Store": 900,  # last: whatever comes out of it is in MongoDB, and told from copies
}

# MongoDB: an address, or (development and demo only) the embedded server, started on demand.
MONGO_URI = os.environ.get("NEWSCRAWL_MONGO_URI")
MONGO_DATABASE = os.environ.get("NEWSCRAWL_MONGO_DATABASE", "newscrawl")
MONGO_EMBEDDED = False
STORE_BATCH_COUNT = 100  # a batch is written when it has so many articles,
STORE_BATCH_BYTES = 4 * 2**20  # or so many bytes of text,
STORE_BATCH_SECONDS = 0.2  # or when its first article has waited so long
COPIES = "link"  # what becomes of a copy of another site's article: link keeps and marks it, drop does not, keep does not ask
SPOOL_AFTER = 60.0  # seconds after which articles go to disk when MongoDB is away; the next crawl stores them
SPOOL_BYTES = 2**30  # of all that waits on disk; 0 to have none
DEAD_PAGES = 200  # pages kept of a site that gave no article, to read them again; 0 to keep none
STORE_PATIENCE = 600.0  # seconds that a crawl waits for a MongoDB that went away

LOG_LEVEL = "INFO"
LOG_FORMATTER = "newscrawl.pipelines.log_lines.LogLines"  # one line for a dropped article, not all of its text
LOG_JSON = os.environ.get("NEWSCRAWL_LOG") == "json"
LOG_INSTALL_ROOT_HANDLER = not LOG_JSON  # Scrapy's, which can write lines for people only
LOG_FORMAT = "%(asctime)s %(levelname)s [%(name)s] %(message)s"
LOGSTATS_INTERVAL = 10.0
WARN_ON_GENERATOR_RETURN_VALUE = False  # mypy sees it, and Scrapy would parse each spider's source at its start
FEED_EXPORT_ENCODING = "utf-8"
