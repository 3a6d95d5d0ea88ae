"""Blanks of every kind, invisible characters, and the one form in which text is kept."""

from __future__ import annotations

import re
import unicodedata

# Zero-width characters, joiners, byte order marks, direction marks, soft hyphens, controls, lone surrogates,
# and the private use area, which holds icons of fonts and the leftovers of old editors.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff]"
)
NOT_WORDS = re.compile(r"[\W_]+")
# A letter has a few accents at most, and putting a run of them in order takes the square of its length: like the
# stream-safe format of https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format we keep 30. Dashes, dots and Chinese
# punctuation are no accents.
MARK = re.compile(r"[^\w\s\x00-\u02ff\u2010-\u2027\u3001-\u301f\uff01-\uff65]")
MARKS = re.compile(rf"{MARK.pattern}{{31,}}")
ACCENTS_LIMIT = 30


def visible(text: str) -> str:
    """NFC, without characters that nobody sees.

    >>> visible("西\u200b乡县")
    '西乡县'
    """
    text = INVISIBLE.sub("", text)
    if MARK.search(text[ACCENTS_LIMIT :: ACCENTS_LIMIT + 1]):  # each run that is too long has one of these characters
        text = MARKS.sub(no_pile, text)
    return unicodedata.normalize("NFC", text)


def no_pile(run: re.Match[str]) -> str:
    """A run of marks; only its first ones when they are piled upon one letter."""
    return run[0][:ACCENTS_LIMIT] if any(map(unicodedata.combining, run[0])) else run[0]


def squeeze(text: str) -> str | None:
    """Collapse runs of whitespace; None for a blank string, so that loaders drop it.

    >>> squeeze("　西乡县  签署协议 ")
    '西乡县 签署协议'
    """
    return " ".join(text.split()) or None


def one_line(text: str) -> str | None:
    """A field's text in one line: visible characters, single blanks; None when nothing is left."""
    return squeeze(visible(text))


def paragraphs(text: str) -> str | None:
    """Each line squeezed, empty ones left out, joined by a newline."""
    return "\n".join(line for line in map(squeeze, visible(text).splitlines()) if line) or None


def squash(text: str) -> str:
    """A text reduced to what must agree in two tellings of it: letters and digits, in one width and case.

    >>> squash("Ｑ1： 产值\u3000增长5.3%!")
    'q1产值增长53'
    """
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).lower()
