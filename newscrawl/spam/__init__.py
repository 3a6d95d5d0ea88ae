"""Verdicts on the links and lines of an article. Pure: no requests, no database."""

from newscrawl.spam.again import asked_by, strip_again
from newscrawl.spam.hosts import Host, Hosts, host_of_record, hosts_asked
from newscrawl.spam.links import SECOND_HAND
from newscrawl.spam.strip import Stripped, strip_spam

__all__ = [
    "SECOND_HAND",
    "Host",
    "Hosts",
    "Stripped",
    "asked_by",
    "host_of_record",
    "hosts_asked",
    "strip_again",
    "strip_spam",
]
