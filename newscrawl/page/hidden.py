"""What readers of a page do not see: hidden by its own style, by a style sheet of the page, by its name or its colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

FAR = r"-(?:999|\d{4}|1\d\dvw)"
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])opacity\s*:\s*0(?![.\d]*[1-9])|alpha\s*\(\s*opacity\s*=\s*0\s*\)"
    r"|clip\s*:\s*rect\s*\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*(?:inset\s*\(\s*(?:[5-9]\d|100)%|circle\s*\(\s*0)"
    rf"|(?<![\w-])(?:text-indent|left|top|right|bottom|margin-left|margin-top)\s*:\s*{FAR}|transform\s*:[^;]*(?:translate[xy3d]*\s*\(\s*{FAR}|scale\s*\(\s*0(?![.\d]*[1-9]))"
    r"|^(?=.*overflow)(?:.*[;\s])?(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
NO_SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*(?:[01](?![.\d]*[1-9])(?:px|pt)?|0?\.\d+p[xt])\s*(?=;|!|$)|(?<![\w-])font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)  # fmt: skip

# Names that frameworks give to what is hidden. Scripts show some of it, so they count for what is mostly links only.
NAMES = frozenset(
    "hidden hide hid invisible d-none dn display-none displaynone is-hidden u-hidden visually-hidden visuallyhidden sr-only screen-reader-text".split()
)
PALE = r"(?:#f[a-f\d]f[a-f\d]f[a-f\d]\b|#fff\b|white\b|rgb\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5]\s*\)|transparent\b|rgba\([^)]*,\s*0(?:\.0+)?\s*\))"
PALE_STYLE = re.compile(rf"(?<![\w-])color\s*:\s*{PALE}", re.IGNORECASE)
PALE_COLOUR = re.compile(PALE, re.IGNORECASE)
GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]*)", re.IGNORECASE)
AWAY = ("http", "//", "HTTP")
BOXES = 3  # elements around a link that may hide it
GROUNDS = 6  # elements around pale words that may give them a dark ground
SHEET_LIMIT = 200_000  # characters of style sheets that are read
HINTS = (
    "none",
    "hidden",
    "collapse",
    "opacity",
    "clip",
    "scale",
    "-9",
)  # one of which stands in what hides; quicker to see
SIMPLE = re.compile(r"(?:[a-z][a-z\d]*)?([.#][\w-]+)", re.IGNORECASE)
STYLE_LIMIT = 500  # characters of a style that is worth remembering
MOSTLY = 0.5  # share of an element's words that are links when it is mostly links


def is_hidden(element: etree._Element) -> bool:
    """Whether its own attributes hide an element from readers."""
    style = element.get("style")
    if not style:
        return element.get("hidden") is not None
    hides, shrinks = told_by(style) if len(style) < STYLE_LIMIT else told_by.__wrapped__(style)
    if hides or element.get("hidden") is not None:
        return True
    return shrinks and not any(
        "font-size" in (inner.get("style") or "") for inner in element.iterdescendants()
    )  # layouts close the gaps between boxes so, and give each its size


@lru_cache(maxsize=2048)  # the paragraphs of a page, and the pages of a site, have the same few
def told_by(style: str) -> tuple[bool, bool]:
    """Whether a style hides an element, and whether it gives its words no size."""
    return HIDDEN_STYLE.search(style) is not None, NO_SIZE.search(style) is not None


def conceal(root: etree._Element, host: str) -> None:
    """Mark as hidden what is mostly links away from a host, and hidden by a style sheet of the page, its name or its colour.

    Style sheets of other addresses are not known. Pages let scripts show what such a rule hides, and set pale words on a
    ground that only a style sheet knows: a text that is not mostly links stays as it is.
    """
    names = NAMES | hidden_by_sheets(root)
    seen: set[etree._Element] = set()
    for link in root.iter("a"):
        href = link.get("href") or ""
        if not href.startswith(AWAY) or host in href[: 2 * len(host) + 10]:
            continue
        for element in (*link, link, *islice(link.iterancestors(), BOXES)):
            if element in seen:
                continue
            seen.add(element)
            if conceals(element, names) and is_mostly_links(element):
                element.set("hidden", "")


def conceals(element: etree._Element, names: frozenset[str]) -> bool:
    """Whether an element's name, among those that hide, or its colour hides its words."""
    if (element.get("class") or element.get("id")) and not names.isdisjoint(marks_of(element)):
        return True
    style = element.get("style")
    return bool((style and PALE_STYLE.search(style)) or element.get("color")) and is_pale(element)


def marks_of(element: etree._Element) -> list[str]:
    """An element's classes, as a name and as a selector has them, and its id as a selector has it."""
    classes = (element.get("class") or "").split()
    return [*classes, *[f".{name}" for name in classes], f"#{element.get('id')}"]


def hidden_by_sheets(root: etree._Element) -> frozenset[str]:
    """Classes and ids that the page's own style sheets hide: ``.name`` and ``#name``; on screens, not only in print."""
    return frozenset().union(*(hidden_by((sheet.text or "")[:SHEET_LIMIT]) for sheet in root.iter("style")))


@lru_cache(maxsize=32)  # pages of a site have the same sheets
def hidden_by(sheet: str) -> frozenset[str]:
    """The same of one sheet."""
    found: set[str] = set()
    for selectors, declarations in rules_of(sheet):
        if any(hint in declarations for hint in HINTS) and HIDDEN_STYLE.search(declarations.strip()):
            simple = (SIMPLE.fullmatch(selector.strip()) for selector in selectors.split(","))
            found.update(selector[1] for selector in simple if selector)
    return frozenset(found)


def rules_of(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of a sheet's rules, but for those inside of @media and the like."""
    before, depth, selectors = "", 0, ""
    for part in re.split(r"([{}])", sheet):
        if part == "{":
            depth += 1
            selectors = before if depth == 1 else ""
        elif part == "}":
            if depth == 1 and selectors and "@" not in selectors:
                yield selectors, before
            depth = max(0, depth - 1)
        else:
            before = part


def is_pale(element: etree._Element) -> bool:
    """Whether an element's words are white or without colour, and no other ground is known for them."""
    if not PALE_STYLE.search(element.get("style") or "") and not PALE_COLOUR.match(
        (element.get("color") or "").strip()
    ):
        return False
    around: etree._Element | None = element
    for _ in range(GROUNDS):
        if around is None:
            break
        ground = GROUND.search(around.get("style") or "")
        told = (ground[1] if ground else around.get("bgcolor") or around.get("background") or "").strip()
        if told and not PALE_COLOUR.match(told):
            return False
        around = around.getparent()
    return True


def is_mostly_links(element: etree._Element) -> bool:
    """Whether more of an element's words are links than not."""
    if element.tag == "a" or next(element.iterancestors("a"), None) is not None:
        return True
    whole = len("".join("".join(element.itertext()).split()))
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return linked > MOSTLY * whole
