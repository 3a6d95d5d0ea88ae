"""ArticleLoader: what each field accepts, and which candidate wins."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newscrawl.items import Article, Image
from newscrawl.loaders import ArticleLoader, Candidate
from newscrawl.text.dates import Moment

NOW = datetime(2020, 3, 20, 4, 0, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def loader() -> ArticleLoader:
    return ArticleLoader(Article(url="http://www.qinghe.example/1.html"), NOW)


def moment(text: str, precision: str) -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=CHINA).astimezone(UTC), precision, text)


def test_the_first_candidate_that_can_be_wins_and_is_named(loader: ArticleLoader) -> None:
    loader.offer(
        "title",
        [
            Candidate("　 ", "selector"),
            Candidate("题" * 301, "headline"),
            Candidate(" 开闸\u200b放水 ", "meta"),
            Candidate("别的", "title"),
        ],
    )
    article = loader.load_item()
    assert (article.title, article.found_by) == ("开闸放水", {"title": "meta"})


def test_a_later_candidate_is_never_asked_for(loader: ArticleLoader) -> None:
    def candidates():
        yield Candidate("开闸放水", "headline")
        raise AssertionError("one was enough")

    loader.offer("title", candidates())
    assert loader.load_item().title == "开闸放水"


def test_no_candidate_leaves_the_default(loader: ArticleLoader) -> None:
    for field in ("title", "source", "authors", "keywords", "images", "published_at"):
        loader.offer(field, [])
    article = loader.load_item()
    assert (article.title, article.source, article.authors, article.keywords, article.images, article.published_at) == (
        None,
        None,
        [],
        [],
        [],
        None,
    )
    assert article.found_by == {}


def test_candidates_of_two_finders_are_not_mixed(loader: ArticleLoader) -> None:
    loader.offer(
        "authors", [Candidate("作者：佚名", "byline"), Candidate("张三、李四、张三", "body"), Candidate("王五", "meta")]
    )
    assert loader.load_item().authors == ["张三", "李四"]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("title", "cafe\u0301\n 开闸", "café 开闸"),
        ("subtitle", "　副题　", "副题"),
        ("source", "来源：《青禾时报》", "青禾时报"),
        ("source", "12345", None),
        ("summary", "长" * 1001, None),
        ("channel", "长" * 61, None),
        ("body", "　一段。\n\n　二段。 ", "一段。\n二段。"),
        ("keywords", ["春灌", " 水利 ", "春灌", ""], ["春灌", "水利"]),
        ("breadcrumbs", ["首页", " 新闻 "], ["首页", "新闻"]),
        ("editors", "责任编辑：李 晓", ["李晓"]),
        ("read_count", 0, 0),
        ("canonical_url", "HTTP://WWW.Qinghe.example:80/1.html?utm_source=x#a", "http://www.qinghe.example/1.html"),
    ],
)
def test_a_field_is_normalised_or_refused(loader: ArticleLoader, field: str, value: object, kept: object) -> None:
    loader.offer(field, [Candidate(value, "x")])
    assert getattr(loader.load_item(), field) == (kept if kept is not None else getattr(Article(), field))


def test_lists_of_things_stay_lists(loader: ArticleLoader) -> None:
    images = [Image("http://a.example/1.jpg", "一"), Image("http://a.example/2.jpg", "二")]
    loader.offer("images", [Candidate(images, "body")])
    assert loader.load_item().images == images


def test_a_day_is_refined_by_the_hour_of_the_same_day_only(loader: ArticleLoader) -> None:
    told = [
        (moment("2020-03-18", "day"), "byline"),
        (moment("2020-03-19T00:00", "minute"), "meta:a"),
        (moment("2020-03-18T23:59:59", "second"), "meta:b"),
    ]
    loader.offer_moment("published_at", told)
    article = loader.load_item()
    assert article.published_at == datetime(2020, 3, 18, 15, 59, 59, tzinfo=UTC)
    assert (article.published_precision, article.found_by["published_at"]) == ("second", "meta:b")


def test_an_hour_is_not_replaced_by_a_finer_one(loader: ArticleLoader) -> None:
    loader.offer_moment(
        "published_at",
        [(moment("2020-03-18T09:41", "minute"), "byline"), (moment("2020-03-18T10:00:01", "second"), "meta")],
    )
    assert loader.load_item().published_precision == "minute"


@pytest.mark.parametrize(
    "refused", [None, moment("2020-03-22", "day"), moment("1994-12-31", "day"), moment("2099-01-01T10:00", "minute")]
)
def test_what_cannot_be_is_passed_over(loader: ArticleLoader, refused: Moment | None) -> None:
    loader.offer_moment("published_at", [(refused, "byline"), (moment("2020-03-18T09:41", "minute"), "meta")])
    assert loader.load_item().found_by["published_at"] == "meta"


def test_a_change_tells_no_precision_of_the_publication(loader: ArticleLoader) -> None:
    loader.offer_moment("modified_at", [(moment("2020-03-18T09:41", "minute"), "meta")])
    article = loader.load_item()
    assert (article.published_precision, article.published_raw) == (None, None)
    assert article.modified_at is not None
    assert article.modified_at.utcoffset() == timedelta()


def test_the_version_that_read_the_page_is_kept(loader: ArticleLoader) -> None:
    assert loader.load_item().extractor.startswith("newscrawl ")
