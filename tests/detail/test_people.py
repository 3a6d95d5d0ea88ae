"""Where an article came from, who wrote and who edited it, how often it was read."""

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
