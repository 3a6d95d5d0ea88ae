"""Ways of planting that once got through, and honest lines that were once taken for planted ones."""

import pytest

from newscrawl.reading import read_article
from newscrawl.spam import Stripped, strip_spam
from tests.spam.written import plain, written

URL = "http://www.baihe-news.example/shizheng/88.html"
ONE = "周一上午，白禾县水利局和柳沟村在渠首签下了一份管护合同，今后三年的清淤、巡查和维修都写进了里面。"
TWO = "村里的老周说，往年渠道堵了要自己掏钱请人，今年开春水来得早，流得也稳。"
THREE = "县水利局的负责人介绍，同样的合同年内会签到四十个村，资金由县里和乡镇各出一半。"
SHOP = "http://www.lvyuan-shop.example/a/"


def strip(*lines: str) -> Stripped:
    return strip_spam(*written(*lines), URL)


def link(words: str, href: str = SHOP) -> str:
    return f'<a href="{href}">{words}</a>'


@pytest.mark.parametrize("phrase", ["渠州骨灰盒怎么样", "透水砖规格", "岩棉板图片", "水族箱推荐", "充电桩怎么加盟"])
@pytest.mark.parametrize("place", [0, 3])
def test_a_bare_line_that_asks_for_goods_goes_from_both_ends(phrase: str, place: int) -> None:
    lines = [ONE, TWO, THREE]
    assert strip(*lines[:place], phrase, *lines[place:]).body == "\n".join(lines)


@pytest.mark.parametrize("separator", [" ", " | ", "、"])
def test_a_bare_line_of_many_phrases_goes(separator: str) -> None:
    phrases = separator.join(["渠州旋耕机价格", "岩棉板批发", "透水砖厂家", "伸缩门哪家好"])
    assert strip(ONE, TWO, phrases).body == f"{ONE}\n{TWO}"


@pytest.mark.parametrize("contact", ["联系QQ：1234500678", "手机13800001234", "微信：abc12345"])
def test_a_contact_behind_a_planted_line_goes(contact: str) -> None:
    assert strip(ONE, TWO, "岩棉板厂家", contact).body == f"{ONE}\n{TWO}"


@pytest.mark.parametrize("contact", ["咨询电话：0916-8880000", "联系人：张女士 13800001111", "微信公众号：bhxfabu2020"])
def test_the_contact_of_an_office_stays(contact: str) -> None:
    assert strip(ONE, TWO, contact).body == f"{ONE}\n{TWO}\n{contact}"


def test_an_unlinked_question_for_goods_between_sentences_goes() -> None:
    assert strip(ONE, f"渠道修好了。渠州骨灰盒哪家好{TWO}", THREE).body == f"{ONE}\n渠道修好了。{TWO}\n{THREE}"


def test_an_unlinked_phrase_behind_the_last_sentence_goes() -> None:
    assert strip(ONE, f"{TWO}渠州骨灰盒价格", THREE).body == f"{ONE}\n{TWO}\n{THREE}"


@pytest.mark.parametrize(
    "line",
    [
        "到底哪家好谁也说不清，老周跑了三家店。", "他跑了三家店。厂家直销的摊位前排起了队。", "他在门口贴了一张纸，上面写着：旧房出租",
        "街坊们见面就问口罩多少钱一个、哪家便宜、哪里有卖。“哪家好？”老周问。", "全县已有三百家供应商登记。怎么加盟要看合同。",
    ],
)  # fmt: skip
def test_sentences_that_speak_of_buying_are_unharmed(line: str) -> None:
    assert strip(ONE, line, TWO).body == f"{ONE}\n{line}\n{TWO}"


def test_a_linked_phrase_at_the_end_of_a_quotation_goes() -> None:
    line = f"“渠道修好了，水也来了。{link('渠州岩棉板厂家')}”老周说。"
    assert strip(ONE, line, THREE).body == f"{ONE}\n“渠道修好了，水也来了。”老周说。\n{THREE}"


def test_a_foreign_link_behind_the_last_sentence_goes_whatever_its_words() -> None:
    stripped = strip(ONE, f"{TWO}{link('玻璃钢格栅')}", THREE)
    assert stripped.body == f"{ONE}\n{TWO}\n{THREE}"
    assert [one.verdict for one in stripped.links] == ["spam"]


@pytest.mark.parametrize("behind", ["的代表表示，下半年将扩大招工。", "总经理说，下半年将扩大招工。"])
def test_the_subject_of_a_sentence_keeps_its_words_though_it_sounds_commercial(behind: str) -> None:
    line = f"会议昨天闭幕。{link('银洲设备供应商')}{behind}"
    assert strip(ONE, line, THREE).body == f"{ONE}\n{plain(line)}\n{THREE}"


@pytest.mark.parametrize("words", ["custom plastic bags", "hongyunfu888.com"])
def test_words_of_another_script_and_false_domains_in_a_chinese_article_are_spam(words: str) -> None:
    assert [one.verdict for one in strip(ONE, TWO, THREE, link(words)).links] == ["spam"]


def test_one_phrase_that_sells_shows_what_the_link_in_a_sentence_is_for() -> None:
    stripped = strip(ONE, f"村里的{link('老周', 'http://www.other.example/7')}说，水来得早。", link("岩棉板厂家"))
    assert [one.verdict for one in stripped.links] == ["spam", "spam"]
    assert "老周说，水来得早。" in (stripped.body or "")


@pytest.mark.parametrize(("words", "href"), [("全省成品油价格", "http://www.bhfgw.gov.cn/1"), ("一文读懂新条例", "https://www.guancha.cn/1")])  # fmt: skip
def test_links_to_offices_and_media_are_not_accused(words: str, href: str) -> None:
    assert [one.verdict for one in strip(ONE, TWO, THREE, link(words, href)).links] == ["navigation"]


def test_a_label_goes_with_its_links() -> None:
    assert strip(ONE, TWO, f"友情链接：{link('岩棉板厂家')} {link('透水砖批发价格')}").body == f"{ONE}\n{TWO}"


@pytest.mark.parametrize(
    "lines",
    [
        ("收费标准", "每人每次二十元，老人免费。"), ("蔬菜批发", "批发市场凌晨三点开门，菜农已排起长队。"),
        ("下列商品实行限价：", "一次性口罩批发价", "消毒液零售价格", "红外体温计价格"), ("服务热线", "0916-8880000"),
    ],
)  # fmt: skip
def test_subheads_and_announced_lists_stay(lines: tuple[str, ...]) -> None:
    assert strip(ONE, TWO, *lines).body == "\n".join((ONE, TWO, *lines))


def test_the_rows_of_a_price_table_stay() -> None:
    table = "<table><tr><td>品种</td><td>价格</td></tr><tr><td>批发价</td><td>24</td></tr></table>"
    stripped = strip_spam(f"<p>{ONE}</p>\n{table}", f"{ONE}\n品种 价格\n批发价 24", URL)
    assert stripped.body == f"{ONE}\n品种 价格\n批发价 24"


def test_a_planted_link_on_a_line_that_is_none_of_the_text_is_in_the_ledger() -> None:
    text = "".join(f"<p>{line}</p>" for line in (ONE, TWO, THREE))
    page = f"<h1>渠道管护合同签订</h1><div class=con>{text}<p>更多内容：{link('岩棉板厂家')}</p></div>"
    article = read_article(f"<html><meta charset=utf-8><body>{page}</body></html>".encode(), URL)
    assert article.body == f"{ONE}\n{TWO}\n{THREE}"
    assert [(one.text, one.verdict) for one in article.links] == [("岩棉板厂家", "spam")]


@pytest.mark.parametrize("style", ["font-size:0.1px", "position:absolute;left:-100vw"])
def test_less_than_a_pixel_and_a_screen_to_the_left_are_hidden(style: str) -> None:
    text = "".join(
        f"<p>{line}</p>" for line in (ONE, TWO, f"{THREE}<span style='{style}'>{link('玻璃钢格栅')}</span>水很清。")
    )
    article = read_article(
        f"<html><meta charset=utf-8><body><h1>渠道管护</h1><div>{text}</div></body></html>".encode(), URL
    )
    assert article.body == f"{ONE}\n{TWO}\n{THREE}水很清。"
