"""What does the clock do? It presses no buttons, but goes through the same rules: escalate, ask, release."""

from dataclasses import replace
from datetime import datetime

from bot.domain.escalation import Step, close_question_due, due_at, next_step, unclaimed_time
from bot.domain.lifecycle import stepped, unclaimed
from bot.domain.model import Incident, IncidentState, Response, ResponseState, Wave
from bot.domain.notices import Notice, NoticeKind, Urgency
from bot.domain.people import Actor
from bot.domain.redating import incident_redated, response_redated
from bot.domain.response import Overdue, asked, attended, overdue, released
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import told, volunteer_card
from bot.usecases.base import Call, record
from bot.usecases.commanding import Commanding, remind_silent, reminded

CLOCK = "jam"
EVERY_ONE = 10_000  # more than a city has open at once
TIMED = (ResponseState.COMING, ResponseState.ON_SCENE)


class Escalating(Commanding):
    """The ladder of an incident and the patience with each response."""

    async def due_incidents(self, now: datetime) -> list[int]:
        async with self.db.read() as work:
            return list(await work.incidents.due(now))

    async def due_responses(self, now: datetime) -> list[tuple[int, int]]:
        async with self.db.read() as work:
            return list(await work.responses.due(now))

    async def next_due(self) -> datetime | None:
        """When the clock has something to do next."""
        async with self.db.read() as work:
            times = (await work.incidents.next_due(), await work.responses.next_due())
        return min((t for t in times if t is not None), default=None)

    async def come_back(self, now: datetime) -> int:
        """After the clock was set back: what it dated ahead counts as now. Returns how much was redated."""
        ahead: list[tuple[int, int | None]] = []
        async with self.db.read() as work:
            for incident in await work.incidents.in_state(IncidentState.OPEN, limit=EVERY_ONE):
                if incident_redated(incident, now) != incident:
                    ahead.append((incident.id, None))
                timed = await work.responses.of(incident.id, *TIMED)
                again = ((r, response_redated(incident, r, now)) for r in timed)
                ahead += [(incident.id, r.volunteer_id) for r, redated in again if redated != r]
        return sum([await self._redate(*key, now) for key in ahead])

    async def _redate(self, incident_id: int, volunteer_id: int | None, now: datetime) -> bool:
        """An incident, or one volunteer's response to it."""
        async with self.db.work(now) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            if incident is None or incident.state is not IncidentState.OPEN:
                return False
            if volunteer_id is None:
                return await work.incidents.save(incident_redated(incident, now), IncidentState.OPEN)
            response = await work.responses.get(incident_id, volunteer_id)
            if response is None:
                return False
            return await work.responses.save(response_redated(incident, response, now), response.state)

    async def advance(self, incident_id: int, now: datetime) -> bool:
        """Take the one step that is due for this incident; False when none is (done by somebody else)."""
        async with self.db.work(now) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            if incident is None:
                return False
            step = next_step(incident, now)
            if step is not None:
                await self._take(work, incident, step, now)
                return True
            if close_question_due(incident, now):
                await self._ask_to_close(work, incident, now)
                return True
            # A time that is not true any more (the count was stopped): set the right one.
            if incident.state is IncidentState.OPEN and incident.due_at != due_at(incident):
                await work.incidents.save(replace(incident, due_at=due_at(incident)), IncidentState.OPEN)
            return False

    async def _take(self, work: Work, incident: Incident, step: Step, now: datetime) -> None:
        after = stepped(incident)
        await work.incidents.save(after, IncidentState.OPEN)
        call = Call(actor=Actor(None, CLOCK), now=now)
        await record(work, call, f"clock-{step.value}", incident.id)
        match step:
            case Step.REMIND:
                if not await reminded(work, incident.id, now, incident.policy.ladder()[0]):
                    await remind_silent(work, after, f"clock-{incident.steps_told}", now, by="clock")
            case Step.NEIGHBOURS:
                if after.wave < Wave.NEIGHBOURS:
                    await self.wave(work, after, Wave.NEIGHBOURS, now)
            case Step.CITY:
                if after.wave < Wave.CITY:
                    after = (await self.wave(work, after, Wave.CITY, now)).incident
                await self._tell_coordinators(work, after, now)
            case Step.NOBODY:
                counts = await work.responses.counts(incident.id)
                minutes = round(unclaimed_time(incident, now).total_seconds() / 60)
                called = sum(counts.values())
                await self.line(work, after, "nobody", now, called=called, minutes=minutes)

    async def _tell_coordinators(self, work: Work, incident: Incident, now: datetime) -> None:
        notices = [
            Notice(
                key=f"coordinator:{incident.id}:{user_id}",
                kind=NoticeKind.COORDINATOR,
                chat_id=user_id,
                urgency=Urgency.PROMPT,
                incident_id=incident.id,
            )
            for user_id in await work.roles.all_coordinators()
        ]
        await work.notices.add(notices, now)

    async def _ask_to_close(self, work: Work, incident: Incident, now: datetime) -> None:
        asked_once = replace(incident, asked_to_close=True)
        asked_once = replace(asked_once, due_at=due_at(asked_once))
        await work.incidents.save(asked_once, IncidentState.OPEN)
        hours = round(incident.policy.stale / 60)
        await self.line(work, asked_once, "stale", now, hours=hours, once="stale")

    async def advance_response(self, incident_id: int, volunteer_id: int, now: datetime) -> bool:
        """Ask or release one volunteer whose time has come."""
        async with self.db.work(now) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            response = await work.responses.get(incident_id, volunteer_id)
            if incident is None or response is None or incident.ended:
                return False
            what = overdue(response, now)
            if what is None:
                return False
            if what is Overdue.RELEASE:
                await self._release(work, incident, response, now)
            else:
                kind = NoticeKind.ASK_COMING if what is Overdue.ASK_COMING else NoticeKind.ASK_VERDICT
                await self._ask(work, incident, response, kind, now)
            return True

    async def _ask(
        self, work: Work, incident: Incident, response: Response, kind: NoticeKind, now: datetime
    ) -> None:
        await work.responses.save(asked(incident, response, now), response.state)
        people = await work.volunteers.many([response.volunteer_id])
        once = now.isoformat()
        await work.notices.add(told(incident, kind, Urgency.PROMPT, list(people.values()), once), now)

    async def _release(self, work: Work, incident: Incident, response: Response, now: datetime) -> None:
        await work.responses.save(released(response, now), ResponseState.COMING)
        person = (await work.volunteers.many([response.volunteer_id]))[response.volunteer_id]
        others = await work.responses.of(incident.id)
        line = "released"
        if not attended(others):
            line = "released-last"
            await work.incidents.save(unclaimed(incident, now), IncidentState.OPEN)
        notices = told(incident, NoticeKind.RELEASED, Urgency.PROMPT, [person], now.isoformat())
        await work.notices.add(notices, now)
        await work.cards.touch(volunteer_card(incident.id, person), Urgency.CARD, now)
        await self.line(work, incident, line, now, name=person.name, once=f"{person.id}:{now.isoformat()}")
        await self.touch_operator_cards(work, incident, now)
        call = Call(actor=Actor(None, CLOCK, volunteer=person), now=now)
        await record(work, call, "clock-release", incident.id)
