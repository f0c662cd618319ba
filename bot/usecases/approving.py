"""Who decides about a registration, and when does somebody count as reachable?"""

from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.notices import CardKind, Notice, NoticeKind, Urgency
from bot.domain.people import Reach, Volunteer, VolunteerStatus
from bot.storage.unit_of_work import Work
from bot.usecases.answering import may_take_part
from bot.usecases.base import Call, Heard, Said, record
from bot.usecases.questions import Questions


class Approving(Questions):
    """The coordinator's decision, and the answer to the test alarm."""

    async def decide(self, call: Call, volunteer_id: int, *, approve: bool) -> Heard:
        """`Setujui` or `Tolak`: by the community's coordinator, an operator where it has none, an admin."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await work.volunteers.get(volunteer_id, lock=True)
            if person is None:
                return Refused(Reason.STALE_BUTTON)
            if not await self._may_decide(work, call, person):
                return Refused(Reason.OTHER_COMMUNITY)
            if person.status is not VolunteerStatus.PENDING:
                return Refused(Reason.NOT_PENDING)
            status = VolunteerStatus.ACTIVE if approve else VolunteerStatus.REJECTED
            person = replace(person, status=status, decided_by=call.actor.name, decided_at=call.now)
            await work.volunteers.save(person)
            await record(work, call, "approve" if approve else "reject", volunteer=volunteer_id)
            await work.cards.touch_all(CardKind.APPROVAL, volunteer_id, Urgency.ANSWER, call.now)
            if approve:
                await self.welcome(work, call, person)
            else:
                await self._turn_down(work, call, person)
            return Said("toast-approved" if approve else "toast-rejected", {"name": person.name})

    async def _may_decide(self, work: Work, call: Call, person: Volunteer) -> bool:
        if call.actor.coordinates(person.community):
            return True
        return call.actor.is_operator and not await work.roles.coordinators(person.community)

    async def _turn_down(self, work: Work, call: Call, person: Volunteer) -> None:
        if person.telegram_id is None:
            return
        told = Notice(
            key=f"rejected:{person.id}:{call.key}",
            kind=NoticeKind.REPLY,
            chat_id=person.telegram_id,
            urgency=Urgency.PROMPT,
            volunteer_id=person.id,
            args={"text": "join-rejected"},
        )
        await work.notices.add([told], call.now)

    async def heard_test(self, call: Call) -> Heard:
        """`Saya dengar`: the person counts as reachable from now on."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            refused = may_take_part(person)
            if refused or person is None:
                return refused or Refused(Reason.NOT_VOLUNTEER)
            if person.reach is Reach.OK:
                return Said("toast-already")
            await work.volunteers.save(replace(person, reach=Reach.OK, heard_at=call.now))
            await record(work, call, "test-alarm-answered")
            await self.say(work, call, "join-ready")
            return Said("toast-heard")
