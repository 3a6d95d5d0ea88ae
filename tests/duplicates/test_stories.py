"""Which head an article repeats: the rule, the likeness, and the same answer in any order."""

from itertools import permutations

import pytest

from newscrawl.duplicates.exact import content_hash
from newscrawl.duplicates.near import signature
from newscrawl.duplicates.stories import LOOKS, Piece, match, worth_reading
from tests.duplicates.stories import IRRIGATION, IRRIGATION_BY_ANOTHER, LIBRARY, NAMES_ONLY, SPAM_TAIL

TEXTS = {
    "irrigation": IRRIGATION,
    "another": IRRIGATION_BY_ANOTHER,
    "library": LIBRARY,
    "east": NAMES_ONLY.format(town="城东镇"),
    "west": NAMES_ONLY.format(town="柳林镇"),
}
SHORT = "3月18日，青禾县三座提灌站开闸放水，沿线麦田开始春灌。图为管水员在沙河村查看渠道水情。"


def piece(name: str, text: str, title: str | None = None, order: tuple[object, ...] = ()) -> Piece:
    return Piece(name, "site", content_hash(text), title, signature(text), order)


HEADS = [piece(name, text) for name, text in TEXTS.items()]


def found(text: str, heads=HEADS, title: str | None = None, texts=TEXTS):
    return match(piece("new", text, title), text, heads, texts.get)


def test_the_same_words_are_told_without_reading_a_text() -> None:
    told = match(
        piece("new", IRRIGATION.replace("，", ",")), IRRIGATION, HEADS, lambda _: pytest.fail("a text was read")
    )
    assert told
    assert (told.head.id, told.rule, told.likeness) == ("irrigation", "same_content", 1.0)
    assert worth_reading(piece("new", IRRIGATION), HEADS) == []


def test_a_near_copy_is_told_with_its_likeness() -> None:
    told = found(IRRIGATION + SPAM_TAIL)
    assert told
    assert (told.head.id, told.rule) == ("irrigation", "near_content")
    assert 0.8 < told.likeness < 0.95
    assert told.likeness == round(told.likeness, 3)


def test_what_is_no_copy_has_no_head() -> None:
    assert found(NAMES_ONLY.format(town="沙河镇")) is None
    assert found(SPAM_TAIL * 2) is None
    assert found(IRRIGATION + SPAM_TAIL, []) is None
    assert found(IRRIGATION + SPAM_TAIL, texts={}) is None, "its text is gone"


def test_an_article_is_no_copy_of_itself() -> None:
    itself = piece("irrigation", IRRIGATION)
    assert match(itself, IRRIGATION, HEADS, TEXTS.get) is None
    assert worth_reading(itself, HEADS) == []


def test_of_bulletins_the_one_of_that_town_is_the_head() -> None:
    told = found(f"本报讯（记者 李晓）{TEXTS['west']}")
    assert told
    assert told.head.id == "west"


def test_what_joins_two_is_a_copy_of_the_one_it_shares_most_with() -> None:
    for joined in (f"{IRRIGATION}\n{LIBRARY}", f"{LIBRARY}\n{IRRIGATION}"):
        told = found(joined)
        assert told
        assert told.head.id == max(("irrigation", "library"), key=lambda name: len(TEXTS[name]))


def test_of_heads_equally_alike_the_first_is_taken_in_any_order() -> None:
    heads = [piece("c", LIBRARY, order=(1,)), piece("b", LIBRARY, order=(1,)), piece("a", LIBRARY, order=(2,))]
    texts = dict.fromkeys("abc", LIBRARY)
    for order in permutations([*heads, HEADS[0]]):
        for text in (LIBRARY, LIBRARY + SPAM_TAIL):
            told = found(text, order, texts=texts)
            assert told
            assert told.head.id == "b"


def test_only_so_many_texts_are_read() -> None:
    heads = [piece(f"{number:03}", NAMES_ONLY.format(town=f"第{number}镇")) for number in range(100)]
    assert len(worth_reading(piece("new", NAMES_ONLY.format(town="沙河镇")), heads)) == LOOKS


def test_of_many_bulletins_that_of_the_same_town_is_read() -> None:
    towns = [f"{first}{second}镇" for first in "城河石柳杨马白青高龙" for second in "东西南北湾坪桥岭沟口"]
    texts = {town: NAMES_ONLY.format(town=town) for town in towns}
    heads = [piece(town, text) for town, text in texts.items()]
    for town in towns[::7]:
        told = found(f"{texts[town]}\n（通讯员 李明远）", heads, texts=texts)
        assert told
        assert told.head.id == town


def test_a_short_text_is_told_by_title_and_day() -> None:
    texts = {"short": SHORT, "other": "3月18日，白石区图书馆新馆开馆。图为市民在阅览区读书。"}
    heads = [piece(name, text, "the title") for name, text in texts.items()]
    assert signature(SHORT) is None
    told = found(f"{SHORT}（通讯员 李明远 摄）", heads, "the title", texts)
    assert told
    assert (told.head.id, told.rule) == ("short", "same_title")
    assert found(f"{SHORT}（通讯员 李明远 摄）", heads, "another title", texts) is None
    assert found(f"{SHORT}（通讯员 李明远 摄）", heads, None, texts) is None


def test_one_title_over_two_texts_is_no_copy() -> None:
    texts = {"irrigation": IRRIGATION, "short": SHORT}
    heads = [piece(name, text, "the title") for name, text in texts.items()]
    assert found(LIBRARY, heads, "the title", texts) is None
    assert found("", heads, "the title", texts) is None
    assert found(SHORT.replace("青禾县", "白石区").replace("沙河村", "柳林村"), heads, "the title", texts) is None


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("详见附件。", "详见附件"), ("见附件", ""), ("图为现场。", "现场图片。李晓摄")]
)
def test_texts_that_say_nothing_leave_it_to_the_title(one: str, other: str) -> None:
    told = found(one, [piece("empty", other, "the title")], "the title", {"empty": other})
    assert told
    assert told.rule == "same_title"
