"""Charsets: what pages say of their bytes, and what their bytes say against it."""

from collections.abc import Callable

import pytest

from newscrawl.text.charsets import Decoded, codec_of, declared_charset, decode

Pages = dict[str, str]
CHINESE = "西乡县人民政府与市质监局签署质量兴县合作协议，双方将在七个方面合作。县长在会上说，这是一个新的开始。"
TRADITIONAL = "縣政府與市議會簽署合作協議，雙方將在七個方面合作。縣長在會上說，這是一個新的開始，也是對鄉鎮的責任。"
ENGLISH = "The café at the corner of the Königstraße was closed on Monday, its owner, José Muñoz, said in a résumé of the year."

VARIANTS = {  # bytes, label: what FACTS of real sites give
    "gbk_labelled_gb2312": ("gb18030", "gb2312"),
    "gbk_labelled_gbk": ("gb18030", "gbk"),
    "gbk_unlabelled": ("gb18030", None),
    "gbk_labelled_utf8": ("gb18030", "utf-8"),
    "utf8_unlabelled": ("utf-8", None),
    "utf8_labelled_gb2312": ("utf-8", "gb2312"),
}


def in_meta(body: bytes, label: str | None) -> Decoded:
    return decode(body.replace(b"<head>", f'<head><meta charset="{label}">'.encode() if label else b"<head>", 1))


def in_header(body: bytes, label: str | None) -> Decoded:
    return decode(body, f"text/html; charset={label}" if label else "text/html")


def in_http_equiv(body: bytes, label: str | None) -> Decoded:
    meta = f'<head><META http-equiv=Content-Type content="text/html; charset={label}">' if label else "<head>"
    return decode(body.replace(b"<head>", meta.encode(), 1))


@pytest.mark.parametrize("labelled", [in_meta, in_header, in_http_equiv])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_label_that_lies_turns_no_page_to_garbage(
    unlabelled: Pages, variant: str, labelled: Callable[[bytes, str | None], Decoded]
) -> None:
    charset, label = VARIANTS[variant]
    wrong = []
    for url, text in unlabelled.items():
        decoded = labelled(text.encode(charset), label)
        if decoded.charset != charset or text.partition("<head>")[2] not in decoded.text:
            wrong.append(url)
    assert len(unlabelled) >= 40
    assert wrong == []


@pytest.mark.parametrize("labelled", [in_meta, in_header])
@pytest.mark.parametrize("variant", VARIANTS)
def test_one_broken_byte_costs_no_more_than_its_line(
    unlabelled: Pages, variant: str, labelled: Callable[[bytes, str | None], Decoded]
) -> None:
    charset, label = VARIANTS[variant]
    wrong = []
    for url, text in unlabelled.items():
        body = bytearray(text.encode(charset))
        place = next(place for place in range(len(body) // 2, len(body)) if body[place] > 0x80)
        body[place] = 0xFF
        decoded = labelled(bytes(body), label)
        lost = [line for line in text.partition("<head>")[2].splitlines() if line not in decoded.text]
        if decoded.charset != charset or len(lost) > 1:
            wrong.append((url, decoded.charset, len(lost)))
    assert wrong == []


@pytest.mark.parametrize("label", ["big5", "Big5-HKSCS", None, "utf-8", "gb2312"])
def test_big5_is_not_read_as_gbk(label: str | None) -> None:
    page = f"<html><head></head><body>{TRADITIONAL}</body></html>"
    decoded = in_meta(page.encode("big5hkscs"), label)
    assert TRADITIONAL in decoded.text
    assert decoded.charset == "big5hkscs"


def test_traditional_characters_in_gbk_are_not_read_as_big5() -> None:
    assert decode(TRADITIONAL.encode("gbk")).text == TRADITIONAL


@pytest.mark.parametrize("label", [None, "windows-1252", "iso-8859-1", "utf-8", "gb2312"])
def test_accents_are_not_read_as_chinese(label: str | None) -> None:
    decoded = in_header(f"<html><body><p>{ENGLISH}</p></body></html>".encode("cp1252"), label)
    assert ENGLISH in decoded.text


def test_curly_quotes_and_dashes_of_windows_are_not_control_characters() -> None:
    text = "<p>“It’s over” – the mayor said…</p>"
    assert decode(text.encode("cp1252"), "text/html; charset=iso-8859-1").text == text


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_beats_every_label(charset: str) -> None:
    body = f"\ufeff<html><body>{CHINESE}</body></html>".encode(charset)
    decoded = decode(body, "text/html; charset=gb2312")
    assert decoded == (f"<html><body>{CHINESE}</body></html>", charset, "byte order mark")


def test_a_byte_order_mark_of_utf8_is_no_part_of_the_text() -> None:
    assert decode(f"\ufeff{CHINESE}".encode()).text == CHINESE


def test_an_english_page_without_accents_needs_no_guess() -> None:
    assert decode(b"<html><body>Council meets on Monday</body></html>").charset == "ascii"


@pytest.mark.parametrize(
    "label", ["utf8mb4", "x-gbk2", "none", "hex", "rot13", "undefined", "idna", "unicode_escape", "utf-7", "utf-16", ""]
)
def test_an_unknown_label_is_no_error(label: str) -> None:
    for charset in ("gbk", "utf-8"):
        assert CHINESE in in_header(f"<html><head></head>{CHINESE}".encode(charset), label).text


def test_a_page_cut_in_mid_character_loses_only_that_character() -> None:
    for charset in ("gbk", "utf-8"):
        decoded = decode(CHINESE.encode(charset)[:-1], "text/html; charset=utf-8")
        assert decoded.text.startswith(CHINESE[:-1]), charset


@pytest.mark.parametrize("label", [None, "gb2312", "utf-8"])
@pytest.mark.parametrize("words", ["西乡新闻", "停电通知", "关于春节放假的通知", "县人民医院"])
def test_a_short_page_with_few_characters_is_still_chinese(words: str, label: str | None) -> None:
    page = f"<html><head><title>{words}</title></head><body><div class=main><p>{words}</p></div>{'<br>' * 50}</body></html>"
    body = page.encode("gbk")
    assert 200 < len(body) < 400
    decoded = in_meta(body, label)
    assert decoded.text.count(words) == 2, decoded


def test_a_chinese_page_with_some_accents_stays_chinese() -> None:
    page = f"<p>{CHINESE}</p><p>Café · Müller · 30℃ · 第１０届 ①②③ €</p>"
    assert decode(page.encode("gb18030")).text == page


def test_characters_outside_gbk_survive_in_gb18030() -> None:
    page = f"<p>{CHINESE}</p><p>县长刘颙、㛃、𠮷田</p>"
    assert decode(page.encode("gb18030"), "text/html; charset=gb2312").text == page


def test_a_label_in_a_script_far_below_is_no_label() -> None:
    body = b"<html><head></head>" + b" " * 9000 + b"<meta charset=big5>"
    assert declared_charset(body, None) is None


def test_the_header_is_asked_before_the_meta_tag() -> None:
    assert declared_charset(b"<meta charset=gbk>", "text/html; charset=UTF-8") == "header utf-8"


@pytest.mark.parametrize(
    "meta",
    [
        b"<meta charset=gbk>",
        b"<META CHARSET='GBK' />",
        b'<meta http-equiv="Content-Type" content="text/html; charset=gbk">',
        b"<meta content=text/html;charset=gbk http-equiv=Content-Type>",
        b'<meta charset = "gbk">',
    ],
)
def test_a_meta_label_is_found_in_every_way_of_writing_it(meta: bytes) -> None:
    assert declared_charset(b"<html><head>" + meta, None) == "meta gbk"


def test_the_subsets_of_gb18030_mean_all_of_it() -> None:
    assert [codec_of(label) for label in ("gb2312", "GBK", "cp936", "euc-cn", "gb18030")] == ["gb18030"] * 5


@pytest.mark.parametrize(
    ("charset", "content_type", "reason"),
    [
        ("gbk", "text/html; charset=gb2312", "header gb2312"),
        ("gbk", "text/html; charset=utf-8", "bytes, against header utf-8"),
        ("gbk", None, "bytes, no label"),
        ("utf-8", "text/html; charset=utf-8", "header utf-8"),
        ("utf-8", "text/html; charset=gbk", "bytes, against header gbk"),
        ("utf-8", "text/html", "bytes, no label"),
    ],
)
def test_the_log_says_why_a_charset_was_chosen(charset: str, content_type: str | None, reason: str) -> None:
    assert decode(CHINESE.encode(charset), content_type).reason == reason
