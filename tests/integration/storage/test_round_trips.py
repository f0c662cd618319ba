"""Does every field of every value come back from the database as it went in?"""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.model import Incident, IncidentState, Response, ResponseState, Verdict
from bot.domain.notices import Notice
from bot.domain.people import Grant, Reach, Role, Volunteer
from bot.domain.verdict import Vote
from bot.storage import schema
from bot.storage.journal import Entry
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW, filled


async def test_an_incident_comes_back_field_by_field(db: Database) -> None:
    """Every field of an incident, read in a second transaction, equals what was written."""
    async with db.work(NOW) as work:
        kept = await work.incidents.add(filled(Incident, id=0))
    async with db.read() as work:
        assert await work.incidents.get(kept.id) == kept


async def test_an_incident_of_defaults_comes_back(db: Database) -> None:
    """A bare draft comes back with the same nothing in every optional field."""
    async with db.work(NOW) as work:
        kept = await work.incidents.add(Incident(id=0, created_at=NOW))
    async with db.read() as work:
        assert await work.incidents.get(kept.id) == kept


async def test_saving_an_incident_writes_every_field(db: Database) -> None:
    """A save leaves no field of the new value behind."""
    async with db.work(NOW) as work:
        draft = await work.incidents.add(Incident(id=0, created_at=NOW))
    full = filled(Incident, id=draft.id)
    async with db.work(NOW) as work:
        assert await work.incidents.save(full, IncidentState.DRAFT)
    async with db.read() as work:
        assert await work.incidents.get(draft.id) == full


async def test_an_incident_is_found_by_its_number(db: Database) -> None:
    """In full, or by what stands after any series: the newest of them; a draft has none. The last broadcast
    is the one opened last, not the one written down last."""
    async with db.work(NOW) as work:
        kept = {}
        for at, series in enumerate(("SMG-2026", "SMG-2027", "LAT-2027", "SMG-2027")):
            number = f"{series}-{await work.incidents.next_number(series):04d}"
            opened = NOW - timedelta(minutes=at)
            kept[number] = await work.incidents.add(
                Incident(id=0, number=number, created_at=NOW, opened_at=opened)
            )
        await work.incidents.add(Incident(id=0, created_at=NOW))
    async with db.read() as work:
        find = work.incidents.by_number
        assert await find("0001") == await find("LAT-2027-0001") == kept["LAT-2027-0001"]
        assert await find("0002") == kept["SMG-2027-0002"]
        assert await find("SMG-2026-0001") == await work.incidents.latest() == kept["SMG-2026-0001"]
        for unknown in ("0003", "001", "1", "SMG-2026-0002", "%", "____", ""):
            assert await find(unknown) is None


async def test_a_volunteer_comes_back_field_by_field(db: Database) -> None:
    """Every field of a volunteer survives adding and saving."""
    async with db.work(NOW) as work:
        kept = await work.volunteers.add(filled(Volunteer, id=0))
        other = await work.volunteers.add(Volunteer(id=0, telegram_id=None, name="Wati"))
        await work.volunteers.save(changed := replace(filled(Volunteer, id=other.id), telegram_id=8))
    async with db.read() as work:
        assert await work.volunteers.get(kept.id) == kept
        assert await work.volunteers.by_telegram(8) == changed
        assert await work.volunteers.many([kept.id, other.id]) == {kept.id: kept, other.id: changed}


async def test_a_response_comes_back_field_by_field(db: Database) -> None:
    """Every field of a response survives adding and saving."""
    async with db.work(NOW) as work:
        incident = await work.incidents.add(Incident(id=0, created_at=NOW))
        person = await work.volunteers.add(Volunteer(id=0, telegram_id=1, name="Budi"))
        bare = Response(incident_id=incident.id, volunteer_id=person.id, alarmed_at=NOW)
        await work.responses.add_many([bare])
    full = filled(Response, incident_id=incident.id, volunteer_id=person.id)
    async with db.work(NOW) as work:
        assert await work.responses.get(incident.id, person.id) == bare
        assert await work.responses.save(full, ResponseState.ALARMED)
    async with db.read() as work:
        assert await work.responses.of(incident.id) == [full]


async def test_votes_and_notes_come_back(db: Database) -> None:
    """A newer vote takes the place of the older; notes come oldest first, with their author's name."""
    async with db.work(NOW) as work:
        incident = await work.incidents.add(Incident(id=0, created_at=NOW))
        person = await work.volunteers.add(Volunteer(id=0, telegram_id=1, name="Budi"))
        await work.responses.vote(incident.id, Vote(person.id, Verdict.HOAX), NOW)
        newest = filled(Vote, volunteer_id=person.id)
        await work.responses.vote(incident.id, newest, NOW + timedelta(minutes=1))
        for n in range(5):
            await work.responses.add_note(incident.id, person.id, f"catatan {n}", "", "", NOW)
    async with db.read() as work:
        assert await work.responses.votes(incident.id) == [newest]
        notes = await work.responses.notes(incident.id)
        assert [(n.name, n.text) for n in notes] == [("Budi", f"catatan {n}") for n in (2, 3, 4)]


async def test_a_notice_and_a_journal_entry_come_back(db: Database) -> None:
    """What is leased is what was owed, and the journal reads as it was written."""
    notice, entry = filled(Notice, chat_id=-1_002_100_000_001), filled(Entry, incident_id=3, actor_id=2**40)
    async with db.work(NOW) as work:
        await work.notices.add([notice], NOW)
        await work.journal.write(entry)
    async with db.work(NOW) as work:
        assert [leased.notice for leased in await work.claims.notices_in_order(NOW, 10)] == [notice]
        assert await work.journal.of(3) == [entry]


async def test_roles_come_back(db: Database) -> None:
    """A role is given once, listed with its name, and taken by its community alone."""
    mik = Grant(Role.COORDINATOR, "mik")
    async with db.work(NOW) as work:
        assert await work.roles.grant(7201, "Pak Harno", mik)
        assert not await work.roles.grant(7201, "Pak Harno", mik)
        assert await work.roles.grant(7201, "Pak Harno", Grant(Role.COORDINATOR, "fkpm"))
    async with db.work(NOW) as work:
        assert await work.roles.revoke(7201, Role.COORDINATOR, "fkpm")
        assert not await work.roles.revoke(7201, Role.OPERATOR)
    async with db.read() as work:
        assert await work.roles.of(7201) == {mik}
        assert await work.roles.listed() == [(7201, "Pak Harno", mik)]
        assert await work.roles.coordinators("mik") == [7201]
        assert await work.roles.coordinators("bankom") == []


async def test_reach_is_written_once(db: Database) -> None:
    """Learning the same of a person again is no change."""
    async with db.work(NOW) as work:
        await work.volunteers.add(Volunteer(id=0, telegram_id=1, name="Joko"))
        assert await work.volunteers.set_reach(1, Reach.BLOCKED)
        assert not await work.volunteers.set_reach(1, Reach.BLOCKED)
        assert not await work.volunteers.set_reach(2, Reach.BLOCKED)


async def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    """A naive time never reaches a column, where it could mean any hour."""
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        async with db.work(NOW) as work:
            await work.incidents.add(Incident(id=0, created_at=NOW.replace(tzinfo=None)))


def test_rows_never_leave_the_room() -> None:
    """No public method of a store says in its signature that it returns rows of the database library."""
    rooms = (
        schema.cards.Cards,
        schema.inbox.Inbox,
        schema.incidents.Incidents,
        schema.journal.Journal,
        schema.notices.Notices,
        schema.responses.Responses,
        schema.volunteers.Volunteers,
        schema.volunteers.Roles,
    )
    for store in rooms:
        for name, method in vars(store).items():
            if not name.startswith("_") and callable(method):
                returns = str(method.__annotations__["return"])
                assert "sqlalchemy" not in returns, f"{store.__name__}.{name}"
                assert "Row" not in returns, f"{store.__name__}.{name}"


async def test_values_that_come_out_are_the_domains(db: Database) -> None:
    """What a store hands out is a plain value of the domain that outlives its transaction."""
    async with db.work(NOW) as work:
        kept = await work.incidents.add(filled(Incident, id=0))
        found = await work.incidents.get(kept.id)
    assert type(found) is Incident
    assert all(
        type(getattr(found, f.name)).__module__.split(".")[0] != "sqlalchemy" for f in fields(Incident)
    )
