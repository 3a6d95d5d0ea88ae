"""A spider's file: declarations as a person would write them. Words of pages are data in it, whatever they are."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import NewscrawlError
from newscrawl.scaffolding.naming import class_name

__all__ = ["GROUPS", "spider_source"]

WHO = ("name", "region", "timezone", "start_urls", "feeds", "sitemaps", "json_listings", "editions")
DETAIL = (
    "title", "subtitle", "summary", "body", "remove", "published", "source", "authors", "editors", "channel", "breadcrumbs",
    "keywords", "read_count", "layouts",
)  # fmt: skip
MANNERS = ("canonical", "download_slot_delay", "hours", "every", "priority", "render", "render_pages", "render_wait")
GROUPS = (WHO, ("article_links", "next_page"), DETAIL, MANNERS)
LINE = 120
NAME_LIMIT = 40  # characters of a site's own name
NOT_A_NAME = re.compile(r"[^\w\s·・（）()《》「」\-—,，.。:：&+]")


def spider_source(base: type[NewsSpider], declared: Mapping[str, Any], about: str = "") -> str:
    """The file of a spider. ``declared``: its attributes, ``about``: the site's own name, from its pages.

    The file is taken apart again before it is given back: it must declare exactly these values and hold no other code.
    """
    told = plain_name(about)
    lines = [
        f"from {package_of(base)} import {base.__name__}",
        "",
        "",
        f"class {class_name(declared['name'])}({base.__name__}):",
    ]
    lines += [f'    """{told}."""', ""] if told else []
    groups = [[assignment(name, declared[name]) for name in group if declared.get(name)] for group in grouped(declared)]
    lines += ["\n\n".join("\n".join(group) for group in groups if group)]
    source = "\n".join(lines) + "\n"
    refuse_other_code(source, declared)
    return source


def package_of(base: type[NewsSpider]) -> str:
    """The package from which a spider is imported: the one that names it in its ``__all__``."""
    return base.__module__.rpartition(".")[0]


def grouped(declared: Mapping[str, Any]) -> list[list[str]]:
    """The names of the declarations, in groups; what has no place comes with the listing."""
    placed = {name for group in GROUPS for name in group}
    others = [name for name in declared if name not in placed]
    return [[*group, *(others if place == 1 else ())] for place, group in enumerate(GROUPS)]


def assignment(name: str, value: Any) -> str:
    """A declaration, on one line or, for a long list, on several."""
    line = f"    {name} = {literal(value)}"
    if isinstance(value, list) and (len(line) > LINE or len(value) > 1):
        items = "".join(f"        {literal(one)},\n" for one in value)
        return f"    {name} = [\n{items}    ]"
    return line


def literal(value: Any) -> str:
    """A value as Python has it, with the quotes that the formatter prefers."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{literal(key)}: {literal(one)}' for key, one in value.items())}}}"
    text = repr(value)
    if isinstance(value, str) and text.startswith("'") and '"' not in value:
        return '"' + text[1:-1].replace("\\'", "'") + '"'
    return text


def plain_name(words: str) -> str:
    r"""A site's own name, without anything that means something in a docstring.

    >>> plain_name('青禾县" + os.system("x")\n人民政府网\\ \u202e')
    '青禾县 + os.system( x ) 人民政府网'
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", words))
    return " ".join(NOT_A_NAME.sub(" ", shown).split())[:NAME_LIMIT].strip(" .。")


def refuse_other_code(source: str, declared: Mapping[str, Any]) -> None:
    """Raise NewscrawlError when a file is anything but one import and one class with these values."""
    try:
        imported, kind = ast.parse(source).body
        body = kind.body  # type: ignore[attr-defined] # a class, or an AttributeError
        first = body[1:] if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else body
        values = {node.targets[0].id: ast.literal_eval(node.value) for node in first}
    except (SyntaxError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise NewscrawlError(f"no file could be written that declares this and nothing else: {error}") from None
    wanted = {name: value for name, value in declared.items() if value}
    if not (isinstance(imported, ast.ImportFrom) and isinstance(kind, ast.ClassDef) and values == wanted):
        raise NewscrawlError("no file could be written that declares this and nothing else")
