"""Who wins when two act at once? A condition in the write decides; nobody is half served."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.model import Incident, IncidentState, Response, ResponseState
from bot.domain.notices import Notice, NoticeKind, Urgency
from bot.domain.people import Volunteer
from bot.storage.unit_of_work import Database, Repeated
from tests.integration.storage.conftest import NOW


async def dies() -> None:
    raise RuntimeError("the process dies here")


async def test_a_conditional_save_has_one_winner(db: Database) -> None:
    """Of two broadcasts of one draft exactly one is written."""
    async with db.work(NOW) as work:
        draft = await work.incidents.add(Incident(id=0, created_at=NOW))

    async def broadcast(by: str) -> bool:
        async with db.work(NOW) as work:
            found = await work.incidents.get(draft.id)
            assert found is not None
            await asyncio.sleep(0.01)  # both have read it
            opened = replace(found, state=IncidentState.OPEN, ended_by=by)
            return await work.incidents.save(opened, IncidentState.DRAFT)

    won = await asyncio.gather(broadcast("Sari"), broadcast("Dewi"))
    assert sorted(won) == [False, True]
    async with db.read() as work:
        kept = await work.incidents.get(draft.id)
    assert kept is not None
    assert kept.ended_by == ("Sari" if won[0] else "Dewi")


async def test_a_response_moves_once_from_a_state(db: Database) -> None:
    """A response that has moved meanwhile is not overwritten."""
    async with db.work(NOW) as work:
        incident = await work.incidents.add(Incident(id=0, created_at=NOW))
        person = await work.volunteers.add(Volunteer(id=0, telegram_id=1, name="Budi"))
        response = Response(incident_id=incident.id, volunteer_id=person.id, alarmed_at=NOW)
        await work.responses.add_many([response])
    async with db.work(NOW) as work:
        coming = replace(response, state=ResponseState.COMING)
        assert await work.responses.save(coming, ResponseState.ALARMED)
        assert not await work.responses.save(
            replace(response, state=ResponseState.DECLINED), ResponseState.ALARMED
        )
    async with db.read() as work:
        assert await work.responses.get(incident.id, person.id) == coming


async def test_a_replayed_update_rolls_everything_back(db: Database) -> None:
    """The second transaction of one update id raises Repeated and leaves nothing behind."""
    notice = Notice(key="k", kind=NoticeKind.REPLY, chat_id=1, urgency=Urgency.ANSWER)
    async with db.work(NOW, update_id=100_000_001) as work:
        await work.incidents.add(Incident(id=0, created_at=NOW))
    with pytest.raises(Repeated):
        async with db.work(NOW, update_id=100_000_001) as work:
            await work.notices.add([notice], NOW)
    async with db.work(NOW) as work:
        assert await work.claims.notices_in_order(NOW, 10) == []


async def test_a_failed_transaction_may_be_tried_again(db: Database) -> None:
    """An error rolls the update's id back with the rest, so that the retry is not taken for a replay."""
    with pytest.raises(RuntimeError):  # noqa: PT012 - the transaction is what fails
        async with db.work(NOW, update_id=5) as work:
            await work.incidents.add(Incident(id=0, created_at=NOW))
            await dies()
    async with db.work(NOW, update_id=5) as work:
        assert await work.incidents.in_state(IncidentState.DRAFT) == []


async def test_one_update_at_once_is_done_once(db: Database) -> None:
    """The same update handled twice at the same moment is done once."""
    done = []

    async def handle() -> None:
        async with db.work(NOW, update_id=7) as work:
            await work.incidents.add(Incident(id=0, created_at=NOW))
            await asyncio.sleep(0.01)
            done.append(1)

    results = await asyncio.gather(*(handle() for _ in range(4)), return_exceptions=True)
    assert len(done) == 1
    assert sum(isinstance(r, Repeated) for r in results) == 3
    async with db.read() as work:
        assert len(await work.incidents.in_state(IncidentState.DRAFT)) == 1


async def test_numbers_run_without_gaps(db: Database) -> None:
    """Twenty at once get 1 to 20; one that fails leaves no gap; every series counts for itself."""

    async def number(fails: bool) -> int | None:
        async with db.work(NOW) as work:
            n = await work.incidents.next_number("SMG-2026")
            await asyncio.sleep(0)
            if fails:
                raise RuntimeError("it did not come to a broadcast")
            return n

    given = await asyncio.gather(*(number(i % 5 == 4) for i in range(25)), return_exceptions=True)
    assert sorted(n for n in given if isinstance(n, int)) == list(range(1, 21))
    async with db.work(NOW) as work:
        assert await work.incidents.next_number("LAT-2026") == 1
        assert await work.incidents.next_number("SMG-2027") == 1


async def test_on_owed_is_told_after_the_commit_only(db: Database) -> None:
    """The sender is woken by a commit that left something to send, by no other, and by no rollback."""
    woken: list[int] = []
    db.on_owed = lambda: woken.append(1)
    notice = Notice(key="k", kind=NoticeKind.REPLY, chat_id=1, urgency=Urgency.ANSWER)
    async with db.work(NOW) as work:
        await work.incidents.add(Incident(id=0, created_at=NOW))
    with pytest.raises(RuntimeError):  # noqa: PT012 - the transaction is what fails
        async with db.work(NOW) as work:
            await work.notices.add([notice], NOW)
            await dies()
    assert woken == []
    async with db.work(NOW) as work:
        await work.notices.add([notice], NOW)
        assert woken == []
    assert woken == [1]


async def test_a_look_writes_nothing(db: Database) -> None:
    """A reading transaction is rolled back, and does not wait for a writer."""
    async with db.work(NOW) as work:
        await work.incidents.add(Incident(id=0, created_at=NOW))
        async with db.read() as reading:
            assert await reading.incidents.in_state(IncidentState.DRAFT) == []
    async with db.read() as reading:
        assert len(await reading.incidents.in_state(IncidentState.DRAFT)) == 1
