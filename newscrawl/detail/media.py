"""Pictures, files and links of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from newscrawl.detail.view import View
from newscrawl.items import Attachment, Image
from newscrawl.loaders import Candidate
from newscrawl.page.blocks import Block
from newscrawl.page.markup import image_source
from newscrawl.text.urls import host_of
from newscrawl.text.whitespace import one_line

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv)(?:$|[?#])", re.IGNORECASE)
CAPTION_NAME = re.compile(r"caption|tushuo|imgtext|pictext|img-?desc", re.IGNORECASE)
CAPTION_WORDS = re.compile(r"^(?:图为|图[:：]|资料图|上图|下图|[(（]?图片来源)|(?:摄|供图|资料图片|制图|图片)[)）。]?$")
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
CAPTION_LIMIT = 120  # characters
ICON = re.compile(
    r"/(?:icons?|static|skin|emoticons?|smil(?:ey|ies))/|(?:blank|space|spacer|loading|pixel|logo|qrcode|ewm)\w*\.(?:gif|png|jpe?g)",
    re.IGNORECASE,
)


def images(view: View) -> Iterator[Candidate]:
    """The pictures of the body, each with the words below it."""
    found = list(body_images(view))
    if found:
        yield Candidate(found, "body")


def body_images(view: View) -> Iterator[Image]:
    """The pictures inside the body; icons and counters are none."""
    for place, block in enumerate(view.body):
        for piece in block.pieces:
            if piece.image is None:
                continue
            src = image_source(piece.image, view.page.absolute)
            if src and not ICON.search(src) and not is_tiny(piece.image):
                yield Image(src, caption(view.body, place, piece.image))


def is_tiny(image: etree._Element) -> bool:
    """Whether an image says that it is too small to show anything."""
    sizes = [image.get(side, "").rstrip("px") for side in ("width", "height")]
    return any(size.isdigit() and int(size) < 40 for size in sizes)


def caption(body: Sequence[Block], place: int, image: etree._Element) -> str:
    """What stands below a picture: a caption by its tag or class, or else the picture's own alternative text."""
    figure = next(image.iterancestors("figure"), None)
    if figure is not None and (words := one_line("".join(figure.xpath("string(.//figcaption)")))):
        return words
    for block in body[place : place + 2]:
        if block.text and is_caption(block):
            return block.text
    return one_line(image.get("alt") or image.get("title") or "") or ""


def is_caption(block: Block) -> bool:
    """Whether a short line says what a picture shows: by its tag or class, its words, or because it is centred."""
    if block.tag in ("figcaption", "caption") or CAPTION_NAME.search(block.names):
        return True
    centred = any(
        one.tag == "center" or one.get("align") == "center" or CENTRED.search(one.get("style") or "")
        for one in block.around[:2]
    )
    return block.length <= CAPTION_LIMIT and (centred or bool(CAPTION_WORDS.search(block.text)))


def attachments(view: View) -> Iterator[Candidate]:
    """Files that the article links to, from the headline down to just behind the body."""
    start, end = view.span
    found: dict[str, Attachment] = {}
    for block in view.blocks[max(0, start - 3) : end + 8]:
        for piece in block.pieces:
            href = piece.link.get("href", "") if piece.link is not None else ""
            url = view.page.absolute(href) if FILE.search(href) else None
            if url and host_of(url):
                found.setdefault(url, Attachment(url, one_line("".join(piece.link.itertext())) or ""))  # type: ignore[union-attr] # a url came from its link
    if found:
        yield Candidate(list(found.values()), "links")
