"""Equal texts and equal titles: what does not count, and what is too short to tell."""

from datetime import date, timedelta

import pytest
from opencc import OpenCC

from newscrawl.duplicates.exact import content_hash, title_hash
from tests.duplicates.stories import IRRIGATION, LIBRARY

DAY = date(2020, 3, 20)
TITLE = "青禾县三座提灌站开闸放水"


@pytest.mark.parametrize("standard", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("text", [IRRIGATION, LIBRARY, "乾隆年间重修的钟楼干燥凉爽，后面台阶里的发髻头发只有了解的人才知道着落于何处，瞭望塔上一目了然，他反复查看覆盖的链条，象征性地借了一座旧钟和一条项链。"])  # fmt: skip
def test_traditional_characters_do_not_count(text: str, standard: str) -> None:
    traditional = OpenCC(standard).convert(text)
    assert traditional != text
    assert content_hash(traditional) == content_hash(text)
    assert title_hash(traditional, DAY) == title_hash(text, DAY)


@pytest.mark.parametrize(
    "title", ["青禾县 三座提灌站，开闸放水", "【青禾县】三座提灌站开闸放水！", "青禾县三座提灌站开闸放水　"]
)
def test_marks_and_blanks_of_a_title_do_not_count(title: str) -> None:
    assert title_hash(title, DAY) == title_hash(TITLE, DAY)


def test_width_and_case_of_a_title_do_not_count() -> None:
    assert title_hash("ＡＩ企业３家落户青禾", DAY) == title_hash("ai企业3家落户青禾", DAY)


def test_another_day_or_title_is_another_key() -> None:
    keys = {title_hash(TITLE, DAY), title_hash(TITLE, DAY + timedelta(days=1)), title_hash(TITLE + "了", DAY), content_hash(TITLE * 9)}  # fmt: skip
    assert None not in keys
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("title", "day"), [(TITLE, None), (None, DAY), ("", DAY), ("今日菜价！", DAY), ("。！？——……", DAY)]
)
def test_a_title_that_tells_nothing_has_no_key(title: str | None, day: date | None) -> None:
    assert title_hash(title, day) is None


def test_keys_never_change() -> None:
    """Stored ones must fit new ones."""
    assert title_hash(TITLE, DAY) == "ddde8bd8e0e7b27afbf7d1ad651fb65e"
    assert content_hash(IRRIGATION) == "3f4fefea0b687403549ad2a2945c0376"
