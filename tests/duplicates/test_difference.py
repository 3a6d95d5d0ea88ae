import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from newscrawl.duplicates.difference import Difference, difference
from tests.duplicates.stories import IRRIGATION, LIBRARY, SPAM_TAIL

LINES = IRRIGATION.split("\n")
TAIL = tuple(SPAM_TAIL.strip().split("\n"))


@pytest.mark.parametrize(
    ("copy", "added", "cut"),
    [
        (IRRIGATION, (), ()),
        (IRRIGATION + SPAM_TAIL, TAIL, ()),
        ("本网讯记者赵小燕报道。\n" + IRRIGATION, ("本网讯记者赵小燕报道。",), ()),
        ("\n".join(LINES[:2] + LINES[3:]), (), (LINES[2],)),
        ("\n".join(LINES[:-1]) + SPAM_TAIL, TAIL, (LINES[-1],)),
        ("\n".join(LINES[3:] + LINES[:3]), (), ()),
        (IRRIGATION.replace("。", "。\n").replace("，", ","), (), ()),
        (IRRIGATION.replace("三百二十亩", "三百三十亩"), (), ()),  # the same sentence, mended
        (LINES[0] + "更多资讯请关注本站公众号。快来看！" + "\n".join(LINES[1:]), ("更多资讯请关注本站公众号。快来看！",), ()),
        (IRRIGATION + "\n广告", ("广告",), ()),
        ("", (), tuple(LINES)),
    ],
)  # fmt: skip
def test_what_was_added_and_cut(copy: str, added: tuple[str, ...], cut: tuple[str, ...]) -> None:
    assert difference(copy, IRRIGATION) == Difference(added, cut)
    assert difference(IRRIGATION, copy) == Difference(cut, added)


def test_of_a_digest_the_other_article_was_added() -> None:
    assert difference(f"{IRRIGATION}\n{LIBRARY}", IRRIGATION) == Difference(tuple(LIBRARY.split("\n")), ())


@pytest.mark.parametrize(
    "text", ["啊" * 1_000_000, "。" * 1_000_000, "啊。" * 500_000, "\n" * 1_000_000, "a\n" * 500_000, "ﷺ。" * 100_000, "）" * 500_000, "啊）" * 500_000],
    ids=range(8),
)  # fmt: skip
def test_hostile_texts_take_bounded_time(text: str) -> None:
    start = time.process_time()
    difference(text, IRRIGATION)
    difference(IRRIGATION, text)
    difference(text, text[::-1])
    assert time.process_time() - start < 3


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(some.text(max_size=300), some.text(max_size=300))
def test_nothing_is_made_up(one: str, other: str) -> None:
    found = difference(one, other)
    assert all(entry in one for entry in found.added)
    assert all(entry in other for entry in found.cut)
    assert difference(one, one) == Difference((), ())
