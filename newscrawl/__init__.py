"""newscrawl: crawls regional news into a clean, deduplicated MongoDB collection."""

from newscrawl.items import Article
from newscrawl.reading import read_article

__all__ = ["Article", "read_article"]
