"""Turns by key: first come first served, and no key is kept longer than it is used."""

import asyncio

import pytest

from maillage.eventstore.keyed_queue import KeyedQueue, StillWaiting


async def test_turns_of_one_key_come_in_the_order_of_asking_and_one_at_a_time():
    queue, order, inside = KeyedQueue(), [], 0

    async def worker(number: int) -> None:
        nonlocal inside
        async with queue.turn("a"):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0)
            order.append(number)
            inside -= 1

    await asyncio.gather(*(worker(number) for number in range(50)))
    assert order == list(range(50))
    assert len(queue) == 0


async def test_who_asks_again_at_once_goes_to_the_end():
    queue, order = KeyedQueue(), []

    async def worker(name: str) -> None:
        for _ in range(3):
            async with queue.turn("a"):
                order.append(name)
                await asyncio.sleep(0)

    await asyncio.gather(worker("one"), worker("two"))
    assert order == ["one", "two"] * 3


async def test_other_keys_do_not_wait():
    queue = KeyedQueue()
    async with asyncio.timeout(60), queue.turn("a"), queue.turn("b"):
        assert len(queue) == 2


async def test_whoever_leaves_the_queue_or_fails_leaves_no_key_behind():
    queue, held = KeyedQueue(), asyncio.Event()

    async def hold() -> None:
        async with queue.turn("a"):
            await held.wait()
            raise ZeroDivisionError

    holder = asyncio.create_task(hold())
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(hold()) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.wait([waiting[1]])
    assert len(queue) == 1
    held.set()
    with pytest.raises(ZeroDivisionError):
        await holder
    await asyncio.wait(waiting)
    assert len(queue) == 0


async def test_whose_turn_does_not_come_is_told_to_try_again_and_takes_nobodys_place():
    queue, held = KeyedQueue(wait=0.05), asyncio.Event()

    async def hold() -> str:
        async with queue.turn("a"):
            await held.wait()
        return "had it"

    holder = asyncio.create_task(hold())
    await asyncio.sleep(0)
    with pytest.raises(StillWaiting) as refused:
        async with queue.turn("a"):
            raise AssertionError("two at once")
    assert refused.value.code() == "STILL_WAITING"
    assert len(queue) == 1
    held.set()
    assert await asyncio.wait_for(holder, 30) == "had it", "the limit is for waiting, not for the turn itself"
    async with queue.turn("a"):
        pass
    assert len(queue) == 0
