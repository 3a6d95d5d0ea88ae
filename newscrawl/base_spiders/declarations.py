"""What a site may declare, each with what it must be: looked at when its class is made, not in mid-crawl."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from types import FunctionType
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cssselect import SelectorError
from lxml.etree import XPathError

from newscrawl.detail.layouts import Layout
from newscrawl.detail.marks import Marks
from newscrawl.exceptions import ConfigurationError
from newscrawl.listing.editions import Template
from newscrawl.listing.json_entries import FIELDS
from newscrawl.listing.paths import parse_path
from newscrawl.page.document import compiled
from newscrawl.runs.timing import parse_every
from newscrawl.text.urls import absolute_url

__all__ = [
    "Check", "address", "addresses", "check_declarations", "css", "day", "editions", "entry_fields", "frequency", "gathered",
    "hours", "layouts", "number", "one_of", "page_addresses", "path", "pattern", "place", "rule", "seconds", "zone",
]  # fmt: skip

Check = Callable[[Any], None]
"""Raises ValueError for what cannot be; its message goes on behind the name of the declaration."""

PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)
SUBDIVISION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
DELAY_MAX = 600  # seconds; more was meant as milliseconds
ALIKE = 0.8  # from which on another name is taken for a misspelt one


def check_declarations(site: type) -> None:
    """Raise ConfigurationError, which names module, class and attribute, for a declaration that cannot be."""
    checks: dict[str, Check] = dict(one for checks in gathered(site, "checks") for one in checks.items())
    here = f"{site.__module__}: {site.__name__}"
    for name, check in checks.items():
        if (value := getattr(site, name, None)) is not None:
            check_one(check, value, f"{here}.{name}")
    for name, meant in misspelt(site, checks):
        raise ConfigurationError(f"{here}.{name} is no declaration; is {meant} meant?")
    starts = sorted({name for names in gathered(site, "starts") for name in names})
    if getattr(site, "name", None) and starts and not any(getattr(site, name, None) for name in starts):
        raise ConfigurationError(f"{here} does not say where to start: it declares no {' and no '.join(starts)}")


def check_one(check: Check, value: Any, where: str) -> None:
    """Raise ConfigurationError, which says where, for a value that its check refuses."""
    try:
        check(value)
    except ValueError as error:
        raise ConfigurationError(f"{where} {error}") from None


def gathered(site: type, name: str) -> Iterator[Any]:
    """What a class and each of its bases say under a name, the most general first."""
    return (vars(base)[name] for base in reversed(site.__mro__) if name in vars(base))


def misspelt(site: type, checks: Mapping[str, Check]) -> Iterator[tuple[str, str]]:
    """Attributes that only this class has, and whose name is nearly that of a declaration."""
    inherited = {name for base in site.__mro__[1:] for name in vars(base)}
    for name, value in vars(site).items():
        own = not name.startswith("_") and name not in inherited and name not in checks
        if own and not isinstance(value, FunctionType | classmethod | staticmethod | property):
            yield from ((name, meant) for meant in get_close_matches(name, checks, 1, ALIKE))


def css(value: Any) -> None:
    """A CSS selector, with ``::text`` and ``::attr()`` as parsel knows them."""
    try:
        compiled(value)
    except (SelectorError, XPathError, TypeError, AttributeError) as error:
        raise ValueError(f"is no CSS selector: {value!r}: {error}") from None


def address(value: Any) -> None:
    """An address of a page on the web, with its scheme."""
    if not isinstance(value, str) or not urlsplit(value).hostname or absolute_url(value, "") is None:
        raise ValueError(f"has what is no http or https address: {value!r}")


def layouts(value: Any) -> None:
    """Layouts of article pages, each until another day, that declare parts of a page."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, Layout) for one in value):
        raise ValueError(f"is no list of Layout: {value!r}")
    if len({one.until for one in value}) < len(value):
        raise ValueError("has two layouts until one day")
    known = [field.name for field in fields(Marks)]
    for one in value:
        day(one.until)
        if unknown := [name for name in one.declared if name not in known]:
            raise ValueError(f"has a Layout with {unknown[0]}, which is none of {', '.join(known)}")
        for selector in one.declared.values():
            css(selector)


def addresses(value: Any) -> None:
    """A list of addresses."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise ValueError(f"is no list of addresses: {value!r}")
    for each in value:
        address(each)


def page_addresses(value: Any) -> None:
    """A list of addresses, in which ``{page}`` may stand for the number of a page."""
    if isinstance(value, list | tuple):
        value = [one.replace("{page}", "1") if isinstance(one, str) else one for one in value]
        if wrong := next((one for one in value if re.search(r"[{}]", str(one))), None):
            raise ValueError(f"has braces around something else than page: {wrong!r}")
    addresses(value)


def editions(value: Any) -> None:
    """A list of templates of addresses, with a day in each."""
    templates = [Template(str(one)) for one in value] if isinstance(value, list | tuple) else []
    addresses([one.address(date(2020, 3, 18)) for one in templates] or value)


def path(value: Any) -> None:
    """A path to values in JSON."""
    parse_path(value if isinstance(value, str) else "")


def entry_fields(value: Any) -> None:
    """What an entry calls its parts: names, paths, or a template."""
    if not isinstance(value, Mapping) or not value or not set(value) <= set(FIELDS):
        raise ValueError(f"is no mapping of {', '.join(FIELDS)} to names: {value!r}")
    for name in value.values():
        if not isinstance(name, str) or "{" not in name:
            path(name)


def number(value: Any) -> None:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**6:
        raise ValueError(f"is no number from 0 up: {value!r}")


def rule(value: Any) -> None:
    """A pattern and its replacement, as ``re.sub`` takes them."""
    try:
        pattern, replacement = value
        re.sub(pattern, replacement, "")
    except (re.error, TypeError, ValueError, IndexError) as error:
        raise ValueError(f"is no pattern and its replacement: {error}") from None


def pattern(value: Any) -> None:
    """A pattern, as ``re.search`` takes it."""
    try:
        re.compile(value)
    except (re.error, TypeError) as error:
        raise ValueError(f"is no pattern: {value!r}: {error}") from None


def day(value: Any) -> None:
    """A day, as in 2020-03-18."""
    try:
        date.fromisoformat(value)
    except (ValueError, TypeError):
        raise ValueError(f"is no day as in 2020-03-18: {value!r}") from None


def frequency(value: Any) -> None:
    """An interval or a cron form, as ``runs.timing`` has them."""
    if not isinstance(value, str):
        raise ValueError(f"is no text: {value!r}")
    try:
        parse_every(value)
    except ValueError as error:
        raise ValueError(f"cannot be: {error}") from None


def zone(value: Any) -> None:
    """The name of a time zone."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, TypeError, ValueError, OSError):
        raise ValueError(f"is no time zone: {value!r}") from None


def place(value: Any) -> None:
    """GB/T 2260, six digits of which the first two are a province's; or ISO 3166-2, or its country alone; or empty.

    >>> place("610724"), place("DE-SN"), place("")
    (None, None, None)
    """
    text = str(value)
    chinese = len(text) == 6 and text.isdecimal() and text[:2] in PROVINCES
    if text and not chinese and not SUBDIVISION.fullmatch(text):
        raise ValueError(f"is no region: {value!r}; write 610724 (GB/T 2260) or DE-SN (ISO 3166-2)")


def hours(value: Any) -> None:
    """Two hours of the day, from the first to the second."""
    if not isinstance(value, tuple) or len(value) != 2 or value[0] == value[1] or not set(value) <= set(range(25)):
        raise ValueError(f"is no pair of different hours from 0 to 24: {value!r}")


def seconds(value: Any) -> None:
    """A time in seconds."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= DELAY_MAX:
        raise ValueError(f"is no number of seconds up to {DELAY_MAX}: {value!r}")


def one_of(*known: str) -> Check:
    """One of a few words."""

    def check(value: Any) -> None:
        if value not in known:
            raise ValueError(f"is {value!r}, and can be one of: {', '.join(known)}")

    return check
