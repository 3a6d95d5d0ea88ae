"""Trades that no list names, known by the shape and place of what was planted; honest lines of the same shapes stay."""

import pytest

from newscrawl.items import Link
from newscrawl.spam import Stripped, strip_spam
from tests.spam.written import plain, written

URL = "http://www.baihe-news.example/shizheng/88.html"
ONE = "周一上午，白禾县水利局和柳沟村在渠首签下了一份管护合同，今后三年的清淤、巡查和维修都写进了里面。"
TWO = "村里的老周说，往年渠道堵了要自己掏钱请人，今年开春水来得早，流得也稳。"
THREE = "县水利局的负责人介绍，同样的合同年内会签到四十个村，资金由县里和乡镇各出一半。"
LINES = [ONE, TWO, THREE]
TEXT = "\n".join(LINES)


def strip(*lines: str, aside: tuple[Link, ...] = ()) -> Stripped:
    return strip_spam(*written(*lines), URL, aside)


def link(words: str, shop: int = 0) -> str:
    return f'<a href="http://www.shop{shop}.example/a/">{words}</a>'


@pytest.mark.parametrize("separator", [" ", " | ", "、", "，", " / "])
def test_a_bare_line_of_goods_goes_when_one_of_them_sells(separator: str) -> None:
    assert strip(*LINES, separator.join(["多肉植物", "一体化泵站", "遮阳网厂家", "vape pens", "拔罐"])).body == TEXT


def test_a_bare_line_of_goods_between_bars_goes_though_none_of_them_sells() -> None:
    assert strip(*LINES, "多肉植物 | 青洲汉服 | yacht charter").body == TEXT


def test_a_bare_line_of_goods_goes_beside_a_planted_link() -> None:
    assert strip(*LINES, "多肉植物 青洲汉服 崖柏手串", link("临江艾灸")).body == TEXT


@pytest.mark.parametrize(
    "line",
    ["张三 李四 王五 赵六", "县教育局 县民政局 县水利局", "柳沟村、河湾村、白石村", "多肉植物 青洲汉服 崖柏手串"],
)
def test_names_and_words_in_a_row_stay_when_nothing_sells(line: str) -> None:
    assert strip(*LINES, line).body == f"{TEXT}\n{line}"


@pytest.mark.parametrize("tail", [("瑞丰农资", "临江冻品", "旗袍厂家"), ("沁北帆布袋厂家", "保温杯", "青洲气模")])
def test_a_run_of_bare_lines_goes_when_one_of_them_sells(tail: tuple[str, ...]) -> None:
    assert strip(*LINES, *tail).body == TEXT


def test_a_single_bare_line_at_the_end_goes_beside_two_that_were_planted() -> None:
    shops = link("临江艾灸"), link("青洲汉服", 1)
    assert strip(*shops, *LINES, "崖柏手串").body == TEXT
    assert strip(*LINES, "崖柏手串").body == f"{TEXT}\n崖柏手串"


@pytest.mark.parametrize("signed", [("□记者 张三 白禾报道",), ("（作者系县水利局职工）", "2020年3月18日"), ("魏玮",)])
def test_planted_lines_above_the_name_of_who_wrote_it_go(signed: tuple[str, ...]) -> None:
    assert strip(
        *LINES, "崖柏手串大观", "瑞丰农资专卖", "青洲汉服馆舍", *signed, link("临江艾灸"), link("帆布袋", 1)
    ).body == "\n".join((*LINES, *signed))


def test_bare_lines_beside_a_planted_row_between_paragraphs_go() -> None:
    row = f"{link('临江艾灸')} {link('帆布袋', 1)}"
    assert strip(ONE, row, "崖柏手串选购", "瑞丰农资名录", "青洲汉服全套", TWO, THREE).body == TEXT


def test_a_heading_below_planted_links_stays() -> None:
    assert strip(ONE, link("临江艾灸"), link("帆布袋", 1), "各地春耕见闻", TWO, THREE).body == "\n".join(
        (ONE, "各地春耕见闻", TWO, THREE)
    )


def test_a_poem_that_the_text_announces_stays_beside_planted_links() -> None:
    poem = ("渠首风来柳色新：", "晴日早秋晤旧朋", "倚山筑舍玉临风", "归来欲赋红尘在")
    assert strip(*LINES, *poem, link("临江艾灸"), link("帆布袋", 1)).body == "\n".join((*LINES, *poem))


def test_the_head_of_a_table_at_the_end_stays() -> None:
    row = "<tr><td>播放年份</td><td>媒体名录</td><td>节目名称</td></tr>"
    table = f"<table>{row}<tr><td>2020</td><td>县台</td><td>春灌</td></tr>{row}</table>"
    html, body = written(*LINES, link("临江艾灸"), link("帆布袋", 1))
    stripped = strip_spam(f"{html}\n{table}", f"{body}\n播放年份 媒体名录 节目名称", URL)
    assert (stripped.body or "").count("节目名称") == 2


def test_the_name_of_who_wrote_it_stays_beside_planted_links() -> None:
    for name in ("魏玮", "张三丰", "白禾县水利局"):
        assert strip(*LINES, name, link("临江艾灸"), link("青洲汉服", 1)).body == f"{TEXT}\n{name}"


def test_a_line_at_the_head_stays_beside_planted_links() -> None:
    assert strip("民生直通车", *LINES, link("临江艾灸"), link("青洲汉服", 1)).body == f"民生直通车\n{TEXT}"


def test_a_label_before_short_links_goes_with_them() -> None:
    assert strip(*LINES, f"推荐：{link('拔罐')} | {link('气模')}").body == TEXT


def test_the_tail_reaches_to_the_last_sentence() -> None:
    links = [link(f"青洲汉服{number}", number) for number in range(9)]
    stripped = strip(*LINES, "沁北帆布袋厂家", *links)
    assert stripped.body == TEXT
    assert {one.position for one in stripped.links} == {"tail"}


@pytest.mark.parametrize("behind", ["在渠首，水已经放了三天。", "今年的麦子返青早，水来得正好。"])
def test_goods_linked_between_sentences_go_beside_three_that_were_planted(behind: str) -> None:
    shops = [link(words, number) for number, words in enumerate(("临江艾灸", "崖柏手串", "帆布袋"))]
    line = f"渠道修好了。{link('青洲抛丸机对比评测', 4)}{behind}"
    assert strip(ONE, line, THREE, *shops).body == f"{ONE}\n渠道修好了。{behind}\n{THREE}"


@pytest.mark.parametrize("line", ["老周家有二十亩麦田。{}已经浇完。", "村里人高兴；{}，老周第一个去看。"])
@pytest.mark.parametrize("words", ["渠首的新闸门昨天", "签下了一份三年的", "清淤、巡查和维修"])
def test_pieces_of_sentences_keep_their_words_beside_much_that_was_planted(line: str, words: str) -> None:
    shops = [link(words, number) for number, words in enumerate(("临江艾灸", "崖柏手串", "帆布袋"))]
    said = line.format(link(words, 4))
    assert strip(ONE, TWO, said, *shops).body == f"{ONE}\n{TWO}\n{plain(said)}"


def test_a_piece_of_a_word_of_the_article_keeps_its_words() -> None:
    shops = [link(words, number) for number, words in enumerate(("临江艾灸", "崖柏手串", "帆布袋"))]
    said = f"两岸要栽树。{link('源头一带先栽红', 4)}豆杉六千亩。"
    assert (
        strip(ONE, "红豆杉是本地的树种，好活。", said, *shops).body
        == f"{ONE}\n红豆杉是本地的树种，好活。\n{plain(said)}"
    )


def test_headings_that_name_prices_stay_and_the_same_words_of_another_thing_go() -> None:
    lines = [
        "猪肉价格",
        "五花肉每斤二十八元，持平。",
        "蔬菜价格",
        "大棚菜上市，白菜便宜了两角。",
        "成品油价格",
        "92号汽油每升五元四角。",
    ]
    assert strip(ONE, *lines).body == "\n".join((ONE, *lines))
    assert strip(ONE, "抛丸机价格", TWO).body == f"{ONE}\n{TWO}"


def test_files_and_pages_of_the_site_beside_the_text_are_not_accused_whatever_else_was_planted() -> None:
    aside = (
        Link("http://files.example/1.pdf", "名单", "aside"),
        Link("http://www.baihe-news.example/2.html", "名单", "aside"),
    )
    stripped = strip(*LINES, link("临江艾灸"), link("青洲汉服", 1), aside=aside)
    assert [one.verdict for one in stripped.links if one.text == "名单"] == ["attachment", "navigation"]


def test_a_library_that_a_line_links_to_is_not_accused() -> None:
    assert [one.verdict for one in strip(*LINES, link("省图书馆")).links] == ["navigation"]
