"""Blanks and invisible characters."""

import pytest

from newscrawl.text.whitespace import one_line, paragraphs, squeeze, visible


@pytest.mark.parametrize(
    "char", [*"\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff\u202e", "\x00", "\x08", "\x1b", "\ue000", "\ud83d"]
)
def test_a_character_that_nobody_sees_makes_two_equal_texts_differ(char: str) -> None:
    assert visible(f"西{char}乡") == "西乡"


@pytest.mark.parametrize("blank", [*" \t\n\r\u00a0\u3000\u2003\u2028", "\r\n", "　　 \n"])
def test_a_blank_of_any_width_is_one_blank(blank: str) -> None:
    assert one_line(f"{blank}西乡{blank}时报{blank}") == "西乡 时报"


@pytest.mark.parametrize("text", ["", " ", "\u3000\u00a0", "\u200b", "\n\t", "\ufeff \x00"])
def test_a_blank_text_is_none_so_that_no_empty_field_counts_as_found(text: str) -> None:
    assert one_line(text) is None
    assert paragraphs(text) is None


def test_an_accent_in_two_characters_is_the_same_as_in_one() -> None:
    assert one_line("cafe\u0301") == "caf\u00e9"


def test_characters_outside_the_first_plane_survive() -> None:
    assert one_line("𠮷田 😀") == "𠮷田 😀"


def test_full_width_punctuation_is_kept() -> None:
    assert squeeze("（西乡）：“质量兴县”！") == "（西乡）：“质量兴县”！"


def test_empty_lines_make_no_paragraphs() -> None:
    assert paragraphs("　　一段。\r\n\r\n \u200b\n　　二段。  \n") == "一段。\n二段。"


def test_ideographic_description_and_cjk_extension_characters_are_visible() -> None:
    assert visible("㛃䶮〇⿰") == "㛃䶮〇⿰"


def test_accents_piled_upon_one_letter_are_cut_and_marks_in_a_row_are_not() -> None:
    assert len(visible("e" + "\u0316\u0301" * 100)) <= 31
    assert visible("…" * 50 + "—" * 50) == "…" * 50 + "—" * 50
    assert visible("क्षि" * 40) == "क्षि" * 40


def test_a_pile_of_accents_is_missed_at_some_place_of_a_line() -> None:
    for before in range(70):
        line = visible("水" * before + "e" + "\u0316\u0301" * 16 + "来了。")
        assert len(line) == before + 33  # of the 30 accents that are kept one is in é
