"""Who wants to be called now? `/siaga` and `/libur`."""

from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.notices import reply
from bot.domain.people import Duty
from bot.usecases.answering import may_take_part
from bot.usecases.base import Call, UseCase, record


class OnDuty(UseCase):
    """A volunteer's own availability."""

    async def set(self, call: Call, duty: Duty) -> None:
        """On duty or off duty until the person says otherwise; the answer is sent as a notice."""
        async with self.db.work(call.now, call.update_id) as work:
            volunteer = call.actor.volunteer
            refused = may_take_part(volunteer)
            if refused or volunteer is None:
                reason = (refused or Refused(Reason.NOT_VOLUNTEER)).reason
                await work.notices.add([reply(call.key, call.chat_id, f"refused-{reason.value}")], call.now)
                return
            current = await work.volunteers.get(volunteer.id, lock=True) or volunteer
            await work.volunteers.save(replace(current, duty=duty))
            await record(work, call, f"duty-{duty.value}")
            zones = ", ".join(sorted(self.city.zones[z].name for z in current.zones if z in self.city.zones))
            answer = (
                reply(call.key, call.chat_id, "duty-off")
                if duty is Duty.OFF_DUTY
                else reply(call.key, call.chat_id, "duty-on", zones=zones)
            )
            await work.notices.add([answer], call.now)
