"""This outbox alone, with its database: the same alarms, no operator's card, no polling beside it."""

import asyncio
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot

from bot.domain.model import Incident, IncidentState, Response, Wave
from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, NoticeState, Urgency
from bot.domain.people import Volunteer
from bot.outbox.drawing import Drawing
from bot.outbox.pace import Pace
from bot.outbox.worker import Outbox
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from bot.telegram.sending import Sender
from bot.texts.wording import load_wording
from bot.zones.city import load_city
from tests.bench.delivery.engines.aiograms import make_bot
from tests.bench.delivery.engines.frame import Job, Ready, run

ZONE = "33.74.09"


async def people(db: Database, job: Job) -> list[Volunteer]:
    async with db.work(datetime.now(UTC)) as work:
        for chat in job.chats:
            name = f"Relawan {chat}"
            await work.volunteers.add(Volunteer(id=0, telegram_id=chat, name=name, home_zone=ZONE))
        return list(await work.volunteers.in_zones([ZONE]))


async def owe(db: Database, crowd: list[Volunteer]) -> None:
    """An incident with all its alarms, nearest first, in one transaction."""
    now = datetime.now(UTC)
    async with db.work(now) as work:
        incident = await work.incidents.add(
            Incident(
                id=0,
                state=IncidentState.OPEN,
                number="SMG-2026-0001",
                kind="kebakaran",
                zone=ZONE,
                address="Jl. Kelud Raya 12",
                details="rumah, 2 terjebak",
                created_at=now,
                opened_at=now,
                unclaimed_since=now,
                wave=Wave.ZONE,
            )
        )
        await work.responses.add_many(
            Response(incident_id=incident.id, volunteer_id=v.id, rank=rank, alarmed_at=now, distance_m=530.0)
            for rank, v in enumerate(crowd)
        )
        await work.cards.prepare((_card(incident.id, v) for v in crowd), now)
        await work.notices.add((_alarm(incident.id, v, rank) for rank, v in enumerate(crowd)), now)


def _card(incident_id: int, v: Volunteer) -> CardRef:
    return CardRef(
        kind=CardKind.VOLUNTEER, chat_id=v.telegram_id or 0, subject_id=incident_id, volunteer_id=v.id
    )


def _alarm(incident_id: int, v: Volunteer, rank: int) -> Notice:
    return Notice(
        key=f"alarm:{incident_id}:{v.id}",
        kind=NoticeKind.ALARM,
        chat_id=v.telegram_id or 0,
        urgency=Urgency.FIRST_ALARM if rank == 0 else Urgency.ALARM,
        rank=rank,
        volunteer_id=v.id,
        incident_id=incident_id,
    )


async def send(job: Job, ready: Ready) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/bench.db"
        await migrate(url)
        db = Database(url)
        try:
            async with make_bot(job) as bot:
                return await _send(db, bot, job, ready)
        finally:
            await db.close()


async def _send(db: Database, bot: Bot, job: Job, ready: Ready) -> Counter[str]:
    crowd = sorted(await people(db, job), key=lambda v: v.telegram_id or 0)
    drawing = Drawing(load_wording(), load_city("semarang"), "id")
    outbox = Outbox(db, Sender(bot), drawing, Pace(30), lambda: datetime.now(UTC))
    db.on_owed = outbox.wake
    running = asyncio.create_task(outbox.run())
    await asyncio.sleep(0.5)
    await ready()
    await owe(db, crowd)
    await outbox.drain()
    async with db.read() as work:
        tally = await work.notices.tally()
    await outbox.stop()
    running.cancel()
    return Counter({state.value: n for state, n in tally.items() if state is not NoticeState.SENT})


if __name__ == "__main__":
    run(send)
