"""Which charset a page is in: decided by its bytes, with the labels as hints, since on Chinese sites labels lie."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
XML_CHARSET = re.compile(rb"""\s*<\?xml[^<>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What browsers take a label for: https://encoding.spec.whatwg.org/#names-and-labels
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
NO_PAGES = re.compile(r"undefined|idna|punycode|(?:raw-)?unicode-escape|utf-(?:7|16|32)|mbcs|oem")
# The most frequent characters of running text, simplified and traditional: a right decoding is full of them.
FREQUENT = re.compile(
    "[的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日"
    "这來個國說們為時過學對裡後麼沒會發動員經業與東開關長門問間車電報場實現應該進區縣縣鄉鎮新市县政工作部全行公民主区发展建设]"
)
MOST_DAMAGE = 0.05  # share of the characters beyond ASCII that may be broken before a reading is doubted
SURELY = 0.2  # plausibility that no wrong reading of a Chinese page has
SAMPLE = 16_000  # bytes of a page that are enough to tell two charsets apart
BELOW_LETTERS = bytes(range(0x40))
ASCII = bytes(range(0x80))
BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff]")
LETTERS = re.compile(r"[^\W\d_]")


class Decoded(NamedTuple):
    """A page's text, the codec that gave it, and why that one was chosen."""

    text: str
    charset: str
    reason: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The text of a page. ``content_type`` is the HTTP header, if there was one.

    A byte order mark decides; then UTF-8, which nothing else looks like; then the best of what the labels name and
    what Chinese sites use. gb2312 and gbk mean gb18030, their superset. A broken byte is replaced, never fatal.

    >>> decode("西乡县".encode("gbk"), "text/html; charset=utf-8")
    Decoded(text='西乡县', charset='gb18030', reason='bytes, against header utf-8')
    """
    for mark, charset in BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(charset, "replace"), charset, "byte order mark")
    label = declared_charset(body, content_type)
    if body.isascii():
        return Decoded(body.decode("ascii"), "ascii", "bytes")
    try:
        return Decoded(body.decode("utf-8"), "utf-8", reason("utf-8", label))
    except UnicodeDecodeError:
        sample = words_of(body)
    charset = "utf-8" if is_damaged_utf8(sample) else best_of(sample, candidates(label, sample))
    return Decoded(body.decode(charset, "replace"), charset, reason(charset, label))


def words_of(body: bytes) -> bytes:
    """A sample of a page that is enough to tell charsets apart: no blanks, digits and marks, which are in none of them."""
    return body.translate(None, BELOW_LETTERS)[:SAMPLE]


def declared_charset(body: bytes, content_type: str | None) -> str | None:
    """What the header, or else the meta tag or an XML declaration says: ``header gb2312``, ``meta utf-8``; None when none speaks."""
    if content_type and (found := HEADER_CHARSET.search(content_type)):
        return f"header {found[1].lower()}"
    if meta := META_CHARSET.search(body, 0, 8192):
        return f"meta {meta[1].decode('ascii').lower()}"
    if xml := XML_CHARSET.match(body):
        return f"xml {xml[1].decode('ascii').lower()}"
    return None


def codec_of(label: str) -> str | None:
    """Python's codec for a charset label, or its superset; None for one that does not exist, or not on pages."""
    name = label.rpartition(" ")[2]
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if not found._is_text_encoding or NO_PAGES.match(found.name):
        return None
    return SUPERSETS.get(found.name, found.name)


def reason(charset: str, label: str | None) -> str:
    """Why a charset was chosen, for the log."""
    if label is None:
        return "bytes, no label"
    return label if codec_of(label) == charset else f"bytes, against {label}"


def is_damaged_utf8(sample: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few that are broken or cut off."""
    beyond = beyond_ascii(sample.decode("utf-8", "replace"))
    damaged = beyond.count("\ufffd")
    return damaged <= MOST_DAMAGE * (len(beyond) - damaged)


def beyond_ascii(text: str) -> str:
    """A text without its ASCII characters; by way of bytes, which takes a quarter of a pattern's time."""
    return text.encode("utf-8", "replace").translate(None, ASCII).decode("utf-8")


def candidates(label: str | None, sample: bytes) -> list[str]:
    """The codecs worth trying, the declared one first."""
    named = codec_of(label) if label else None
    if named is None and looks_western(sample):
        return ["cp1252", "big5hkscs"]  # half of the characters of Big5 end in an ASCII byte
    return list(dict.fromkeys(name for name in (named, "gb18030", "big5hkscs", "cp1252") if name and name != "utf-8"))


def looks_western(sample: bytes) -> bool:
    """Whether bytes beyond ASCII stand alone, as accents do, rather than in pairs, as Chinese characters do."""
    runs = HIGH_RUN.findall(sample)
    return sum(len(run) == 1 for run in runs) > len(runs) / 2


def best_of(sample: bytes, charsets: list[str]) -> str:
    """The first codec whose reading is surely language, or else the one whose reading looks most like it."""
    readings: list[tuple[float, int, str]] = []
    for charset in charsets:
        readings.append((plausibility(sample, charset), -len(readings), charset))
        if readings[-1][0] > SURELY:
            return charset
    return max(readings)[2]


def plausibility(sample: bytes, charset: str) -> float:
    """How much a reading looks like language: frequent characters and accents count for it, broken bytes against."""
    beyond = beyond_ascii(sample.decode(charset, "replace"))
    if not beyond:
        return 0.0
    broken = len(BROKEN.findall(beyond))
    if charset in ("gb18030", "big5hkscs", "hz"):
        return (len(FREQUENT.findall(beyond)) - 5 * broken) / len(beyond)
    accents = len(LETTERS.findall(beyond)) if looks_western(sample) else 0
    return (accents / 4 - 5 * broken) / len(beyond)
