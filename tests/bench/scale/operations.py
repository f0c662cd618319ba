"""What is measured? One alarm from the tap to the roll, in the use cases' own transactions."""

import asyncio
import gc
import time
import tracemalloc
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from bot.domain.matching import audience
from bot.domain.model import Asking, Draft, IncidentState, Severity, Wave
from bot.domain.notices import CardKind, CardRef, Urgency, reply
from bot.domain.people import Actor, Grant, Role
from bot.domain.response import Answer
from bot.outbox.drawing import Drawing
from bot.outbox.known import Known, gather
from bot.outbox.leasing import Leasing
from bot.storage.cards import cards
from bot.storage.claims import NOBODY
from bot.storage.incidents import incidents
from bot.storage.notices import notices
from bot.storage.responses import responses
from bot.storage.unit_of_work import Database
from bot.texts.screen import Screen
from bot.texts.wording import load_wording
from bot.usecases.alarming import call_out
from bot.usecases.answering import Answering
from bot.usecases.base import Call, Said
from bot.usecases.merging import Merging
from bot.usecases.posting import Posting
from tests.bench.scale.seeding import CITY, CROWD, DESK, FIRST_VOLUNTEER, HOT, NOW, Size

CALL_OUT = "choosing the audience, writing its notices"
CHOOSE = "· of that: reading and ordering the audience"
EVERYBODY = "reading and ordering everybody (city wave)"
EVERYBODY_CALLED = "alarming everybody else (city wave)"
HELD = "· longest that others waited for the loop"
CLAIM = "claiming a batch of 12"
ANSWER = "a press answered (on the way)"
CARD = "claiming and redrawing the operator card"
ROLL = "/roll of that incident, drawn"
PEAK = "memory while alarming them, at the peak"
BATCH = 12
SARI = Actor(7001, "Sari", frozenset({Grant(Role.OPERATOR)}))


@dataclass(frozen=True)
class Rounds:
    """How often each is done."""

    alarms: int = 30
    others: int = 60
    cities: int = 5


class Operations:
    """The operations on one seeded database; `took` holds the milliseconds (MiB) of each."""

    def __init__(self, db: Database, size: Size, rounds: Rounds) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self._db, self._size, self._rounds = db, size, rounds
        self._posting, self._commanding = Posting(db, CITY, DESK), Merging(db, CITY, DESK)
        self._answering = Answering(db, CITY, DESK)
        self._drawing = Drawing(load_wording(), CITY, "id")
        self._update = 100_000_000

    async def all(self) -> None:
        """One alarm after another; the last one stays, and the rest happens to it."""
        gc.collect()
        gc.freeze()  # the libraries' objects need not be walked before every round
        for at in range(self._rounds.alarms + 1):
            incident_id = await self._alarm("" if at == 0 else CALL_OUT)  # the first fills the caches
            await self._forget(incident_id)
        await self._measure_memory()
        for _ in range(self._rounds.alarms):
            await self._choose(CHOOSE, [HOT.code])
        for _ in range(self._rounds.cities):
            await self._choose(EVERYBODY, list(CITY.zones))
        for _ in range(self._rounds.cities):
            await self._call_everybody()
        incident_id = await self._alarm("")
        leasing = Leasing(self._drawing)
        for _ in range(self._rounds.others):
            await self._claim(leasing)
        async with self._db.work(NOW) as work:
            await work.claims.free()  # the operator card was among them
        for at in range(self._rounds.others):
            await self._answer(incident_id, at)
            await self._redraw(incident_id)
        for _ in range(self._rounds.alarms):
            await self._roll(incident_id)

    @asynccontextmanager
    async def _timed(self, name: str) -> AsyncIterator[None]:
        gc.collect()
        began = time.perf_counter()
        yield
        if name:
            self.took[name].append(1000 * (time.perf_counter() - began))

    def _call(self, actor: Actor = SARI) -> Call:
        self._update += 1
        return Call(actor=actor, now=NOW, update_id=self._update, chat_id=DESK, message_id=self._update)

    async def _alarm(self, name: str) -> int:
        """The whole use case: number, audience, responses, cards, notices, journal, operator card, commit."""
        incident_id = await self._draft()
        async with self._timed(name):
            heard = await self._commanding.broadcast(self._call(), incident_id)
        assert heard == Said("toast-broadcast", {"n": self._size.crowd})
        return incident_id

    async def _draft(self) -> int:
        await self._posting.post(self._call(), "kebakaran; ; rumah")
        async with self._db.work(NOW) as work:
            (draft, *_) = await work.incidents.in_state(IncidentState.DRAFT)
            placed = replace(
                draft,
                zone=HOT.code,
                found="coordinates",
                point=HOT.centroid,
                severity=Severity.URGENT,
                draft=Draft(asking=Asking.NOTHING),
            )
            await work.incidents.save(placed, IncidentState.DRAFT)
        return draft.id

    async def _forget(self, incident_id: int) -> None:
        """Every round finds the same tables."""
        async with self._db.engine.begin() as connection:
            await connection.execute(sa.delete(notices).where(notices.c.incident_id == incident_id))
            await connection.execute(sa.delete(cards).where(cards.c.subject_id == incident_id))
            await connection.execute(sa.delete(responses).where(responses.c.incident_id == incident_id))
            ended = sa.update(incidents).where(incidents.c.id == incident_id)
            await connection.execute(ended.values(state=IncidentState.CLOSED, due_at=None))

    async def _measure_memory(self) -> None:
        """What Python holds in addition at the worst moment of one alarm."""
        incident_id = await self._draft()
        gc.collect()
        tracemalloc.start()
        await self._commanding.broadcast(self._call(), incident_id)
        self.took[PEAK].append(tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
        await self._forget(incident_id)

    async def _choose(self, name: str, zones: list[str]) -> None:
        async with self._timed(name), self._db.read() as work:
            people = await work.volunteers.in_zones(zones)
            matches = audience(people, frozenset(zones), HOT.centroid)
        assert len(matches) == (self._size.crowd if len(zones) == 1 else self._size.volunteers)

    async def _call_everybody(self) -> None:
        """The widest wave after the first, beside somebody who wants a turn each millisecond."""
        incident_id = await self._alarm("")
        gaps = [0.0]

        async def somebody() -> None:
            while True:
                began = time.perf_counter()
                await asyncio.sleep(0.001)
                gaps.append(1000 * (time.perf_counter() - began) - 1)

        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(somebody())
            async with self._timed(EVERYBODY_CALLED), self._db.work(NOW) as work:
                incident = await work.incidents.get(incident_id)
                assert incident is not None
                called = await call_out(work, CITY, incident, Wave.CITY, NOW)
            waiting.cancel()
        self.took[HELD].append(max(gaps))
        assert called.added == self._size.volunteers - self._size.crowd
        await self._forget(incident_id)

    async def _claim(self, leasing: Leasing) -> None:
        async with self._timed(CLAIM), self._db.work(NOW) as work:
            waiting = await leasing.candidates(work, NOW, BATCH, NOBODY)
            taken = await leasing.take(work, waiting, BATCH, NOW)
        assert len(taken) == BATCH

    async def _answer(self, incident_id: int, at: int) -> None:
        async with self._db.read() as work:
            person = await work.volunteers.by_telegram(FIRST_VOLUNTEER + at)
        assert person is not None
        call = self._call(Actor(person.telegram_id, person.name, frozenset(), person))
        async with self._timed(ANSWER):
            heard = await self._answering.press(call, incident_id, Answer.COMING)
        assert isinstance(heard, Said), heard

    async def _redraw(self, incident_id: int) -> None:
        """A card that a press made dirty: found, claimed, drawn, written down as drawn."""
        ref = CardRef(kind=CardKind.OPERATOR, chat_id=DESK, subject_id=incident_id)
        async with self._db.work(NOW) as work:
            await work.cards.touch(ref, Urgency.ANSWER, NOW - timedelta(seconds=1))
        async with self._timed(CARD), self._db.work(NOW) as work:
            found = await work.claims.dirty_cards(NOW, BATCH)
            (card,) = [c for c in found if c.ref.kind is CardKind.OPERATOR]
            await work.claims.claim([card], NOW)
            screen = await self._drawing.card(work, card.ref, lambda calls: calls / 30, NOW)
            await work.claims.drawn(card, incident_id, NOW)
        assert isinstance(screen, Screen)

    async def _roll(self, incident_id: int) -> None:
        asked = replace(reply(self._call().key, DESK, "roll"), incident_id=incident_id)
        async with self._timed(ROLL), self._db.read() as work:
            known: Known = await gather(work, [asked])
            screen = await self._drawing.notice(work, asked, known, NOW)
        assert isinstance(screen, Screen)


GOALS = {CALL_OUT: f"(goal of {CROWD}: p95 at most 150)"}
