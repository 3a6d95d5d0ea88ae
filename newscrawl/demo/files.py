"""The files that pages link to: pictures, PDFs, and the office documents that are HTML inside, as they often are."""

from __future__ import annotations

from base64 import b64decode

from newscrawl.demo.server import Answer

__all__ = ["file_answer", "pdf"]

# One grey pixel: nobody looks at the pictures.
GIF = b64decode("R0lGODlhAQABAIAAAMDAwAAAACwAAAAAAQABAAACAkQBADs=")

TYPES = {
    "doc": "application/msword",
    "gif": "image/gif",
    "jpg": "image/gif",
    "pdf": "application/pdf",
    "xls": "application/vnd.ms-excel",
}


def file_answer(address: str, title: str) -> Answer:
    """The file at ``address``, by its ending."""
    ending = address.rpartition(".")[2].lower()
    contents = {"pdf": pdf, "gif": _picture, "jpg": _picture}.get(ending, _office)(title)
    return Answer(body=contents, headers={"Content-Type": TYPES[ending]})


def pdf(title: str) -> bytes:
    """A valid PDF of one blank page, with a title."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Title<" + f"\ufeff{title}".encode("utf-16-be").hex().encode() + b">>>",
    ]
    contents = b"%PDF-1.4\n"
    places = []
    for number, words in enumerate(objects, 1):
        places.append(len(contents))
        contents += b"%d 0 obj%sendobj\n" % (number, words)
    return contents + _references(places, len(contents))


def _references(places: list[int], start: int) -> bytes:
    """The table of where each object starts, which a reader of PDFs looks for at the end."""
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, rows, trailer)


def _picture(_title: str) -> bytes:
    return GIF


def _office(title: str) -> bytes:
    return f"<html><meta charset=gbk><body>{title}</body></html>".encode("gbk", "replace")
