"""What jobs behind newscrawl use: articles as typed objects, and events of what became of them. docs/downstream.md."""

from newscrawl.downstream.collection import articles, changes
from newscrawl.mongo.documents.stored import StoredArticle
from newscrawl.mongo.events.feed import Event, Feed

__all__ = ["Event", "Feed", "StoredArticle", "articles", "changes"]
