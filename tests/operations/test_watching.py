"""Operators are told once that MongoDB or Redis is away, and once that it is back, by a process that may be unable to ask what it has told."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.operations import watching
from newscrawl.operations.watching import Server, Watch

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """That of a scheduler, whatever a program with less of it has left in this process."""
    monkeypatch.setattr(watching, "AWAY", timedelta(minutes=1))


def watched(answers: str, *, server: str = "MongoDB", hours: tuple[int, int] = (0, 24), refuses: frozenset[int] = frozenset()) -> list[str]:  # fmt: skip
    """What is done at looks at a server twenty seconds apart, at which it answers (+), does not (-), or its review fails (!)."""
    done: list[str] = []
    looks = iter(answers)
    at = -1
    told = 0

    async def ping() -> None:
        nonlocal at
        at += 1
        if (answer := next(looks, "")) == "-":
            raise StoreUnavailableError("away")
        if not answer:
            watch.run_task.cancel()

    def notify(message) -> bool:
        nonlocal told
        told += 1
        done.append(f"{at}: {message.title}")
        return told - 1 not in refuses

    def review(outages) -> list[str]:
        answer = answers[min(at, len(answers) - 1)]
        if answer == "!":
            raise RuntimeError("a site's spider cannot be loaded")
        if answer == "-" and server == "MongoDB":
            done.append(f"{at}: review in vain")
            raise StoreUnavailableError("away")
        minutes = sum((each.until - each.since) / timedelta(minutes=1) for each in outages)
        done.append(f"{at}: review, away {minutes:.1f}")
        return []

    async def run() -> None:
        watch.run_task = asyncio.ensure_future(watch.run())
        await asyncio.wait([watch.run_task])

    watch = Watch(
        review,
        [Server(server, ping, "Nothing is done.")],
        notify,
        every=0.0,
        hours=hours,
        now=lambda: NOW + timedelta(seconds=20) * at,
        said=done.append,
    )
    asyncio.run(run())
    return [line for line in done if not line.startswith(("told: ", f"{len(answers)}: "))]


AWAY, BACK = "newscrawl: MongoDB is away", "newscrawl: mended: MongoDB"


def only(done: list[str], *words: str) -> list[str]:
    return [line for line in done if any(word in line for word in words)]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("++++", []),
        ("+--++", []),  # another member was elected
        ("+-------+++", [f"4: {AWAY}", f"8: {BACK}"]),
        ("-----+-----+", [f"3: {AWAY}", f"5: {BACK}", f"9: {AWAY}", f"11: {BACK}"]),
    ],
)
def test_it_is_told_once(answers, told):
    assert only(watched(answers), "MongoDB") == told


def test_what_could_not_be_told_is_tried_again():
    done = watched("-------++", refuses=frozenset([0, 1, 3]))
    assert only(done, "MongoDB") == [f"3: {AWAY}", f"4: {AWAY}", f"5: {AWAY}", f"7: {BACK}", f"8: {BACK}"]


def test_sites_are_reviewed_while_it_is_there_and_whatever_became_of_the_last_review():
    done = watched("+!----+")
    assert only(done, "review") == ["0: review, away 0.0", "the sites could not be reviewed: RuntimeError: a site's spider cannot be loaded", "6: review, away 1.3"]  # fmt: skip


def test_sites_are_reviewed_while_redis_is_away_and_know_of_it_when_operators_do():
    done = watched("+-----++", server="Redis")
    assert only(done, "Redis") == ["4: newscrawl: Redis is away", "6: newscrawl: mended: Redis"]
    assert [line.split()[-1] for line in only(done, "review")] == [
        "0.0",
        "0.0",
        "0.0",
        "0.0",
        "1.0",
        "1.3",
        "1.7",
        "1.7",
    ]


def test_nothing_is_told_in_other_hours():
    hour = datetime.now().hour
    assert watched("+-----++", hours=((hour + 2) % 24, (hour + 3) % 24)) == []
