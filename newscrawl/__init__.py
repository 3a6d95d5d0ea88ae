"""newscrawl: crawls regional news into a clean, deduplicated MongoDB collection."""
