"""What becomes of many acts at the same moment? Each is done or refused, and the sums are right."""

import asyncio

import sqlalchemy as sa

from bot.domain.errors import Reason, Refused
from bot.domain.model import ResponseState
from bot.domain.people import Duty, Grant, Role
from bot.domain.response import Answer
from bot.storage.journal import journal
from bot.usecases.base import Said
from bot.usecases.duty import OnDuty
from bot.usecases.granting import Granting
from tests.integration.usecases.conftest import CITY, DESK, DEWI, FIRE, LURAH, NOW, SARI, House


async def test_two_operators_broadcast_at_once(house: House) -> None:
    """One alarm per volunteer goes out under one number; the other operator is refused with the time."""
    await house.volunteers(5)
    await house.posting.post(house.call(SARI), FIRE)
    heard = await asyncio.gather(
        house.commanding.broadcast(house.call(SARI), 1), house.commanding.broadcast(house.call(DEWI), 1)
    )
    (said,) = [h for h in heard if isinstance(h, Said)]
    (refused,) = [h for h in heard if isinstance(h, Refused)]
    assert said.args == {"n": 5}
    assert (refused.reason, refused.at) == (Reason.ALREADY_BROADCAST, NOW)
    async with house.db.work(NOW) as work:
        assert (await work.notices.delivery(1)).owed == 5
        assert await work.incidents.next_number("SMG-2026") == 2


async def test_many_answers_at_once(house: House) -> None:
    """Thirty volunteers answer together, some of them twice: every one counts once, as what he pressed."""
    people = await house.volunteers(30)
    incident = await house.fire()
    presses = [
        house.answering.press(house.call(p), incident, Answer.COMING if n % 3 else Answer.DECLINE)
        for n, p in enumerate((*people, *people[:6]))
    ]
    heard = await asyncio.gather(*presses)
    assert all(isinstance(h, Said) for h in heard)
    async with house.db.read() as work:
        assert await work.responses.counts(incident) == {
            ResponseState.COMING: 20,
            ResponseState.DECLINED: 10,
        }
        kept = await work.incidents.get(incident)
        assert kept is not None
        assert kept.unclaimed_since is None
        entries = await work.journal.of(incident)
    assert sum(e.action == "coming" for e in entries) == 20
    first = [n for n in (await house.everything())["notices"] if "first-coming" in str(n)]
    assert len(first) == 1


async def test_an_answer_and_the_end_at_once(house: House) -> None:
    """Whichever comes first, the volunteer is told: coming and then the stand-down, or that it has ended."""
    people = await house.volunteers(4)
    incident = await house.fire()
    heard = await asyncio.gather(
        house.answering.press(house.call(people[0]), incident, Answer.COMING),
        house.commanding.stand_down(house.call(SARI), incident),
        *(house.answering.press(house.call(p), incident, Answer.COMING) for p in people[1:]),
    )
    refused = [h for h in heard if isinstance(h, Refused)]
    assert {r.reason for r in refused} <= {Reason.ENDED}
    async with house.db.read() as work:
        counts = await work.responses.counts(incident)
        late = [e for e in await work.journal.of(incident) if e.late]
    assert counts.get(ResponseState.COMING, 0) == 4 - len(refused)
    assert len(late) == len(refused)


async def test_roles_at_once(house: House) -> None:
    """The same role given five times at once is given once."""
    granting = Granting(house.db, CITY, DESK)
    await asyncio.gather(*(granting.ask(house.call(LURAH), ["operator", "7002"], None) for _ in range(5)))
    async with house.db.read() as work:
        assert await work.roles.of(7002) == {Grant(Role.OPERATOR)}
    texts = [str(row) for row in (await house.everything())["notices"]]
    assert sum("roles-granted" in t for t in texts) == 1
    assert sum("roles-has" in t for t in texts) == 4


async def test_only_admins_grant(house: House) -> None:
    """An operator's grant writes an answer and no role."""
    await Granting(house.db, CITY, DESK).ask(house.call(SARI), ["admin", "7001"], None)
    rows = await house.everything()
    assert rows["roles"] == []
    assert "refused-not-admin" in str(rows["notices"])


async def test_duty_is_the_volunteers_own(house: House) -> None:
    """Off duty and on again changes that person alone, and the journal says so."""
    budi, _ = await house.volunteers(2)
    duty = OnDuty(house.db, CITY, DESK)
    await duty.set(house.call(budi), Duty.OFF_DUTY)
    async with house.db.read() as work:
        assert [v.duty for v in await work.volunteers.everyone()] == [Duty.OFF_DUTY, Duty.NORMAL]
    await duty.set(house.call(budi), Duty.ON_DUTY)
    await duty.set(house.call(SARI), Duty.OFF_DUTY)
    async with house.db.read() as work:
        assert [v.duty for v in await work.volunteers.everyone()] == [Duty.ON_DUTY, Duty.NORMAL]
    async with house.db.engine.connect() as connection:
        said = await connection.execute(
            sa.select(journal.c.actor_id, journal.c.action).order_by(journal.c.id)
        )
    assert [tuple(row) for row in said] == [
        (budi.user_id, "duty-off_duty"),
        (budi.user_id, "duty-on_duty"),
    ]
