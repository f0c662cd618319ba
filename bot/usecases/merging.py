"""The same event reported twice? One incident takes the other in, and the people who answered go along."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import Reason, Refused
from bot.domain.lifecycle import Action, Change, apply, claimed
from bot.domain.model import Incident, IncidentState, Response, ResponseState
from bot.domain.notices import CardKind, Urgency
from bot.domain.people import Volunteer
from bot.domain.response import attended
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import volunteer_card
from bot.usecases.base import Call, Heard, Said, record, refuse
from bot.usecases.commanding import Commanding
from bot.usecases.reporting import judged

WEIGHT = {
    ResponseState.ALARMED: 0,
    ResponseState.DECLINED: 1,
    ResponseState.RELEASED: 1,
    ResponseState.LEFT: 2,
    ResponseState.COMING: 3,
    ResponseState.ON_SCENE: 4,
}
"""Of two answers to the same event the weightier one counts."""


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
            change = _merged(call, incident, into)
            if isinstance(change, Refused):
                return await refuse(work, call, change, Action.MERGE.value, incident_id)
            if incident.state is IncidentState.DRAFT:
                await work.incidents.save(change.after, IncidentState.DRAFT)
                await self.touch_operator_cards(work, change.after, call.now, Urgency.ANSWER)
            else:
                await self._move(work, call, change, into)
            await record(work, call, "merge", into.id, merged=incident.id)
            about = {"other": incident.tag, "text": incident.details, "once": str(incident.id)}
            await self.line(work, into, "merged", call.now, **about)
            return Said("toast-merged")

    async def _move(self, work: Work, call: Call, change: Change, into: Incident) -> None:
        """Answers, arrivals and votes go along; nobody's weightier answer in `into` is lost."""
        there = {r.volunteer_id: r for r in await work.responses.of(into.id)}
        people = await self.end(work, call, change)
        moving = [(r, p) for r, p in people if _weighs_more(r, there.get(p.id))]
        after = [_of(into, r, there.get(p.id), call.now) for r, p in moving]
        await work.responses.add_many(r for r in after if r.volunteer_id not in there)
        for response in after:
            if (before := there.get(response.volunteer_id)) is not None:
                await work.responses.save(response, before.state)
        await self._move_votes(work, change.before, into, {p.id for _, p in moving}, call.now)
        await self._redraw(work, into, moving, frozenset(there), call.now)
        joined = await judged(work, _joined(change.before, into))
        if attended(after):
            joined = claimed(joined, call.now)
        await work.incidents.save(joined, IncidentState.OPEN)
        await work.cards.touch_all(CardKind.OPERATOR, into.id, Urgency.CARD, call.now)

    async def _move_votes(
        self, work: Work, incident: Incident, into: Incident, movers: set[int], now: datetime
    ) -> None:
        for vote in await work.responses.votes(incident.id):
            if vote.volunteer_id in movers:
                await work.responses.vote(into.id, vote, now)

    async def _redraw(
        self,
        work: Work,
        into: Incident,
        moving: list[tuple[Response, Volunteer]],
        known: frozenset[int],
        now: datetime,
    ) -> None:
        """Who takes part gets the card of `into`, at once; whoever has it already sees it change."""
        for response, person in moving:
            if response.taking_part or person.id in known:
                await work.cards.post(volunteer_card(into.id, person), Urgency.ANSWER, now)


def _merged(call: Call, incident: Incident, into: Incident) -> Change | Refused:
    if into.ended:
        return Refused(Reason.ENDED, into.ended_by, into.ended_at)
    if into.state is not IncidentState.OPEN:
        return Refused(Reason.NOT_OPEN)
    change = apply(incident, Action.MERGE, call.actor.name, call.now)
    if isinstance(change, Refused):
        return change
    return replace(change, after=replace(change.after, merged_into=into.id))


def _weighs_more(response: Response, there: Response | None) -> bool:
    return WEIGHT[response.state] > (WEIGHT[there.state] if there else 0)


def _of(into: Incident, response: Response, there: Response | None, now: datetime) -> Response:
    """The answer as a part of `into`, where its patience goes on."""
    moved = replace(
        response, incident_id=into.id, wave=into.wave, asked_at=None, due_at=_due(into, response, now)
    )
    if there is None:
        return moved
    return replace(moved, wave=there.wave, rank=there.rank, alarmed_at=there.alarmed_at)


def _due(into: Incident, response: Response, now: datetime) -> datetime | None:
    if response.state is ResponseState.COMING and response.coming_at:
        return max(now, response.coming_at + into.policy.patience_with_coming(response.eta_minutes))
    silent = response.state is ResponseState.ON_SCENE and response.verdict is None
    if silent and response.on_scene_at and response.asked_at is None:
        return max(now, response.on_scene_at + timedelta(minutes=into.policy.verdict))
    return None


def _joined(incident: Incident, into: Incident) -> Incident:
    """What was seen there was seen here."""
    joined = replace(into, crowd=into.crowd or incident.crowd)
    if joined.officers_at is None:
        joined = replace(joined, officers_at=incident.officers_at, officers_by=incident.officers_by)
    return joined
