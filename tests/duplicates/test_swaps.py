"""Another name in the same slot tells two articles; what editors change does not."""

import time
from random import Random

import pytest

from newscrawl.duplicates.comparison import _is_renamed as is_renamed
from newscrawl.duplicates.comparison import compare
from newscrawl.duplicates.shingles import read_words, shingles
from newscrawl.duplicates.swaps import Swap, swaps

START = "会议传达了上级有关文件精神并作出安排，"
END = "。会议强调要提高思想认识，压实工作责任。"


def between(one: str, other: str) -> list[Swap]:
    words = read_words(one), read_words(other)
    return list(swaps(words, (shingles(words[0]), shingles(words[1]))))


def test_a_slot_is_found_with_what_stands_beside_it() -> None:
    found = between(f"{START}城东镇党委书记出席{END}", f"{START}柳林镇党委书记出席{END}")
    assert found == [Swap("城东", "柳林", "并作出安排"[-6:].rjust(6, "神"), "镇党委书记出")]


def test_a_slot_at_the_head_and_at_the_end_is_found() -> None:
    found = between(f"城东{START}", f"柳林{START}") + between(f"{END}城东", f"{END}柳林")
    assert [(swap.one, swap.other) for swap in found] == [("城东", "柳林")] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城东镇党委书记出席", "柳林镇党委书记出席"),
        ("城东镇党委书记出席", "城西镇党委书记出席"),
        ("青禾县召开大会", "白石区召开大会"),
        ("定于3月12日上午施工", "定于3月13日上午施工"),
        ("定于3月2日上午施工", "定于3月22日上午施工"),
        ("定于三月十二日上午施工", "定于三月十三日上午施工"),
        ("这是今年第三届比赛", "这是今年第四届比赛"),
        ("本周一召开的", "本周二召开的"),
        ("副县长王建国出席会议", "副县长李卫东出席会议"),
        ("副县长王建国出席会议", "副县长王建军出席会议"),
        ("副县长王建国出席会议", "副县长王国出席会议"),
        ("宏达建材有限公司中标", "恒通机械有限公司中标"),
        ("农业农村局负责人介绍", "水利局负责人介绍"),
        ("据青禾气象台消息", "据白石气象台消息"),
        ("明天以多云天气为主", "明天以阵雨转多云天气为主"),
        ("明天多云西北风三级", "明天多云北风三级"),
        ("王建国，现任县文化馆馆长，中共党员，大学学历", "李卫东，现任城东镇党委副书记、政法委员，大专学历，民革党员"),
    ],
)  # fmt: skip
def test_another_name_is_another_article(one: str, other: str) -> None:
    assert is_renamed(between(f"{START}{one}{END}", f"{START}{other}{END}"))
    assert is_renamed(between(f"{START}{other}{END}", f"{START}{one}{END}"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我县党委书记出席", "青禾县党委书记出席"),
        ("日前召开的", "近日举行的"),
        ("有关负责人介绍，目前", "有关负责人表示，眼下"),
        ("记者王建国报道", "记者李卫东报道"),
        ("共有3人参加", "共有4人参加"),
        ("进一步加强管理", "进一步强化管理"),
        ("出席会议", "青禾县委书记出席会议"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_editors_change_is_no_name(one: str, other: str) -> None:
    assert not is_renamed(between(f"{START}{one}{END}", f"{START}{other}{END}"))
    assert not is_renamed(between(f"{START}{other}{END}", f"{START}{one}{END}"))


def test_another_record_in_front_is_another_article() -> None:
    post = "现任县文化馆馆长中共党员拟任正科级领导职务"
    one, other = f"王建国{post}", f"李卫东现任城东镇党委副书记大专学历民革党员拟任副处级非领导职务陈明{post}"
    assert is_renamed(between(f"{START}{one}{END}", f"{START}{other}{END}"))
    assert not is_renamed(between(f"{START}{one}{END}", f"{START}王建国{other}{END}"))


def test_one_word_exchanged_throughout_for_another_is_a_name() -> None:
    text = f"今年以来，{{0}}大力发展特色产业。{START}{{0}}有条件也有能力走在前列{END}"
    assert compare(text.format("青禾"), text.format("白石")).renamed
    assert not compare(text.format("我们"), text.format("青禾")).renamed
    assert compare(text.format("马家镇"), text.format("陈家镇")).renamed
    assert not compare(text.format("的"), text.format("地")).renamed


def test_a_sentence_written_anew_is_no_slot() -> None:
    one, other = "副县长王建国出席会议并对下一阶段的工作提出要求", "副县长李卫东到现场查看了工程的进展并慰问工人"
    assert not is_renamed(between(f"{START}{one}{END}", f"{START}{other}{END}"))


@pytest.mark.parametrize("words", ["甲乙", "甲", "一二", "县区"])
def test_hostile_texts_take_a_moment(words: str) -> None:
    """A hundred phrases that agree in everything and in nothing."""
    chance = Random(1)
    same = ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(300)) for _ in range(100)]
    one, other = ("".join(part + "".join(chance.choices(words, k=98)) for part in same) for _ in range(2))
    start = time.process_time()
    assert compare(one, other).jaccard > 0.9
    assert time.process_time() - start < 2
