"""newscrawl: crawls regional news into a clean, deduplicated MongoDB collection."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.items import Article
    from newscrawl.reading import read_article

__all__ = ["Article", "read_article"]

HOMES = {"Article": "newscrawl.items", "read_article": "newscrawl.reading"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the command has to be able to end before that is done."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(HOMES[name]), name)
