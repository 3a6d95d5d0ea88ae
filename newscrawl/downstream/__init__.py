"""What jobs behind newscrawl use: articles as typed objects, and events of what became of them. docs/downstream.md."""

from newscrawl.downstream.collection import articles, changes
from newscrawl.mongo.feed import Event, Feed
from newscrawl.mongo.stored import StoredArticle

__all__ = ["Event", "Feed", "StoredArticle", "articles", "changes"]
