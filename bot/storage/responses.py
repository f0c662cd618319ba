"""Responses: each volunteer's part in an incident, with its vote and its field notes."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.model import Response, ResponseState, Verdict, Wave
from bot.domain.situation import FieldNote, Responder
from bot.domain.verdict import Vote
from bot.storage.bulk import insert_alike
from bot.storage.engine import insert_new
from bot.storage.records import from_row, to_values
from bot.storage.types import UTCDateTime, Word, Words, index_where, metadata
from bot.storage.volunteers import volunteers

responses = sa.Table(
    "responses",
    metadata,
    sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("volunteer_id", sa.Integer, sa.ForeignKey("volunteers.id"), primary_key=True),
    sa.Column("state", Word(ResponseState), nullable=False),
    sa.Column("wave", Word(Wave), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("distance_m", sa.Float),
    sa.Column("approximate", sa.Boolean, nullable=False),
    sa.Column("from_work", sa.Boolean, nullable=False),
    sa.Column("alarmed_at", UTCDateTime, nullable=False),
    sa.Column("answered_at", UTCDateTime),
    sa.Column("coming_at", UTCDateTime),
    sa.Column("eta_minutes", sa.Integer),
    sa.Column("on_scene_at", UTCDateTime),
    sa.Column("left_at", UTCDateTime),
    sa.Column("asked_at", UTCDateTime),
    sa.Column("due_at", UTCDateTime),
    sa.Column("verdict", Word(Verdict)),
    sa.Column("step", sa.String(32), nullable=False),
    sa.Column("aid", Words, nullable=False),
    sa.Column("aid_people", sa.Integer, nullable=False),
    index_where("ix_responses_due", "due_at", only="due_at IS NOT NULL"),
    sa.Index("ix_responses_volunteer", "volunteer_id", "incident_id"),
)

votes = sa.Table(
    "votes",
    metadata,
    sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("volunteer_id", sa.Integer, sa.ForeignKey("volunteers.id"), primary_key=True),
    sa.Column("verdict", Word(Verdict), nullable=False),
    sa.Column("from_afar", sa.Boolean, nullable=False),
    sa.Column("by_coordinator", sa.Boolean, nullable=False),
    sa.Column("at", UTCDateTime, nullable=False),
)

field_notes = sa.Table(
    "field_notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), nullable=False),
    sa.Column("volunteer_id", sa.Integer, sa.ForeignKey("volunteers.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("media", sa.String(16), nullable=False),
    sa.Column("file_id", sa.Text, nullable=False),
    sa.Column("at", UTCDateTime, nullable=False),
    sa.Index("ix_field_notes_incident", "incident_id", "id"),
)


_NAMES = tuple(f.name for f in fields(Response))
_FIELDS = attrgetter(*_NAMES)
_MANY = sa.select(responses).where(
    responses.c.incident_id == sa.bindparam("incident"),
    responses.c.volunteer_id.in_(sa.bindparam("ids", expanding=True)),
)


class Responses:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add_many(self, rows: Iterable[Response]) -> None:
        values = (dict(zip(_NAMES, _FIELDS(r), strict=True)) for r in rows)
        await insert_alike(self._db, responses.insert(), values)

    async def get(self, incident_id: int, volunteer_id: int) -> Response | None:
        query = sa.select(responses).where(
            responses.c.incident_id == incident_id, responses.c.volunteer_id == volunteer_id
        )
        row = (await self._db.execute(query)).mappings().first()
        return from_row(Response, row) if row else None

    async def many(self, incident_id: int, volunteer_ids: Iterable[int]) -> Sequence[Response]:
        """The responses of these people to one incident."""
        rows = await self._db.execute(_MANY, {"incident": incident_id, "ids": list(volunteer_ids)})
        return [from_row(Response, r) for r in rows.mappings()]

    async def save(self, response: Response, expect: ResponseState) -> bool:
        """Write it if it is still in the state `expect`; False = it moved meanwhile."""
        query = sa.update(responses).where(
            responses.c.incident_id == response.incident_id,
            responses.c.volunteer_id == response.volunteer_id,
            responses.c.state == expect,
        )
        return (await self._db.execute(query.values(to_values(response)))).rowcount == 1

    async def of(self, incident_id: int, *states: ResponseState) -> Sequence[Response]:
        """The responses of an incident, nearest first within each wave; all states when none is named."""
        query = sa.select(responses).where(responses.c.incident_id == incident_id)
        if states:
            query = query.where(responses.c.state.in_(states))
        rows = (await self._db.execute(query.order_by(responses.c.wave, responses.c.rank))).mappings()
        return [from_row(Response, r) for r in rows]

    async def alarmed_ids(self, incident_id: int) -> frozenset[int]:
        query = sa.select(responses.c.volunteer_id).where(responses.c.incident_id == incident_id)
        return frozenset((await self._db.execute(query)).scalars())

    async def counts(self, incident_id: int) -> dict[ResponseState, int]:
        query = sa.select(responses.c.state, sa.func.count()).where(responses.c.incident_id == incident_id)
        rows = await self._db.execute(query.group_by(responses.c.state))
        return {row[0]: row[1] for row in rows}

    async def responders(self, incident_id: int, everyone: bool = False) -> Sequence[Responder]:
        """Those who came, are coming or were; with `everyone`, all who were alarmed, in order."""
        query = (
            sa.select(responses, volunteers.c.name, volunteers.c.community)
            .join(volunteers, volunteers.c.id == responses.c.volunteer_id)
            .where(responses.c.incident_id == incident_id)
        )
        if not everyone:
            query = query.where(responses.c.coming_at.is_not(None) | responses.c.on_scene_at.is_not(None))
        order = sa.case((responses.c.coming_at.is_(None), 1), else_=0)
        rows = (
            await self._db.execute(
                query.order_by(order, responses.c.coming_at, responses.c.wave, responses.c.rank)
            )
        ).mappings()
        return [Responder(from_row(Response, r), r["name"], r["community"]) for r in rows]

    async def current_of(self, volunteer_id: int, open_incidents: Iterable[int]) -> Response | None:
        """The running incident a person is part of: on scene before coming, newest before older."""
        query = sa.select(responses).where(
            responses.c.volunteer_id == volunteer_id,
            responses.c.incident_id.in_(list(open_incidents)),
            responses.c.state.in_([ResponseState.ON_SCENE, ResponseState.COMING]),
        )
        order = sa.case((responses.c.state == ResponseState.ON_SCENE, 0), else_=1)
        row = (
            (await self._db.execute(query.order_by(order, responses.c.coming_at.desc()).limit(1)))
            .mappings()
            .first()
        )
        return from_row(Response, row) if row else None

    async def due(self, now: datetime, limit: int = 100) -> Sequence[tuple[int, int]]:
        """(incident, volunteer) of the responses whose time has come."""
        query = sa.select(responses.c.incident_id, responses.c.volunteer_id).where(responses.c.due_at <= now)
        rows = await self._db.execute(query.order_by(responses.c.due_at).limit(limit))
        return [(i, v) for i, v in rows]

    async def next_due(self) -> datetime | None:
        due: datetime | None = (await self._db.execute(sa.select(sa.func.min(responses.c.due_at)))).scalar()
        return due

    async def rest(self, incident_id: int) -> None:
        """The incident ended: nobody is asked anything any more."""
        await self._db.execute(
            sa.update(responses).where(responses.c.incident_id == incident_id).values(due_at=None)
        )

    async def vote(self, incident_id: int, vote: Vote, at: datetime) -> None:
        """Store a person's vote; a newer one takes the place of the older."""
        values = {
            "verdict": vote.verdict,
            "from_afar": vote.from_afar,
            "by_coordinator": vote.by_coordinator,
            "at": at,
        }
        insert = insert_new(self._db, votes).values(
            incident_id=incident_id, volunteer_id=vote.volunteer_id, **values
        )
        await self._db.execute(
            insert.on_conflict_do_update(index_elements=["incident_id", "volunteer_id"], set_=values)
        )

    async def votes(self, incident_id: int) -> Sequence[Vote]:
        query = sa.select(votes).where(votes.c.incident_id == incident_id).order_by(votes.c.at)
        rows = (await self._db.execute(query)).mappings()
        return [from_row(Vote, r) for r in rows]

    async def add_note(
        self, incident_id: int, volunteer_id: int, text: str, media: str, file_id: str, at: datetime
    ) -> int:
        result = await self._db.execute(
            field_notes.insert().values(
                incident_id=incident_id,
                volunteer_id=volunteer_id,
                text=text,
                media=media,
                file_id=file_id,
                at=at,
            )
        )
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def notes(self, incident_id: int, last: int = 3) -> Sequence[FieldNote]:
        """The newest field notes, oldest of them first."""
        query = (
            sa.select(volunteers.c.name, field_notes.c.text, field_notes.c.media, field_notes.c.at)
            .join(volunteers, volunteers.c.id == field_notes.c.volunteer_id)
            .where(field_notes.c.incident_id == incident_id)
            .order_by(field_notes.c.id.desc())
        )
        rows = (await self._db.execute(query.limit(last))).all()
        return [FieldNote(name, text, media, at) for name, text, media, at in reversed(rows)]
