"""What a page tells machines of its article: JSON-LD, microdata and meta tags."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawl.detail.view import View
from newscrawl.loaders import Candidate
from newscrawl.text.whitespace import squeeze

MOST = 20  # elements of one itemprop that are looked at; some pages mark each comment up


def json_ld(view: View, *keys: str) -> Iterator[Candidate]:
    """The texts that JSON-LD holds under a key: strings, the names of objects, lists of both."""
    for data in view.page.json_ld:
        for key in keys:
            if texts := list(texts_of(data.get(key))):
                yield Candidate(texts, "json-ld")


def texts_of(value: object) -> Iterator[str]:
    """The texts of a JSON-LD value: a string, an object with a name, or a list of them."""
    for one in value if isinstance(value, list) else [value]:
        text = one.get("name") if isinstance(one, dict) else one
        if isinstance(text, str):
            yield text


def microdata(view: View, name: str) -> Iterator[Candidate]:
    """The values of an itemprop of the article: of the item that holds the body, and of no comment or teaser beside it."""
    for element in view.page.itemprops.get(name, [])[:MOST]:
        scope = next(element.iterancestors("*"), None)
        while scope is not None and scope.get("itemscope") is None:
            scope = scope.getparent()
        if not view.body or (scope is not None and scope is not view.box and scope not in view.box.iterancestors()):
            continue
        named = element.find(".//*[@itemprop='name']")
        value = (
            element.get("content")
            or element.get("datetime")
            or "".join((element if named is None else named).itertext())
        )
        if squeeze(value):
            yield Candidate(value, "microdata")


def in_meta(view: View, names: tuple[str, ...]) -> Iterator[Candidate]:
    """What meta tags of these names say."""
    for name in names:
        if name in view.page.meta:
            yield Candidate(view.page.meta[name], f"meta:{name}")
