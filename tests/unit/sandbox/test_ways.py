"""When is a call counted that takes a while to arrive? Over HTTP, as a bot meets it."""

import asyncio
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import aiohttp
import pytest

from bot.sandbox.faults import Faults, Rule
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox

TOKEN = "112:sandbox-token-of-the-ways"
BUDI = 7


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox()
    sandbox.people.add_bot(TOKEN, "kbot", "Kentongan")
    sandbox.people.add_user("Budi", user_id=BUDI, started=True)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


async def send(sandbox: Sandbox, count: int = 1) -> list[Any]:
    """So many messages to Budi at once; the answers."""

    async def one(http: aiohttp.ClientSession) -> Any:
        about = {"chat_id": BUDI, "text": "Kebakaran"}
        async with http.post(f"/bot{TOKEN}/sendMessage", json=about) as answer:
            return await answer.json()

    async with aiohttp.ClientSession(sandbox.url) as http:
        return await asyncio.gather(*(one(http) for _ in range(count)))


async def test_an_early_delay_lies_before_the_counting(sandbox: Sandbox) -> None:
    """A call is counted, executed and logged after its way there; the log has all three moments."""
    sandbox.faults.add(Rule(what="delay", seconds=(0.05, 0.05), early=True))
    await send(sandbox)
    entry = sandbox.calls.entries[-1]
    assert entry.counted - entry.time >= 0.05
    assert entry.counted <= entry.done


async def test_the_other_delay_lies_after_the_counting(sandbox: Sandbox) -> None:
    """A plain delay holds back the execution of a call that has been counted already."""
    sandbox.faults.add(Rule(what="delay", seconds=(0.05, 0.05)))
    await send(sandbox)
    entry = sandbox.calls.entries[-1]
    assert entry.counted - entry.time < 0.05 <= entry.done - entry.counted


async def test_a_refusal_too_has_a_way_back(sandbox: Sandbox) -> None:
    """A 429 arrives as late as any other answer."""
    sandbox.faults.set_limits(Limits("window", rate=1))
    sandbox.faults.add(Rule(what="delay", seconds=(0.05, 0.05), late=True))
    began = asyncio.get_running_loop().time()
    answers = await send(sandbox, 2)
    assert sorted(answer.get("error_code", 0) for answer in answers) == [0, 429]
    assert asyncio.get_running_loop().time() - began >= 0.05


async def test_who_left_before_the_refusal_is_not_to_blame(sandbox: Sandbox) -> None:
    """Calls under way when the first 429 was answered draw it too, but went into no known wait."""
    sandbox.faults.set_limits(Limits("window", rate=1))
    sandbox.faults.add(Rule(what="delay", seconds=(0.01, 0.2), early=True))
    answers = await send(sandbox, 20)
    assert sum(not answer["ok"] for answer in answers) == 19
    assert sandbox.faults.into_wait() == 0
    await asyncio.sleep(0.06)
    await send(sandbox)
    assert sandbox.faults.into_wait() == 1


async def test_turned_away_by_method(sandbox: Sandbox) -> None:
    """What is tried while the server is stopped is counted by method."""
    sandbox.halt()
    with pytest.raises(aiohttp.ClientError):
        await send(sandbox)
    assert sandbox.calls.refused["sendMessage"] >= 1


def test_a_delay_with_a_tail() -> None:
    """Half of the calls are quicker than the typical one, some much slower, none outside the range."""
    faults = Faults(Random(112))
    faults.add(Rule(what="delay", seconds=(0.02, 0.8), typical=0.06, early=True))
    drawn = sorted(faults.way_there("sendMessage", BUDI) for _ in range(2000))
    assert 0.05 < drawn[1000] < 0.07
    assert drawn[0] >= 0.02
    assert 0.3 < drawn[1980] <= drawn[-1] <= 0.8
