"""Verdicts on the links and lines of an article. Pure: no requests, no database."""

from newscrawl.spam.strip import Stripped, strip_spam

__all__ = ["Stripped", "strip_spam"]
