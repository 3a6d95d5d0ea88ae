import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from newscrawl.pipelines.batches import Batcher

LONG = 60.0


class Runs:
    """Notes the batches that ran; each takes ``seconds`` and doubles its numbers."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.batches: list[list[int]] = []
        self.at_once = self.most_at_once = 0

    async def __call__(self, items: list[int]) -> list[int]:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.batches.append(list(items))
        self.at_once -= 1
        return [2 * item for item in items]


async def fails(items: list[int]) -> list[int]:
    raise OSError(f"cannot do {items}")


def within(coroutine: Coroutine[Any, Any, Any], seconds: float = 5.0) -> Any:
    return asyncio.run(asyncio.wait_for(coroutine, seconds))


def test_a_batch_runs_when_it_has_enough_items():
    runs = Runs()

    async def scenario() -> list[int]:
        batcher = Batcher(runs, count=3, seconds=LONG)
        return await asyncio.gather(*(batcher.put(number) for number in range(6)))

    assert within(scenario()) == [0, 2, 4, 6, 8, 10]
    assert runs.batches == [[0, 1, 2], [3, 4, 5]]


def test_a_batch_runs_when_it_has_enough_bytes():
    runs = Runs()

    async def scenario() -> list[int]:
        batcher = Batcher(runs, count=100, size=10, seconds=LONG)
        return await asyncio.gather(*(batcher.put(number, 5) for number in range(4)))

    within(scenario())
    assert runs.batches == [[0, 1], [2, 3]]


def test_a_batch_runs_when_its_first_item_has_waited_enough():
    runs = Runs()

    async def scenario() -> int:
        return await Batcher(runs, count=100, seconds=0.02).put(7)

    assert within(scenario()) == 14


def test_one_batch_runs_at_a_time_and_order_is_kept():
    runs = Runs(seconds=0.005)

    async def scenario() -> None:
        batcher = Batcher(runs, count=2, seconds=0.001)
        await asyncio.gather(*(batcher.put(number) for number in range(20)))

    within(scenario())
    assert runs.most_at_once == 1
    assert [number for batch in runs.batches for number in batch] == list(range(20))


def test_put_waits_when_one_batch_runs_and_the_next_is_full():
    go = asyncio.Event()
    taken: list[int] = []

    async def run(items: list[int]) -> list[int]:
        taken.extend(items)
        await go.wait()
        return items

    async def scenario() -> None:
        batcher = Batcher(run, count=2, seconds=LONG)
        puts = [asyncio.ensure_future(batcher.put(number)) for number in range(10)]
        await asyncio.sleep(0.02)
        assert taken == [0, 1]
        assert batcher._batch.items == [2, 3]
        go.set()
        await batcher.close()
        assert await asyncio.gather(*puts) == list(range(10))

    within(scenario())


def test_every_waiting_caller_gets_the_error_and_the_next_batch_runs():
    runs = Runs()

    async def run(items: list[int]) -> list[int]:
        return await (fails(items) if 0 in items else runs(items))

    async def scenario() -> list[Any]:
        batcher = Batcher(run, count=2, seconds=0.01)
        return await asyncio.gather(*(batcher.put(number) for number in range(3)), return_exceptions=True)

    first, second, third = within(scenario())
    assert isinstance(first, OSError)
    assert isinstance(second, OSError)
    assert third == 4


def test_a_result_too_few_is_an_error_for_all():
    async def run(items: list[int]) -> list[int]:
        return items[1:]

    async def scenario() -> None:
        await Batcher(run, count=1, seconds=LONG).put(1)

    with pytest.raises(ValueError, match="shorter"):
        within(scenario())


def test_a_caller_that_gives_up_does_not_disturb_the_others():
    runs = Runs(seconds=0.01)

    async def scenario() -> int:
        batcher = Batcher(runs, count=2, seconds=LONG)
        gone = asyncio.ensure_future(batcher.put(1))
        stays = asyncio.ensure_future(batcher.put(2))
        await asyncio.sleep(0)
        gone.cancel()
        return await stays

    assert within(scenario()) == 4


def test_close_runs_what_waits_and_takes_nothing_more():
    runs = Runs()

    async def scenario() -> int:
        batcher = Batcher(runs, count=100, seconds=LONG)
        waiting = asyncio.ensure_future(batcher.put(1))
        await asyncio.sleep(0)
        await batcher.close()
        with pytest.raises(RuntimeError):
            await batcher.put(2)
        return await waiting

    assert within(scenario()) == 2


def test_close_fails_loudly_when_the_last_batch_fails():
    async def scenario() -> None:
        batcher = Batcher(fails, count=100, seconds=LONG)
        waiting = asyncio.ensure_future(batcher.put(1))
        await asyncio.sleep(0)
        with pytest.raises(OSError, match="cannot do"):
            await batcher.close()
        with pytest.raises(OSError, match="cannot do"):
            await waiting

    within(scenario())
