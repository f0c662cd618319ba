"""Does the sender keep its order, its promises, and what came back, whatever happens to it?"""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.domain.model import IncidentState, ResponseState
from bot.domain.notices import Notice, NoticeKind, NoticeState, Urgency
from bot.outbox.calling import MOST_UNSETTLED
from bot.outbox.drawing import Drawing
from bot.outbox.jobs import Item
from bot.outbox.leasing import Leasing
from bot.outbox.settling import Settling
from bot.outbox.worker import Outbox
from bot.sandbox.faults import Rule
from bot.storage.alone import Hold
from bot.storage.claims import Claims
from bot.storage.notices import notices
from bot.storage.unit_of_work import Work
from bot.texts.screen import Screen
from tests.integration.outbox.conftest import Post, answer, until

SENT = NoticeState.SENT


async def test_one_slow_recipient_holds_up_nobody(post: Post) -> None:
    """While Telegram takes 5 seconds over one person, forty others are served."""
    people = await post.people(41)
    post.fault(Rule(what="delay", chat=people[0].id, seconds=(5.0, 5.0)))
    await post.incident(people)
    async with asyncio.timeout(3):
        while len(set(post.calls())) < 41:
            post.skipped += 1
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    assert sum(bool(post.texts(p.id)) for p in people) == 40
    await post.kill()


async def test_a_wait_that_ends_during_a_look_is_not_overlooked(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chat's second ends while others are being fetched: its next message leaves all the same."""
    (budi,) = await post.people(1)
    real = Leasing.take

    async def slow(leasing: Leasing, *asked: Any) -> list[Item]:
        post.skipped += 2 if len(post.texts(budi.id)) == 3 else 0
        return await real(leasing, *asked)

    monkeypatch.setattr(Leasing, "take", slow)
    await post.owe(*(answer(budi.id, str(n)) for n in range(4)))
    await post.outbox.drain()
    assert len(post.texts(budi.id)) == 4


async def test_a_notice_that_can_not_be_drawn_fails_alone(post: Post) -> None:
    """Our own bug in one message is recorded as failed; the others leave."""
    budi, wati = await post.people(2)
    broken = replace(answer(budi.id, "2"), args={"text": "there-is-no-such-text"})
    await post.owe(broken, answer(wati.id))
    await post.drain()
    assert post.texts(wati.id)
    assert post.texts(budi.id) == []
    assert await post.tally() == {NoticeState.FAILED: 1, SENT: 1}


@pytest.mark.parametrize("bug", [TypeError, AttributeError, ZeroDivisionError])
async def test_no_bug_in_drawing_one_holds_up_the_others(
    post: Post, monkeypatch: pytest.MonkeyPatch, bug: type[Exception]
) -> None:
    """Whatever goes wrong while one message is drawn, it fails alone."""
    budi, wati = await post.people(2)
    real = Drawing.notice

    async def notice(drawing: Drawing, work: Work, owed: Notice, *args: Any) -> Screen | str:
        if owed.chat_id == budi.id:
            raise bug("our own")
        return await real(drawing, work, owed, *args)

    monkeypatch.setattr(Drawing, "notice", notice)
    await post.owe(answer(budi.id), answer(wati.id, "2"))
    await post.drain()
    assert post.texts(wati.id)
    assert await post.tally() == {NoticeState.FAILED: 1, SENT: 1}


async def test_what_is_old_or_untrue_is_recorded_and_not_sent(post: Post) -> None:
    """An expired reminder and an alarm of an ended incident are written down, not sent late."""
    budi, wati = await post.people(2)
    post.sandbox.halt()
    incident = await post.incident([budi, wati])
    reminder = Notice(
        key="r",
        kind=NoticeKind.REMINDER,
        chat_id=wati.id,
        urgency=Urgency.PROMPT,
        volunteer_id=wati.id,
        incident_id=incident.id,
    )
    await post.owe(reminder)
    await post.drain()
    async with post.db.work(post.time) as work:
        found = await work.responses.get(incident.id, budi.id)
        assert found is not None
        coming = replace(found, state=ResponseState.COMING)
        assert await work.responses.save(coming, ResponseState.ALARMED)
    post.sandbox.resume()
    await post.pass_by(660)
    assert (await post.states(incident))[budi.id] == (NoticeState.DROPPED, "answered meanwhile")
    assert await post.tally() == {NoticeState.DROPPED: 1, NoticeState.EXPIRED: 1, SENT: 1}
    async with post.db.work(post.time) as work:
        ended = replace(incident, state=IncidentState.CLOSED, ended_at=post.time)
        await work.incidents.save(ended, IncidentState.OPEN)
    assert post.texts(budi.id) == []


async def test_a_database_error_loses_no_result(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The turn that should settle fails twice; nobody is written to a second time."""
    people = await post.people(5)
    fails = 2
    real = Settling.settle

    async def stumbling(*args: Any) -> None:
        nonlocal fails
        if args[2] and fails:
            fails -= 1
            raise OSError("the disk is full")
        await real(*args)

    monkeypatch.setattr(Settling, "settle", stumbling)
    incident = await post.incident(people)
    await post.drain()
    assert fails == 0
    assert {state for state, _ in (await post.states(incident)).values()} == {SENT}
    assert sorted(post.calls()) == [p.id for p in people]


async def test_a_duty_lost_while_results_are_written_loses_none(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn that settles is broken off, and the duty is had again: nobody is written to a second time."""
    await post.stop()
    holds: list[Hold] = []
    hangs = True
    real_send, real_settle = Outbox._send_while, Settling.settle

    async def send_while(outbox: Outbox, hold: Hold) -> None:
        holds.append(hold)
        await real_send(outbox, hold)

    async def settle(*args: Any) -> None:
        nonlocal hangs
        if args[2] and hangs:
            hangs, holds[-1].lost = False, True
            post.outbox.wake()
            await asyncio.Event().wait()
        await real_settle(*args)

    monkeypatch.setattr(Outbox, "_send_while", send_while)
    monkeypatch.setattr(Settling, "settle", settle)
    post.start()
    people = await post.people(5)
    incident = await post.incident(people)
    await post.drain()
    await post.drain()
    assert len(holds) == 2
    assert {state for state, _ in (await post.states(incident)).values()} == {SENT}
    assert sorted(post.calls()) == [p.id for p in people]
    assert await post.perhaps_twice() == 0


async def test_a_sender_that_stumbles_gets_up(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug where the duty is taken up is told of, and the duty is tried again: nothing is owed for ever."""
    await post.stop()
    fails, real = 2, Claims.free

    async def free(claims: Claims) -> int:
        nonlocal fails
        fails -= 1
        if fails >= 0:
            raise RuntimeError("a bug")
        return await real(claims)

    monkeypatch.setattr(Claims, "free", free)
    with capture_logs() as logs:
        post.start()
        (budi,) = await post.people(1)
        await post.owe(answer(budi.id))
        await post.drain()
    assert post.texts(budi.id)
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["outbox.failed"]


async def test_killed_between_sending_and_settling(post: Post) -> None:
    """At least once: what was perhaps sent by a dead process is sent by its successor, and counted."""
    (budi,) = await post.people(1)
    post.fault(Rule(what="delay", late=True, seconds=(3.0, 3.0), count=1))
    incident = await post.incident([budi])
    await until(lambda: post.texts(budi.id))
    await post.kill()
    assert (await post.states(incident))[budi.id][0] is NoticeState.WAITING
    post.start()
    await post.pass_by(61)
    assert (await post.states(incident))[budi.id][0] is SENT
    assert len(post.texts(budi.id)) == 2
    assert await post.perhaps_twice() == 1


async def test_stop_settles_what_is_in_flight_and_starts_nothing_more(post: Post) -> None:
    """After a clean stop everything that Telegram accepted is settled, and the rest waits unsent."""
    people = await post.people(40)
    post.fault(Rule(what="delay", late=True, method="sendMessage", seconds=(0.2, 0.2)))
    incident = await post.incident(people)
    await until(lambda: len(post.calls()) >= 10)
    assert await post.stop() == 0
    sent = {person for person, (state, _) in (await post.states(incident)).items() if state is SENT}
    assert sent == set(post.calls())
    assert 10 <= len(sent) < 40
    assert await post.perhaps_twice() == 0

    post.sandbox.faults.clear()
    post.start()
    for _ in range(3):
        await post.drain()
    assert sorted(post.calls()) == [p.id for p in people], "each exactly once"


async def test_stopping_never_hangs(post: Post) -> None:
    """A sender that is woken at the very moment of its end ends all the same."""
    for _ in range(8):
        post.outbox.wake()
        async with asyncio.timeout(2):
            await post.stop()
        post.start()
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("rounds", [0, 1, 3])
async def test_a_stop_leaves_nothing_held(post: Post, rounds: int) -> None:
    """Whatever the loop was about to do in that moment: nothing is taken in hand after the end."""
    post.sandbox.halt()
    people = await post.people(20)
    await post.incident(people)
    for _ in range(rounds):
        await asyncio.sleep(0)
    await post.stop()
    async with post.db.engine.connect() as connection:
        held = sa.select(notices.c.id).where(notices.c.leased_until.is_not(None))
        assert (await connection.execute(held)).all() == []
    assert await post.perhaps_twice() == 0


async def test_a_new_incident_overtakes_the_backlog(post: Post) -> None:
    """With 200 alarms of one incident waiting, another's first alarm goes next, and then they take turns."""
    crowd = await post.people(200)
    others = await post.people(3)
    await post.incident(crowd)
    await until(lambda: len(post.calls()) >= 20)
    await post.incident(others)
    before = len(post.calls())
    while len(set(post.calls())) < 203:
        post.skipped += 1.1
        await asyncio.sleep(0.02)
    assert post.calls().index(others[0].id) - before <= MOST_UNSETTLED
    assert post.calls().index(others[2].id) - before <= 3 * MOST_UNSETTLED
    await post.drain()
    assert sorted(post.calls()) == sorted(p.id for p in (*crowd, *others)), "each exactly once"


async def test_a_hundred_touches_cost_few_edits(post: Post) -> None:
    """A card that a hundred people change is redrawn a few times, and shows the last state."""
    incident = await post.incident([])
    await post.touch(incident)
    await post.drain()
    async with post.db.work(post.time) as work:
        kept = replace(incident, details="keadaan terakhir")
        for n in range(100):
            await work.incidents.save(replace(kept, details=f"keadaan {n}"), IncidentState.OPEN)
    for _ in range(50):
        await asyncio.gather(post.touch(incident), post.touch(incident))
    async with post.db.work(post.time) as work:
        await work.incidents.save(kept, IncidentState.OPEN)
    await post.touch(incident)
    assert len(post.calls("editMessageText")) <= 2
    await post.drain()
    assert "keadaan terakhir" in post.texts(post.desk.id)[0]
    assert len(post.calls("editMessageText")) <= 4
