"""How pages of a listing are counted, and the pages of a newspaper's day together."""

import pytest
from scrapy import Request
from scrapy.http import Response

from newscrawl.pipelines.walks import Walk

OLD, NEW = True, False  # whether a page has nothing new


def walked(*pages: tuple[str, bool, bool]) -> Walk:
    """A walk through pages: the ids on each, whether none is new, and whether the next page goes on with it."""
    walk = Walk("http://www.qinghe.example/", top=True, stops=True, keeps=False)
    response = Response("http://www.qinghe.example/", request=Request("http://www.qinghe.example/"))
    for ids, nothing_new, goes_on in pages:
        walk.see(response, [], ids.split(), nothing_new=nothing_new, goes_on=goes_on)
    return walk


@pytest.mark.parametrize(
    ("pages", "nothing_new", "repeated"),
    [
        ([("a b", OLD, False), ("c", OLD, False)], 2, 0),
        ([("a b", OLD, False), ("c", NEW, False)], 0, 0),
        ([("a b", OLD, False), ("a", OLD, False), ("b", OLD, False)], 3, 2),
        ([("a", OLD, True), ("b", OLD, True), ("c", OLD, False)], 1, 0),
        ([("a b c", OLD, True), ("b", OLD, True), ("c", OLD, False)], 1, 0),
        ([("a", NEW, True), ("b", OLD, False), ("c", OLD, False)], 1, 0),
        ([("a", OLD, False), ("b", OLD, True), ("", OLD, False)], 2, 0),
        ([("a", OLD, False), ("", OLD, False), ("", OLD, False)], 1, 0),
        ([("a", OLD, False), ("a", OLD, True), ("a", OLD, False)], 2, 1),
    ],
    ids="pages news repeated day whole_day_on_each news_of_the_day page_of_pictures days_without day_again".split(),
)
def test_what_has_nothing_new_and_what_repeats_is_counted(pages, nothing_new: int, repeated: int) -> None:
    walk = walked(*pages)
    assert (walk.nothing_new, walk.repeated) == (nothing_new, repeated)
