"""How a crawl of a site went, from its counters and its articles; pure."""
