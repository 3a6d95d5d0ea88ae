"""What is planted has no word of the vocabulary but where it shall; what it measures does not fall."""

import pytest

from benchmarks.planted import honest_scores, planted_scores
from benchmarks.planting import plant, stories, words
from newscrawl.spam.phrases import selling_word

LEAST = {"removed": 0.9, "flagged": 0.94, "phrases": 1.0, "accused": 0.99, "kept": 0.9}


@pytest.mark.parametrize("kind", ["goods", "brands", "english"])
def test_no_list_names_what_is_sold(kind: str) -> None:
    names = words()[kind] if kind == "english" else words()[kind].split()
    assert [name for name in names if selling_word(name, linked=True)] == []


def test_no_list_has_the_words_that_it_shall_not_have() -> None:
    assert [word for word in words()["unlisted"].split() if selling_word(f"临江旋耕机{word}", linked=True)] == []


def test_trades_that_no_list_names_are_known_by_shape_and_place() -> None:
    scores = [score for number, story in enumerate(stories()) for score in planted_scores(plant(story, number))]
    for measure, least in LEAST.items():
        right = [good for name, _, good, _ in scores if name == measure]
        assert sum(right) >= least * len(right), measure


def test_no_line_of_an_honest_page_is_lost_and_hardly_a_link_accused() -> None:
    scores = list(honest_scores())
    assert [what for measure, _, good, what in scores if measure == "honest" and not good] == []
    assert sum(not good for measure, _, good, _ in scores if measure == "accused") <= 1
