"""Incidents: the row of each, changed only from the state it was read in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import Incident, IncidentState, Severity, Standing, Verdict, Wave
from bot.storage.engine import insert_new
from bot.storage.records import from_row, point_columns, to_values
from bot.storage.types import DraftJSON, PolicyJSON, Seconds, UTCDateTime, Word, metadata

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("state", Word(IncidentState), nullable=False),
    sa.Column("drill", sa.Boolean, nullable=False),
    sa.Column("number", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("severity", Word(Severity), nullable=False),
    sa.Column("sensitive", sa.Boolean, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("zone", sa.String(16), nullable=False),
    sa.Column("found", sa.String(32), nullable=False),
    sa.Column("found_name", sa.Text, nullable=False),
    sa.Column("snapped_m", sa.Float, nullable=False),
    *point_columns("point"),
    sa.Column("home_chat", sa.BigInteger, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("author_id", sa.BigInteger),
    sa.Column("created_at", UTCDateTime, nullable=False),
    sa.Column("opened_at", UTCDateTime),
    sa.Column("ended_at", UTCDateTime),
    sa.Column("ended_by", sa.Text, nullable=False),
    sa.Column("policy", PolicyJSON, nullable=False),
    sa.Column("wave", Word(Wave), nullable=False),
    sa.Column("steps_told", sa.Integer, nullable=False),
    sa.Column("unclaimed_spent", Seconds, nullable=False),
    sa.Column("unclaimed_since", UTCDateTime),
    sa.Column("due_at", UTCDateTime),
    sa.Column("verdict", Word(Verdict)),
    sa.Column("standing", Word(Standing)),
    sa.Column("judged_by_operator", sa.Boolean, nullable=False),
    sa.Column("officers_at", UTCDateTime),
    sa.Column("officers_by", sa.Text, nullable=False),
    sa.Column("crowd", sa.Boolean, nullable=False),
    sa.Column("asked_to_close", sa.Boolean, nullable=False),
    sa.Column("merged_into", sa.Integer),
    sa.Column("draft", DraftJSON, nullable=False),
    sa.Index("ix_incidents_due", "state", "due_at"),
    sa.Index("ix_incidents_number", "number"),
    sa.Index("ix_incidents_opened", "opened_at"),
    sa.Index("ix_incidents_author", "home_chat", "author_id", "created_at"),
)

numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("series", sa.String(16), primary_key=True),  # "SMG-2026"
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("note", sa.JSON),
)


_MANY = sa.select(incidents).where(incidents.c.id.in_(sa.bindparam("ids", expanding=True)))


class Incidents:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, incident: Incident) -> Incident:
        """Store a new incident; its id is given here."""
        result = await self._db.execute(incidents.insert().values(to_values(incident, without=("id",))))
        key = result.inserted_primary_key
        assert key is not None
        return replace(incident, id=key[0])

    async def get(self, incident_id: int, *, lock: bool = False) -> Incident | None:
        """One incident. `lock` makes others who lock it wait (PostgreSQL; SQLite has one writer anyway)."""
        query = sa.select(incidents).where(incidents.c.id == incident_id)
        row = (await self._db.execute(query.with_for_update() if lock else query)).mappings().first()
        return from_row(Incident, row) if row else None

    async def many(self, ids: Iterable[int]) -> dict[int, Incident]:
        rows = (await self._db.execute(_MANY, {"ids": list(ids)})).mappings()
        return {r["id"]: from_row(Incident, r) for r in rows}

    async def save(self, incident: Incident, expect: IncidentState) -> bool:
        """Write the incident if it is still in the state `expect`; False = somebody was faster."""
        values = to_values(incident, without=("id",))
        query = sa.update(incidents).where(incidents.c.id == incident.id, incidents.c.state == expect)
        return (await self._db.execute(query.values(values))).rowcount == 1

    async def next_number(self, series: str) -> int:
        """The next running number of a series such as "SMG-2026", from 1."""
        insert = insert_new(self._db, numbers).values(series=series, last=1)
        bump = insert.on_conflict_do_update(index_elements=["series"], set_={"last": numbers.c.last + 1})
        return int((await self._db.execute(bump.returning(numbers.c.last))).scalar_one())

    async def in_state(self, state: IncidentState, limit: int = 50) -> Sequence[Incident]:
        query = sa.select(incidents).where(incidents.c.state == state).order_by(incidents.c.id.desc())
        rows = (await self._db.execute(query.limit(limit))).mappings()
        return [from_row(Incident, r) for r in rows]

    async def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        """Ids of the open incidents whose clock has something to do."""
        query = sa.select(incidents.c.id).where(
            incidents.c.state == IncidentState.OPEN, incidents.c.due_at <= now
        )
        return (await self._db.execute(query.order_by(incidents.c.due_at).limit(limit))).scalars().all()

    async def next_due(self) -> datetime | None:
        query = sa.select(sa.func.min(incidents.c.due_at)).where(incidents.c.state == IncidentState.OPEN)
        due: datetime | None = (await self._db.execute(query)).scalar()
        return due

    async def latest_draft(
        self, chat_id: int, author_id: int | None, since: datetime, until: datetime
    ) -> Incident | None:
        """The newest draft that this author began in this chat in this time."""
        query = sa.select(incidents).where(
            incidents.c.home_chat == chat_id,
            incidents.c.author_id == author_id if author_id is not None else incidents.c.author_id.is_(None),
            incidents.c.state == IncidentState.DRAFT,
            incidents.c.created_at.between(since, until),
        )
        row = (await self._db.execute(query.order_by(incidents.c.id.desc()).limit(1))).mappings().first()
        return from_row(Incident, row) if row else None

    async def twins(self, incident: Incident, since: datetime) -> Sequence[Incident]:
        """Open incidents of the same kind and zone since then: perhaps the same event."""
        query = sa.select(incidents).where(
            incidents.c.id != incident.id,
            incidents.c.kind == incident.kind,
            incidents.c.zone == incident.zone,
            incidents.c.drill == incident.drill,
            incidents.c.state == IncidentState.OPEN,
            incidents.c.created_at >= since,
        )
        rows = (await self._db.execute(query.order_by(incidents.c.id.desc()).limit(3))).mappings()
        return [from_row(Incident, r) for r in rows]

    async def by_number(self, typed: str) -> Incident | None:
        """The newest incident of this number, in full or within any series ("SMG-2026-0421", "0421"), drills
        too. The series are few, so each number that may be meant is looked up."""
        series = (await self._db.execute(sa.select(numbers.c.series))).scalars()
        meant = [typed, *(f"{each}-{typed}" for each in series)]
        query = sa.select(incidents).where(incidents.c.number != "", incidents.c.number.in_(meant))
        row = (await self._db.execute(query.order_by(incidents.c.id.desc()).limit(1))).mappings().first()
        return from_row(Incident, row) if row else None

    async def latest(self) -> Incident | None:
        """The incident broadcast last."""
        query = sa.select(incidents).where(incidents.c.number != "", incidents.c.opened_at.is_not(None))
        newest = query.order_by(incidents.c.opened_at.desc()).limit(1)
        row = (await self._db.execute(newest)).mappings().first()
        return from_row(Incident, row) if row else None
