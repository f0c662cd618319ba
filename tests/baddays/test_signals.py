"""What does a real bot do when it is told to end, put to sleep, or cut off from the network's names?"""

import asyncio
import signal
import time

import pytest

from bot.sandbox.faults import Rule
from tests.baddays.conftest import EVERYBODY, PEOPLE, Office


@pytest.mark.parametrize(
    ("database_url", "number"),
    [("sqlite", signal.SIGTERM), ("sqlite", signal.SIGINT), ("postgresql", signal.SIGTERM)],
    indirect=["database_url"],
)
async def test_a_clean_stop_in_a_broadcast(office: Office, number: signal.Signals) -> None:
    """Within five seconds what is in flight is settled and the rest given back; the next process tells the
    others, and nobody is told twice."""
    process = await office.start()
    office.sandbox.faults.add(Rule(what="delay", late=True, method="sendMessage", seconds=(0.3, 0.3)))
    await office.broadcast()
    await office.until(lambda: len(office.alarms()) >= 10)
    began = time.monotonic()
    process.send_signal(number)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert time.monotonic() - began < 5
    assert len(office.lines("app.stopped")) == 1
    assert len(office.alarms()) < PEOPLE
    office.sandbox.faults.clear()
    await office.start()
    assert office.lines("outbox.leases_freed") == []
    await office.until(lambda: len(office.told()) == PEOPLE)
    assert sorted(office.alarms()) == EVERYBODY


async def test_suspended_in_a_broadcast(office: Office) -> None:
    """Stopped for a while and continued, it goes on by itself; nobody is forgotten."""
    process = await office.start()
    await office.broadcast()
    await office.until(lambda: len(office.alarms()) >= 10)
    process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(4)
    process.send_signal(signal.SIGCONT)
    await office.until(lambda: len(office.told()) == PEOPLE)
    assert len(office.alarms()) <= PEOPLE + 10
    assert not office.lines("Traceback")
    assert not office.lines("missed")
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
