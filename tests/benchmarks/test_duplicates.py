"""The corpus of the benchmark is the same at each run, and its copies are found."""

from benchmarks.duplicates import stories
from benchmarks.duplicates.negatives import kinds
from benchmarks.duplicates.quality import recall
from benchmarks.duplicates.wording import in_words


def test_a_seed_gives_one_corpus() -> None:
    papers = stories.tuned(1), stories.tuned(1), stories.tuned(2)
    one, same, other = ([paper.report() for _ in range(20)] for paper in papers)
    assert one == same != other


def test_no_slot_stays_empty() -> None:
    for paper in (stories.tuned(1), stories.held(1)):
        made = [paper.report() for _ in range(60)] + [paper.bulletin(kind) for kind in paper.templates]
        assert all(not {"{", "}"} & set(story.title + story.body) for story in made)


def test_all_kinds_give_articles_that_differ() -> None:
    paper = stories.held(1)
    for make in kinds(paper).values():
        group = next(make(paper))
        assert len({story.body for story in group}) == len(group) > 1


def test_copies_are_found() -> None:
    copies, brought, told, of_another = recall(stories.tuned(7), 30)
    assert copies == 30 * 13
    assert brought >= 0.98 * copies
    assert told >= 0.98 * copies
    assert of_another == 0


def test_numbers_in_words() -> None:
    assert [in_words(number) for number in (2, 10, 12, 20, 105, 320, 1003, 1010)] == [
        "二", "十", "十二", "二十", "一百零五", "三百二十", "一千零三", "一千零一十",
    ]  # fmt: skip
