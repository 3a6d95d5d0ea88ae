"""Who asks: a User-Agent that is true, and that tells a site's owner whom to write to."""

from __future__ import annotations

import re

from scrapy.settings import BaseSettings

from newscrawl.exceptions import ConfigurationError

__all__ = ["check_identity"]

CONTACT = re.compile(r"(?:https?://|mailto:)?[\x21-\x7e]*[\w-][.@][\w-][\x21-\x7e]*")


def check_identity(settings: BaseSettings) -> None:
    """Raise ConfigurationError when NEWSCRAWL_CONTACT is needed and missing, or is no address of a page or of mail.

    >>> from scrapy.settings import Settings
    >>> check_identity(Settings({"CONTACT": "news@example.com", "CONTACT_REQUIRED": True}))
    """
    contact = settings.get("CONTACT") or ""
    if contact and not CONTACT.fullmatch(contact):
        raise ConfigurationError(f"NEWSCRAWL_CONTACT: {contact!r} is neither a page nor an address of mail")
    if not contact and settings.getbool("CONTACT_REQUIRED"):
        reason = "the sites that are crawled must be able to reach somebody: a page or an address of mail"
        raise ConfigurationError(f"NEWSCRAWL_CONTACT is not set; {reason}")
