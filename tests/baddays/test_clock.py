"""What does a real bot do when its machine's clock jumps, in a sleep of ten minutes or back by an hour?"""

import asyncio
import re
import signal

from bot.sandbox.faults import Rule
from tests.baddays.conftest import PEOPLE, Office

EXPIRED = "SELECT count(*) FROM notices WHERE state = 'expired'"


async def alarmed(office: Office) -> asyncio.subprocess.Process:
    """A broadcast that has reached everybody."""
    process = await office.start()
    await office.broadcast()
    await office.until(lambda: len(office.told()) == PEOPLE)
    return process


async def test_ten_minutes_suspended(office: Office) -> None:
    """The reminders that stood ready then are not sent ten minutes late: one line says how many, and they are
    recorded as expired. What is true now is done once: the operators hear that nobody came."""
    process = await alarmed(office)
    office.sandbox.faults.add(Rule(what="delay", late=True, method="sendMessage", seconds=(0.4, 0.4)))
    office.spoil("clock", "121")
    await office.until(lambda: len(office.reminded()) >= 3)
    process.send_signal(signal.SIGSTOP)
    office.spoil("clock", "740")
    await asyncio.sleep(0.5)
    process.send_signal(signal.SIGCONT)
    await office.until(lambda: office.lines("outbox.expired"))
    office.sandbox.faults.clear()
    await office.until(lambda: office.at_desk("Belum ada relawan"))
    await office.until_asked("SELECT count(*) FROM notices WHERE state = 'waiting'", [0])
    [line] = office.lines("outbox.expired")
    [expired] = await office.asked(EXPIRED)
    assert int(re.findall(r"n=(\d+)", line)[0]) == expired
    assert len(office.reminded()) + expired == PEOPLE, "each is reminded in time, or recorded"
    assert len(office.at_desk("Belum ada relawan")) == 1
    assert not office.lines("Traceback")


async def test_the_clock_is_set_back_an_hour(office: Office) -> None:
    """Nobody waits an hour for the reminder: its two minutes begin anew, and the log says so once."""
    await alarmed(office)
    office.spoil("clock", "-3600")
    await office.until(lambda: office.lines("clock.redated"))
    office.spoil("clock", str(-3600 + 115))
    await asyncio.sleep(1.5)
    assert office.reminded() == set()
    office.spoil("clock", str(-3600 + 125))
    await office.until(lambda: len(office.reminded()) == PEOPLE)
    said = ("clock.redated", "clock.stepped_back", "Traceback")
    assert [len(office.lines(words)) for words in said] == [1, 1, 0]
