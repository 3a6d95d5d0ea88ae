"""Where an article came from, who wrote and who edited it, how often it was read."""

import time

import pytest


@pytest.mark.parametrize(
    "byline",
    [
        "2020-03-18 09:41 来源：青禾时报",
        "2020-03-18 09:41 来源:青禾时报 作者：张三",
        "来源：青禾时报 2020-03-18 09:41",
        "来源： 青禾时报　　发布时间：2020-03-18",
        "信息来源：青禾时报 | 2020-03-18",
        "稿源：青禾时报 2020-03-18",
        "文章来源：<a href=http://sb.example/>青禾时报</a> 2020-03-18",
        "来源：<span>青禾时报</span> <span>2020-03-18</span> <span>字号：大 中 小</span>",
        "<span>来源</span><span>：</span><span>青禾时报</span> 2020-03-18",
        "来  源：青禾时报 2020-03-18",
        "2020-03-18 09:41 <a href=http://sb.example/>青禾时报</a>",
        "<span>2020-03-18 09:41</span><span class=source>青禾时报</span>",
        "2020年03月18日09:41　青禾时报",
        "青禾时报 2020-03-18 09:41",
        "2020-03-18 来源：《青禾时报》",
        "2020-03-18 来源：青禾时报 责任编辑：李晓",
        "2020-03-18 （来源：青禾时报）",
        "2020-03-18 09:41 来源：青禾时报 记者 张三 通讯员 李四 点击：35",
        "2020-03-18 09:41 来源：青禾时报 分享到：",
    ],
)
def test_the_source_is_missed_or_runs_on(read, layout, byline: str) -> None:
    assert read(layout(byline=byline)).source == "青禾时报"


@pytest.mark.parametrize(
    "end",
    [
        "<p>版权声明：凡本网注明“来源：XXX（非本网）”的作品，均转载自其他媒体，转载目的在于传递更多信息。</p>",
        "<p>凡注明来源：本网的稿件，版权均属本网所有。</p>",
        "<p>转载请注明来源：青禾在线</p>",
        "<p>转载请注明 来源：青禾在线</p>",
    ],
)
def test_a_disclaimer_that_quotes_the_label_is_no_source(read, layout, end: str) -> None:
    assert read(layout(byline="2020-03-18 09:41", end=end)).source in (None, "")
    assert read(layout(end=end)).source == "青禾时报"


def test_a_sentence_with_the_word_is_no_source(read, layout, sentences) -> None:
    body = f"<p>{sentences[0]}</p><p>他说，水的来源：一是水库，二是机井。</p><p>{sentences[1]}</p>"
    assert read(layout(byline="2020-03-18 09:41", body=body)).source is None


def test_the_source_behind_the_text_is_found(read, layout) -> None:
    assert read(layout(byline="2020-03-18", end="<p>来源：青禾时报</p>")).source == "青禾时报"


@pytest.mark.parametrize("name", ["ContentSource", "source"])
def test_the_source_of_a_meta_tag_is_found(read, government, name: str) -> None:
    page = government(byline="2020-03-18").replace("<head>", f"<head><meta name={name} content=青禾时报>")
    assert read(page).source == "青禾时报"


def test_the_source_that_only_its_markup_names_is_found(read, daily) -> None:
    article = read(
        daily(byline="<time>2020-03-18</time>").replace("<h1>", "<p><span class=source>青禾时报</span></p><h1>")
    )
    assert (article.source, article.found_by["source"]) == ("青禾时报", "markup")


def test_a_label_without_a_name_gives_none(read, layout) -> None:
    assert read(layout(byline="2020-03-18 来源： 阅读：35")).source is None
    assert read(layout(byline="2020-03-18 来源：")).source is None


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("2020-03-18 来源：青禾时报 作者：张三", ["张三"]),
        ("2020-03-18 来源：青禾时报 记者 张三", ["张三"]),
        ("2020-03-18 来源：青禾时报 记者：张三 李四", ["张三", "李四"]),
        ("2020-03-18 来源：青禾时报 记者 张三 通讯员 李四", ["张三", "李四"]),
        ("2020-03-18 本报记者 张 三", ["张三"]),
        ("2020-03-18 作　者：张　三　来源：青禾时报", ["张三"]),
        ("2020-03-18 文/张三 图/李四", ["张三", "李四"]),
        ("2020-03-18 <span class=author>张三</span>", ["张三"]),
        ("2020-03-18 来源：青禾时报 作者：张三 编辑：李晓", ["张三"]),
        ("2020-03-18 作者：<a href=/author/3>张三</a>", ["张三"]),
    ],
)
def test_an_author_of_the_byline_is_missed(read, daily, byline: str, people: list[str]) -> None:
    assert read(daily(byline=byline)).authors == people


@pytest.mark.parametrize(
    "byline",
    [
        "2020-03-18 来源：青禾时报 责任编辑：李晓",
        "2020-03-18 编辑：李晓",
        "2020-03-18 来源：青禾时报 点击：35",
        "2020-03-18 作者：佚名",
        "2020-03-18 作者：",
        "2020-03-18 作者：admin@example.com",
    ],
)
def test_the_editor_the_site_or_nobody_is_no_author(read, daily, government, byline: str) -> None:
    assert read(daily(byline=byline)).authors == read(government(byline=byline)).authors == []


@pytest.mark.parametrize(
    ("last", "people"),
    [
        ("老周说。(通讯员:魏玮)", ["魏玮"]),
        ("老周说。（记者 张三）", ["张三"]),
        ("老周说。（本报记者 张三 通讯员 李四）", ["张三", "李四"]),
        ("老周说。（记者张三、李四）", ["张三", "李四"]),
        ("老周说。【记者 张三】", ["张三"]),
        ("老周说。（作者：张 三）", ["张三"]),
    ],
)
def test_the_author_in_the_last_line_of_the_text_is_found(
    read, layout, sentences, last: str, people: list[str]
) -> None:
    body = f"<p>{sentences[0]}</p><p>{sentences[1]}{last}</p>"
    assert read(layout(body=body)).authors == people


def test_words_in_brackets_at_the_end_of_the_text_are_no_author(read, daily, sentences) -> None:
    body = f"<p>{sentences[0]}</p><p>老周说，水来得早（今年比往年早了六天）</p>"
    assert read(daily(body=body)).authors == []


@pytest.mark.parametrize("first", ["本报讯（记者 张三）", "本报讯 （记者张三）", "青禾时报讯（记者 张三）"])
def test_the_author_in_the_first_line_of_the_text_is_found(read, layout, sentences, first: str) -> None:
    assert read(layout(body=f"<p>　　{first}{sentences[0]}</p><p>{sentences[1]}</p>")).authors == ["张三"]


@pytest.mark.parametrize(
    "end",
    [
        "<p>责任编辑：李晓</p>",
        "<p>（责任编辑：李晓）</p>",
        "<p>[编辑：李晓]</p>",
        "<p>责编：李晓 审核：王明</p>",
        "<div>责任编辑： 李 晓 </div>",
        "<p>编辑：李晓</p>",
    ],
)
def test_the_editor_behind_the_text_is_found(read, layout, end: str) -> None:
    assert read(layout(end=end)).editors == ["李晓"]


def test_editor_and_author_are_told_apart(read, daily) -> None:
    article = read(daily(byline="2020-03-18 作者：张三 责任编辑：李晓"))
    assert (article.authors, article.editors) == (["张三"], ["李晓"])


@pytest.mark.parametrize(
    "byline",
    [
        "2020-03-18 点击：35",
        "2020-03-18 阅读次数：35",
        "2020-03-18 浏览量:35次",
        "2020-03-18 阅读（35）",
        "2020-03-18 浏览：<span>35</span>",
        "2020-03-18 人气：35 评论：2",
    ],
)
def test_how_often_it_was_read_is_missed(read, layout, byline: str) -> None:
    assert read(layout(byline=byline)).read_count == 35


@pytest.mark.parametrize("byline", ["2020-03-18 阅读：", "2020-03-18 评论：35", "2020-03-18 字号：35"])
def test_another_number_is_not_how_often_it_was_read(read, daily, byline: str) -> None:
    assert read(daily(byline=byline)).read_count is None


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ('"张三"', ["张三"]),
        ('{"@type": "Person", "name": "张三"}', ["张三"]),
        ('[{"name": "张三"}, {"name": "李四"}]', ["张三", "李四"]),
        ('[{"name": null}, 3, null, {}]', []),
        ('{"name": ["张三"]}', []),
    ],
)
def test_the_author_of_json_ld_is_found_or_no_error(read, daily, author: str, people: list[str]) -> None:
    page = daily().replace(
        "<head>", f'<head><script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'
    )
    assert read(page).authors == people


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By <a href=/people/jane>Jane Doe</a> and John Smith", ["Jane Doe", "John Smith"]),
        ("<span class=author>Jane Doe</span> March 18, 2020", ["Jane Doe"]),
        ("March 18, 2020", []),
    ],
)
def test_an_english_author_is_found(read, english, byline: str, people: list[str]) -> None:
    assert read(english(byline=byline)).authors == people


def text_with(first: str = "", last: str = "") -> str:
    """A text that starts or ends with the given words."""
    return (
        f"<p>　　{first}三月中旬，青禾县城关、沙河、柳林三座提灌站同时开闸，渠水流进了沿线一万二千亩麦田。</p>"
        "<p>沙河村的种粮大户老周一早就守在地头。他说，往年这个时候要排队等水，今年渠道衬砌完了，水到得快。</p>"
        f"<p>截至目前，全县已浇灌麦田七万亩，占计划的六成，预计月底前全部浇完。{last}</p>"
    )


@pytest.mark.parametrize(
    ("first", "people"),
    [
        ("本报记者 张三　", ["张三"]),
        ("本报记者张三报道：", ["张三"]),
        ("青禾时报讯 记者 张三 报道 ", ["张三"]),
        ("新华社青禾3月18日电（记者张三、李四）", ["张三", "李四"]),
        ("本报讯(记者张三 通讯员李四)", ["张三", "李四"]),
        ("记者张三说，", []),
        ("记者从县水利局获悉，", []),
        ("本报讯 记者近日在青禾县采访时看到，", []),
        ("记者：水来得早吗？</p><p>老周：早。</p><p>", []),
    ],
)
def test_words_of_the_first_sentence_are_taken_for_names(read, daily, first: str, people: list[str]) -> None:
    assert read(daily(byline="2020-03-18", body=text_with(first))).authors == people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("□ 本报记者 张三 李四", ["张三", "李四"]),
        ("■ 本报记者 张三", ["张三"]),
        ("青禾时报记者 张三 通讯员 李四", ["张三", "李四"]),
        ("新华社记者张三、李四", ["张三", "李四"]),
        ("新华社青禾3月18日电 题：渠水早来　新华社记者张三、李四", ["张三", "李四"]),
        ("文/图 本报记者 张三", ["张三"]),
        ("记者 张三 文/图", ["张三"]),
        ("本报记者 张三/文 李四/摄", ["张三", "李四"]),
        ("张三/文 李四/摄", ["张三", "李四"]),
        ("见习记者 张三 摄影报道", ["张三"]),
        ("本报记者 欧阳小芳 上官云", ["欧阳小芳", "上官云"]),
        ("本报记者 张　三　李小四", ["张三", "李小四"]),
        ("青禾新闻·青禾时报记者张三/文受访者供图", ["张三"]),
        ("本报驻省城记者 张三 发自青禾", ["张三"]),
        ("本报实习生 王五</p><p>本报记者 张三 李四", ["王五", "张三", "李四"]),
        ("张三", ["张三"]),
    ],
)
def test_a_line_that_names_the_reporters_is_missed_in_one_of_its_forms(
    read, daily, line: str, people: list[str]
) -> None:
    assert read(daily(byline="2020-03-18", body=text_with(f"{line}</p><p>"))).authors == people


@pytest.mark.parametrize(
    ("last", "people"),
    [
        ("（张三 李四）", ["张三", "李四"]),
        ("（青禾时报记者 张三）", ["张三"]),
        ("（青禾县水利局 张三）", ["张三"]),
        ("（张三 省城报道）", ["张三"]),
        ("（作者：张三，青禾大学教授）", ["张三"]),
        ("（通讯员 张三 李四 文/图）", ["张三", "李四"]),
        ("（通讯员：原野）", ["原野"]),
        ("</p><p>记者：张三</p><p>编辑：李晓", ["张三"]),
        ("</p><p>执笔人：张三 李四", ["张三", "李四"]),
        ("</p><p>采写：青禾时报记者 张三 李四", ["张三", "李四"]),
        ("</p><p>整合 青禾时报·青禾客户端记者 张三", ["张三"]),
        ("</p><p>图为三座提灌站。本报记者 张三 摄", []),
        ("</p><p>老周在麦田里 本报记者 张三 摄", []),
        ("（作者系青禾大学教授）", []),
        ("</p><p>（作者单位：青禾大学）", []),
        ("</p><p>（图片由县水利局提供）", []),
        ("</p><p>（记者手记）", []),
    ],
)
def test_a_signature_is_missed_or_a_caption_taken_for_one(read, daily, last: str, people: list[str]) -> None:
    assert read(daily(byline="2020-03-18", body=text_with(last=last))).authors == people


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("2020-03-18 09:41:05 [ 张三 ] 来源：[ 青禾时报 ]", ["张三"]),
        ("2020-03-18 09:41 张三 李四 青禾学院新闻网", ["张三", "李四"]),
        ("2020-03-18 作者：张三（青禾县水利局）", ["张三"]),
        ("2020-03-18 撰文 | 张三 编辑 | 李晓", ["张三"]),
        ("2020-03-18 作者/张三", ["张三"]),
        ("2020-03-18 文：张三 图：李四", ["张三", "李四"]),
        ("2020-03-18 来源：青禾时报 全媒体记者 张三", ["张三"]),
        ("2020-03-18 来源：青禾时报·青禾新闻记者 张三", ["张三"]),
        ("2020-03-18 通讯员 张三 李四 记者 王五", ["张三", "李四", "王五"]),
        ("2020-03-18 作者：阿卜杜拉·买买提", ["阿卜杜拉·买买提"]),
        ("2020-03-18 作者：[美] 约翰·史密斯", ["约翰·史密斯"]),
        ("2020-03-18 作者：山石、茉莉", ["山石", "茉莉"]),
        ("2020-03-18 作者：张三 译者：李四", ["张三"]),
        ("2020-03-18 供稿：青禾县水利局 审核：王五", ["青禾县水利局"]),
        ("2020-03-18 撰稿：张三 摄影：李四 审核：王五", ["张三"]),
        ("2020-03-18 发布人：张三 来源：青禾时报", []),
        ("2020-03-18 作者：admin", []),
    ],
)
def test_a_byline_is_missed_in_one_of_its_forms(read, daily, byline: str, people: list[str]) -> None:
    assert read(daily(byline=byline)).authors == people


@pytest.mark.parametrize("line", ["作者：张三", "<b>作者：张三</b>"])
def test_a_byline_among_the_lines_of_the_text_is_lost_with_the_noise(read, daily, line: str) -> None:
    assert read(daily(byline="", body=text_with(f"青禾县三座提灌站开闸</p><p>{line}</p><p>"))).authors == ["张三"]


def test_the_author_of_a_comment_or_a_teaser_is_none(read, daily) -> None:
    comments = "<div class=comments><p>作者：小麦 2020-03-19</p><p>早该修了</p></div><p>另一篇 2020-03-19。（记者 王五）水来了。</p>"
    assert read(daily(byline="2020-03-18", end=comments)).authors == []


def test_the_author_of_a_meta_tag_is_found(read, daily) -> None:
    article = read(daily().replace("<head>", "<head><meta name=author content=张三>"))
    assert (article.authors, article.found_by["authors"]) == (["张三"], "meta:author")


def test_the_editor_in_brackets_at_the_end_of_the_text_is_missed(read, daily, sentences) -> None:
    article = read(daily(body=f"<p>{sentences[0]}</p><p>{sentences[1]}（责任编辑：李晓）</p>"))
    assert (article.editors, article.found_by["editors"]) == (["李晓"], "body")


def test_the_name_of_the_program_is_no_author(read, daily) -> None:
    page = daily().replace("<head>", "<head><meta name=author content='Discuz! Team and Comsenz UI Team'>")
    assert read(page).authors == []


def test_a_person_that_a_source_names_is_the_author(read, daily) -> None:
    assert read(daily(byline="2020-03-18 来源：张三")).authors == ["张三"]


@pytest.mark.parametrize(
    ("byline", "medium"),
    [
        ("2020-03-18 09:41 来源 | 青禾时报", "青禾时报"),
        ("2020-03-18 09:41 来源丨青禾时报", "青禾时报"),
        ("2020-03-18 09:41 来源/青禾时报", "青禾时报"),
        ("2020-03-18 09:41 【来源：青禾时报】", "青禾时报"),
        ("2020-03-18 09:41 转载自：青禾时报", "青禾时报"),
        ("2020-03-18 09:41 转载来源：青禾时报", "青禾时报"),
        ("2020-03-18 09:41 摘自：青禾时报", "青禾时报"),
        ("2020-03-18 09:41 来源：青禾时报（记者 张三）", "青禾时报"),
        ("2020-03-18 09:41 来源:青禾时报编辑:李晓", "青禾时报"),
        ("2020-03-18 09:41 来源：青禾时报-青禾新闻", "青禾时报-青禾新闻"),
        ("2020-03-18 09:41 来源：“青禾发布”微信公众号", "“青禾发布”微信公众号"),
        ("2020-03-18 09:41 发布机构：青禾县水利局", "青禾县水利局"),
        ("2020-03-18 09:41 发布机构：青禾县水利局 来源：青禾时报", "青禾时报"),
        ("<span class=source>青禾时报 张三</span> 2020-03-18", "青禾时报"),
        ("2020-03-18 和田网", "和田网"),
        ("2020-03-18 来源：未知", None),
    ],
)
def test_a_source_is_missed_in_one_of_its_forms(read, daily, byline: str, medium: str | None) -> None:
    assert read(daily(byline=byline)).source == medium


@pytest.mark.parametrize(
    ("first", "last", "medium"),
    [
        ("他说，水的 来源：一是水库，二是机井。</p><p>", "", None),
        ("他说，水的 来源：一是水库", "", None),
        ("资金来源：财政拨款。</p><p>", "", None),
        ("", "（来源：青禾时报）", "青禾时报"),
        ("", "来源：青禾时报", "青禾时报"),
        ("", "（据青禾时报报道）", "青禾时报"),
        ("", "</p><p>【来源：青禾时报】", "青禾时报"),
        ("", "</p><p>数据来源：县统计局", None),
        ("", "</p><p>图片来源：县水利局", None),
    ],
)
def test_a_label_in_the_text_is_a_source_only_at_its_end(
    read, daily, first: str, last: str, medium: str | None
) -> None:
    assert read(daily(byline="2020-03-18 09:41", body=text_with(first, last))).source == medium


@pytest.mark.parametrize(
    ("end", "people"),
    [
        ("【责任编辑：张三】", ["张三"]),
        ("[责任编辑:张三 PN123]", ["张三"]),
        ("(责编：张三、李四)", ["张三", "李四"]),
        ("编辑 | 张三", ["张三"]),
        ("编辑丨张三", ["张三"]),
        ("责编/张三", ["张三"]),
        ("责任编辑 张三", ["张三"]),
        ("编辑 张三 校对 李四", ["张三"]),
        ("值班编辑：张三 审核：王五", ["张三"]),
        ("责编：张三 初审：王五 复审：赵六 终审：孙七", ["张三"]),
        ("初审：王五</p><p>复审：赵六</p><p>终审：孙七", []),
        ("来源：青禾时报 编辑：张三", ["张三"]),
        ("责任编辑：张三 电话：010-00000000", ["张三"]),
        ("责任编辑：张三（实习生 李四）", ["张三"]),
        ("责任编辑：qinghe01", ["qinghe01"]),
        ("本版编辑 张三", ["张三"]),
    ],
)
def test_an_editor_is_missed_in_one_of_its_forms(read, daily, end: str, people: list[str]) -> None:
    assert read(daily(byline="2020-03-18", end=f"<p>{end}</p>")).editors == people
    assert read(daily(byline="2020-03-18", body=text_with(last=f"</p><p>{end}"))).editors == people


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Jane Doe, Staff Writer", ["Jane Doe"]),
        ("By Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("March 18, 2020 by Jane Doe", ["Jane Doe"]),
        ("Written by Jane Doe", ["Jane Doe"]),
        ("Published March 18, 2020 9:41 am By Jane Doe", ["Jane Doe"]),
        ("By Jane Doe Published: March 18, 2020", ["Jane Doe"]),
        ("By Jane Doe on Monday, March 16th, 2020", ["Jane Doe"]),
        ("By Jane Doe @janedoe", ["Jane Doe"]),
        ("Story by Jane Doe; photos by John Smith", ["Jane Doe"]),
    ],
)
def test_an_english_byline_is_missed_or_runs_on(read, english, byline: str, people: list[str]) -> None:
    assert read(english(byline=byline)).authors == people


@pytest.mark.parametrize(
    "line", ["，来" * 145 + "。来源", "来源：" * 95, "（记者 " * 70, "由" * 290 + "于2020-03-18", "·" * 290]
)
def test_a_line_of_what_labels_are_made_of_is_read_in_time(read, daily, line: str) -> None:
    started = time.process_time()
    read(daily(byline=line, body=text_with(f"{line}</p><p>"), end=f"<p>{line}</p>" * 10))
    assert time.process_time() - started < 1
