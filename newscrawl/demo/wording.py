"""The words of an article as HTML: escaped, with links around words, planted phrases between them."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from newscrawl.demo.stories import Phrase, Story

__all__ = ["anchor", "parts", "phrase", "sentence"]


def anchor(address: str, text: str, attributes: str = "") -> str:
    """A link. ``attributes`` come with a blank before them.

    >>> anchor("/a.html", "西乡", ' class="hot"')
    '<a href="/a.html" class="hot">西乡</a>'
    """
    return f'<a href="{escape(address)}"{attributes}>{escape(text, quote=False)}</a>'


def phrase(planted: Phrase) -> str:
    """A planted phrase, linked when it has an address."""
    text, address = planted
    return anchor(address, text, ' target="_blank"') if address else escape(text, quote=False)


def sentence(story: Story, words: str) -> str:
    """A paragraph's HTML: the story's links around its words, and what is planted inside it."""
    html = escape(words, quote=False)
    for linked, address in story.links.items():
        html = html.replace(linked, anchor(address, linked, ' target="_blank"'), 1)
    for after, text, address in story.inside:
        html = html.replace(after, f"{after}{phrase((text, address))}", 1)
    return html


def parts(story: Story) -> list[list[tuple[int, str]]]:
    """The numbered paragraphs of each page of a story; most have one page."""
    numbered = list(enumerate(story.paragraphs, 1))
    edges = [0, *story.breaks, len(numbered)]
    return [numbered[start:end] for start, end in pairwise(edges)]
