"""Volunteers and roles: who may be called, and who may decide."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Duty, Grant, Reach, Role, Volunteer, VolunteerStatus
from bot.storage.bulk import PART
from bot.storage.engine import insert_new
from bot.storage.records import from_row, point_columns, to_values
from bot.storage.types import UTCDateTime, Word, Words, metadata

volunteers = sa.Table(
    "volunteers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("telegram_id", sa.BigInteger, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.String(32), nullable=False),
    sa.Column("community", sa.String(64), nullable=False),
    sa.Column("home_zone", sa.String(16), nullable=False),
    sa.Column("work_zone", sa.String(16), nullable=False),
    sa.Column("home_kelurahan", sa.String(64), nullable=False),
    *point_columns("home_point"),
    *point_columns("work_point"),
    sa.Column("home_exact", sa.Boolean, nullable=False),
    sa.Column("work_exact", sa.Boolean, nullable=False),
    sa.Column("skills", Words, nullable=False),
    sa.Column("status", Word(VolunteerStatus), nullable=False),
    sa.Column("duty", Word(Duty), nullable=False),
    sa.Column("reach", Word(Reach), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("step", sa.String(32), nullable=False),
    sa.Column("consented_at", UTCDateTime),
    sa.Column("heard_at", UTCDateTime),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", UTCDateTime),
    sa.Index("ix_volunteers_home_zone", "home_zone"),
    sa.Index("ix_volunteers_work_zone", "work_zone"),
    sa.Index("ix_volunteers_phone", "phone"),
)

roles = sa.Table(
    "roles",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", Word(Role), nullable=False),
    sa.Column("community", sa.String(64), nullable=False),
    sa.Column("zone", sa.String(16), nullable=False),
    sa.UniqueConstraint("user_id", "role", "community", "zone"),
)


_MANY = sa.select(volunteers).where(volunteers.c.id.in_(sa.bindparam("ids", expanding=True)))


class Volunteers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, volunteer: Volunteer) -> Volunteer:
        result = await self._db.execute(volunteers.insert().values(to_values(volunteer, without=("id",))))
        key = result.inserted_primary_key
        assert key is not None
        return replace(volunteer, id=key[0])

    async def save(self, volunteer: Volunteer) -> None:
        values = to_values(volunteer, without=("id",))
        await self._db.execute(sa.update(volunteers).where(volunteers.c.id == volunteer.id).values(values))

    async def remove(self, volunteer_id: int) -> None:
        """Forget somebody who never finished joining."""
        await self._db.execute(sa.delete(volunteers).where(volunteers.c.id == volunteer_id))

    async def get(self, volunteer_id: int, *, lock: bool = False) -> Volunteer | None:
        query = sa.select(volunteers).where(volunteers.c.id == volunteer_id)
        row = (await self._db.execute(query.with_for_update() if lock else query)).mappings().first()
        return from_row(Volunteer, row) if row else None

    async def many(self, ids: Iterable[int]) -> dict[int, Volunteer]:
        rows = (await self._db.execute(_MANY, {"ids": list(ids)})).mappings()
        return {r["id"]: from_row(Volunteer, r) for r in rows}

    async def by_telegram(self, telegram_id: int, *, lock: bool = False) -> Volunteer | None:
        query = sa.select(volunteers).where(volunteers.c.telegram_id == telegram_id)
        row = (await self._db.execute(query.with_for_update() if lock else query)).mappings().first()
        return from_row(Volunteer, row) if row else None

    async def by_phone(self, phone: str) -> Volunteer | None:
        query = sa.select(volunteers).where(volunteers.c.phone == phone).order_by(volunteers.c.id)
        row = (await self._db.execute(query)).mappings().first()
        return from_row(Volunteer, row) if row and phone else None

    async def matching(
        self, telegram_ids: Sequence[int], phones: Sequence[str], names: Sequence[str]
    ) -> Sequence[Volunteer]:
        """Locked: those with one of these ids or phones, and those with neither by one of these names."""
        nameless = volunteers.c.telegram_id.is_(None) & (volunteers.c.phone == "")
        query = sa.select(volunteers).where(
            volunteers.c.telegram_id.in_(telegram_ids)
            | volunteers.c.phone.in_(phones)
            | (nameless & volunteers.c.name.in_(names))
        )
        rows = (await self._db.execute(query.order_by(volunteers.c.id).with_for_update())).mappings()
        return [from_row(Volunteer, r) for r in rows]

    async def add_many(self, people: Sequence[Volunteer]) -> set[int]:
        """Add new people at once; the Telegram ids that were taken meanwhile (those are left out)."""
        if not people:
            return set()
        insert = insert_new(self._db, volunteers).on_conflict_do_nothing()
        rows = [to_values(person, without=("id",)) for person in people]
        result = await self._db.execute(insert.returning(volunteers.c.telegram_id), rows)
        return {p.telegram_id for p in people if p.telegram_id} - set(result.scalars())

    async def save_many(self, people: Sequence[Volunteer]) -> None:
        if people:
            rows = [{"key": p.id, **to_values(p, without=("id",))} for p in people]
            await self._db.execute(sa.update(volunteers).where(volunteers.c.id == sa.bindparam("key")), rows)

    async def in_zones(self, zones: Iterable[str]) -> Sequence[Volunteer]:
        """Approved volunteers who live or work in one of these zones; many are read a part at a time."""
        wanted = list(zones)
        query = sa.select(volunteers).where(
            volunteers.c.status == VolunteerStatus.ACTIVE,
            sa.or_(volunteers.c.home_zone.in_(wanted), volunteers.c.work_zone.in_(wanted)),
        )
        found: list[Volunteer] = []
        async with self._db.stream(query) as rows:
            async for part in rows.mappings().partitions(PART):
                found += [from_row(Volunteer, r) for r in part]
                await asyncio.sleep(0)  # a whole city's rows hold up nobody's press
        return found

    async def strangers(self, zones: Iterable[str], *, lock: bool = False) -> Sequence[Volunteer]:
        """Those whose home or work zone is none of these."""
        known = ["", *zones]
        query = sa.select(volunteers).where(
            sa.or_(volunteers.c.home_zone.not_in(known), volunteers.c.work_zone.not_in(known))
        )
        query = query.order_by(volunteers.c.id)
        rows = (await self._db.execute(query.with_for_update() if lock else query)).mappings()
        return [from_row(Volunteer, r) for r in rows]

    async def everyone(self) -> Sequence[Volunteer]:
        rows = (await self._db.execute(sa.select(volunteers).order_by(volunteers.c.id))).mappings()
        return [from_row(Volunteer, r) for r in rows]

    async def set_reach(self, telegram_id: int, reach: Reach) -> bool:
        """Note what is known of the way to a person; False when nothing changed."""
        query = sa.update(volunteers).where(
            volunteers.c.telegram_id == telegram_id, volunteers.c.reach != reach
        )
        return (await self._db.execute(query.values(reach=reach))).rowcount == 1


class Roles:
    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def of(self, user_id: int) -> frozenset[Grant]:
        query = sa.select(roles.c.role, roles.c.community, roles.c.zone).where(roles.c.user_id == user_id)
        return frozenset(Grant(*row) for row in await self._db.execute(query))

    async def grant(self, user_id: int, name: str, grant: Grant) -> bool:
        """Give a role; False when the person has it already."""
        insert = insert_new(self._db, roles).values(
            user_id=user_id, name=name, role=grant.role, community=grant.community, zone=grant.zone
        )
        return (await self._db.execute(insert.on_conflict_do_nothing())).rowcount == 1

    async def revoke(self, user_id: int, role: Role, community: str = "") -> bool:
        query = sa.delete(roles).where(roles.c.user_id == user_id, roles.c.role == role)
        if community:
            query = query.where(roles.c.community == community)
        return (await self._db.execute(query)).rowcount > 0

    async def coordinators(self, community: str) -> Sequence[int]:
        """User ids of those who coordinate this community (or all of them)."""
        query = sa.select(roles.c.user_id).where(
            roles.c.role == Role.COORDINATOR, roles.c.community.in_([community, ""])
        )
        return sorted(set((await self._db.execute(query)).scalars()))

    async def all_coordinators(self) -> Sequence[int]:
        query = sa.select(roles.c.user_id).where(roles.c.role == Role.COORDINATOR)
        return sorted(set((await self._db.execute(query)).scalars()))

    async def listed(self) -> Sequence[tuple[int, str, Grant]]:
        rows = await self._db.execute(sa.select(roles).order_by(roles.c.role, roles.c.name))
        return [(r.user_id, r.name, Grant(r.role, r.community, r.zone)) for r in rows]
