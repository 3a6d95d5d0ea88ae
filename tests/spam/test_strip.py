"""Planted links and lines go, sentences stay, and every link is accounted for."""

import pytest

from newscrawl.demo.truth import truths
from newscrawl.spam import Stripped, strip_spam
from tests.spam.written import plain, written

URL = "http://www.linghua.example/jishu/1203.html"
ONE = "周一上午，青禾县水利局和沙河村在渠首签下了一份管护合同，今后三年的清淤、巡查和维修都写进了里面。"
TWO = "村里的老周说，往年渠道堵了要自己掏钱请人，今年开春水来得早，流得也稳。"
THREE = "县水利局的负责人介绍，同样的合同年内会签到四十个村，资金由县里和乡镇各出一半。"
SHOP = "http://www.jinan-shiyanji.example/a/"


def strip(*lines: str) -> Stripped:
    return strip_spam(*written(*lines), URL)


def link(words: str, href: str = SHOP) -> str:
    return f'<a href="{href}">{words}</a>'


@pytest.mark.parametrize(
    "phrase",
    [
        "济南微机控制电子万能试验机厂家", "仪器冲击试验机", "西安不锈钢胸牌采购供应商哪家好", "上海搬家公司电话", "癫痫病能治好吗", "百家乐", "代开发票", "传奇私服",
        "考研培训班", "北京赛车", "隆胸多少钱", "石墨烯散热膜", "无缝钢管", "某某牌净水机", "wedding dresses uk", "点击进入", "聚氨酯筛板",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["head", "between", "tail"])
def test_a_link_alone_on_its_line_goes_whatever_its_trade(phrase: str, place: str) -> None:
    lines = {
        "head": [link(phrase), ONE, TWO, THREE],
        "between": [ONE, link(phrase), TWO, THREE],
        "tail": [ONE, TWO, THREE, link(phrase)],
    }[place]
    stripped = strip(*lines)
    assert stripped.body == f"{ONE}\n{TWO}\n{THREE}"
    assert [(one.text, one.verdict) for one in stripped.links] == [(phrase, "spam")]
    assert phrase not in stripped.body
    assert "jinan" not in stripped.body_html


def test_a_run_of_links_on_one_line_goes() -> None:
    run = " ".join(link(words) for words in ("铝板厂家", "铝卷", "合金铝板价格")) + " | " + link("保温铝皮")
    assert strip(ONE, TWO, run).body == f"{ONE}\n{TWO}"


@pytest.mark.parametrize(
    "phrase", ["济南试验机厂家价格", "西安胸牌供应商哪家好", "铝板批发", "搬家公司电话多少", "代开发票"]
)
def test_commercial_lines_without_a_link_go_from_head_and_tail(phrase: str) -> None:
    assert strip(phrase, ONE, TWO, THREE, phrase, phrase).body == f"{ONE}\n{TWO}\n{THREE}"


@pytest.mark.parametrize("phrase", ["济南试验机厂家", "西安胸牌哪家好", "铝板批发价格"])
@pytest.mark.parametrize("after", ["。", "，", "；", "！"])
def test_a_linked_phrase_between_clauses_goes_and_the_clauses_stay(phrase: str, after: str) -> None:
    first, second = f"渠道修好了{after}", "老周的二十亩麦田一个上午就浇完了。"
    stripped = strip(ONE, f"{first}{link(phrase)}{second}", THREE)
    assert stripped.body == f"{ONE}\n{first}{second}\n{THREE}"


@pytest.mark.parametrize("words", ["管护合同", "清淤", "《水利工程管护合同》", "铝板"])
def test_a_link_around_words_of_a_sentence_leaves_itsplain(words: str) -> None:
    sentence = f"周一上午，两家在渠首签下了{link(words)}，今后三年都照此办理。"
    stripped = strip(ONE, sentence, THREE, link("济南试验机厂家"), link("铝板批发价格", "http://www.lvban.example/"))
    assert stripped.body == f"{ONE}\n{plain(sentence)}\n{THREE}"
    assert "<a " not in stripped.body_html


def test_a_linked_phrase_that_begins_a_sentence_leaves_itsplain() -> None:
    sentence = f"{link('该合同')}的签订，让沙河村的渠道有了专人看管。"
    assert strip(ONE, sentence, THREE, link("济南试验机厂家")).body == f"{ONE}\n{plain(sentence)}\n{THREE}"


def test_editorial_links_to_other_sites_stay() -> None:
    sentence = f"据{link('青禾时报', 'http://www.shibao.example/1.html')}报道，水利局已公布{link('名单', 'http://slj.qinghe.gov.cn/1.html')}，可以查询。"
    stripped = strip(ONE, sentence, THREE)
    assert stripped.body_html.count("<a ") == 2
    assert {one.verdict for one in stripped.links} == {"editorial"}


def test_links_of_the_site_itself_are_never_spam() -> None:
    inside = f"{link('领花系列', 'http://www.linghua.example/chanpin/')}是本厂的产品，欢迎参观。"
    stripped = strip(ONE, inside, link("返回列表", "http://www.linghua.example/"), THREE)
    assert [one.verdict for one in stripped.links] == ["editorial", "navigation"]
    assert "是本厂的产品" in stripped.body


@pytest.mark.parametrize(
    "href",
    [
        "http://files.example/1.pdf",
        "http://www.linghua.example/1.doc",
        "http://files.example/a.XLSX?x=1",
        "http://files.example/1.zip",
    ],
)
def test_attachments_stay_wherever_they_stand(href: str) -> None:
    stripped = strip(ONE, TWO, link("附件：合同范本报价单", href))
    assert [(one.verdict, one.rule) for one in stripped.links] == [("attachment", "file_type")]
    assert href.split("?")[0] in stripped.body_html
    assert "附件：合同范本报价单" in stripped.body


def test_an_article_without_links_or_phrases_is_untouched() -> None:
    html = f"<h2>合同</h2>\n<p>{ONE}</p>\n<ul><li>{TWO}</li></ul>"
    body = f"合同\n{ONE}\n{TWO}"
    assert strip_spam(html, body, URL) == Stripped(body, html)


@pytest.mark.parametrize(
    "sentence",
    [
        "铝板价格上月每吨上涨了三百元。",
        "记者昨天来到县里最大的铝板厂家，采访了厂长。",
        "“多少钱一斤？”老周问。",
        "据统计，全县有三百家代理商。",
    ],
)
def test_a_sentence_with_commercial_words_is_a_sentence(sentence: str) -> None:
    assert strip(sentence, ONE, sentence).body == f"{sentence}\n{ONE}\n{sentence}"


@pytest.mark.parametrize(
    "line",
    [
        "（记者 张三）",
        "青禾县水利局",
        "2020年3月18日",
        "一、合同的内容",
        "（完）",
        "联系电话：010-00000000",
    ],
)
def test_a_short_honest_line_at_the_tail_is_kept(line: str) -> None:
    assert strip(ONE, TWO, THREE, line).body.endswith(line)


def test_hidden_links_are_in_the_ledger_as_spam() -> None:
    from newscrawl.items import Link

    stripped = strip_spam(f"<p>{ONE}</p>", ONE, URL, [Link(SHOP, "铝板", "hidden")])
    assert [(one.url, one.verdict, one.rule) for one in stripped.links] == [(SHOP, "spam", "hidden")]
    assert stripped.body == ONE


def test_every_link_says_where_it_stood_and_which_rule_decided() -> None:
    stripped = strip(link("铝板厂家"), ONE, f"渠道修好了。{link('铝卷价格')}老周很高兴。", TWO, THREE, link("铝皮"))
    assert all(one.url and one.text and one.position and one.verdict and one.rule for one in stripped.links)
    assert [one.position for one in stripped.links] == ["head", "inside", "tail"]


def test_ten_thousand_links_take_less_than_two_seconds() -> None:
    import time

    lines = [ONE, *(link(f"铝板{n}号", f"http://shop{n % 50}.example/{n}") for n in range(10_000)), TWO]
    start = time.process_time()
    stripped = strip(*lines)
    assert time.process_time() - start < 2
    assert (len(stripped.links), stripped.suspect) == (1000, True)


def test_no_sentence_of_an_honest_article_is_harmed() -> None:
    harmed = []
    for truth in truths():
        html = "\n".join(f"<p>{paragraph}</p>" for paragraph in truth.paragraphs)
        stripped = strip_spam(html, "\n".join(truth.paragraphs), truth.url)
        harmed += [line for line in truth.paragraphs if line not in stripped.body.split("\n")]
    assert harmed == []
