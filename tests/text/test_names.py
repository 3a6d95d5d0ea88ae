"""Names of people and media out of bylines."""

import pytest

from newscrawl.text.names import names, only_people, signed, source_name


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("张三", ["张三"]),
        ("记者 张三", ["张三"]),
        ("记者张三", ["张三"]),
        ("記者林美珍／報導", ["林美珍"]),
        ("記者林美珍報導", ["林美珍"]),
        ("记者：张三", ["张三"]),
        ("本报记者 张三", ["张三"]),
        ("本报记者张三 通讯员李四", ["张三", "李四"]),
        ("本网见习记者 王小二", ["王小二"]),
        ("通讯员：魏玮", ["魏玮"]),
        ("(通讯员:魏玮)", ["魏玮"]),
        ("（记者 张三 李四）", ["张三", "李四"]),
        ("张三、李四，王五；赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三 李四", ["张三", "李四"]),
        ("李 四", ["李四"]),  # a name of two characters padded to the width of three
        ("张　三、欧阳小芳", ["张三", "欧阳小芳"]),
        ("李 四 王 五", ["李四", "王五"]),
        ("文/张三 图/李四", ["张三", "李四"]),
        ("文/图 张三", ["张三"]),
        ("作者：张三 编辑：李四", ["张三", "李四"]),
        ("责任编辑：李晓", ["李晓"]),
        ("张三 摄影报道", ["张三"]),
        ("张三/文", ["张三"]),
        ("阿卜杜拉·买买提", ["阿卜杜拉·买买提"]),
        ("本报评论员", []),
        ("西乡县融媒体中心", ["西乡县融媒体中心"]),
        ("汉中市人民政府办公室", ["汉中市人民政府办公室"]),
        ("By Jane Doe", ["Jane Doe"]),
        ("by JANE DOE and John O'Neill", ["JANE DOE", "John O'Neill"]),
        ("Jane Doe, John Smith & José Muñoz", ["Jane Doe", "John Smith", "José Muñoz"]),
        ("Reporter: J. R. Smith-Jones", ["J. R. Smith-Jones"]),
        ("张三、张三", ["张三"]),
        ("本报首席记者 张三", ["张三"]),
        ("记者 张三 实习生 李四", ["张三", "李四"]),
        ("通讯员 李四（县委宣传部）", ["李四"]),
        ("Jane Doe, Senior Staff Reporter", ["Jane Doe"]),
        ("山石、茉莉", ["山石", "茉莉"]),
        ("张三、茉莉", ["张三", "茉莉"]),
        ("张三 三月中旬，青禾县城关、沙河、柳林三座提灌站", ["张三"]),
        ("张三，青禾大学教授", ["张三"]),
        ("老渠工&小麦", ["老渠工&小麦"]),
        ("[美] 约翰·史密斯", ["约翰·史密斯"]),
        ("青禾县水利局 张三", ["张三"]),
        ("青禾时报、张三", ["张三"]),
        ("Jane Doe on Monday", ["Jane Doe"]),
    ],
)
def test_a_name_is_lost_or_kept_with_its_role(byline: str, people: list[str]) -> None:
    assert names(byline) == people


@pytest.mark.parametrize(
    "byline",
    [
        "",
        "　",
        "admin@example.com",
        "未知",
        "佚名",
        "管理员",
        "admin123 2018-06-13",
        "编辑",
        "记者",
        "点击查看更多精彩内容",
        "来源：西乡时报",
        "http://www.example.com/author/3",
        "本站原创文章，转载请注明出处",
        "123",
        "-",
        "https://www.facebook.com/example",
        "Staff Writer",
        "本报讯",
    ],
)
def test_what_is_no_name_is_not_taken_for_an_author(byline: str) -> None:
    assert names(byline) == []


def test_a_name_of_1_mb_is_refused_in_time() -> None:
    assert names("张" * 1_000_000) == []
    assert names("a" * 1_000_000) == []
    assert names("张 " * 100_000) is not None


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("来源：西乡时报", "西乡时报"),
        ("来源:领花厂家", "领花厂家"),
        ("稿源：新华网", "新华网"),
        ("文章来源： 《西乡时报》 ", "西乡时报"),
        ("信息来源：县水利局", "县水利局"),
        ("转自：秦南日报", "秦南日报"),
        ("来源于 秦南日报", "秦南日报"),
        ("Source: The Elbe Courier", "The Elbe Courier"),
        ("秦南日报", "秦南日报"),
        ("（秦南日报）", "秦南日报"),
        ("“西乡发布”微信公众号", "“西乡发布”微信公众号"),
    ],
)
def test_a_medium_is_kept_without_its_label(text: str, medium: str) -> None:
    assert source_name(text) == medium


@pytest.mark.parametrize("text", ["", "来源：", "来源： - ", "12345", "《》", "长" * 41, "来"])
def test_what_is_no_medium_is_none(text: str) -> None:
    assert source_name(text) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("记者 张三 李四 报道", ["张三", "李四"]),
        ("青禾时报记者张三/文 李四/摄", ["张三", "李四"]),
        ("本报记者 格桑边觉", ["格桑边觉"]),
        ("记者张三李四", ["张三", "李四"]),
        ("记者 陈方安生", ["陈方安生"]),
        ("记者 三月中旬", []),
        ("记者从县水利局获悉", []),
        ("记者 杭州报道", []),
        ("记者张三说", []),
        ("记者手记", []),
    ],
)
def test_only_what_is_surely_a_name_is_taken_where_no_label_bounds_it(text: str, people: list[str]) -> None:
    assert signed(text) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三", ["张三"]),
        ("张三、风语", ["张三", "风语"]),
        ("青禾县水利局 张三", ["张三"]),
        ("张三 省城报道", ["张三"]),
        ("张三说", []),
        ("正文", []),
        ("和田网", []),
        ("高考", []),
        ("未完待续", []),
    ],
)
def test_a_line_is_taken_for_names_though_it_has_other_words(text: str, people: list[str]) -> None:
    assert only_people(text) == people


@pytest.mark.parametrize(
    "text", ["张" * 10**6, "张 " * 10**6, "张三、" * 10**6, "记者" * 10**6, "·" * 10**6, "（" * 10**6]
)
def test_1_mb_of_what_names_are_made_of_is_read_in_time(text: str) -> None:
    assert len(names(text) + signed(text) + only_people(text)) < 100
