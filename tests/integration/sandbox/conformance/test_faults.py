"""What do the libraries make of the faults that the sandbox plays?"""

import asyncio
import time

import pytest

from bot.sandbox.faults import Rule
from bot.sandbox.limits import Limits, Reading

from .conftest import Cast
from .driver import Broken, Driver, Refused


async def test_too_many(api: Driver, cast: Cast) -> None:
    """429 carries the wait; while it runs the chat stays shut and others open."""
    cast.sandbox.faults.add(Rule(what="too_many", chat=cast.budi.id, count=1, retry_after=2))
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a")
    assert (no.value.code, no.value.retry_after) == (429, 2)
    with pytest.raises(Refused):
        await api.send(cast.budi.id, "a")
    assert await api.send(cast.sari.id, "a")


async def test_ignored_waits_grow(api: Driver, cast: Cast) -> None:
    """A call into a known wait is counted and makes the wait longer."""
    cast.sandbox.faults.add(Rule(what="too_many", count=1, retry_after=2, scope="all"))
    waits = []
    for _ in range(4):
        with pytest.raises(Refused) as no:
            await api.send(cast.budi.id, "a")
        waits.append(no.value.retry_after)
        await asyncio.sleep(0.06)
    assert waits == [2, 3, 4, 5]
    assert cast.sandbox.faults.into_wait() == 3


async def test_answers_are_not_metered(api: Driver, cast: Cast) -> None:
    """During a wait for everything, presses can still be answered and updates fetched."""
    keys = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    sent = await api.send(cast.budi.id, "a", reply_markup=keys)
    query = cast.sandbox.people.press(cast.budi.id, 0, sent.message_id, "Ya")
    cast.sandbox.faults.add(Rule(what="too_many", method="sendMessage", scope="all", retry_after=9))
    with pytest.raises(Refused):
        await api.send(cast.budi.id, "a")
    assert await api.answer(query)
    assert await api.updates()


async def test_group_limit_counts_edits(api: Driver, cast: Cast) -> None:
    """A group takes twenty sends and edits a minute together."""
    cast.sandbox.faults.set_limits(Limits(group_per_minute=20))
    sent = await api.send(cast.posko.id, "0")
    for number in range(19):
        await api.edit(cast.posko.id, sent.message_id, f"edit {number}")
    with pytest.raises(Refused) as no:
        await api.edit(cast.posko.id, sent.message_id, "one too many")
    assert 50 <= no.value.retry_after <= 60


async def test_private_limit(api: Driver, cast: Cast) -> None:
    """A private chat takes a short burst, then one message a second."""
    cast.sandbox.faults.set_limits(Limits(private_per_second=1.0, private_burst=3))
    for _ in range(3):
        await api.send(cast.budi.id, "a")
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a")
    assert (no.value.code, no.value.retry_after) == (429, 1)


@pytest.mark.parametrize("reading", ["bucket", "window"])
async def test_overall_limit(api: Driver, cast: Cast, reading: Reading) -> None:
    """Beyond the overall rate everybody has to wait."""
    cast.sandbox.faults.set_limits(Limits(reading, rate=5, burst=5))
    people = [cast.sandbox.people.add_user(f"R{n}", started=True) for n in range(8)]
    sends = [api.send(person.id, "a") for person in people]
    results = await asyncio.gather(*sends, return_exceptions=True)
    refused = [result for result in results if isinstance(result, Refused)]
    assert refused
    assert {no.code for no in refused} == {429}


@pytest.mark.parametrize("what", ["html", "cut_before"])
async def test_not_executed(api: Driver, cast: Cast, what: str) -> None:
    """A broken front server and a cut before execution leave nothing behind."""
    rule = Rule(what="html", count=1) if what == "html" else Rule(what="cut_before", count=1)
    cast.sandbox.faults.add(rule)
    with pytest.raises(Broken):
        await api.send(cast.budi.id, "a")
    assert cast.sandbox.people.messages(cast.budi.id) == []
    assert await api.send(cast.budi.id, "a")


async def test_executed_but_cut(api: Driver, cast: Cast) -> None:
    """After a cut behind the execution the message is there and the caller does not know."""
    cast.sandbox.faults.add(Rule(what="cut_after", count=1))
    with pytest.raises(Broken):
        await api.send(cast.budi.id, "a")
    assert len(cast.sandbox.people.messages(cast.budi.id)) == 1
    assert cast.sandbox.calls.outcomes["cut_after"] == 1


async def test_delay(api: Driver, cast: Cast) -> None:
    """A slow server answers late, but it answers."""
    cast.sandbox.faults.add(Rule(what="delay", seconds=(0.3, 0.3), count=1))
    begin = time.monotonic()
    assert await api.send(cast.budi.id, "a")
    assert time.monotonic() - begin >= 0.3


async def test_refusals_by_rule(api: Driver, cast: Cast) -> None:
    """A rule may refuse with Telegram's known words or with words never heard before."""
    add = cast.sandbox.faults.add
    add(Rule(what="blocked", chat=cast.budi.id, count=1))
    add(Rule(what="refuse", chat=cast.budi.id, count=1, code=403, description="Forbidden: new words"))
    for reason in ("bot was blocked by the user", "new words"):
        with pytest.raises(Refused) as no:
            await api.send(cast.budi.id, "a")
        assert (no.value.code, no.value.reason) == (403, reason)
    assert await api.send(cast.budi.id, "a")


async def test_stopped_server(api: Driver, cast: Cast) -> None:
    """While Telegram is away every call breaks, waiting polls too; then it is back."""
    waiting = asyncio.create_task(api.updates(timeout=5))
    await asyncio.sleep(0.1)
    cast.sandbox.halt()
    with pytest.raises(Broken):
        await waiting
    with pytest.raises(Broken):
        await api.send(cast.budi.id, "a")
    cast.sandbox.resume()
    assert await api.send(cast.budi.id, "a")


async def test_duplicate_update(api: Driver, cast: Cast) -> None:
    """A duplicated update comes once more although it was confirmed."""
    cast.sandbox.faults.add(Rule(what="duplicate", method="message", count=1))
    cast.sandbox.people.text(cast.budi.id, 0, "a")
    (first,) = await api.updates()
    (again,) = await api.updates(offset=first.update_id + 1)
    assert again.update_id == first.update_id
    assert await api.updates(offset=first.update_id + 1) == []


async def test_unknown_parameter(api: Driver, cast: Cast) -> None:
    """A parameter that Telegram does not have is refused, unless strictness is off."""
    if api.name == "ptb":
        work = api.send(cast.budi.id, "a", api_kwargs={"txet": "b"})
        with pytest.raises(Refused, match="unknown parameter txet"):
            await work
    cast.sandbox.world.strict_parameters = False
    assert await api.send(cast.budi.id, "a")
