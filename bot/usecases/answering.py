"""What may a volunteer answer to an alarm? Coming, not coming, there, done; each press authorised."""

from dataclasses import dataclass

from bot.domain.errors import Reason, Refused
from bot.domain.lifecycle import claimed, unclaimed
from bot.domain.model import Incident, IncidentState, Response, ResponseState
from bot.domain.notices import Urgency
from bot.domain.people import Volunteer, VolunteerStatus
from bot.domain.response import Answer, Moved, answer, attended, with_eta
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import volunteer_card
from bot.usecases.base import Call, Heard, Said, UseCase, record, refuse


@dataclass(frozen=True, slots=True)
class Part:
    """A volunteer in an incident, both locked for this transaction."""

    incident: Incident
    response: Response
    volunteer: Volunteer


class Taking(UseCase):
    """What all presses of volunteers share: may this person press this?"""

    async def part(self, work: Work, call: Call, incident_id: int, action: str) -> Part | Refused:
        """The presser's part in the incident, or why not; a refusal is written down, late as late."""
        volunteer = call.actor.volunteer
        refused = may_take_part(volunteer)
        if refused or volunteer is None:
            return await refuse(work, call, refused or Refused(Reason.NOT_VOLUNTEER), action, None)
        incident = await work.incidents.get(incident_id, lock=True)
        if incident is None:
            return await refuse(work, call, Refused(Reason.UNKNOWN_INCIDENT), action, None)
        response = await work.responses.get(incident_id, volunteer.id)
        if response is None:
            return await refuse(work, call, Refused(Reason.NOT_ALARMED), action, incident_id)
        if call.message_id is not None:
            await work.cards.arrived(volunteer_card(incident_id, volunteer), call.message_id, call.now)
        if incident.ended:
            late = Refused(Reason.ENDED, incident.ended_by, incident.ended_at)
            await work.cards.touch(volunteer_card(incident_id, volunteer), Urgency.ANSWER, call.now)
            return await refuse(work, call, late, action, incident_id)
        return Part(incident, response, volunteer)

    async def keep(self, work: Work, call: Call, part: Part, after: Response, incident: Incident) -> None:
        """Write the response and the incident, and redraw what shows them."""
        if not await work.responses.save(after, part.response.state):
            raise RuntimeError("a response changed under the incident's lock")
        if incident != part.incident:
            await work.incidents.save(incident, IncidentState.OPEN)
        await work.cards.touch(volunteer_card(incident.id, part.volunteer), Urgency.ANSWER, call.now)
        await self.touch_operator_cards(work, incident, call.now)


def may_take_part(volunteer: Volunteer | None) -> Refused | None:
    """Why somebody can not be called and answer; None when they can."""
    if volunteer is not None and volunteer.status is VolunteerStatus.ACTIVE:
        return None
    suspended = volunteer is not None and volunteer.status is VolunteerStatus.SUSPENDED
    return Refused(Reason.SUSPENDED if suspended else Reason.NOT_VOLUNTEER)


class Answering(Taking):
    """The presses that move a response."""

    async def press(self, call: Call, incident_id: int, what: Answer) -> Heard:
        """One answer. The first one coming stops the clock; the last one leaving starts it again."""
        async with self.db.work(call.now, call.update_id) as work:
            part = await self.part(work, call, incident_id, what.value)
            if isinstance(part, Refused):
                return part
            moved = answer(part.incident, part.response, what, call.now)
            if isinstance(moved, Refused):
                await work.cards.touch(volunteer_card(incident_id, part.volunteer), Urgency.ANSWER, call.now)
                return await refuse(work, call, moved, what.value, incident_id)
            if moved.unchanged:
                return Said("toast-already")
            incident = await self._counted(work, part, moved, call)
            await self.keep(work, call, part, moved.after, incident)
            await record(work, call, what.value, incident_id)
            await self._tell(work, part, moved, incident, call)
            return Said(f"toast-{what.value}")

    async def _counted(self, work: Work, part: Part, moved: Moved, call: Call) -> Incident:
        """The incident with its unclaimed clock stopped or running as this answer has it."""
        if moved.after.taking_part:
            return claimed(part.incident, call.now)
        if not moved.before.taking_part or moved.after.on_scene_at:
            return part.incident
        others = [r for r in await work.responses.of(part.incident.id) if r.volunteer_id != part.volunteer.id]
        return part.incident if attended(others) else unclaimed(part.incident, call.now)

    async def _tell(self, work: Work, part: Part, moved: Moved, incident: Incident, call: Call) -> None:
        """Key changes get a line of their own: the first coming, the first on scene, the gap reopened."""
        was_unclaimed = part.incident.unclaimed_since is not None
        who = {"name": part.volunteer.name, "community": part.volunteer.community}
        if moved.after.state is ResponseState.COMING and was_unclaimed:
            await self.line(work, incident, "first-coming", call.now, once=call.key, **who)
        elif moved.after.state is ResponseState.ON_SCENE:
            there = [r for r in await work.responses.of(incident.id) if r.on_scene_at]
            if len(there) == 1:
                await self.line(work, incident, "first-on-scene", call.now, once="first", **who)
        elif incident.unclaimed_since is not None and not was_unclaimed:
            await self.line(work, incident, "reopened", call.now, once=call.key, **who)

    async def eta(self, call: Call, incident_id: int, minutes: int) -> Heard:
        """How long it still takes, in minutes; optional, one tap."""
        async with self.db.work(call.now, call.update_id) as work:
            part = await self.part(work, call, incident_id, "eta")
            if isinstance(part, Refused):
                return part
            moved = with_eta(part.incident, part.response, minutes, call.now)
            if isinstance(moved, Refused):
                return await refuse(work, call, moved, "eta", incident_id)
            if moved.unchanged:
                return Said("toast-already")
            await self.keep(work, call, part, moved.after, part.incident)
            await record(work, call, "eta", incident_id, minutes=minutes)
            return Said("toast-eta", {"minutes": minutes})
