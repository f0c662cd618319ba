"""Which incidents does the clock, the operator or a reply find?"""

from datetime import timedelta

from bot.domain.model import Incident, IncidentState, Response, ResponseState, Severity
from bot.domain.people import Volunteer, VolunteerStatus
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

MINUTE = timedelta(minutes=1)


async def test_the_clock_finds_open_incidents_that_are_due(db: Database) -> None:
    """Drafts, ended ones and those whose time has not come are left in peace."""
    async with db.work(NOW) as work:
        for state in IncidentState:
            await work.incidents.add(Incident(id=0, state=state, created_at=NOW, due_at=NOW))
        later = Incident(id=0, state=IncidentState.OPEN, created_at=NOW, due_at=NOW + MINUTE)
        await work.incidents.add(later)
    async with db.read() as work:
        due = await work.incidents.due(NOW)
        found = [await work.incidents.get(i) for i in due]
        assert [i.state for i in found if i] == [IncidentState.OPEN]
        assert len(await work.incidents.due(NOW + MINUTE)) == 2
        assert await work.incidents.next_due() == NOW


async def test_the_latest_draft_is_the_senders_own(db: Database) -> None:
    """Found by chat, author (or none) and age; another's or an open one never."""

    def draft(author: int | None, minutes: int, state: IncidentState = IncidentState.DRAFT) -> Incident:
        at = NOW - minutes * MINUTE
        return Incident(id=0, state=state, home_chat=-5, author_id=author, created_at=at)

    async with db.work(NOW) as work:
        await work.incidents.add(draft(7001, 1))
        newest = await work.incidents.add(draft(7001, 1))
        await work.incidents.add(draft(7001, 0, IncidentState.OPEN))
        await work.incidents.add(draft(7002, 0))
        anonymous = await work.incidents.add(draft(None, 1))
        await work.incidents.add(draft(7001, -60))  # the clock was set back since
    span = NOW - 2 * MINUTE, NOW + 2 * MINUTE
    async with db.read() as work:
        assert await work.incidents.latest_draft(-5, 7001, *span) == newest
        assert await work.incidents.latest_draft(-5, None, *span) == anonymous
        assert await work.incidents.latest_draft(-6, 7001, *span) is None
        assert await work.incidents.latest_draft(-5, 7001, NOW, NOW) is None


async def test_twins_are_open_and_of_the_same_kind_and_zone(db: Database) -> None:
    """A drill is never the twin of a real event, nor is an older one."""

    def fire(**more: object) -> Incident:
        values: dict[str, object] = {"kind": "kebakaran", "zone": "33.74.09", "state": IncidentState.OPEN}
        return Incident(id=0, created_at=NOW, severity=Severity.URGENT, **(values | more))  # type: ignore[arg-type]  # fields by name

    async with db.work(NOW) as work:
        mine = await work.incidents.add(fire(state=IncidentState.DRAFT))
        twin = await work.incidents.add(fire())
        await work.incidents.add(fire(drill=True))
        await work.incidents.add(fire(zone="33.74.08"))
        await work.incidents.add(fire(state=IncidentState.CLOSED))
        assert await work.incidents.twins(mine, NOW) == [twin]
        assert await work.incidents.twins(mine, NOW + MINUTE) == []


async def test_the_audience_is_approved_and_lives_or_works_there(db: Database) -> None:
    """Only active volunteers of the zones, each once."""

    async def add(
        name: str, home: str, at_work: str, status: VolunteerStatus = VolunteerStatus.ACTIVE
    ) -> None:
        person = Volunteer(
            id=0, telegram_id=None, name=name, home_zone=home, work_zone=at_work, status=status
        )
        await work.volunteers.add(person)

    async with db.work(NOW) as work:
        await add("Budi", "09", "09")
        await add("Wati", "08", "09")
        await add("Agus", "08", "08")
        await add("Rina", "09", "", VolunteerStatus.PENDING)
    async with db.read() as work:
        found = await work.volunteers.in_zones(["09", "10"])
    assert [v.name for v in found] == ["Budi", "Wati"]


async def test_responses_are_counted_and_the_due_ones_found(db: Database) -> None:
    """Counts by state, responders by who came first, and nobody is due after the incident's rest."""
    async with db.work(NOW) as work:
        incident = await work.incidents.add(Incident(id=0, state=IncidentState.OPEN, created_at=NOW))
        people = [
            await work.volunteers.add(Volunteer(id=0, telegram_id=n, name=f"R{n}")) for n in range(1, 5)
        ]
        at = (NOW + 2 * MINUTE, NOW + MINUTE)
        await work.responses.add_many(
            Response(
                incident_id=incident.id,
                volunteer_id=p.id,
                rank=n,
                state=ResponseState.COMING if n < 2 else ResponseState.ALARMED,
                alarmed_at=NOW,
                coming_at=at[n] if n < 2 else None,
                due_at=at[n] if n < 2 else None,
            )
            for n, p in enumerate(people)
        )
    async with db.work(NOW) as work:
        assert await work.responses.counts(incident.id) == {ResponseState.COMING: 2, ResponseState.ALARMED: 2}
        assert [r.name for r in await work.responses.responders(incident.id)] == ["R2", "R1"]
        assert len(await work.responses.responders(incident.id, everyone=True)) == 4
        assert await work.responses.alarmed_ids(incident.id) == {p.id for p in people}
        assert await work.responses.due(NOW + MINUTE) == [(incident.id, people[1].id)]
        assert await work.responses.next_due() == NOW + MINUTE
        current = await work.responses.current_of(people[0].id, [incident.id])
        assert current is not None
        assert current.incident_id == incident.id
        await work.responses.rest(incident.id)
        assert await work.responses.due(NOW + timedelta(days=1)) == []
