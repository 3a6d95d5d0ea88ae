"""What an earlier article elsewhere has not goes from a copy when it looks planted; what an editor added stays."""

import pytest

from newscrawl.items import Article, Link
from newscrawl.spam import Host, Stripped, strip_again, strip_spam
from newscrawl.spam.origin import added_lines
from tests.spam.written import plain, written

URL = "http://www.baihe-news.example/shizheng/88.html"
ONE = "周一上午，白禾县水利局和柳沟村在渠首签下了一份管护合同，今后三年的清淤、巡查和维修都写进了里面。"
TWO = "村里的老周说，往年渠道堵了要自己掏钱请人，今年开春水来得早，流得也稳。"
THREE = "县水利局的负责人介绍，同样的合同年内会签到四十个村，资金由县里和乡镇各出一半。"
SHOP = "http://www.zhaoqi-shop.example/a/"
ADVERT = "本厂专业生产沼气灶，二十年老厂，厂家直销，欢迎选购。"


def strip(*lines: str, added: tuple[str, ...] = ()) -> Stripped:
    return strip_spam(*written(*lines), URL, added=[plain(line) for line in added])


def link(words: str, href: str = SHOP) -> str:
    return f'<a href="{href}">{words}</a>'


def rules(stripped: Stripped) -> list[tuple[str, str, str]]:
    return [(one.text, one.verdict, one.rule) for one in stripped.links]


@pytest.mark.parametrize("line", ["渠州沼气灶", "沼气灶配件大全", "渠州沼气灶厂家", ADVERT])
@pytest.mark.parametrize("place", [0, 3])
def test_an_added_line_that_is_foreign_or_sells_goes_from_both_ends(line: str, place: int) -> None:
    lines = [ONE, TWO, THREE]
    stripped = strip(*lines[:place], line, *lines[place:], added=(line,))
    assert stripped.body == "\n".join(lines)
    assert rules(stripped) == [(line, "spam", "not_in_origin")]


@pytest.mark.parametrize("line", ["渠州沼气灶", ADVERT])
def test_the_same_line_stays_when_the_origin_has_it(line: str) -> None:
    assert strip(ONE, TWO, THREE, line).body == f"{ONE}\n{TWO}\n{THREE}\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "记者从县水利局了解到，第二批管护合同下周签订，涉及十二个村，渠道总长四十公里。",
        "编者按：农田水利三分建、七分管，白禾县的做法值得各地借鉴。",
        "省农科院的专家提醒，倒春寒将至，果农要早做准备。", "全县的蔬菜批发市场凌晨三点开门，菜农早早排起了队。",
        "白禾县融媒体中心 记者 张三", "（责任编辑：李四）", "2020年3月18日", "管护合同的内容", "咨询电话：0916-8880000",
        "市民可拨打服务热线：0916-8880000，也可到窗口咨询。",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 3])
def test_what_an_editor_added_stays(line: str, place: int) -> None:
    lines = [ONE, TWO, THREE]
    lines.insert(place, line)
    assert strip(*lines, added=(line,)).body == "\n".join(lines)


def test_the_heading_of_paragraphs_that_an_editor_added_stays() -> None:
    heading, paragraph = "各地春耕见闻", "省农科院的专家提醒，倒春寒将至，果农要早做准备。"
    assert (
        strip(ONE, TWO, heading, paragraph, added=(heading, paragraph)).body == f"{ONE}\n{TWO}\n{heading}\n{paragraph}"
    )


def test_a_list_that_an_added_line_announces_stays() -> None:
    added = ("下列商品实行限价：", "一次性口罩批发价", "消毒液零售价格")
    assert strip(ONE, TWO, *added, added=added).body == "\n".join((ONE, TWO, *added))


def test_an_added_line_between_the_paragraphs_is_a_subhead() -> None:
    lines = [*[ONE] * 8, "各地春耕见闻", *[TWO] * 8]
    assert strip(*lines, added=("各地春耕见闻",)).body == "\n".join(lines)


def test_a_long_added_tail_goes_to_its_first_line() -> None:
    tail = tuple(f"渠州{name}" for name in "沼气灶 伸缩门 岩棉板 旋耕机 透水砖 水族箱 充电桩 格栅板 隔音棉".split())
    assert strip(ONE, TWO, *tail, added=tail).body == f"{ONE}\n{TWO}"


def test_an_added_phrase_behind_the_last_sentence_of_a_line_goes() -> None:
    stripped = strip(ONE, f"{TWO}渠州沼气灶", THREE, added=("渠州沼气灶",))
    assert stripped.body == f"{ONE}\n{TWO}\n{THREE}"
    assert rules(stripped) == [("渠州沼气灶", "spam", "not_in_origin")]


def test_an_added_link_that_would_be_doubtful_is_spam_and_goes_with_the_words_beside_it() -> None:
    line = f"更多的{link('沼气灶')}看这里"
    stripped = strip(ONE, TWO, THREE, line, added=(line,))
    assert stripped.body == f"{ONE}\n{TWO}\n{THREE}"
    assert rules(stripped) == [
        ("沼气灶", "spam", "not_in_origin"),
        ("更多的沼气灶看这里", "spam", "not_in_origin"),
    ]


@pytest.mark.parametrize(
    ("words", "href", "verdict"),
    [
        ("沼气工程补助办法", "http://www.bhnyj.gov.cn/1.html", "navigation"),
        ("沼气工程名单下载", "http://files.example/1.pdf", "attachment"),
        ("各地春耕见闻专题", "http://www.baihe-news.example/zt/", "navigation"),
    ],
)
def test_added_links_of_an_editor_are_not_accused(words: str, href: str, verdict: str) -> None:
    stripped = strip(ONE, TWO, THREE, link(words, href), added=(words,))
    assert [one.verdict for one in stripped.links] == [verdict]


def test_a_reposter_that_links_to_its_own_shop_at_the_end_is_spam() -> None:
    line = link("渠州沼气灶厂家", "http://www.baihe-news.example/chanpin/")
    assert strip(ONE, TWO, THREE, line).body == f"{ONE}\n{TWO}\n{THREE}\n渠州沼气灶厂家"
    assert strip(ONE, TWO, THREE, line, added=(line,)).body == f"{ONE}\n{TWO}\n{THREE}"


def article(*lines: str, added: tuple[str, ...]) -> Article:
    html, words = written(*lines)
    one = Article(url=URL, body=words, body_html=html)
    strip_again(one, added=[plain(line) for line in added])
    return one


PARAGRAPH = "省农科院的专家提醒，倒春寒将至，果农要早做准备。"
TAILS = {
    "bare lines": ("渠州沼气灶", "沼气灶配件大全"),
    "an editor's paragraph between them": ("渠州沼气灶厂家", PARAGRAPH, "渠州伸缩门"),
    "a seller's sentences": (ADVERT, "渠州沼气灶", "我厂诚招沼气灶代理商，现货供应。"),
    "links and words": (f"更多的{link('沼气灶')}看这里", f"{link('沼气灶')} {link('伸缩门')}", "渠州沼气灶"),
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
@pytest.mark.parametrize("phrase", ["", "渠州旋耕机"])
def test_judged_again_from_its_ledger_an_article_is_what_it_was(tail: tuple[str, ...], phrase: str) -> None:
    first = article(ONE, TWO, f"{THREE}{phrase}", *tail, added=(*tail, phrase))
    again = article(ONE, TWO, f"{THREE}{phrase}", *tail, added=(*tail, phrase))
    assert "沼气灶" not in (first.body or "")
    strip_again(again)
    assert again == first


@pytest.mark.parametrize("said", ["allow", "block"])
def test_a_verdict_comes_back_after_an_operator_overruled_it_and_took_that_back(said: str) -> None:
    tail = TAILS["links and words"]
    one, expected = (article(ONE, TWO, THREE, *tail, added=tail) for _ in range(2))
    strip_again(one, {"www.zhaoqi-shop.example": Host(said)})
    assert ("看这里" in (one.body or "")) == (said == "allow")
    strip_again(one)
    assert one == expected


def test_only_lines_are_added_lines() -> None:
    ledger = [
        Link("", "渠州沼气灶", "tail", "spam", "not_in_origin"),
        Link(SHOP, "沼气灶", "tail", "spam", "not_in_origin"),
    ]
    assert added_lines([*ledger, Link("", "铝板厂家", "tail", "spam", "commercial_line")]) == ["渠州沼气灶"]
