"""The same event reported twice? One incident takes the other in, and the people who answered go along."""

from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.lifecycle import Action, Change, apply, claimed
from bot.domain.model import Incident, IncidentState, Response, ResponseState
from bot.domain.notices import CardKind, Urgency
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import volunteer_card
from bot.usecases.base import Call, Heard, Said, record
from bot.usecases.commanding import Commanding

GOING_ALONG = (ResponseState.COMING, ResponseState.ON_SCENE, ResponseState.DECLINED)


class Merging(Commanding):
    """`Gabung`: from a draft, or from a running incident."""

    async def merge(self, call: Call, incident_id: int, into_id: int) -> Heard:
        """End `incident_id` as a part of `into_id`, which must be running."""
        async with self.db.work(call.now, call.update_id) as work:
            # Always the lower id first, so that two merges can not wait for each other.
            first, second = sorted((incident_id, into_id))
            locked = {i: await work.incidents.get(i, lock=True) for i in (first, second)}
            incident, into = locked[incident_id], locked[into_id]
            if incident is None or into is None or incident_id == into_id:
                return Refused(Reason.UNKNOWN_INCIDENT)
            if into.state is not IncidentState.OPEN:
                return Refused(Reason.ENDED, into.ended_by, into.ended_at)
            change = apply(incident, Action.MERGE, call.actor.name, call.now)
            if isinstance(change, Refused):
                return change
            change = replace(change, after=replace(change.after, merged_into=into.id))
            if incident.state is IncidentState.DRAFT:
                await work.incidents.save(change.after, IncidentState.DRAFT)
                await self.touch_operator_cards(work, change.after, call.now, Urgency.ANSWER)
            else:
                await self._move(work, call, change, into)
            await record(work, call, "merge", into.id, merged=incident.id)
            await self.line(
                work,
                into,
                "merged",
                call.now,
                other=incident.tag,
                text=incident.details,
                once=str(incident.id),
            )
            return Said("toast-merged")

    async def _move(self, work: Work, call: Call, change: Change, into: Incident) -> None:
        people = await self.end(work, call, change)
        known = await work.responses.alarmed_ids(into.id)
        moving = [r for r, _ in people if r.state in GOING_ALONG and r.volunteer_id not in known]
        await work.responses.add_many(_of(into, r) for r in moving)
        taking_part = {r.volunteer_id for r in moving if r.taking_part}
        for _, person in people:
            if person.id in taking_part:
                await work.cards.post(volunteer_card(into.id, person), Urgency.ANSWER, call.now)
        if taking_part:
            await work.incidents.save(claimed(into, call.now), IncidentState.OPEN)
        await work.cards.touch_all(CardKind.OPERATOR, into.id, Urgency.CARD, call.now)


def _of(into: Incident, response: Response) -> Response:
    return replace(response, incident_id=into.id, wave=into.wave)
