"""Finders of where an article came from, who wrote and edited it, and how often it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.byline import is_sentence, joined, labelled
from newscrawl.detail.machines import in_meta, json_ld, microdata
from newscrawl.detail.poster import posted_above, posted_below, user_links
from newscrawl.detail.view import ABOVE, LAST, SHORT, View
from newscrawl.loaders import Candidate
from newscrawl.text.names import only_people, signed

FIRST = 5  # lines of the body in which a reporter may be named
START = 60  # characters of them
SIGNED = 36  # characters of a line that only names its author
SOURCE_META = ("contentsource", "source", "article:source", "mediaid")
AUTHOR_META = ("author", "article:author", "dc.creator", "byl")
PROGRAMS = re.compile(
    r"discuz|comsenz|phpwind|dedecms|empirecms|phpcms|wordpress|z-blog|typecho|frontpage|webplus", re.IGNORECASE
)
ROLE = re.compile(r"记\s?者|通\s?讯\s?员")
DATELINE = re.compile(
    r"^.{0,24}?[（(【\[]\s*(?=[\w·]{0,12}?(?:记\s?者|通\s?讯\s?员|实习生))|^.{0,16}[讯电]\s*(?=[\w·]{0,8}?记\s?者)"
    r"|^[\W]*(?=[\w·]{0,12}?(?:记\s?者|通\s?讯\s?员))"
)
SIGNATURE = re.compile(r"(?:^|[。！？”…])[（(]([^（()）]{2,40})[）)]$")


def told(view: View, kind: str) -> Iterator[Candidate]:
    """What the site's selector and the lines around the article say of that kind."""
    yield from view.selected(kind)
    yield from said(view, kind)


def said(view: View, kind: str) -> Iterator[Candidate]:
    """What the lines around the article say of that kind."""
    yield from (Candidate(one.value, one.how) for one in view.told if one.kind == kind)


def source(view: View) -> Iterator[Candidate]:
    """Where it came from."""
    yield from told(view, "source")
    yield from in_meta(view, SOURCE_META)
    yield from said(view, "issuer")
    yield from issuer_above(view)


def issuer_above(view: View) -> Iterator[Candidate]:
    """The office that a table above the headline names, as pages of open government have one."""
    end = view.span[0] if view.titled is None else view.titled
    for block in view.blocks[max(0, end - ABOVE) : end]:
        yield from (Candidate(value, "byline") for kind, value in labelled(joined(block)) if kind == "issuer")


def authors(view: View) -> Iterator[Candidate]:
    """Who wrote it: the byline, the poster, the starts and ends of the body's lines, then what is told to machines."""
    yield from view.selected("authors")
    in_lines = list(said(view, "authors"))
    yield Candidate("、".join(str(one.value) for one in in_lines if one.how == "byline"), "byline")
    yield from poster(view)
    yield from (one for one in in_lines if one.how == "behind")
    yield from in_text(view)
    yield from in_lines
    yield from alone(view)
    yield from json_ld(view, "author", "creator")
    yield from microdata(view, "author")
    yield from (Candidate(name, "user_page") for block in reversed(view.above) for name in user_links(block))
    yield from (one for one in in_meta(view, AUTHOR_META) if not PROGRAMS.search(str(one.value)))
    yield from (Candidate(only_people(str(one.value)), "source") for one in said(view, "source"))


def poster(view: View) -> Iterator[Candidate]:
    """Who posted it to a forum or a blog."""
    above = [name for block in reversed(view.above) for name in posted_above(block)]
    last = [block for block in view.inside[-LAST:] if not is_sentence(block)]
    below = [name for block in [*view.first_lines, *last, *view.behind] for name in posted_below(block)]
    yield from (Candidate(name, "poster") for name in [*above, *below])


def alone(view: View) -> Iterator[Candidate]:
    """A line between headline and text, or at the text's head, that is nothing but names."""
    between = view.blocks[view.titled + 1 : view.span[0]] if view.titled is not None else []
    for block in [*between, *view.first_lines]:
        if block.length <= SIGNED and not block.linked and only_people(block.text):
            yield Candidate(block.text, "alone")


def in_text(view: View) -> Iterator[Candidate]:
    """Names at the start of the text, as in 本报讯（记者 张三）, and at its end, as in （记者 李四） and （李四）."""
    for block in view.body[:FIRST]:
        if found := DATELINE.match(block.text[:START]):
            yield Candidate(signed(block.text[found.end() : found.end() + START]), "body")
    yield from (Candidate(one.value, one.how) for one in view.told if one.kind == "authors" and one.how == "body")
    for block in reversed(view.body[-LAST:]):
        if block.length <= SHORT and ROLE.search(block.text):
            yield Candidate(only_people(block.text), "body")
    for block in reversed(view.body[-2:]):
        if found := SIGNATURE.search(block.text[-START:]):
            yield Candidate(only_people(found[1]), "body")


def editors(view: View) -> Iterator[Candidate]:
    """Who edited it."""
    yield from told(view, "editors")


def read_count(view: View) -> Iterator[Candidate]:
    """How often the page says that it was read."""
    for candidate in told(view, "read_count"):
        if found := re.search(r"\d{1,9}", str(candidate.value)):
            yield Candidate(int(found[0]), candidate.how)
