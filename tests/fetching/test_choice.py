"""Whether a site's pages are rendered, as what was seen of them changes."""

from datetime import UTC, datetime, timedelta

from newscrawl.fetching.rendering.choice import Choice

NOW = datetime(2026, 11, 27, tzinfo=UTC)
WEEK = timedelta(days=7)


def choice(*seen: bool) -> Choice:
    """After pages that had nothing, and then something or nothing when they were rendered."""
    made = Choice(WEEK)
    for helped in seen:
        made.was_rendered("article", NOW, helped=helped)
    return made


def test_pages_are_plain_first_until_rendering_has_helped_three_times_in_a_row():
    assert [choice(*[True] * times).is_plain_first("article", NOW) for times in range(5)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert choice(True, True, True).is_plain_first("listing", NOW)


def test_a_page_that_had_something_as_it_was_starts_the_count_again():
    made = choice(True, True)
    made.was_enough("article")
    made.was_rendered("article", NOW, helped=True)
    assert made.is_plain_first("article", NOW)


def test_where_rendering_never_helps_it_is_left_alone():
    assert [choice(*[False] * times).may_help("article", NOW) for times in range(5)] == [True, True, True, False, False]
    assert choice(True, *[False] * 9).may_help("article", NOW)


def test_after_a_week_one_page_is_tried_the_other_way():
    for made, question in ((choice(*[True] * 3), Choice.is_plain_first), (choice(*[False] * 3), Choice.may_help)):
        assert not question(made, "article", NOW + WEEK - timedelta(seconds=1))
        assert question(made, "article", NOW + WEEK)
        assert not question(made, "article", NOW + WEEK)


def test_what_was_seen_is_kept_as_a_document():
    made = Choice(WEEK)
    made.load(choice(True, True, True).as_dict())
    assert not made.is_plain_first("article", NOW)
