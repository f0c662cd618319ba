"""What may the operator do with an incident? Broadcast it, remind, widen, judge, and end it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import Reason, Refused
from bot.domain.lifecycle import Action, Change, apply
from bot.domain.matching import available
from bot.domain.model import Incident, IncidentState, Response, ResponseState, Standing, Verdict, Wave
from bot.domain.notices import CardKind, NoticeKind, NoticeState, Urgency
from bot.domain.people import Volunteer
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import Called, call_out, told
from bot.usecases.base import Call, Heard, Said, UseCase, record, refuse

PROMPTS = (
    NoticeKind.ALARM,
    NoticeKind.REMINDER,
    NoticeKind.ASK_COMING,
    NoticeKind.ASK_VERDICT,
    NoticeKind.RELEASED,
    NoticeKind.COORDINATOR,
)
"""What is not true any more once an incident has ended."""
FIRST = {ResponseState.COMING: 0, ResponseState.ON_SCENE: 1}
"""Who hears the end first: who is on the road, then who is there, then the others."""
JUST_NOW = timedelta(minutes=1)
"""Two operators who press Ingatkan at once remind once."""
UNHEARD = (NoticeState.DROPPED, NoticeState.FAILED, NoticeState.EXPIRED)


class Commanding(UseCase):
    """The operator's job from the alarm to the end."""

    async def broadcast(self, call: Call, incident_id: int) -> Heard:
        """`Siarkan`: number it and alarm its zone, nearest first; an empty zone widens at once."""
        async with self.db.work(call.now, call.update_id) as work:
            change = await self._apply(work, call, incident_id, Action.BROADCAST)
            if isinstance(change, Refused):
                return change
            incident = replace(change.after, number=await self._number(work, change.after, call.now))
            called = await call_out(work, self.city, incident, Wave.ZONE, call.now)
            if not await work.incidents.save(called.incident, IncidentState.DRAFT):
                raise RuntimeError("a locked draft changed under the lock")
            await record(work, call, "broadcast", incident_id, called=called.added)
            if called.skipped_empty:
                await self._tell_empty(work, called, call.now)
            await self.touch_operator_cards(work, called.incident, call.now, Urgency.ANSWER)
            await self._touch_twins(work, called.incident, call.now)
            return Said("toast-broadcast", {"n": called.added})

    async def _number(self, work: Work, incident: Incident, now: datetime) -> str:
        letters = "LAT" if incident.drill else self.city.letters
        year = now.astimezone(ZoneInfo(self.city.timezone)).year
        running = await work.incidents.next_number(f"{letters}-{year}")
        return f"{letters}-{year}-{running:04d}"

    async def _tell_empty(self, work: Work, called: Called, now: datetime) -> None:
        zone = self.city.zones[called.incident.zone].name
        name = "empty-zone" if called.added else "nobody-at-all"
        await self.line(work, called.incident, name, now, zone=zone, n=called.added, once="broadcast")

    async def remind(self, call: Call, incident_id: int) -> Heard:
        """`Ingatkan`: those alarmed who have not answered hear it once more."""
        async with self.db.work(call.now, call.update_id) as work:
            change = await self._apply(work, call, incident_id, Action.REMIND)
            if isinstance(change, Refused):
                return change
            if await reminded(work, incident_id, call.now, JUST_NOW):
                return Said("toast-just-reminded")
            n = await remind_silent(work, change.after, call.key, call.now)
            if not n:
                return Refused(Reason.NOBODY_SILENT)
            await record(work, call, "remind", incident_id, n=n)
            await self.line(work, change.after, "remind", call.now, n=n, once=call.key)
            return Said("toast-reminded", {"n": n})

    async def widen(self, call: Call, incident_id: int) -> Heard:
        """`Perluas`: the next wider wave now."""
        async with self.db.work(call.now, call.update_id) as work:
            change = await self._apply(work, call, incident_id, Action.WIDEN)
            if isinstance(change, Refused):
                return change
            called = await self.wave(work, change.after, change.after.wave, call.now)
            await record(work, call, "widen", incident_id, called=called.added)
            return Said("toast-widened", {"n": called.added})

    async def wave(self, work: Work, incident: Incident, wave: Wave, now: datetime) -> Called:
        """Call one wave out, keep the incident, tell the desk. Also what the clock does."""
        called = await call_out(work, self.city, incident, wave, now)
        await work.incidents.save(called.incident, IncidentState.OPEN)
        reached = int(called.incident.wave)
        await self.line(
            work, called.incident, "widened", now, wave=reached, n=called.added, once=str(reached)
        )
        await self.touch_operator_cards(work, called.incident, now)
        return called

    async def stand_down(self, call: Call, incident_id: int) -> Heard:
        """`Batalkan siaga`: everybody alarmed is told, those coming first; unsent alarms are dropped."""
        async with self.db.work(call.now, call.update_id) as work:
            change = await self._apply(work, call, incident_id, Action.STAND_DOWN)
            if isinstance(change, Refused):
                return change
            people = await self.end(work, call, change)
            everyone = [v for _, v in people]
            unheard = await self._unheard(work, change.after)
            everyone = [v for v in everyone if v.id not in unheard]
            notices = told(change.after, NoticeKind.STAND_DOWN, Urgency.STAND_DOWN, everyone)
            await work.notices.add(notices, call.now)
            return Said("toast-stood-down")

    async def close(self, call: Call, incident_id: int) -> Heard:
        """`Tutup`: those who came or were coming are thanked; the others' messages change silently."""
        async with self.db.work(call.now, call.update_id) as work:
            change = await self._apply(work, call, incident_id, Action.CLOSE)
            if isinstance(change, Refused):
                return change
            people = await self.end(work, call, change)
            took_part = [v for r, v in people if r.taking_part or r.on_scene_at]
            await work.notices.add(
                told(change.after, NoticeKind.CLOSED, Urgency.STAND_DOWN, took_part), call.now
            )
            return Said("toast-closed")

    async def judge(self, call: Call, incident_id: int, word: str) -> Heard:
        """The operator's own verdict confirms."""
        if word not in set(Verdict):
            return Refused(Reason.STALE_BUTTON)
        async with self.db.work(call.now, call.update_id) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            refused = not_open(incident)
            if refused or incident is None:
                refused = refused or Refused(Reason.UNKNOWN_INCIDENT)
                return await refuse(work, call, refused, "judge", incident.id if incident else None)
            judged = replace(
                incident, verdict=Verdict(word), standing=Standing.CONFIRMED, judged_by_operator=True
            )
            if judged == incident:
                return Said("toast-already")
            await work.incidents.save(judged, IncidentState.OPEN)
            await self.verdict_lines(work, call, incident, judged)
            await record(work, call, "judge", incident_id, verdict=word)
            await self.touch_operator_cards(work, judged, call.now, Urgency.ANSWER)
            return Said("toast-verdict", {"verdict": word})

    async def _apply(self, work: Work, call: Call, incident_id: int, action: Action) -> Change | Refused:
        incident = await work.incidents.get(incident_id, lock=True)
        if incident is None:
            return await refuse(work, call, Refused(Reason.UNKNOWN_INCIDENT), action.value, None)
        change = apply(incident, action, call.actor.name, call.now)
        if not isinstance(change, Refused):
            return change
        if change.reason is Reason.ALREADY_BROADCAST:
            change = replace(change, by=await _broadcaster(work, incident_id))
        return await refuse(work, call, change, action.value, incident_id)

    async def _touch_twins(self, work: Work, incident: Incident, now: datetime) -> None:
        """Whether another report may be the same event depends on this one running: redraw those cards."""
        for state in (IncidentState.DRAFT, IncidentState.OPEN):
            for other in await work.incidents.in_state(state):
                if other.id != incident.id and (other.kind, other.zone) == (incident.kind, incident.zone):
                    await work.cards.touch_all(CardKind.OPERATOR, other.id, Urgency.CARD, now)

    async def end(self, work: Work, call: Call, change: Change) -> list[tuple[Response, Volunteer]]:
        """Save the end, drop what is no longer true, redraw every card. Returns the people, coming first."""
        incident = change.after
        await work.incidents.save(incident, change.before.state)
        await work.notices.drop(incident.id, PROMPTS, change.action.value, call.now)
        await work.responses.rest(incident.id)
        await record(work, call, change.action.value, incident.id)
        await work.cards.touch_all(CardKind.VOLUNTEER, incident.id, Urgency.CARD, call.now)
        await work.cards.lose_unsent(incident.id, await self._unheard(work, incident))
        await self.touch_operator_cards(work, incident, call.now, Urgency.ANSWER)
        await self._touch_twins(work, incident, call.now)
        responses = sorted(await work.responses.of(incident.id), key=lambda r: FIRST.get(r.state, len(FIRST)))
        people = await work.volunteers.many(r.volunteer_id for r in responses)
        return [(r, people[r.volunteer_id]) for r in responses]

    async def _unheard(self, work: Work, incident: Incident) -> set[int]:
        """Ids of those whose alarm never arrived and who answered nothing (a merged report may have reached
        them); they need no stand-down, and there is nothing to redraw."""
        states = await work.notices.alarm_states(incident.id)
        silent = {r.volunteer_id for r in await work.responses.of(incident.id) if r.answered_at is None}
        return {v for v, (state, _) in states.items() if state in UNHEARD} & silent


def not_open(incident: Incident | None) -> Refused | None:
    """Why an operator can do nothing with this incident (any more); None while it runs."""
    if incident is None:
        return Refused(Reason.UNKNOWN_INCIDENT)
    if incident.ended:
        return Refused(Reason.ENDED, incident.ended_by, incident.ended_at)
    return None if incident.state is IncidentState.OPEN else Refused(Reason.NOT_OPEN)


async def remind_silent(
    work: Work, incident: Incident, once: str, now: datetime, by: str = "operator"
) -> int:
    """Owe a reminder to everybody alarmed who has not answered; returns how many."""
    silent = await work.responses.of(incident.id, ResponseState.ALARMED)
    states = await work.notices.alarm_states(incident.id)
    heard = [
        r.volunteer_id
        for r in silent
        if r.volunteer_id in states and states[r.volunteer_id][0] is NoticeState.SENT
    ]
    people = await work.volunteers.many(heard)
    there = [people[i] for i in heard if available(people[i])]
    notices = told(incident, NoticeKind.REMINDER, Urgency.PROMPT, there, once, by=by)
    await work.notices.add(notices, now)
    return len(notices)


async def reminded(work: Work, incident_id: int, now: datetime, within: timedelta) -> bool:
    """Has an operator reminded the silent lately? What lies far ahead was before the clock was set back."""
    entries = await work.journal.of(incident_id)
    times = [e.at for e in entries if e.action == Action.REMIND and "n" in e.details]
    return any(abs(now - at) < within for at in times)


async def _broadcaster(work: Work, incident_id: int) -> str:
    """Who pressed Siarkan; not always who posted."""
    entries = await work.journal.of(incident_id)
    return next((e.actor for e in entries if e.action == Action.BROADCAST and "called" in e.details), "")
